"""Measure: a number that may be known, known within bounds, or not known; and arithmetic that keeps to what is certain.

A missing fact leaves an interval instead of a number. Every operation returns the interval of all results that the facts
still allow, so that adding a fact can only narrow it: an answer once certain stays (monotone in knowledge).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import chain, product
from typing import Any, Final, TypeAlias, TypeVar

import attrs

from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = [
    "ANYTHING",
    "Bound",
    "Measure",
    "clamped",
    "difference",
    "exact",
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
"""An exact number, or minus or plus infinity: the only floats that ever stand here, and no exact number meets one in
arithmetic, since a large one would not fit into a float.
"""
_INFINITY: Final = math.inf
T = TypeVar("T")


@attrs.frozen
class Measure:
    """Every number from ``low`` to ``high``, both included, is possible; where the two are one, it is known.

    ``gaps`` names the items for which a table has no row (see ``policy/tables/points.py``).
    """

    low: Bound
    high: Bound
    used: tuple[Fact, ...] = attrs.field(default=(), eq=False)
    missing: tuple[Fact, ...] = attrs.field(default=(), eq=False)
    gaps: tuple[str, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """The number if it is known."""
        one = self.is_one or self.low == self.high
        return self.low if one and isinstance(self.low, Fraction) else None

    @property
    def is_one(self) -> bool:
        """Whether both bounds are the same object, as those of a known number are: to compare two fractions takes longer."""
        return self.low is self.high

    def within(self, low: Bound, high: Bound) -> "Measure":
        """Return the same measure with other bounds."""
        return Measure(low, high, self.used, self.missing, self.gaps)

    def resting_on(self, used: tuple[Fact, ...], missing: tuple[Fact, ...]) -> "Measure":
        """Return the same measure as other facts tell it."""
        return Measure(self.low, self.high, used, missing, self.gaps)


ANYTHING: Final = Measure(-_INFINITY, _INFINITY)
"""Nothing is known of the number."""


@lru_cache(maxsize=10_000)
def exact(number: Decimal) -> Fraction:
    """Return a number of a pack as it is reckoned with; kept, since a pack has few and each is asked for again and again."""
    return Fraction(number)


def known(value: Fraction | int, *, used: tuple[Fact, ...] = ()) -> Measure:
    """Return the measure of a known number."""
    number = value if type(value) is Fraction else Fraction(value)
    return Measure(number, number, used)


def total(parts: Sequence[Measure]) -> Measure:
    """Return the sum; 0 of no parts.

    >>> added = total([known(1), Measure(Fraction(0), Fraction(5))])
    >>> added.low, added.high
    (Fraction(1, 1), Fraction(6, 1))
    """
    if len(parts) == 1:
        return parts[0]
    low = _sum(p.low for p in parts)
    return _joined(parts, low, low if all(p.is_one for p in parts) else _sum(p.high for p in parts))


def difference(parts: Sequence[Measure]) -> Measure:
    """Return the first less all others."""
    first, rest = parts[0], total(parts[1:])
    return _joined(parts, _sum((first.low, -rest.high)), _sum((first.high, -rest.low)))


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
    if len(parts) == 1:
        return parts[0]
    return _joined(parts, min(p.low for p in parts), max(p.high for p in parts))


def clamped(measure: Measure, floor: Fraction | None, cap: Fraction | None) -> Measure:
    """Return *measure*, never below *floor* nor above *cap*."""
    if floor is None and cap is None:
        return measure
    low = _clamp(measure.low, floor, cap)
    return measure.within(low, low if measure.is_one else _clamp(measure.high, floor, cap))


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
        _each_once([part.used for part in parts]),
        _each_once([part.missing for part in parts]),
        _each_once([part.gaps for part in parts]),
    )


def _each_once(lists: list[tuple[T, ...]]) -> tuple[T, ...]:
    some = [one for one in lists if one]
    if len(some) < 2:
        return some[0] if some else ()
    return tuple(dict.fromkeys(chain.from_iterable(some)))


def _corners(one: Measure, other: Measure, join: Callable[[Bound, Bound], Bound]) -> Measure:
    if one.is_one and other.is_one:
        joined = join(one.low, other.low)
        return _joined((one, other), joined, joined)
    found = [join(a, b) for a, b in product((one.low, one.high), (other.low, other.high))]
    return _joined((one, other), min(found), max(found))


def _sum(bounds: Iterable[Bound]) -> Bound:
    """Return the sum; bounds of one side are never infinite in both directions."""
    added = Fraction(0)
    for bound in bounds:
        if isinstance(bound, float):
            return bound
        added += bound
    return added


def _product(a: Bound, b: Bound) -> Bound:
    if a == 0 or b == 0:
        return Fraction(0)  # nothing times anything, however much, is nothing
    if isinstance(a, float) or isinstance(b, float):
        return _INFINITY if (a > 0) == (b > 0) else -_INFINITY
    return a * b


def _ratio(a: Bound, b: Bound) -> Bound:
    if isinstance(a, float):
        # What grows without end against what grows without end may come out anywhere from 0 on.
        return _INFINITY if (a > 0) == (b > 0) else -_INFINITY
    return Fraction(0) if isinstance(b, float) else a / b


def _clamp(bound: Bound, floor: Fraction | None, cap: Fraction | None) -> Bound:
    # The cap has the last word, should a floor stand above it; lint refuses that.
    bound = bound if floor is None else max(bound, floor)
    return bound if cap is None else min(bound, cap)


def measure_in_words(measure: Measure) -> tuple[str, dict[str, Any]]:
    """Return how to say it: ``found``, ``between``, ``from``, ``up_to`` or ``open``, and the numbers that this takes."""
    if measure.value is not None:
        return "found", {"value": measure.value}
    low, high = (None if isinstance(bound, float) else bound for bound in (measure.low, measure.high))
    reason = {(True, True): "between", (True, False): "from", (False, True): "up_to"}.get(
        (low is not None, high is not None), "open"
    )
    return reason, {name: bound for name, bound in (("low", low), ("high", high)) if bound is not None}
