"""What turns a value into points: bands, full steps, and the facts and classes whose values are looked up."""

import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Final

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.measure import Bound, exact
from liushou_core.policy.reference import resolved
from liushou_core.policy.tables.classifications import Band

__all__ = ["ClassRef", "FactChoice", "PointsBand", "Steps"]

_MOST_STEPS: Final = 1000


@attrs.frozen(kw_only=True)
class PointsBand(Band):
    """The points for numbers that keep to every comparator it has."""

    points: Decimal


@attrs.frozen(kw_only=True)
class Steps:
    """``points`` for every full step of ``each`` by which the number exceeds ``above``; a step begun counts nothing."""

    each: Decimal
    points: Decimal
    above: Decimal = Decimal(0)

    def lint(self) -> Iterator[Problem]:
        """Yield a step that is no step up."""
        if self.each <= 0:
            yield Problem(code="not_positive", path=("each",))

    def thresholds(self, cap: Decimal) -> list[Fraction] | None:
        """Return the numbers at which a step is full, until the points reach *cap*; None if there are too many to list."""
        steps = math.ceil(cap / self.points) if self.points > 0 else _MOST_STEPS
        if steps >= _MOST_STEPS:
            return None
        return [Fraction(self.above) + step * Fraction(self.each) for step in range(1, max(steps, 0) + 1)]

    def of(self, bound: Bound) -> Bound:
        """Return the points for a number; it grows, or falls, with the number."""
        if isinstance(bound, float):
            if bound < 0 or not self.points:
                return Fraction(0)
            return math.inf if self.points > 0 else -math.inf
        steps = math.floor((bound - exact(self.above)) / exact(self.each))
        return max(steps, 0) * exact(self.points)


@attrs.frozen(kw_only=True)
class FactChoice:
    """A declared fact whose value is looked up among the ``choices`` of an item."""

    shorthand: ClassVar[str] = "fact"

    fact: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the fact."""
        return "fact", self.fact


@attrs.frozen(kw_only=True)
class ClassRef:
    """A classification whose class is looked up among the ``choices`` of an item."""

    shorthand: ClassVar[str] = "classification"

    classification: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the classification."""
        return "classification", self.classification
