"""Gaps: how long it was from one contact to the next, where a duty asks that it never be too long."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

import attrs

from liushou_core.domain.calendar import Duration, Span, add_days

__all__ = ["GapReading", "read_gaps"]


@attrs.frozen
class GapReading:
    """``exceeded``: a gap was too long. ``longest``: the gap to report, None if no day has passed.

    ``late_since``: the first day on which the gap that ends last was too long; None if it is not.
    """

    exceeded: bool
    longest: Span | None
    late_since: date | None


def read_gaps(
    first: date, days: Iterable[date], last: date, every: Duration, *, free_until: date = date.min
) -> GapReading:
    """Return what there is to say of the gaps between *first*, the days of the contacts (ascending) and *last*.

    A gap is too long when it ends after the day on which *every* is complete: of a week, when it has eight days or more.
    One that ends by *free_until* never is. The longest of those that are too long is reported, or of all if none is; the
    earliest of equals.

    >>> week = Duration.parse("1 week")
    >>> read_gaps(date(2023, 9, 1), [date(2023, 9, 8)], date(2023, 9, 16), week).late_since
    datetime.date(2023, 9, 16)
    """
    gaps = list(_gaps(first, days, last))
    too_long = [gap for gap in gaps if gap[1] > max(every.reached_on(gap[0]), free_until)]
    longest = max(too_long or gaps, key=lambda gap: gap[1] - gap[0])
    exceeded_now = gaps[-1] in too_long
    return GapReading(
        bool(too_long),
        Span(*longest) if longest[0] < longest[1] else None,
        add_days(max(every.reached_on(gaps[-1][0]), free_until), 1) if exceeded_now else None,
    )


def _gaps(first: date, days: Iterable[date], last: date) -> Iterator[tuple[date, date]]:
    return pairwise([first, *days, last])
