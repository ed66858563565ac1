"""Bands: which rows a number can fall into, found at a few places, is what trying every number finds."""

from decimal import Decimal
from fractions import Fraction
from itertools import takewhile
from math import inf

import attrs
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.policy.measure import Bound, Measure, known
from liushou_core.policy.quantities.plain import Number
from liushou_core.policy.tables.bands import Bands
from liushou_core.policy.tables.classifications import Band

COMPARATORS = ("is_", "at_least", "more_than", "at_most", "less_than")
NUMBERS = st.integers(-4, 4) | st.sampled_from([Decimal("0.5"), Decimal("-1.5")])
GRID = [Fraction(n, 4) for n in range(-32, 33)]
"""Every quarter from -8 to 8: finer than any two bounds that are drawn, wider than all of them."""


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """Return rows with up to two comparators, crossed ones among them."""
    names = draw(st.lists(st.sampled_from(COMPARATORS), max_size=2, unique=True))
    return Band(**{name: Number(Decimal(draw(NUMBERS))) for name in names})


ROWS = st.lists(bands(), min_size=1, max_size=4)


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Return bounds among the quarters, open ends included."""
    low, high = sorted(draw(st.tuples(st.sampled_from(GRID), st.sampled_from(GRID))))
    ends: tuple[Bound, Bound] = draw(
        st.sampled_from([(low, high), (-inf, high), (low, inf), (-inf, inf), (low, low)])
    )
    return Measure(*ends)


def fits(point: Fraction, row: Band) -> bool:
    held = {
        "is_": lambda bound: point == bound,
        "at_least": lambda bound: point >= bound,
        "more_than": lambda bound: point > bound,
        "at_most": lambda bound: point <= bound,
        "less_than": lambda bound: point < bound,
    }
    bounds = attrs.asdict(row, recurse=False)
    return all(held[name](bound.exact) for name, bound in bounds.items() if bound is not None)


def row_of(point: Fraction, rows: list[Band]) -> int | None:
    return next((index for index, row in enumerate(rows) if fits(point, row)), None)


@given(ROWS, measures(), st.booleans())
def test_the_rows_that_are_possible_are_those_that_some_number_within_falls_into(
    rows: list[Band], measure: Measure, whole: bool
) -> None:
    points = [p for p in GRID if measure.low <= p <= measure.high and (not whole or p.denominator == 1)]
    if measure.value is not None:
        points = [measure.value]
    found = [row_of(point, rows) for point in points]
    possible = Bands(rows, whole=whole).possible(measure)
    assert [rows[n] for n in sorted({n for n in found if n is not None})] == list(possible.rows)
    assert (None in found) is possible.gap
    assert possible.gap is (possible.between is not None)
    assert possible.between is None or row_of(possible.between, rows) is None


@given(ROWS, st.sampled_from(GRID))
def test_a_known_number_falls_into_the_first_row_that_takes_it(rows: list[Band], point: Fraction) -> None:
    index = row_of(point, rows)
    expected = [] if index is None else [rows[index]]
    assert expected == list(Bands(rows).possible(known(point)).rows)


@given(ROWS, measures())
def test_knowing_more_of_a_number_leaves_fewer_rows(rows: list[Band], measure: Measure) -> None:
    wide = Bands(rows).possible(measure)
    for point in [p for p in GRID if measure.low <= p <= measure.high][:5]:
        narrow = Bands(rows).possible(known(point))
        assert all(any(row is other for other in wide.rows) for row in narrow.rows)
        assert wide.gap or not narrow.gap


@given(ROWS)
def test_gaps_are_numbers_without_a_row_and_there_are_none_if_every_number_has_one(rows: list[Band]) -> None:
    gaps = Bands(rows).gaps()
    assert all(row_of(gap, rows) is None for gap in gaps)
    assert bool(gaps) is any(row_of(point, rows) is None for point in GRID)


@given(ROWS, st.sampled_from(GRID))
def test_the_neighbours_of_a_gap_are_the_nearest_rows_on_either_side(
    rows: list[Band], point: Fraction
) -> None:
    if row_of(point, rows) is not None:
        return
    below = nearest([p for p in reversed(GRID) if p < point], rows)
    above = nearest([p for p in GRID if p > point], rows)
    expected = list(dict.fromkeys(n for n in (below, above) if n is not None))
    assert [rows[n] for n in expected] == list(Bands(rows).neighbours(point))


def nearest(points: list[Fraction], rows: list[Band]) -> int | None:
    gap = list(takewhile(lambda point: row_of(point, rows) is None, points))
    return None if len(gap) == len(points) else row_of(points[len(gap)], rows)
