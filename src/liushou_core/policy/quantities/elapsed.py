"""Elapsed: how much time has passed since a moment, in completed units."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor, inf
from typing import ClassVar, Final, Literal

import attrs

from liushou_core.domain.calendar import Duration, DurationUnit, completed_months
from liushou_core.domain.subject import Subject
from liushou_core.locale import Locale, render
from liushou_core.policy.measure import Bound, Measure, known
from liushou_core.policy.quantities.quantity import Quantity, Thresholds
from liushou_core.policy.reading.moments import Moment

__all__ = ["STEPS", "Elapsed", "completed", "every_so_many_days", "reached_days"]

_UNITS: Final = {
    "days": DurationUnit.DAY,
    "weeks": DurationUnit.WEEK,
    "months": DurationUnit.MONTH,
    "years": DurationUnit.YEAR,
}
STEPS: Final = {"days": 1, "weeks": 7}
"""How many days the shorter units have."""
_TEN_YEARS: Final = 3_660
_LONGEST: Final = {"days": 73_000, "weeks": 10_400, "months": 2_400, "years": 200}
"""How far ahead changes are looked for where each counts: two hundred years."""


@attrs.frozen(kw_only=True)
class Elapsed(Quantity):
    """Completed ``unit``s from the day of ``since`` up to the judged day; 0 before it, and where it has not come about (so that who was
    never called has the least days since the last call: ask ``happened`` beside it where that matters).

    A unit is complete on the day with the same number (months and years keep the day or end with the month).
    """

    name: ClassVar[str] = "elapsed"

    since: Moment
    unit: Literal["days", "weeks", "months", "years"] = "years"

    @property
    def whole(self) -> bool:
        """Whether it is a whole number: yes."""
        return True

    def range(self) -> tuple[Bound, Bound]:
        """Return from 0 on."""
        return Fraction(0), inf

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return the completed units."""
        found = self.since.found(subject, on)
        if not found.is_known:
            return Measure(Fraction(0), inf, found.used, found.missing)
        return known(0 if found.day is None else completed(self.unit, found.day, on), used=found.used)

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield the days on which a unit is complete, and those on which another moment is found."""
        moments = set(self.since.boundaries(subject, after))
        yield from moments
        for day in (after, *moments):
            found = self.since.found(subject, day)
            if found.day is not None:
                yield from reached_days(self.unit, found.day, thresholds, after)

    def says(self, locale: Locale) -> str:
        """Return since when is counted."""
        return render(f"quantity.elapsed_{self.unit}", locale, since=self.since.says(locale))


def completed(unit: str, start: date, on: date) -> int:
    """Return the completed units from *start* to *on*; 0 before it."""
    if on <= start:
        return 0
    if unit in ("days", "weeks"):
        return (on - start) // timedelta(days=1 if unit == "days" else 7)
    return completed_months(start, on) // (12 if unit == "years" else 1)


def reached_days(unit: str, start: date, thresholds: Thresholds, after: date) -> Iterator[date]:
    """Yield the days on which a unit since *start* is complete: those at which *thresholds* can be crossed, or all: of two
    centuries for months and years, of the ten years after *after* for days and weeks.
    """
    if thresholds is None and unit in STEPS:
        return every_so_many_days(start, STEPS[unit], after)
    counts = range(1, _LONGEST[unit]) if thresholds is None else _steps(thresholds)
    return (Duration(count, _UNITS[unit]).reached_on(start) for count in counts)


def every_so_many_days(start: date, step: int, after: date) -> Iterator[date]:
    """Yield the days that lie a multiple of *step* days after *start*, in the ten years from *after* on.

    Two numbers that both change every day are compared day by day; looking further than a plan is made for would be in vain.
    """
    first = max(start, after).toordinal()
    first += (start.toordinal() - first) % step
    last = min(first + _TEN_YEARS, date.max.toordinal())
    return (date.fromordinal(day) for day in range(first, last + 1, step))


def _steps(thresholds: Thresholds) -> list[int]:
    at = {n for t in thresholds or () for n in (floor(t), ceil(t), floor(t) + 1)}
    return sorted(n for n in at if 0 < n <= _LONGEST["days"])
