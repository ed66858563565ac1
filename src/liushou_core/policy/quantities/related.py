"""How many related subjects there are, and what a quantity of theirs comes to over all of them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any, ClassVar, Final

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown
from liushou_core.locale import Locale, render
from liushou_core.policy.asking import ask, boundaries_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.measure import ANYTHING, Bound, Measure, greatest, hull, known, least, total
from liushou_core.policy.quantities.quantity import Quantity, Thresholds
from liushou_core.policy.reading.related import Deceased, members, related_to, relation_days
from liushou_core.policy.reading.role_names import NamesRole
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Verdict

__all__ = ["OVER_RELATED", "CountOf"]


@attrs.frozen(kw_only=True)
class CountOf(NamesRole, Quantity):
    """The number of those related in the role ``of`` for whom ``where`` holds (all of them without it); see the criterion ``count``."""

    name: ClassVar[str] = "count"
    shorthand: ClassVar[str] = "of"

    of: str
    where: Clause | None = None
    deceased: Deceased = "left_out"
    target: Any = resolved()

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
        return render("quantity.count", locale, of=self.role.says(locale))


@attrs.frozen(kw_only=True)
class _OverRelated(NamesRole, Quantity):
    of: str
    quantity: Quantity
    deceased: Deceased = "left_out"
    target: Any = resolved()

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return the joined measure of everybody related on the day; anything, where nobody asked who there is."""
        found = members(subject, self.of, on, self.deceased)
        if not found.asked:
            return attrs.evolve(ANYTHING, missing=found.missing)
        each = [(member.there, self.quantity.measure(member.subject, on)) for member in found.each]
        joined = self._joined(each)
        return attrs.evolve(
            joined, used=(*found.used, *joined.used), missing=(*found.missing, *joined.missing)
        )

    def _joined(self, each: list[tuple[Verdict, Measure]]) -> Measure:
        raise NotImplementedError

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield the days on which a relation begins or ends, or the quantity of one of those related changes."""
        yield from relation_days(subject, self.of)
        found = related_to(subject, self.of)
        for one in () if isinstance(found, Unknown) else found:
            yield from self.quantity.boundaries(one.subject, after, self._of_each(thresholds))

    def _of_each(self, thresholds: Thresholds) -> Thresholds:
        """Return where the quantity of each must be looked at: the least or the greatest passes a number with one of them."""
        return thresholds

    def says(self, locale: Locale) -> str:
        """Return the quantity, and over whom."""
        return render(
            f"quantity.{self.name}",
            locale,
            of=self.role.says(locale),
            quantity=self.quantity.says(locale),
        )


@attrs.frozen(kw_only=True)
class TotalOf(_OverRelated):
    """The sum of a ``quantity`` over all related in the role ``of``; 0 over nobody. Over a single one (``family``): its quantity."""

    name: ClassVar[str] = "total_of"

    def _of_each(self, thresholds: Thresholds) -> Thresholds:
        return None

    def _joined(self, each: list[tuple[Verdict, Measure]]) -> Measure:
        return total([one if there is YES else hull([known(0), one]) for there, one in each])


@attrs.frozen(kw_only=True)
class LeastOf(_OverRelated):
    """The smallest ``quantity`` among all related in the role ``of``; of nobody there is none: not known."""

    name: ClassVar[str] = "least_of"

    def _joined(self, each: list[tuple[Verdict, Measure]]) -> Measure:
        certain = [one for there, one in each if there is YES]
        if not certain:
            return ANYTHING
        joined = least([one for _, one in each])
        return joined.within(joined.low, least(certain).high)


@attrs.frozen(kw_only=True)
class GreatestOf(_OverRelated):
    """The greatest ``quantity`` among all related in the role ``of``; of nobody there is none: not known."""

    name: ClassVar[str] = "greatest_of"

    def _joined(self, each: list[tuple[Verdict, Measure]]) -> Measure:
        certain = [one for there, one in each if there is YES]
        if not certain:
            return ANYTHING
        joined = greatest([one for _, one in each])
        return joined.within(greatest(certain).low, joined.high)


OVER_RELATED: Final[tuple[type[Quantity], ...]] = (TotalOf, LeastOf, GreatestOf)
