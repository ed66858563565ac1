"""A date by rule as a moment: the latest that has begun, or the next."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias

import attrs

from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown
from liushou_core.locale import Locale
from liushou_core.policy.date_rules import ahead, backward, forward
from liushou_core.policy.reading.moments import Found, Moment, named
from liushou_core.policy.reference import resolved

__all__ = ["DateMoment"]

Day: TypeAlias = date
"""The type, where the moment's own field ``date`` hides it."""


@attrs.frozen(kw_only=True)
class DateMoment(Moment):
    """The first day of a ``[[date]]``: the ``latest`` that has begun on the judged day (default), or the ``next`` from that day on."""

    name: ClassVar[str] = "date"
    shorthand: ClassVar[str] = "date"

    date: str
    which: Literal["latest", "next"] = "latest"
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the date."""
        return "date", self.date

    def found(self, subject: Subject, on: Day) -> Found:
        """Return the day; where it hangs on a day that nobody knows, what is missing."""
        return self.latest(subject, on) if self.which == "latest" else self.next(subject, on)

    def latest(self, subject: Subject, day: Day) -> Found:
        """Return the last day up to *day* on which the date begins."""
        tables = subject.around.day_table
        for found, year in () if self.target is None else backward(self.target, day, tables):
            return self._found(found, year, subject)
        return Found(None)

    def next(self, subject: Subject, day: Day) -> Found:
        """Return the first day from *day* on on which the date begins."""
        tables = subject.around.day_table
        for found, year in () if self.target is None else forward(self.target, day, tables):
            if isinstance(found, Unknown) or found.start >= day:
                return self._found(found, year, subject)
        return Found(None)

    def _found(self, found: Span | Unknown, year: int, subject: Subject) -> Found:
        if isinstance(found, Span):
            return Found(found.start)
        return Found(None, missing=tuple(self.target.rule.lacks(year, subject.around.day_table)))

    def boundaries(self, subject: Subject, after: Day) -> Iterator[Day]:
        """Yield the days on which another day is found, and those on which it comes in doubt, of the next 40 years."""
        for span in () if self.target is None else ahead(self.target, after, subject.around.day_table):
            # The next one is another from the day after it has begun.
            for day in (span.start, add_days(span.start, 1), span.until):
                if day is not None and day > after:
                    yield day

    def says(self, locale: Locale) -> str:
        """Return what the date is called."""
        return named(self.target, self.date, locale)
