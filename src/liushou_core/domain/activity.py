"""Activity 活动: something a plan does with children: an outing, a lecture, a class meeting, a festival, a phase of the work."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from liushou_core.domain.ids import ChildId, ClassId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Activity", "ActivityNumber"]


@noun
class ActivityNumber:
    """How many of something there were: children, volunteers, guardians, bags."""

    name: str = plain("名称")
    value: Decimal = plain("数量")

    def contradictions(self) -> Iterator[Problem]:
        """Yield a number below zero."""
        if self.value < 0:
            yield Problem(code="negative", path=("value",))


@noun
class Activity:
    """It was held on ``day`` (up to ``until``, the first day after, if it lasted longer); ``made`` is False if it came to nothing.

    ``kind`` is the id by which a plan speaks of it: the ``activity`` of a duty, an item of a catalogue or of the agenda, a phase.
    ``children`` are those who took part; an activity for a whole class or body names that instead.
    """

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    kind: str = plain("活动类别", source="requirements §5")
    day: date = plain("日期")
    until: date | None = plain("结束日期", default=None)
    by: HelperId | None = link("组织人", default=None)
    children: tuple[ChildId, ...] = link("参加儿童", default=())
    school_class: ClassId | None = link("班级", default=None)
    organisation: OrganisationId | None = link("单位", default=None)
    made: bool = plain("已开展", default=True)
    place: Known[str] = sensitive("地点", default=NOT_ASKED, source="004 §1, §3")
    attended: tuple[HelperId, ...] = link("参加人员", default=(), source="000 §3.(一)7 座谈会")
    numbers: tuple[ActivityNumber, ...] = plain("数量", default=(), source="000 §1.3; 004 §1, §3")
    content: Known[str] = sensitive("内容", default=NOT_ASKED)
    effect: Known[str] = sensitive("效果", default=NOT_ASKED, source="004 §1.十一")

    def contradictions(self) -> Iterator[Problem]:
        """Yield one that ends before it begins, a child named twice and a number given twice."""
        if self.until is not None and self.until <= self.day:
            yield Problem(code="until_before_start", path=("until",))
        if len(set(self.children)) < len(self.children):
            yield Problem(code="repeated", path=("children",))
        names = [number.name for number in self.numbers]
        if len(set(names)) < len(names):
            yield Problem(code="repeated", path=("numbers",))
