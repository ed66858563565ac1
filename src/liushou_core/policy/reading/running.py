"""Runs of days: since when something has gone on without a break that counts."""

from collections.abc import Iterable, Sequence
from datetime import date

from liushou_core.domain.calendar import Span, add_days

__all__ = ["running_since", "shared_days"]


def running_since(spans: Iterable[Span], on: date, gap: int = 0, hard: Sequence[date] = ()) -> date | None:
    """Return since when the days of *spans* have run on until *on*, up to *gap* days between two of them disregarded.

    A day within a tolerated gap still counts as running until the tolerance is used up. At a *hard* day (the first of a
    break that starts the clock anew) nothing is tolerated. None if nothing runs on the day.
    """
    since: date | None = None
    back: date | None = None  # the first day after the run that began with *since*
    for span in sorted((span for span in spans if span.start <= on), key=lambda span: span.start):
        if since is None or (back is not None and _interrupted(back, span.start, gap, hard)):
            since, back = span.start, span.until
        elif back is not None:
            back = None if span.until is None else max(back, span.until)
    if since is None or (back is not None and on >= back and _interrupted(back, add_days(on, 1), gap, hard)):
        return None
    return since


def _interrupted(back: date, again: date, gap: int, hard: Sequence[date]) -> bool:
    return (again - back).days > gap or any(back <= day < again for day in hard)


def shared_days(one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    """Return the days that lie in a span of both."""
    found = (a.intersection(b) for a in one for b in other)
    return tuple(span for span in found if span is not None)
