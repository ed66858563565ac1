"""Sums, differences, products, quotients, the least and the greatest of quantities: exact, and only as certain as their parts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import ClassVar, Final

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy import measure
from liushou_core.policy.measure import Bound, Measure
from liushou_core.policy.quantities.quantity import Quantity, Thresholds

__all__ = ["ARITHMETIC"]

Join = Callable[[Sequence[Measure]], Measure]


@attrs.frozen(kw_only=True)
class _Joined(Quantity):
    shorthand: ClassVar[str] = "of"
    join: ClassVar[Join]
    exactly: ClassVar[int | None] = None

    of: tuple[Quantity, ...]

    @property
    def whole(self) -> bool:
        """Whether all parts are whole numbers, which a quotient need not be for that."""
        return type(self) is not Quotient and all(part.whole for part in self.of)

    def range(self) -> tuple[Bound, Bound]:
        """Return the bounds joined of those of the parts."""
        joined = type(self).join([Measure(*part.range()) for part in self.of])
        return joined.low, joined.high

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return the measure joined of the parts."""
        return type(self).join([part.measure(subject, on) for part in self.of])

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield the days on which a part changes: at which of its numbers the whole crosses a threshold, nobody can say."""
        for part in self.of:
            yield from part.boundaries(subject, after, None)

    def lint(self) -> Iterator[Problem]:
        """Yield too few parts, or too many."""
        if not self.of or self.exactly not in (None, len(self.of)):
            yield Problem(code="needs_parts", path=("of",))

    def says(self, locale: Locale) -> str:
        """Return the parts, joined in words."""
        parts = [part.says(locale) for part in self.of]
        return render(f"quantity.{self.name}", locale, parts=("、" if locale == "zh" else ", ").join(parts))


class Sum(_Joined):
    """All of them added."""

    name: ClassVar[str] = "sum"
    join: ClassVar[Join] = staticmethod(measure.total)


class Difference(_Joined):
    """The first less the others."""

    name: ClassVar[str] = "difference"
    join: ClassVar[Join] = staticmethod(measure.difference)


class Product(_Joined):
    """All of them multiplied."""

    name: ClassVar[str] = "product"
    join: ClassVar[Join] = staticmethod(measure.times)


class Quotient(_Joined):
    """The first divided by the second, exact; not known where the second may be 0."""

    name: ClassVar[str] = "quotient"
    join: ClassVar[Join] = staticmethod(measure.quotient)
    exactly: ClassVar[int | None] = 2


class Least(_Joined):
    """The smallest of them."""

    name: ClassVar[str] = "least"
    join: ClassVar[Join] = staticmethod(measure.least)


class Greatest(_Joined):
    """The greatest of them."""

    name: ClassVar[str] = "greatest"
    join: ClassVar[Join] = staticmethod(measure.greatest)


ARITHMETIC: Final[tuple[type[Quantity], ...]] = (Sum, Difference, Product, Quotient, Least, Greatest)
