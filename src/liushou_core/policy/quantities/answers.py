"""Other answers of the plan as quantities: the points of a score, the total of a tally."""

from collections.abc import Iterator
from datetime import date
from math import inf
from typing import Any, ClassVar

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.locale import Locale
from liushou_core.policy.measure import ANYTHING, Bound, Measure
from liushou_core.policy.quantities.quantity import Quantity, Thresholds
from liushou_core.policy.reading.moments import named
from liushou_core.policy.reference import resolved

__all__ = ["ScoreOf", "TallyOf"]


@attrs.frozen(kw_only=True)
class _AnswerOf(Quantity):
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the table."""
        return self.name, getattr(self, self.name)

    def range(self) -> tuple[Bound, Bound]:
        """Return the bounds of the table."""
        return (-inf, inf) if self.target is None else self.target.range()

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return its number for the same subject on the same day."""
        return ANYTHING if self.target is None else self.target.measure(subject, on)

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield the days on which it changes."""
        if self.target is not None:
            yield from self.target.boundaries(subject, after, thresholds)

    def says(self, locale: Locale) -> str:
        """Return what the table is called."""
        return named(self.target, getattr(self, self.name), locale)


@attrs.frozen(kw_only=True)
class ScoreOf(_AnswerOf):
    """The points of a ``[[score]]`` table."""

    name: ClassVar[str] = "score"
    shorthand: ClassVar[str] = "score"

    score: str


@attrs.frozen(kw_only=True)
class TallyOf(_AnswerOf):
    """The total of a ``[[tally]]`` in the period in which the judged day lies."""

    name: ClassVar[str] = "tally"
    shorthand: ClassVar[str] = "tally"

    tally: str
