"""Phases of an activity by month and ten-day part (requirements §5.8)."""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.calendar import Period, Span, TenDays, period_span, ten_days_span
from liushou_core.errors import Problem
from liushou_core.policy.source import Source, Wording

__all__ = ["Phase"]


@attrs.frozen(kw_only=True)
class Phase:
    """A phase in a month, or in its first, middle or last ten days (上旬, 中旬, 下旬); the sources print no year."""

    id: str
    title: Wording
    month: int
    part: TenDays | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a month that does not exist."""
        if not 1 <= self.month <= 12:
            yield Problem(code="bad_month", path=("month",), values={"month": self.month})

    def span(self, year: int) -> Span:
        """Return the days of the phase in *year*."""
        if self.part is not None:
            return ten_days_span(year, self.month, self.part)
        span = period_span(date(year, self.month, 1), Period.MONTH)
        assert span is not None  # a month always has a span
        return span
