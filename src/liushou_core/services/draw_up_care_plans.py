"""Draw up care plans 帮扶计划: the priorities of a policy as measures for every child it covers."""

from datetime import date

from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import CarePlanId, derived_id
from liushou_core.policy.decision import cover
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.priorities import measures
from liushou_core.policy.verdict import YES
from liushou_core.ports.unit_of_work import UnitOfWork

__all__ = ["draw_up_care_plans"]


def draw_up_care_plans(
    uow: UnitOfWork, policy: Policy, *, on: date, review_on: date | None = None
) -> tuple[CarePlan, ...]:
    """Add a care plan from *on* for every child whom the policy covers that day and who has none open under it.

    Each promise of each priority becomes a measure, to review on *review_on*. Returns the plans added, ordered by child;
    none if the policy has no priorities. The caller commits.
    """
    promised = measures(policy.on(on).priority, review_on=review_on)
    if not promised:
        return ()
    plans = [
        CarePlan(
            id=CarePlanId(derived_id("care_plan", policy.id, facts.id, on.isoformat())),
            scope=facts.child.scope,
            child=facts.id,
            policy=policy.id,
            start=on,
            measures=promised,
        )
        for facts in uow.facts.children()
        if cover(policy, facts, on) is YES and not _has_one(facts, policy, on)
    ]
    uow.care_plans.add_many(plans)
    return tuple(plans)


def _has_one(facts: ChildFacts, policy: Policy, on: date) -> bool:
    return any(
        plan.policy == policy.id and (plan.until is None or on < plan.until) for plan in facts.care_plans
    )
