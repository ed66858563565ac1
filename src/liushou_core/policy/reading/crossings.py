"""Crossings: the days on which a number that changes every day passes one of the numbers that matter."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from liushou_core.domain.calendar import add_days
from liushou_core.policy.measure import Bound, Measure

__all__ = ["crossing_days"]

Asked = Callable[[Measure], bool]


def crossing_days(
    measure: Callable[[date], Measure],
    edges: Iterable[date],
    after: date,
    until: date,
    thresholds: Sequence[Fraction],
) -> Iterator[date]:
    """Yield the *edges* from *after* up to *until*, and every day between on which a bound of the measure passes a threshold.

    Between two neighbouring edges the measure must only grow, or only fall: then a handful of days tells where it passes.
    """
    days = sorted({after, until, *(day for day in edges if after < day < until)})
    for first, following in pairwise(days):
        yield first
        last = add_days(following, -1)
        begin, end = measure(first), measure(last)
        if (begin.low, begin.high) != (end.low, end.high):
            for asked in _questions(thresholds):
                if asked(begin) is not asked(end):
                    yield _first_unlike(measure, asked, first, last)
    yield until


def _questions(thresholds: Sequence[Fraction]) -> Iterator[Asked]:
    for threshold in thresholds:
        for bound in (_low, _high):
            yield lambda m, bound=bound, t=threshold: bound(m) >= t  # type: ignore[misc]
            yield lambda m, bound=bound, t=threshold: bound(m) > t  # type: ignore[misc]


def _low(measure: Measure) -> Bound:
    return measure.low


def _high(measure: Measure) -> Bound:
    return measure.high


def _first_unlike(measure: Callable[[date], Measure], asked: Asked, first: date, last: date) -> date:
    """Return the first day whose answer is not that of *first*, as that of *last* is not."""
    before, there = first.toordinal(), last.toordinal()
    answer = asked(measure(first))
    while there - before > 1:
        middle = (before + there) // 2
        if asked(measure(date.fromordinal(middle))) is answer:
            before = middle
        else:
            there = middle
    return date.fromordinal(there)
