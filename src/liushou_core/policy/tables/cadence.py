"""Cadence: how often something is owed as time passes since a day, weekly for a month and monthly ever after, say."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, zip_longest

import attrs

from liushou_core.domain.calendar import Duration, DurationUnit, Span, add_days
from liushou_core.errors import Problem

__all__ = ["CadencePhase", "Chain", "Stretch", "Tile", "begins", "stretches", "tiles"]

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


@attrs.frozen(kw_only=True)
class Stretch:
    """A phase in the calendar: the days ``[start, end)``, cut on ``restart``, where the cadence begins anew; None: never.

    ``zero``: the day 0 from which its lengths are counted; ``after_zero``: how many days after a length is complete the next
    one begins: 0, or 1 where the day on which it is complete still belongs to it.
    """

    start: date
    end: date | None
    restart: date | None
    every: Duration
    zero: date
    after_zero: int = 0

    @property
    def until(self) -> date | None:
        """The first day that is no longer among the days; None: endless."""
        ends = [day for day in (self.end, self.restart) if day is not None]
        return min(ends) if ends else None

    def covers(self, day: date) -> bool:
        """Say whether *day* is among the days."""
        return self.start <= day and (self.until is None or day < self.until)

    def full_from(self, day: date) -> date:
        """Return the first day after a span of length ``every`` that begins on *day*, whatever cuts it."""
        zero = self.zero if day == self.start else add_days(day, -self.after_zero)
        return add_days(self.every.reached_on(zero), self.after_zero)

    def span_from(self, day: date) -> "Tile | None":
        """Return the span of length ``every`` that begins on *day*, cut at the end; None where the calendar ends.

        A *day* before the phase is one on which its first span begins early: it lasts into the phase all the same.
        """
        full = self.full_from(day)
        return self._tile(day, full if full > self.start else self.full_from(self.start))

    def tiles(self) -> "Iterator[Tile]":
        """Yield consecutive spans of length ``every``: the n-th begins n times ``every`` after the start, the last is cut."""
        first = self.start
        for n in count(1):
            full = add_days(begins(self.zero, self.every, n), self.after_zero)
            tile = self._tile(first, full)
            if tile is None:
                return
            yield tile
            first = full

    def _tile(self, first: date, full: date) -> "Tile | None":
        planned = full if self.end is None else min(full, self.end)
        restarted = self.restart is not None and self.restart < planned
        until = self.restart if restarted and self.restart is not None else planned
        return None if until <= first else Tile(Span(first, until), restarted=restarted)


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


def stretches(
    phases: Sequence[CadencePhase], starts: Sequence[date], *, included: bool = False
) -> Iterator[Stretch]:
    """Yield the phases in order of time; each of *starts* (ascending, none twice) begins the first phase anew.

    *included*: a length includes the day on which it is complete, so that what follows begins the day after.

    >>> weekly = CadencePhase(for_=Duration.parse("1 month"), every=Duration.parse("1 week"))
    >>> monthly = CadencePhase(every=Duration.parse("1 month"))
    >>> [str(one.start) for one in stretches([weekly, monthly], [date(2023, 1, 31)])]
    ['2023-01-31', '2023-02-28']
    """
    for cycle in _cycles(phases, starts, included=included):
        yield from (part for part in cycle if part.until is None or part.start < part.until)


def tiles(
    phases: Sequence[CadencePhase], starts: Sequence[date], until: date, *, included: bool = False
) -> Iterator[Tile]:
    """Yield the windows of a cadence that begin before *until*, in order: no day is in two, none between two is in none."""
    for stretch in stretches(phases, starts, included=included):
        for tile in stretch.tiles():
            if tile.span.start >= until:
                return
            yield tile


class Chain:
    """The spans of a cadence whose windows follow the contacts: each as long as its phase says on the day on which it begins.

    Where less than a whole length is left of the phase, no span is cut to fit: the first of the next phase begins there
    instead, and after the last phase none.

    >>> weekly = CadencePhase(for_=Duration.parse("1 week"), every=Duration.parse("1 week"))
    >>> sixth = CadencePhase(every=Duration.parse("6 weeks"))
    >>> str(Chain([weekly, sixth], [date(2023, 3, 20)])(date(2023, 3, 25)).span.last_day)
    '2023-05-05'
    """

    def __init__(
        self, phases: Sequence[CadencePhase], starts: Sequence[date], *, included: bool = False
    ) -> None:
        self._cycles = list(_cycles(phases, starts, included=included))

    def __call__(self, day: date) -> Tile | None:
        """Return the span that begins on *day*, or else the next one; None after the last phase."""
        for cycle in self._cycles:
            if day <= cycle[0].start:
                return cycle[0].span_from(cycle[0].start)
            over = cycle[0].restart is not None and cycle[0].restart <= day
            part = None if over else self._part(cycle, day)
            if part is not None:
                return part.span_from(day)
        return None

    @staticmethod
    def _part(cycle: Sequence[Stretch], day: date) -> Stretch | None:
        """Return the phase whose span begins on *day*."""
        for part in cycle:
            if day <= part.start or part.end is None or part.full_from(day) <= part.end:
                return part
        return None


def _cycles(
    phases: Sequence[CadencePhase], starts: Sequence[date], *, included: bool
) -> Iterator[list[Stretch]]:
    """Yield the phases as planned from each start on, those that the next start comes before among them."""
    after_zero = 1 if included else 0
    for start, restart in zip_longest(starts, starts[1:]):
        parts: list[Stretch] = []
        first, zero = start, start
        for phase in phases:
            reached = None if phase.for_ is None else phase.for_.reached_on(zero)
            end = None if reached is None else add_days(reached, after_zero)
            parts.append(
                Stretch(
                    start=first, end=end, restart=restart, every=phase.every, zero=zero, after_zero=after_zero
                )
            )
            if reached is None or end is None:
                break
            first, zero = end, reached
        yield parts
