"""Sums, differences, products, quotients, the least and the greatest of quantities: exact, and only as certain as their parts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import prod
from typing import ClassVar, Final

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy import measure
from liushou_core.policy.measure import Bound, Measure
from liushou_core.policy.quantities.plain import Number
from liushou_core.policy.quantities.quantity import Quantity, Thresholds

__all__ = ["ARITHMETIC"]

Join = Callable[[Sequence[Measure]], Measure]


@attrs.frozen(kw_only=True)
class _Joined(Quantity):
    shorthand: ClassVar[str] = "of"
    join: ClassVar[Join]
    exactly: ClassVar[int | None] = None
    picks: ClassVar[bool] = False
    """Whether the whole is always one of the parts, and so passes a number with one of them."""

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
        """Yield the days on which a part changes. If one part alone changes, the thresholds of the whole tell those of the part."""
        changing = [index for index, part in enumerate(self.of) if not isinstance(part, Number)]
        for index in changing:
            own = thresholds if len(changing) == 1 else None
            yield from self.of[index].boundaries(
                subject, after, None if own is None else self._of_part(index, own)
            )

    def _of_part(self, index: int, thresholds: Sequence[Fraction]) -> Thresholds:
        """Return where the part must be looked at so that nothing of the whole is missed; None: everywhere."""
        return thresholds if self.picks else None

    def _others(self, index: int) -> list[Fraction]:
        return [part.exact for n, part in enumerate(self.of) if n != index and isinstance(part, Number)]

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

    def _of_part(self, index: int, thresholds: Sequence[Fraction]) -> Thresholds:
        return [threshold - sum(self._others(index)) for threshold in thresholds]


class Difference(_Joined):
    """The first less the others."""

    name: ClassVar[str] = "difference"
    join: ClassVar[Join] = staticmethod(measure.difference)

    def _of_part(self, index: int, thresholds: Sequence[Fraction]) -> Thresholds:
        others = self._others(index)
        if index == 0:
            return [threshold + sum(others) for threshold in thresholds]
        return [others[0] - sum(others[1:]) - threshold for threshold in thresholds]


class Product(_Joined):
    """All of them multiplied."""

    name: ClassVar[str] = "product"
    join: ClassVar[Join] = staticmethod(measure.times)

    def _of_part(self, index: int, thresholds: Sequence[Fraction]) -> Thresholds:
        factor = prod(self._others(index))
        return [threshold / factor for threshold in thresholds] if factor else []


class Quotient(_Joined):
    """The first divided by the second, exact; not known where the second may be 0."""

    name: ClassVar[str] = "quotient"
    join: ClassVar[Join] = staticmethod(measure.quotient)
    exactly: ClassVar[int | None] = 2


class Least(_Joined):
    """The smallest of them."""

    name: ClassVar[str] = "least"
    picks: ClassVar[bool] = True
    join: ClassVar[Join] = staticmethod(measure.least)


class Greatest(_Joined):
    """The greatest of them."""

    name: ClassVar[str] = "greatest"
    picks: ClassVar[bool] = True
    join: ClassVar[Join] = staticmethod(measure.greatest)


ARITHMETIC: Final[tuple[type[Quantity], ...]] = (Sum, Difference, Product, Quotient, Least, Greatest)
