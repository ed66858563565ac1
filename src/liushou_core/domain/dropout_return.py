"""DropoutReturn 辍学报表: how many pupils of a stage dropped out in a body in a period (requirements §2.20, DROP-5)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from liushou_core.domain.ids import OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
from liushou_core.domain.school import Stage
from liushou_core.errors import Problem

__all__ = ["DropoutReturn"]


@noun
class DropoutReturn:
    """``dropped`` of the ``enrolled`` pupils left school on the days ``[start, until)``; a body over its limit mends that by a day."""

    id: RecordId = link("编号")
    organisation: OrganisationId = link("单位", source="002 §8 县、乡")
    start: date = plain("开始日期")
    until: date = plain("结束日期")
    stage: Stage = plain("学段", source="002 §8")
    enrolled: int = plain("期初在校人数")
    dropped: int = plain("辍学人数", source="002 §8")
    rectify_by: date | None = plain("整改期限", default=None, source="002 §8 限期整改")
    rectified_on: date | None = plain("整改完成日期", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a period that ends before it begins, numbers below zero, and more who left than there were."""
        if self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
        for name in ("enrolled", "dropped"):
            if getattr(self, name) < 0:
                yield Problem(code="negative", path=(name,))
        if self.dropped > self.enrolled >= 0:
            yield Problem(code="more_than_all", path=("dropped",))

    @property
    def rate(self) -> Fraction | None:
        """The dropout rate; None where nobody was enrolled."""
        return Fraction(self.dropped, self.enrolled) if self.enrolled else None
