"""IndividualPlan 个别教育管理方案: correction and help for one child with a triggered concern (requirements §2.14)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.concern import ConcernKind
from liushou_core.domain.ids import ChildId, HelperId, OrganisationId, PolicyId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["IndividualPlan"]


@noun
class IndividualPlan:
    """In force on the days ``[start, until)``; ``triggers``: the concerns that it answers."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    policy: PolicyId | None = link("方案", default=None)
    start: date = plain("制定日期")
    until: date | None = plain("结束日期", default=None)
    triggers: tuple[ConcernKind, ...] = sensitive(
        "触发情形", default=(), source="000 §3.7, 10; requirements §4.5"
    )
    evidence: Known[str] = sensitive("依据", default=NOT_ASKED)
    measures: Known[str] = sensitive("矫治和帮助措施", default=NOT_ASKED, source="000 §3.7, §4.5, §5.5, §6.5")
    owner: HelperId | None = link("负责人", default=None)
    review_on: date | None = plain("检查日期", default=None)
    closed_because: Known[str] = sensitive("结束原因", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a plan that ends before it begins, a review before it, and a trigger named twice."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
        if self.review_on is not None and self.review_on < self.start:
            yield Problem(code="order_of_days", path=("review_on",))
        if len(set(self.triggers)) < len(self.triggers):
            yield Problem(code="repeated", path=("triggers",))
