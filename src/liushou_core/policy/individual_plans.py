"""Individual plans: who gets one where a plan wants them "for a small number" 少数 (requirements §4.5)."""

from collections.abc import Iterator
from datetime import date
from heapq import nsmallest

from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.ids import ChildId
from liushou_core.domain.subject import SubjectRole
from liushou_core.policy.decision import cover
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.tables.triggers import individual_plan_needed
from liushou_core.policy.verdict import UNKNOWN, YES

__all__ = ["Place", "places_in_line", "who_gets_a_plan"]

Place = tuple[bool, date, ChildId]
"""Where a child stands among those who need a plan; the smallest comes first."""


def who_gets_a_plan(policy: Policy, facts: Facts, *, on: date) -> tuple[ChildId, ...]:
    """Return the covered children who get an individual plan on the day *on*, in order, and no more than the plan allows.

    One pass over the facts, of which only the places in line are kept. A child of whom nobody knows whether it is a key-help target
    stands where one stands that is none. Empty where the plan has no individual plans.
    """
    edition = policy.on(on)
    if edition.individual_plan is None:
        return ()
    places, most = _places(policy, edition, facts, on), edition.individual_plan.most
    return tuple(place[-1] for place in (sorted(places) if most is None else nsmallest(most, places)))


def _places(policy: Policy, edition: Policy, facts: Facts, on: date) -> Iterator[Place]:
    assert edition.individual_plan is not None
    for child in facts.children():
        seen = seen_on(child, on)
        needed = individual_plan_needed(edition.individual_plan, edition.trigger, seen, on=on)
        if needed.verdict is YES and cover(policy, seen, on) is YES:
            _best, worst = places_in_line(edition, seen, on)
            yield worst


def places_in_line(edition: Policy, child: ChildFacts, on: date) -> tuple[Place, Place]:
    """Return where a child stands if it needs a plan: at best and at worst, which differ by what nobody knows.

    A ground that has held since ever comes first.
    """
    assert edition.individual_plan is not None
    mine = (trigger for trigger in edition.trigger if trigger.subject is SubjectRole.CHILD)
    answers = [trigger.respond(child, on) for trigger in mine]
    since = min((one.since or date.min for one in answers if one.verdict is YES), default=date.max)
    earliest = date.min if any(one.verdict is UNKNOWN for one in answers) else since
    target, asked = child.child.key_target, edition.individual_plan.order == "key_target"
    return (
        (not (asked and target is not False), earliest, child.id),
        (not (asked and target is True), since, child.id),
    )
