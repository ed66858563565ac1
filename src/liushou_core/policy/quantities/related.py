"""How many related subjects there are, and for how many of them a condition holds."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import inf
from typing import ClassVar

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.locale import Locale, render
from liushou_core.policy.asking import ask, boundaries_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.measure import Bound, Measure
from liushou_core.policy.quantities.quantity import Quantity, Thresholds
from liushou_core.policy.related import Deceased, RoleName, members, relation_days
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause

__all__ = ["CountOf"]


@attrs.frozen(kw_only=True)
class CountOf(Quantity):
    """The number of those related in the role ``of`` for whom ``where`` holds (all of them without it); see the criterion ``count``."""

    name: ClassVar[str] = "count"
    shorthand: ClassVar[str] = "of"

    of: str
    where: Clause | None = None
    deceased: Deceased = "left_out"

    @property
    def whole(self) -> bool:
        """Whether it is a whole number: yes."""
        return True

    def range(self) -> tuple[Bound, Bound]:
        """Return from 0 on."""
        return Fraction(0), inf

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return how many there are for certain, and how many there may be."""
        found = members(subject, self.of, on, self.deceased)
        if not found.asked:
            return Measure(Fraction(0), inf, found.used, found.missing)
        certain = possible = 0
        missing = list(found.missing)
        for member in found.each:
            verdict = member.there
            if self.where is not None:
                finding = ask(self.where, member.subject, on)
                verdict = verdict & finding.verdict
                missing.extend(open_facts(finding) if verdict is UNKNOWN else ())
            certain += verdict is YES
            possible += verdict is not NO
        return Measure(Fraction(certain), Fraction(possible), found.used, tuple(dict.fromkeys(missing)))

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield the days on which a relation begins or ends, or the condition may change for anybody."""
        yield from relation_days(subject, self.of)
        if self.where is not None:
            yield from boundaries_of(self.where, subject, self.of, after)

    def says(self, locale: Locale) -> str:
        """Return whose number is meant."""
        return render("quantity.count", locale, of=RoleName(self.of).says(locale))
