"""Priorities 优先: in which areas left-behind children come first, and what each is promised (requirements §4.3)."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import attrs

from liushou_core.domain.care_plan import Measure, PriorityArea
from liushou_core.errors import Problem
from liushou_core.policy.source import Source

__all__ = ["Priority", "measures"]


@attrs.frozen(kw_only=True)
class Priority:
    """One area: ``promises`` are the plan's duties to each child; ``first`` is False in the weaker variant (F11).

    ``learning_helpers``: how many each child is promised (PAIR-2 prints 1; reading (d): to every child). The listing order is
    kept, as no plan states a ranking; who wants one numbers them by ``rank`` (reading (c)). ``over``: where a place is short its
    children come before ``other_pupils`` (default), or before ``nobody``: a list of further duties (reading (a)).
    """

    area: PriorityArea
    promises: tuple[str, ...]
    learning_helpers: int | None = None
    first: bool = True
    over: Literal["other_pupils", "nobody"] = "other_pupils"
    rank: int | None = None
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
        if self.rank is not None and self.rank < 1:
            yield Problem(code="at_least_one", path=("rank",))

    @property
    def puts_first(self) -> bool:
        """Whether its children come before other pupils."""
        return self.first and self.over == "other_pupils"


def measures(priorities: tuple[Priority, ...], *, review_on: date | None = None) -> tuple[Measure, ...]:
    """Return the measures that the priorities promise to one child, to review on a day: by rank, else in the order of the plan."""
    return tuple(
        Measure(area=priority.area, promise=promise, review_on=review_on)
        for priority in sorted(priorities, key=_ranked)
        for promise in priority.promises
    )


def _ranked(priority: Priority) -> tuple[bool, int]:
    return priority.rank is None, priority.rank or 0
