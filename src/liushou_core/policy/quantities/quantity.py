"""What a quantity is: something that can be measured of a subject on a day."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import inf
from typing import ClassVar, TypeAlias

from liushou_core.domain.subject import Subject
from liushou_core.locale import Locale
from liushou_core.policy.measure import Bound, Measure

__all__ = ["Quantity", "Thresholds"]

Thresholds: TypeAlias = Sequence[Fraction] | None
"""The numbers at which it matters that a quantity reaches or leaves them; None: every change matters."""


class Quantity:
    """Base of every quantity: a leaf that a pack writes as ``{ name = … }``, or a bare number."""

    name: ClassVar[str]

    @property
    def whole(self) -> bool:
        """Whether it is always a whole number."""
        return False

    def range(self) -> tuple[Bound, Bound]:
        """Return the least and the greatest number that it can be, as far as the pack says."""
        return -inf, inf

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return the number on the day, or its bounds. Never raises for facts that are merely missing."""
        raise NotImplementedError(f"{type(self).__name__} has no measure()")

    def boundaries(self, subject: Subject, after: date, thresholds: Thresholds) -> Iterator[date]:
        """Yield days among which is every later day on which the measure changes, or crosses one of *thresholds*, with no new fact."""
        yield from ()

    def says(self, locale: Locale) -> str:
        """Return what is measured, in words."""
        raise NotImplementedError(f"{type(self).__name__} has no says()")
