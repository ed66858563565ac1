"""Lasted: how long something has gone on, in completed units."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import inf
from typing import ClassVar, Literal

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.locale import Locale, render
from liushou_core.policy.measure import Bound, Measure
from liushou_core.policy.quantities.elapsed import completed, reached_days
from liushou_core.policy.quantities.quantity import Quantity, Thresholds
from liushou_core.policy.reading.going_on import GoingOn

__all__ = ["Lasted"]


@attrs.frozen(kw_only=True)
class Lasted(Quantity):
    """Completed ``unit``s for which ``what`` has gone on without a break up to the judged day; 0 where it does not go on.

    ``what`` is a kind of spells, or a table with the parameters of the criterion ``lasts``: ``{ spell, of, together, gap_up_to, … }``.
    """

    name: ClassVar[str] = "lasted"
    shorthand: ClassVar[str] = "what"

    what: GoingOn
    unit: Literal["days", "weeks", "months", "years"] = "years"

    @property
    def whole(self) -> bool:
        """Whether it is a whole number: yes."""
        return True

    def range(self) -> tuple[Bound, Bound]:
        """Return from 0 on."""
        return Fraction(0), inf

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return the completed units, from the latest and from the earliest day on which it can have begun."""
        began = self.what.began(subject, on)
        low = Fraction(0 if began.latest is None else completed(self.unit, began.latest, on))
        high: Bound = inf
        if began.earliest is None:
            high = Fraction(0)
        elif began.earliest > date.min:
            high = Fraction(completed(self.unit, began.earliest, on))
        return Measure(low, high, began.used, began.missing if low != high else ())

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield the days on which it begins or ends, and those on which a unit is complete."""
        yield from self.what.changes(subject, after)
        for span in self.what.edges(subject, after):
            yield span.start
            yield from reached_days(self.unit, span.start, thresholds, after)

    def says(self, locale: Locale) -> str:
        """Return what is counted."""
        return render(f"quantity.lasted_{self.unit}", locale, what=self.what.says(locale))
