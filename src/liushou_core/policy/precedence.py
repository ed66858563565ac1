"""Precedence 优先: in which order children are served where a place, a tutor or a bed is short (requirements §4.3)."""

from datetime import date

from liushou_core.domain.care_plan import PriorityArea
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.ids import ChildId
from liushou_core.policy.policy import Policy
from liushou_core.policy.verdict import YES
from liushou_core.policy.verdict_line import cover_line

__all__ = ["in_order"]


def in_order(policy: Policy, facts: Facts, area: PriorityArea, *, on: date) -> tuple[ChildId, ...]:
    """Return all children in the order in which they are served in *area* on the day *on*.

    Whom the plan covers comes before other pupils if it has a priority of that area which says so (reading (a)); among them
    key-help targets, then by the id. Without such a priority everybody stands by the id: the plan puts nobody first.
    """
    first = any(priority.area is area and priority.puts_first for priority in policy.on(on).priority)
    children = list(facts.children())
    return tuple(
        child.id for child in sorted(children, key=lambda child: _place(policy, child, on, first=first))
    )


def _place(policy: Policy, child: ChildFacts, on: date, *, first: bool) -> tuple[bool, bool, ChildId]:
    if not first or cover_line(policy, child).at(on) is not YES:
        return first, True, child.id
    return False, child.child.key_target is not True, child.id
