"""The days on which the second event of a limit keeps it."""

from datetime import date
from typing import TypedDict

import attrs

from liushou_core.domain.calendar import (
    Counting,
    DayTable,
    Direction,
    Lapse,
    earliest_lawful,
    latest_lawful,
)
from liushou_core.domain.unknown import NOT_KNOWN, Known, is_known

__all__ = ["LawfulDays", "lawful_days"]


@attrs.frozen
class LawfulDays:
    """From ``earliest`` to ``latest``, both included; None: no bound; an Unknown: no calendar says."""

    earliest: Known[date | None]
    latest: Known[date | None]

    @property
    def is_known(self) -> bool:
        """Whether both bounds are known."""
        return is_known(self.earliest) and is_known(self.latest)

    def allows(self, day: date) -> bool | None:
        """Say whether *day* is lawful; None where that hangs on a bound that nobody knows."""
        if isinstance(self.earliest, date) and day < self.earliest:
            return False
        if isinstance(self.latest, date) and day > self.latest:
            return False
        return True if self.is_known else None

    def may_come(self, on: date) -> bool:
        """Say whether a lawful day may still come on *on* or later."""
        return self.is_known and (not isinstance(self.latest, date) or on <= self.latest)


class _Options(TypedDict):
    direction: Direction
    count: Counting
    table: DayTable | None


def lawful_days(
    first: date,
    at_least: Lapse | None,
    at_most: Lapse | None,
    *,
    direction: Direction,
    count: Counting,
    table: DayTable | None,
) -> LawfulDays:
    """Return the days on which the second event comes in time, never on the wrong side of *first*; *table* tells working days."""
    after = direction == "after"
    opens, closes = (at_least, at_most) if after else (at_most, at_least)
    earliest: Known[date | None] = first if after else None
    latest: Known[date | None] = None if after else first
    options = _Options(direction=direction, count=count, table=table)
    if opens is not None:
        earliest = earliest_lawful(first, opens, **options) or NOT_KNOWN
    if closes is not None:
        latest = latest_lawful(first, closes, **options) or NOT_KNOWN
    return LawfulDays(earliest, latest)
