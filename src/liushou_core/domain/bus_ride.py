"""BusRide: the bus-ride register 乘车登记 (requirements §2.9)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import identity, link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["BusRide"]


@noun
class BusRide:
    """Who rides where with whom, on the days ``[start, until)``."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    start: date = plain("登记日期")
    until: date | None = plain("结束日期", default=None)
    riders: int = plain("乘车学生人数", source="000 §2.三3")
    direction: Known[str] = sensitive("乘车方向", default=NOT_ASKED, source="000 §2.三3")
    driver_name: Known[str] = identity("司机姓名", default=NOT_ASKED, source="000 §2.三3")
    driver_phone: Known[str] = identity("司机联系方式", default=NOT_ASKED, source="000 §2.三3")
    plate: Known[str] = identity("车牌号码", default=NOT_ASKED, source="000 §2.三3")
    children: tuple[ChildId, ...] = link("乘车学生名单", default=())
    seats: Known[int] = plain("核定人数", default=NOT_ASKED, source="000 §2.三3 严禁超载")

    def contradictions(self) -> Iterator[Problem]:
        """Yield one that ends before it begins, numbers below zero, and more children than riders."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
        if self.riders < 0:
            yield Problem(code="negative", path=("riders",))
        if len(set(self.children)) < len(self.children):
            yield Problem(code="repeated", path=("children",))
        if len(self.children) > self.riders >= 0:
            yield Problem(code="more_than_all", path=("children",))

    @property
    def overloaded(self) -> bool | None:
        """Whether more ride than there are seats; None if nobody asked how many there are."""
        return self.riders > self.seats if isinstance(self.seats, int) else None
