"""Priorities 优先: in which areas left-behind children come first, and what each is promised (requirements §4.3)."""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.care_plan import Measure, PriorityArea
from liushou_core.errors import Problem
from liushou_core.policy.source import Source

__all__ = ["Priority", "measures"]


@attrs.frozen(kw_only=True)
class Priority:
    """One area: ``promises`` are the plan's duties to each child; ``first`` is False in the weaker variant (F11).

    ``learning_helpers``: how many each child is promised (PAIR-2 prints 1; reading (d): to every child). The listing order is
    kept; no plan states a ranking (reading (c)).
    """

    area: PriorityArea
    promises: tuple[str, ...]
    learning_helpers: int | None = None
    first: bool = True
    source: Source | None = None

    @property
    def id(self) -> str:
        """The area's name: a plan has one priority an area."""
        return self.area.value

    def lint(self) -> Iterator[Problem]:
        """Yield promises made twice and a helper count below one."""
        if len(set(self.promises)) < len(self.promises):
            yield Problem(code="repeated", path=("promises",))
        if self.learning_helpers is not None and self.learning_helpers < 1:
            yield Problem(code="at_least_one", path=("learning_helpers",))


def measures(priorities: tuple[Priority, ...], *, review_on: date | None = None) -> tuple[Measure, ...]:
    """Return the measures that the priorities promise to one child, in the order of the plan, to review on a day."""
    return tuple(
        Measure(area=priority.area, promise=promise, review_on=review_on)
        for priority in priorities
        for promise in priority.promises
    )
