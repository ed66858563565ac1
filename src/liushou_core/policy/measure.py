"""Measure: a number that may be known, known within bounds, or not known; and arithmetic that keeps to what is certain.

A missing fact leaves an interval instead of a number. Every operation returns the interval of all results that the facts
still allow, so that adding a fact can only narrow it: an answer once certain stays (monotone in knowledge).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Any, Final, TypeAlias

import attrs

from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = [
    "ANYTHING",
    "Bound",
    "Measure",
    "clamped",
    "difference",
    "greatest",
    "hull",
    "known",
    "least",
    "less",
    "measure_in_words",
    "not_less",
    "quotient",
    "same",
    "times",
    "total",
]

Bound: TypeAlias = Fraction | float
"""An exact number, or minus or plus infinity; no other float ever stands here."""
_INFINITY: Final = math.inf


@attrs.frozen
class Measure:
    """Every number from ``low`` to ``high``, both included, is possible; where the two are one, it is known.

    ``gaps`` names the items for which a table has no row (see ``policy/points.py``).
    """

    low: Bound
    high: Bound
    used: tuple[Fact, ...] = attrs.field(default=(), eq=False)
    missing: tuple[Fact, ...] = attrs.field(default=(), eq=False)
    gaps: tuple[str, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """The number if it is known."""
        return Fraction(self.low) if self.low == self.high and not math.isinf(self.low) else None

    def within(self, low: Bound, high: Bound) -> "Measure":
        """Return the same measure with other bounds."""
        return attrs.evolve(self, low=low, high=high)


ANYTHING: Final = Measure(-_INFINITY, _INFINITY)
"""Nothing is known of the number."""


def known(value: Fraction | int, *, used: tuple[Fact, ...] = ()) -> Measure:
    """Return the measure of a known number."""
    exact = Fraction(value)
    return Measure(exact, exact, used)


def total(parts: Sequence[Measure]) -> Measure:
    """Return the sum; 0 of no parts.

    >>> total([known(1), Measure(Fraction(0), Fraction(5))])
    Measure(low=Fraction(1, 1), high=Fraction(6, 1), gaps=())
    """
    return _joined(parts, sum((p.low for p in parts), Fraction(0)), sum((p.high for p in parts), Fraction(0)))


def difference(parts: Sequence[Measure]) -> Measure:
    """Return the first less all others."""
    first, rest = parts[0], total(parts[1:])
    return _joined(parts, first.low - rest.high, first.high - rest.low)


def times(parts: Sequence[Measure]) -> Measure:
    """Return the product."""
    return reduce(lambda a, b: _corners(a, b, _product), parts)


def quotient(parts: Sequence[Measure]) -> Measure:
    """Return the first divided by the second; anything, where the second may be 0."""
    first, second = parts
    if second.low <= 0 <= second.high:
        return _joined(parts, -_INFINITY, _INFINITY)
    return _corners(first, second, _ratio)


def least(parts: Sequence[Measure]) -> Measure:
    """Return the smallest."""
    return _joined(parts, min(p.low for p in parts), min(p.high for p in parts))


def greatest(parts: Sequence[Measure]) -> Measure:
    """Return the greatest."""
    return _joined(parts, max(p.low for p in parts), max(p.high for p in parts))


def hull(parts: Sequence[Measure]) -> Measure:
    """Return a measure that is one of *parts*, nobody knows which."""
    return _joined(parts, min(p.low for p in parts), max(p.high for p in parts))


def clamped(measure: Measure, floor: Fraction | None, cap: Fraction | None) -> Measure:
    """Return *measure*, never below *floor* nor above *cap*."""
    return measure.within(*(_clamp(bound, floor, cap) for bound in (measure.low, measure.high)))


def not_less(one: Measure, other: Measure) -> Verdict:
    """Say whether *one* is *other* or more.

    >>> (
    ...     not_less(Measure(Fraction(3), Fraction(5)), known(3)),
    ...     not_less(Measure(Fraction(3), Fraction(5)), known(4)),
    ... )
    (YES, UNKNOWN)
    """
    if one.low >= other.high:
        return YES
    return NO if one.high < other.low else UNKNOWN


def less(one: Measure, other: Measure) -> Verdict:
    """Say whether *one* is less than *other*."""
    return ~not_less(one, other)


def same(one: Measure, other: Measure) -> Verdict:
    """Say whether the two are one number."""
    if one.value is not None and one.value == other.value:
        return YES
    return NO if one.high < other.low or other.high < one.low else UNKNOWN


def _joined(parts: Iterable[Measure], low: Bound, high: Bound) -> Measure:
    parts = tuple(parts)
    return Measure(
        low,
        high,
        tuple(dict.fromkeys(fact for part in parts for fact in part.used)),
        tuple(dict.fromkeys(fact for part in parts for fact in part.missing)),
        tuple(dict.fromkeys(gap for part in parts for gap in part.gaps)),
    )


def _corners(one: Measure, other: Measure, join: Callable[[Bound, Bound], Bound]) -> Measure:
    found = [join(a, b) for a, b in product((one.low, one.high), (other.low, other.high))]
    return _joined((one, other), min(found), max(found))


def _product(a: Bound, b: Bound) -> Bound:
    return Fraction(0) if a == 0 or b == 0 else a * b  # nothing times anything, however much, is nothing


def _ratio(a: Bound, b: Bound) -> Bound:
    if math.isinf(b):
        # What grows without end against what grows without end may come out anywhere from 0 on.
        return (_INFINITY if (a > 0) == (b > 0) else -_INFINITY) if math.isinf(a) else Fraction(0)
    return a / b


def _clamp(bound: Bound, floor: Fraction | None, cap: Fraction | None) -> Bound:
    # The cap has the last word, should a floor stand above it; lint refuses that.
    bound = bound if floor is None else max(bound, floor)
    return bound if cap is None else min(bound, cap)


def measure_in_words(measure: Measure) -> tuple[str, dict[str, Any]]:
    """Return how to say it: ``found``, ``between``, ``from``, ``up_to`` or ``open``, and the numbers that this takes."""
    if measure.value is not None:
        return "found", {"value": measure.value}
    low, high = (None if math.isinf(bound) else bound for bound in (measure.low, measure.high))
    reason = {(True, True): "between", (True, False): "from", (False, True): "up_to"}.get(
        (low is not None, high is not None), "open"
    )
    return reason, {name: bound for name, bound in (("low", low), ("high", high)) if bound is not None}
