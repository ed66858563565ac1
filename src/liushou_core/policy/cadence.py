"""Cadence: how often something is owed as time passes since a day, weekly for a month and monthly ever after, say."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, zip_longest

import attrs

from liushou_core.domain.calendar import Duration, DurationUnit, Span, add_days
from liushou_core.errors import Problem

__all__ = ["CadencePhase", "Stretch", "Tile", "begins", "stretches", "tiles"]

_MOST = 999_999
"""The largest count of a duration; in weeks it is more than any calendar holds."""


@attrs.frozen(kw_only=True)
class CadencePhase:
    """Once ``every`` so long, ``for`` so long; ``for`` absent: ever after."""

    for_: Duration | None = None
    every: Duration

    def lint(self) -> Iterator[Problem]:
        """Yield a length that has no day."""
        if self.every.count == 0:
            yield Problem(code="duty_no_days", path=("every",), values={"key": "every"})
        if self.for_ is not None and self.for_.count == 0:
            yield Problem(code="duty_no_days", path=("for",), values={"key": "for"})


@attrs.frozen
class Stretch:
    """A phase in the calendar: the days ``[start, until)``; ``until`` None: endless.

    ``cut``: it ends because the cadence begins anew, earlier than the phase would have ended.
    """

    start: date
    until: date | None
    every: Duration
    cut: bool

    def covers(self, day: date) -> bool:
        """Say whether *day* is among the days."""
        return self.start <= day and (self.until is None or day < self.until)

    def span_from(self, day: date) -> "Tile | None":
        """Return the span of length ``every`` that begins on *day*, cut at the end; None where the calendar ends."""
        return self._tile(day, self.every.reached_on(day))

    def tiles(self) -> "Iterator[Tile]":
        """Yield consecutive spans of length ``every``: the n-th begins n times ``every`` after the start, the last is cut."""
        for n in count():
            tile = self._tile(begins(self.start, self.every, n), begins(self.start, self.every, n + 1))
            if tile is None:
                return
            yield tile

    def _tile(self, first: date, full: date) -> "Tile | None":
        until = full if self.until is None else min(full, self.until)
        return None if until <= first else Tile(Span(first, until), restarted=self.cut and until < full)


@attrs.frozen
class Tile:
    """A span of a cadence; ``restarted``: it was cut short because the cadence began anew."""

    span: Span
    restarted: bool


def begins(start: date, every: Duration, n: int) -> date:
    """Return the day on which *n* times *every* are complete since *start*, counted at once: months never drift.

    >>> [begins(date(2023, 1, 31), Duration.parse("1 month"), n).isoformat() for n in range(3)]
    ['2023-01-31', '2023-02-28', '2023-03-31']
    """
    if n == 0:
        return start  # whole months begin on the first of a month, but the first window begins at once
    if every.unit is DurationUnit.DAY:
        return add_days(start, n * every.count)
    return Duration(min(n * every.count, _MOST), every.unit).reached_on(start)


def stretches(phases: Sequence[CadencePhase], starts: Sequence[date]) -> Iterator[Stretch]:
    """Yield the phases in order of time; each of *starts* (ascending, none twice) begins the first phase anew.

    >>> weekly = CadencePhase(for_=Duration.parse("1 month"), every=Duration.parse("1 week"))
    >>> monthly = CadencePhase(every=Duration.parse("1 month"))
    >>> [str(one.start) for one in stretches([weekly, monthly], [date(2023, 1, 31)])]
    ['2023-01-31', '2023-02-28']
    """
    for start, following in zip_longest(starts, starts[1:]):
        begin = start
        for phase in phases:
            end = None if phase.for_ is None else phase.for_.reached_on(begin)
            cut = following is not None and (end is None or following < end)
            until = following if cut else end
            if until is not None and until <= begin:
                break
            yield Stretch(begin, until, phase.every, cut)
            if until is None:
                break
            begin = until


def tiles(phases: Sequence[CadencePhase], starts: Sequence[date], until: date) -> Iterator[Tile]:
    """Yield the windows of a cadence that begin before *until*, in order: no day is in two, none between two is in none."""
    for stretch in stretches(phases, starts):
        for tile in stretch.tiles():
            if tile.span.start >= until:
                return
            yield tile
