"""Spell clocks: on which days the spells of one kind run, as little and as much as the facts allow."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from typing import TypeAlias

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.spell import Spell
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown, is_known
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reading.places import home_on, place_at
from liushou_core.policy.reading.running import running_since, shared_days
from liushou_core.policy.reading.spells import EVER, Runs, runs
from liushou_core.policy.verdict import Fact

__all__ = ["Lasting", "Spans", "SpellClock", "together"]

Spans: TypeAlias = tuple[Span, ...]


@attrs.frozen
class Lasting:
    """When it goes on, as little and as much as the facts allow.

    ``hard`` are days on which the clock starts anew, ``maybe_hard`` those on which it may, these included.
    """

    least: Spans
    most: Spans
    hard: tuple[date, ...] = ()
    maybe_hard: tuple[date, ...] = ()
    used: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()


def together(clocks: Sequence[Lasting]) -> Lasting:
    """Return one clock that runs while all of them run."""
    return Lasting(
        reduce(shared_days, (clock.least for clock in clocks)),
        reduce(shared_days, (clock.most for clock in clocks)),
        tuple(day for clock in clocks for day in clock.hard),
        tuple(day for clock in clocks for day in clock.maybe_hard),
        tuple(fact for clock in clocks for fact in clock.used),
        tuple(fact for clock in clocks for fact in clock.missing),
    )


@attrs.frozen(kw_only=True)
class SpellClock:
    """What of a subject's spells counts; the parameters are those of the criterion ``lasts``, ``gap`` in days."""

    kind: str
    gap: int
    breaks: Lookup
    reasons: tuple[str, ...]
    beyond: str | None
    same_place: str | None
    home: str

    def read(self, owner: Subject, asked: Subject, on: date) -> Lasting:
        """Return when such a spell of *owner* runs; home is where *asked* lives."""
        spells = owner.around.spells(owner.kind, owner.id)
        if isinstance(spells, Unknown):
            fact = Fact(owner.kind.value, owner.id, "spells", spells)
            return Lasting((), (EVER,), missing=(fact,))
        ignored = [name for name, effect in self.breaks.rows if effect == "ignore"]
        restart = [name for name, effect in self.breaks.rows if effect == "restart"]
        read: list[tuple[Runs, bool | None]] = []
        for spell in spells:
            counts = self._counts(spell, asked, on) if spell.kind == self.kind else False
            found = None if counts is False else runs(spell, on, ignored)
            if found is not None:
                read.append((found, counts))
        breaks = [
            (b.start, counts)
            for one, counts in read
            for b in one.spell.breaks
            if b.kind in restart and b.start <= on
        ]
        hard = tuple(day for day, counts in breaks if counts)
        maybe_hard = tuple(day for day, _ in breaks)
        least, most = self._in_one_place(owner, read, on, hard, maybe_hard)
        doubts = [fact for one, counts in read for fact in self._doubts(one, counts)]
        used = tuple(Fact("spell", one.spell.id, "kind", one.spell.kind) for one, _ in read)
        return Lasting(least, most, hard, maybe_hard, used, tuple(doubts))

    def _counts(self, spell: Spell, asked: Subject, on: date) -> bool | None:
        """Say whether a spell is of the reason and the place asked for; None where nobody knows."""
        answers: list[bool | None] = []
        if self.reasons:
            answers.append(spell.reason in self.reasons if is_known(spell.reason) else None)
        if self.beyond is not None:
            home = home_on(asked, self.home, on)
            here = None if home is None else place_at(asked.around, home, self.beyond)
            there = place_at(asked.around, spell.place, self.beyond)
            answers.append(None if here is None or there is None else here != there)
        return False if False in answers else None if None in answers else True

    def _doubts(self, one: Runs, counts: bool | None) -> Iterator[Fact]:
        spell = one.spell
        if not one.certain:
            yield Fact("spell", spell.id, "start", spell.start)
        if counts is None and self.reasons and not is_known(spell.reason):
            yield Fact("spell", spell.id, "reason", spell.reason)
        if (counts is None and self.beyond is not None) or (
            self.same_place is not None and not is_known(spell.place)
        ):
            yield Fact("spell", spell.id, "place", spell.place)

    def _in_one_place(
        self,
        owner: Subject,
        read: list[tuple[Runs, bool | None]],
        on: date,
        hard: tuple[date, ...],
        maybe_hard: tuple[date, ...],
    ) -> tuple[Spans, Spans]:
        """Return the days that count, of all spells or of those in the one place in which they have run longest."""
        sure = [one for one, counts in read if counts is True]
        every = [one for one, _ in read]
        if self.same_place is None:
            return _days(sure, least=True), _days(every, least=False)
        level, around = self.same_place, owner.around
        at = {one.spell.id: place_at(around, one.spell.place, level) for one in every}
        places = {place for place in at.values() if place is not None}
        ways_least = [_days([o for o in sure if at[o.spell.id] == place], least=True) for place in places]
        ways_least += [_days([one], least=True) for one in sure]
        ways_most = [
            _days([o for o in every if at[o.spell.id] in (place, None)], least=False) for place in places
        ]
        ways_most += [_days([o for o in every if at[o.spell.id] is None], least=False)]
        return self._longest(ways_least, on, maybe_hard), self._longest(ways_most, on, hard)

    def _longest(self, ways: list[Spans], on: date, hard: tuple[date, ...]) -> Spans:
        running = [
            (start, way) for way in ways if (start := running_since(way, on, self.gap, hard)) is not None
        ]
        return min(running, key=lambda pair: pair[0])[1] if running else ()


def _days(read: list[Runs], *, least: bool) -> Spans:
    return tuple(span for one in read for span in (one.least if least else one.most))
