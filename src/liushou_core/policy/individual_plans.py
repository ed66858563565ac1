"""Individual plans: who gets one where a plan wants them "for a small number" 少数 (requirements §4.5)."""

from datetime import date

from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.ids import ChildId
from liushou_core.domain.subject import SubjectRole
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.tables.triggers import individual_plan_needed
from liushou_core.policy.verdict import YES
from liushou_core.policy.verdict_line import cover_line

__all__ = ["who_gets_a_plan"]


def who_gets_a_plan(policy: Policy, facts: Facts, *, on: date) -> tuple[ChildId, ...]:
    """Return the covered children who get an individual plan on the day *on*, in order, and no more than the plan allows.

    Key-help targets come first, then whose grounds have held longest, then the id: as with priorities (reading (b)), for the sources
    say nothing of it. Empty where the plan has no individual plans.
    """
    rule = policy.on(on).individual_plan
    if rule is None:
        return ()
    children = [seen_on(child, on) for child in facts.children()]
    needing = [child for child in children if _needs(policy, child, on)]
    needing.sort(key=lambda child: _place(policy, child, on))
    return tuple(child.id for child in needing[: rule.most])


def _needs(policy: Policy, child: ChildFacts, on: date) -> bool:
    plan = policy.on(on)
    assert plan.individual_plan is not None
    needed = individual_plan_needed(plan.individual_plan, plan.trigger, child, on=on)
    return needed.verdict is YES and cover_line(policy, child).at(on) is YES


def _place(policy: Policy, child: ChildFacts, on: date) -> tuple[bool, date, ChildId]:
    mine = (trigger for trigger in policy.on(on).trigger if trigger.subject is SubjectRole.CHILD)
    answers = [trigger.respond(child, on) for trigger in mine]
    since = [one.since or date.min for one in answers if one.verdict is YES]
    return child.child.key_target is not True, min(since, default=date.max), child.id
