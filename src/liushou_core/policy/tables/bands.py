"""Bands: rows that a number falls into, by comparators; the first that fits counts. Which rows can it be, if it is not known?

A number that is only known within bounds is tried at every place where the answer can change: at the bounds of the rows, and
once between any two neighbours. So the answer is exact, however open the bounds are.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final, Generic, TypeVar

import attrs

from liushou_core.policy.comparison import bounds_of, thresholds_of
from liushou_core.policy.measure import Measure
from liushou_core.policy.quantities.plain import Number

__all__ = ["Bands", "Possible"]

Row = TypeVar("Row")
_HALF: Final = Fraction(1, 2)


@attrs.frozen
class Possible(Generic[Row]):
    """The rows a number can fall into, in their order; ``gap``: it can fall between them, at ``between`` for example."""

    rows: tuple[Row, ...]
    gap: bool
    between: Fraction | None = None


@attrs.frozen
class Bands(Generic[Row]):
    """Rows with comparators (plain numbers) as their fields; ``whole``: only whole numbers are asked for."""

    rows: Sequence[Row]
    whole: bool = False

    def possible(self, measure: Measure) -> Possible[Row]:
        """Return the rows into which the number can fall."""
        found: dict[int, Row] = {}
        gap = None
        for point in self._places(measure):
            index = self._row_at(point)
            if index is None:
                gap = point if gap is None else gap
            else:
                found[index] = self.rows[index]
        return Possible(tuple(found[index] for index in sorted(found)), gap is not None, gap)

    def neighbours(self, point: Fraction) -> tuple[Row, ...]:
        """Return the rows nearest below and above a number that falls between them: one or two."""
        places = self._places(Measure(-math.inf, math.inf))
        below = [index for place in places if place < point and (index := self._row_at(place)) is not None]
        above = [index for place in places if place > point and (index := self._row_at(place)) is not None]
        return tuple(self.rows[index] for index in dict.fromkeys((*below[-1:], *above[:1])))

    def gaps(self, low: float | Fraction = -math.inf, high: float | Fraction = math.inf) -> list[Fraction]:
        """Return numbers between *low* and *high* that fall into no row, one for each gap."""
        return [point for point in self._places(Measure(low, high)) if self._row_at(point) is None]

    def _row_at(self, point: Fraction) -> int | None:
        return next((index for index, edges in enumerate(self._edges) if edges.hold(point)), None)

    @cached_property
    def _edges(self) -> "tuple[_Edges, ...]":
        return tuple(_edges_of(row) for row in self.rows)

    @cached_property
    def _thresholds(self) -> tuple[Fraction, ...]:
        return tuple(thresholds_of(self.rows) or ())

    def _places(self, measure: Measure) -> list[Fraction]:
        if measure.value is not None:
            return [measure.value]
        edges = [edge for edge in self._thresholds if measure.low <= edge <= measure.high]
        ends = [end for end in (measure.low, measure.high) if isinstance(end, Fraction)]
        known_places = sorted({*edges, *ends}) or [Fraction(0)]
        places = set(known_places)
        places.update((a + b) * _HALF for a, b in pairwise(known_places))
        if isinstance(measure.low, float):
            places.add(known_places[0] - 1)
        if isinstance(measure.high, float):
            places.add(known_places[-1] + 1)
        if self.whole:
            places = {Fraction(n) for place in places for n in (math.floor(place), math.ceil(place))}
            places |= {n + step for n in set(places) for step in (-1, 1)}
            places = {place for place in places if measure.low <= place <= measure.high}
        return sorted(places)


@attrs.frozen
class _Edges:
    """The bounds of one row, as numbers that compare at once: at a *closed* bound the number itself is inside. None: no bound."""

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool

    def hold(self, point: Fraction) -> bool:
        if self.low is not None and not (point >= self.low if self.low_closed else point > self.low):
            return False
        return self.high is None or (point <= self.high if self.high_closed else point < self.high)


def _edges_of(row: object) -> _Edges:
    given = {name: bound.exact for name, bound in bounds_of(row).items() if isinstance(bound, Number)}
    lows = [(given[n], n != "more_than") for n in ("is_", "at_least", "more_than") if n in given]
    highs = [(given[n], n != "less_than") for n in ("is_", "at_most", "less_than") if n in given]
    # Of two bounds at one number the open one is the narrower.
    low, low_closed = max(lows, key=lambda edge: (edge[0], not edge[1]), default=(None, True))
    high, high_closed = min(highs, key=lambda edge: (edge[0], edge[1]), default=(None, True))
    return _Edges(low, low_closed, high, high_closed)
