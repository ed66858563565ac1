"""A number as it stands, a declared number or day, and the age of a person."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, inf
from typing import Any, ClassVar, Final, Literal

import attrs

from liushou_core.domain.calendar import (
    Attained,
    LeapBirthday,
    add_days,
    add_months,
    age_reached_on,
    completed_months,
    completed_years,
)
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import is_known
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.measure import ANYTHING, Bound, Measure, known
from liushou_core.policy.quantities.elapsed import STEPS, every_so_many_days
from liushou_core.policy.quantities.quantity import Quantity, Thresholds
from liushou_core.policy.reading.declared import DeclaredFact, observed, observed_until
from liushou_core.policy.reading.moments import Found, Moment, named
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import Fact
from liushou_core.policy.words import in_words

__all__ = ["AgeOf", "FactNumber", "Number"]

_OLDEST: Final = 150
"""Years beyond which nobody's age matters."""
_PER_YEAR: Final = {"years": 1, "months": 12, "weeks": 53, "days": 366}


@attrs.frozen
class Number(Quantity):
    """A number, or a day: days compare like numbers."""

    bare: ClassVar[bool] = True

    value: Decimal | date

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return it."""
        return known(self.exact)

    def range(self) -> tuple[Bound, Bound]:
        """Return the number twice."""
        return self.exact, self.exact

    @cached_property
    def exact(self) -> Fraction:
        """The number; of a day, how many days it is from the beginning of the calendar."""
        return Fraction(self.value.toordinal() if isinstance(self.value, date) else self.value)

    def says(self, locale: Locale) -> str:
        """Return it in words."""
        return in_words(self.value, locale)


@attrs.frozen(kw_only=True)
class FactNumber(Quantity):
    """The number, amount or day that a declared fact holds. Where it is missing, its declared bounds are what is known."""

    name: ClassVar[str] = "fact"
    shorthand: ClassVar[str] = "fact"

    fact: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the fact."""
        return "fact", self.fact

    def lint(self) -> Iterator[Problem]:
        """Yield a fact that holds no number and no day."""
        if isinstance(self.target, DeclaredFact) and not (self.target.is_number or self.target.type == "day"):
            yield Problem(
                code="fact_of_other_type", values={"name": self.fact, "types": "number, money, day"}
            )

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return what is recorded."""
        if not isinstance(self.target, DeclaredFact):
            return attrs.evolve(ANYTHING, missing=(Fact(subject.kind.value, subject.id, self.fact),))
        one = observed(subject, self.target, on)
        if isinstance(one.value, date):
            return known(one.value.toordinal(), used=(one.fact,))
        if isinstance(one.value, Decimal):
            return known(Fraction(one.value), used=(one.fact,))
        return Measure(*self.range(), missing=(one.fact,))

    @property
    def whole(self) -> bool:
        """Whether the fact is declared to be a whole number, or is a day."""
        return isinstance(self.target, DeclaredFact) and (self.target.whole or self.target.type == "day")

    def range(self) -> tuple[Bound, Bound]:
        """Return the declared bounds."""
        if not isinstance(self.target, DeclaredFact):
            return -inf, inf
        return _bound(self.target.at_least, -inf), _bound(self.target.at_most, inf)

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield the days on which another observation holds."""
        if isinstance(self.target, DeclaredFact):
            yield from observed_until(subject, self.target)

    def says(self, locale: Locale) -> str:
        """Return what the fact is called."""
        return named(self.target, self.fact, locale)


def _bound(declared: Decimal | None, otherwise: Bound) -> Bound:
    return otherwise if declared is None else Fraction(declared)


@attrs.frozen(kw_only=True)
class AgeOf(Quantity):
    """The subject's age in completed ``years`` (default), ``months``, ``weeks`` or ``days``; before the birth it is 0.

    ``at``: the age on the day of a moment instead (when the pairing began, when the illness was found); where that has not come, 0.
    ``attained`` and ``leap_birthday`` as for the criterion ``age``; both concern years.
    """

    name: ClassVar[str] = "age"
    shorthand: ClassVar[str] = "unit"

    unit: Literal["years", "months", "weeks", "days"] = "years"
    at: Moment | None = None
    attained: Attained = "on_birthday"
    leap_birthday: LeapBirthday = "feb_28"

    @property
    def whole(self) -> bool:
        """Whether it is a whole number: yes."""
        return True

    def range(self) -> tuple[Bound, Bound]:
        """Return from 0 on."""
        return Fraction(0), inf

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return the age on the day."""
        birthday = subject.birthday
        fact = Fact(subject.kind.value, subject.id, "birthday", birthday)
        at = Found(on) if self.at is None else self.at.found(subject, on)
        if not is_known(birthday) or not at.is_known:
            return Measure(Fraction(0), inf, at.used, (*(() if is_known(birthday) else (fact,)), *at.missing))
        age = 0 if at.day is None else max(0, self._completed(birthday, at.day))
        return known(age, used=(fact, *at.used))

    def _completed(self, birthday: date, on: date) -> int:
        if self.unit == "months":
            return completed_months(birthday, on)
        if self.unit in STEPS:
            return (on - birthday).days // STEPS[self.unit]
        return completed_years(birthday, on, attained=self.attained, leap_birthday=self.leap_birthday)

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield birthdays, or the days on which a month of age is full."""
        birthday = subject.birthday
        if self.at is not None:
            yield from self.at.boundaries(subject, after)
            return
        if not is_known(birthday):
            return
        if thresholds is None and self.unit in STEPS:
            yield from every_so_many_days(birthday, STEPS[self.unit], after)
            return
        per_year = _PER_YEAR[self.unit]
        ages = (
            range(_OLDEST * per_year)
            if thresholds is None
            else sorted({n for t in thresholds for n in _around(t)})
        )
        for age in ages:
            if 0 <= age <= _OLDEST * per_year:
                yield self._reached(birthday, age)

    def _reached(self, birthday: date, age: int) -> date:
        if self.unit == "months":
            return add_months(birthday, age)
        if self.unit in STEPS:
            return add_days(birthday, age * STEPS[self.unit])
        return age_reached_on(birthday, age, attained=self.attained, leap_birthday=self.leap_birthday)

    def says(self, locale: Locale) -> str:
        """Return that the age is meant."""
        age = render(f"quantity.age_{self.unit}", locale)
        return age if self.at is None else render("quantity.age_at", locale, age=age, at=self.at.says(locale))


def _around(threshold: Fraction) -> tuple[int, ...]:
    """Return the whole numbers at which something whole can cross *threshold*."""
    return floor(threshold), ceil(threshold), floor(threshold) + 1
