"""The period in which a record counts on the judged day: a calendar period, the last so many months, or ever."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

import attrs

from liushou_core.domain.calendar import Duration, Period, Span, WeekStarts, add_days, period_span

__all__ = ["Over", "Window"]

Over: TypeAlias = Literal[
    "day", "week", "fortnight", "ten_days", "month", "quarter", "half_year", "school_year", "year", "ever"
]


@attrs.frozen(kw_only=True)
class Window:
    """Days up to the judged day, which is the last: those of its period ``over``, or those less than ``last`` ago."""

    over: Over = "ever"
    week_starts: WeekStarts = "monday"
    last: Duration | None = None

    def on(self, day: date) -> Span:
        """Return the days that count on *day*."""
        start = self._start(day)
        until = add_days(day, 1)
        return Span(start, until if until > start else None)

    def _start(self, day: date) -> date:
        if self.last is not None:
            return (
                add_days(self.last.latest_start(day), 1)
                if self.last.latest_start(day) > date.min
                else date.min
            )
        if self.over == "ever":
            return date.min
        span = period_span(day, Period(self.over), week_starts=self.week_starts)
        assert span is not None  # only a term may be missing
        return span.start

    def changes_for(self, day: date) -> Iterator[date]:
        """Yield the day itself and the day from which a record of that day no longer counts."""
        yield day
        if self.last is not None:
            yield self.last.reached_on(day)
        elif self.over != "ever":
            span = period_span(day, Period(self.over), week_starts=self.week_starts)
            if span is not None and span.until is not None:
                yield span.until

    def begins(self, after: date, until: date) -> Iterator[date]:
        """Yield the first days of the calendar periods that begin after *after* and before *until*; none for ever or the last so long."""
        day = after
        while self.over != "ever" and self.last is None:
            span = period_span(day, Period(self.over), week_starts=self.week_starts)
            if span is None or span.until is None or span.until >= until:
                return
            day = span.until
            yield day

    @property
    def settles_within(self) -> int:
        """Days after which what an endless spell adds up to repeats itself, or no longer grows; for ever, two centuries."""
        if self.last is not None:
            return (self.last.reached_on(date(2000, 1, 1)) - date(2000, 1, 1)).days + 1
        return 73_000 if self.over == "ever" else 5 * 366  # five years hold every length a period can have
