"""Bands: rows that a number falls into, by comparators; the first that fits counts. Which rows can it be, if it is not known?

A number that is only known within bounds is tried at every place where the answer can change: at the bounds of the rows, and
once between any two neighbours. So the answer is exact, however open the bounds are.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, Generic, TypeVar

import attrs

from liushou_core.policy.comparison import holds, thresholds_of
from liushou_core.policy.measure import Measure, known

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
        answers = (holds(known(point), row).value for row in self.rows)
        return next((index for index, answer in enumerate(answers) if answer == "yes"), None)

    def _places(self, measure: Measure) -> list[Fraction]:
        if measure.value is not None:
            return [measure.value]
        edges = [edge for edge in thresholds_of(self.rows) or () if measure.low <= edge <= measure.high]
        ends = [Fraction(end) for end in (measure.low, measure.high) if not math.isinf(end)]
        known_places = sorted({*edges, *ends}) or [Fraction(0)]
        places = set(known_places)
        places.update((a + b) * _HALF for a, b in pairwise(known_places))
        if math.isinf(measure.low):
            places.add(known_places[0] - 1)
        if math.isinf(measure.high):
            places.add(known_places[-1] + 1)
        if self.whole:
            places = {Fraction(n) for place in places for n in (math.floor(place), math.ceil(place))}
            places |= {n + step for n in set(places) for step in (-1, 1)}
            places = {place for place in places if measure.low <= place <= measure.high}
        return sorted(places)
