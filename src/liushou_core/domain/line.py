"""Line 亲情电话: a telephone line, group or address by which children, parents and school reach each other (requirements §2.8)."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.ids import HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import identity, link, plain
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Line", "LineKind"]


class LineKind(Enum):
    """What the line is for."""

    FAMILY_PHONE = "family_phone"
    SCHOOL_PHONE = "school_phone"
    """A published phone of a head, class teacher or subject teacher (COMM-3)."""
    VIDEO_ROOM = "video_room"
    CHILDREN_GROUP = "children_group"
    PARENTS_GROUP = "parents_group"
    HOTLINE = "hotline"
    LETTER_BOX = "letter_box"


@noun
class Line:
    """In use on the days ``[start, until)``. ``number`` is public (COMM-1); a private phone that a teacher gives is ``own_number``."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    kind: LineKind = plain("类别", source="requirements §2.8")
    number: Known[str] = plain("公开号码", default=NOT_ASKED, source="001 §2(2); 003 §4.(二)2; 004 §4.2")
    own_number: Known[str] = identity("本人电话", default=NOT_ASKED, source="002 §3")
    manager: HelperId | None = link("管理教师", default=None, source="000 §3.(一)4")
    holder: HelperId | None = link("机主", default=None, source="002 §3 公布…联系电话")
    open_when: Known[str] = plain(
        "开放时间", default=NOT_ASKED, source="000 §3.(一)4; 003 §4.(二)2; 004 §6.4"
    )
    start: date = plain("开通日期")
    until: date | None = plain("停用日期", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield one that ends before it begins."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
