"""Measures: whatever a missing fact turns out to be, the answer lies within the bounds that were given without it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import inf
from operator import mul, sub
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liushou_core.policy import measure
from liushou_core.policy.comparison import COMPARATORS
from liushou_core.policy.measure import Bound, Measure, known, measure_in_words
from liushou_core.policy.verdict import UNKNOWN, Fact, Verdict

POINTS = st.fractions(-20, 20, max_denominator=4)
PLAIN: dict[str, Callable[[Any, Any], bool]] = {
    "is_": lambda a, b: a == b,
    "at_least": lambda a, b: a >= b,
    "more_than": lambda a, b: a > b,
    "at_most": lambda a, b: a <= b,
    "less_than": lambda a, b: a < b,
}


@st.composite
def inside(draw: st.DrawFn) -> tuple[Measure, Fraction]:
    """Return a measure, open at either end as often as not, and a number in it."""
    point = draw(POINTS)
    low: Bound = draw(st.just(-inf) | st.just(point) | st.fractions(-30, point, max_denominator=4))
    high: Bound = draw(st.just(inf) | st.just(point) | st.fractions(point, 30, max_denominator=4))
    return Measure(low, high), point


SEVERAL = st.lists(inside(), min_size=1, max_size=4)


def parted(pairs: Sequence[tuple[Measure, Fraction]]) -> tuple[list[Measure], list[Fraction]]:
    return [one for one, _ in pairs], [point for _, point in pairs]


@pytest.mark.parametrize(
    ("join", "plain"),
    [
        (measure.total, sum),
        (measure.difference, lambda points: reduce(sub, points)),
        (measure.times, lambda points: reduce(mul, points)),
        (measure.least, min),
        (measure.greatest, max),
    ],
    ids=["total", "difference", "times", "least", "greatest"],
)
@given(pairs=SEVERAL)
def test_what_is_joined_of_numbers_lies_within_what_is_joined_of_their_bounds(
    join: Callable[[Sequence[Measure]], Measure],
    plain: Callable[[Sequence[Fraction]], Fraction],
    pairs: list[tuple[Measure, Fraction]],
) -> None:
    measures, points = parted(pairs)
    found = join(measures)
    assert found.low <= plain(points) <= found.high


@given(inside(), inside())
def test_a_ratio_of_numbers_lies_within_that_of_their_bounds(
    one: tuple[Measure, Fraction], other: tuple[Measure, Fraction]
) -> None:
    assume(other[1] != 0)
    found = measure.quotient([one[0], other[0]])
    assert found.low <= one[1] / other[1] <= found.high


@given(inside())
def test_nothing_is_known_of_what_is_divided_by_what_may_be_0(one: tuple[Measure, Fraction]) -> None:
    found = measure.quotient([one[0], Measure(Fraction(0), Fraction(2))])
    assert (-inf, inf, None) == (found.low, found.high, found.value)


@given(SEVERAL)
def test_one_of_several_lies_in_the_hull_of_all(pairs: list[tuple[Measure, Fraction]]) -> None:
    measures, points = parted(pairs)
    found = measure.hull(measures)
    assert all(found.low <= point <= found.high for point in points)
    assert found.low in {one.low for one in measures}
    assert found.high in {one.high for one in measures}


@given(inside(), POINTS, POINTS)
def test_a_bounded_number_lies_within_the_bounded_measure(
    one: tuple[Measure, Fraction], floor: Fraction, cap: Fraction
) -> None:
    floor, cap = sorted((floor, cap))
    found = measure.clamped(one[0], floor, cap)
    assert found.low <= min(max(one[1], floor), cap) <= found.high
    assert floor <= found.low
    assert found.high <= cap
    assert one[0] == measure.clamped(one[0], None, None)


@pytest.mark.parametrize("name", PLAIN)
@given(one=inside(), other=inside())
def test_a_comparison_that_is_certain_holds_of_every_number_within(
    name: str, one: tuple[Measure, Fraction], other: tuple[Measure, Fraction]
) -> None:
    found = COMPARATORS[name](one[0], other[0])
    assert found in (UNKNOWN, Verdict.of(PLAIN[name](one[1], other[1])))


@pytest.mark.parametrize("name", PLAIN)
@given(one=POINTS, other=POINTS)
def test_a_comparison_of_known_numbers_is_certain(name: str, one: Fraction, other: Fraction) -> None:
    assert Verdict.of(PLAIN[name](one, other)) is COMPARATORS[name](known(one), known(other))


@pytest.mark.parametrize("name", PLAIN)
@given(one=inside(), bound=POINTS)
def test_a_comparison_with_a_number_is_open_only_if_both_answers_can_be(
    name: str, one: tuple[Measure, Fraction], bound: Fraction
) -> None:
    low, high = one[0].low, one[0].high
    ends = {end for end in (low, high, one[1], bound) if low <= end <= high}
    between = {(a + b) / 2 for a in ends for b in ends if abs(a) != inf and abs(b) != inf}
    answers = {PLAIN[name](point, bound) for point in ends | between}
    assert (len(answers) > 1) is (COMPARATORS[name](one[0], known(bound)) is UNKNOWN)


def test_the_facts_of_every_part_are_kept_once() -> None:
    a, b = Fact("child", "c1", "a"), Fact("child", "c1", "b")
    parts = [
        Measure(Fraction(0), Fraction(1), (a,), (b,), ("x",)),
        Measure(Fraction(0), Fraction(1), (a,), (b,), ("x",)),
    ]
    found = measure.total(parts)
    assert ((a,), (b,), ("x",)) == (found.used, found.missing, found.gaps)


@pytest.mark.parametrize(
    ("low", "high", "reason", "values"),
    [
        (Fraction(1), Fraction(1), "found", {"value": Fraction(1)}),
        (Fraction(1), Fraction(2), "between", {"low": Fraction(1), "high": Fraction(2)}),
        (Fraction(1), inf, "from", {"low": Fraction(1)}),
        (-inf, Fraction(2), "up_to", {"high": Fraction(2)}),
        (-inf, inf, "open", {}),
    ],
)
def test_a_measure_is_told_by_the_bounds_it_has(
    low: Bound, high: Bound, reason: str, values: dict[str, Fraction]
) -> None:
    assert (reason, values) == measure_in_words(Measure(low, high))
