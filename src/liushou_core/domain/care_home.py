"""CareHome 留守儿童之家: a Home or activity room, when it is open, and what is in it (requirements §2.19)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["CareHome", "Equipment"]


@noun
class Equipment:
    """So many of a thing: ``telephone``, ``television``, ``dvd_player``, ``computer``, ``books``, ``filing_cabinet``, ``sports_equipment`` …"""

    item: str = plain("物品", source="000 §2, §3; 001 §2; 003 §4; 004 §6")
    count: int = plain("数量", default=1, source="000 §2, §3; 003 §4")
    networked: bool = plain("联网", default=False, source="000 §2")

    def contradictions(self) -> Iterator[Problem]:
        """Yield none of a thing, or fewer."""
        if self.count < 1:
            yield Problem(code="not_positive", path=("count",))


@noun
class CareHome:
    """A place for the children, open on the days ``[start, until)``; ``kind``: home, activity_room, counselling_room, reading_room …"""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    organisation: OrganisationId = link("单位")
    kind: str = plain("场所类别", default="home", source="000 §2, §3; 002 §5, §10; 004 §5, §6")
    start: date = plain("启用日期")
    until: date | None = plain("停用日期", default=None)
    managers: tuple[HelperId, ...] = link("管理教师", default=(), source="000 §3; 004 §6 兼职教师")
    open_when: Known[str] = plain("开放时间", default=NOT_ASKED, source="003 §4 双休日、节假日; 004 §5 全天")
    inventory: tuple[Equipment, ...] = plain("设施清单", default=(), source="requirements §2.19")

    def contradictions(self) -> Iterator[Problem]:
        """Yield one that closes before it opens."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
