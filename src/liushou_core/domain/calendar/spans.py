"""Half-open spans of days, and how spans of days merge."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import attrs

from liushou_core.domain.calendar.checks import is_day, refuse_if, wrong_type
from liushou_core.errors import Problem

__all__ = ["Span", "merge_spans"]


@attrs.frozen
class Span:
    """The days from *start* up to but not on *until*; *until* None means open: every day from *start* on.

    A span has at least one day: a spell that ends on the day it begins is no spell.
    Raises InvalidValue (code ``span_reversed``) for an *until* that is not after *start*.

    >>> from datetime import date
    >>> Span(date(2023, 9, 1), date(2023, 10, 1)).last_day
    datetime.date(2023, 9, 30)
    """

    start: date
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        # Most spans are right, and very many are made: their problems are looked for only where there are any.
        if type(self.start) is not date or not self._ends_right():
            refuse_if(self._problems(), self)

    def _ends_right(self) -> bool:
        return self.until is None or (type(self.until) is date and self.start < self.until)

    def _problems(self) -> Iterator[Problem]:
        start_is_day = is_day(self.start)
        if not start_is_day:
            yield wrong_type("date", "start")
        if self.until is None:
            return
        if not is_day(self.until):
            yield wrong_type("date | None", "until")
        elif start_is_day and self.until <= self.start:
            # The days stay out of the message: they may be those of a family's misfortune.
            yield Problem(code="span_reversed", path=("until",))

    @property
    def last_day(self) -> date | None:
        """The last day inside; None if the span is open."""
        return None if self.until is None else self.until - timedelta(days=1)

    def covers(self, day: date) -> bool:
        """Say whether *day* is inside: ``start <= day < until``."""
        return self.start <= day and (self.until is None or day < self.until)

    def contains(self, other: "Span") -> bool:
        """Say whether every day of *other* is inside."""
        if self.until is None:
            return self.start <= other.start
        return self.start <= other.start and other.until is not None and other.until <= self.until

    def overlaps(self, other: "Span") -> bool:
        """Say whether at least one day is in both; spans that only touch share none."""
        return self.intersection(other) is not None

    def intersection(self, other: "Span") -> "Span | None":
        """Return the days in both, or None if there are none."""
        start = max(self.start, other.start)
        until = _earlier(self.until, other.until)
        return Span(start, until) if until is None or start < until else None

    def days(self, on: date) -> int:
        """Return how many days of the span lie before *on*: *start* counts, *on* itself does not.

        So ``days(on) >= n`` says of an open span that *n* days have passed since it began: ``start + n days <= on``.

        >>> from datetime import date
        >>> Span(date(2023, 9, 1)).days(date(2023, 9, 4))
        3
        """
        end = on if self.until is None else min(on, self.until)
        return max(0, (end - self.start).days)


def merge_spans(spans: Iterable[Span], gap_up_to: int = 0) -> tuple[Span, ...]:
    """Return *spans* sorted by start, those merged between which at most *gap_up_to* whole days lie.

    Two spans merge when ``next.start - until <= gap_up_to`` days (EL-1, open question 4); with 0, those that overlap
    or touch. The days of a bridged gap belong to the merged span. Raises InvalidValue for a negative *gap_up_to*.

    >>> from datetime import date
    >>> merge_spans([Span(date(2023, 1, 1), date(2023, 2, 1)), Span(date(2023, 2, 4))], gap_up_to=3)
    (Span(start=datetime.date(2023, 1, 1), until=None),)
    """
    if gap_up_to < 0:
        refuse_if(
            [Problem(code="negative_gap", path=("gap_up_to",), values={"value": gap_up_to})], "merge_spans"
        )
    merged: list[Span] = []
    for span in sorted(spans, key=lambda item: item.start):
        if merged and _bridged(merged[-1].until, span.start, gap_up_to):
            merged[-1] = Span(merged[-1].start, _later(merged[-1].until, span.until))
        else:
            merged.append(span)
    return tuple(merged)


def _bridged(until: date | None, start: date, gap_up_to: int) -> bool:
    return until is None or (start - until).days <= gap_up_to


def _earlier(a: date | None, b: date | None) -> date | None:
    return b if a is None else a if b is None else min(a, b)


def _later(a: date | None, b: date | None) -> date | None:
    return None if a is None or b is None else max(a, b)
