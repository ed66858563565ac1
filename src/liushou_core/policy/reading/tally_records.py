"""What a tally adds up: the events of a kind, each with its amount, or the days of spells of a kind."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import Any, ClassVar, Protocol

import attrs

from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown
from liushou_core.locale import Locale, render
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.measure import Measure, hull, known
from liushou_core.policy.reading.declared import DeclaredFact, typed
from liushou_core.policy.reading.happenings import ARCHIVE_KINDS, Happening, events_fact, happened
from liushou_core.policy.reading.moments import named
from liushou_core.policy.reading.spells import SPELL_KINDS, runs
from liushou_core.policy.reading.windows import Window
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import Fact
from liushou_core.policy.words import in_words

__all__ = ["EventKind", "Record", "SpellKind", "UnitFact"]


@attrs.frozen
class Record:
    """One record: how many units it has, on which day it counts; ``missing``: what leaves it open whether that is not a later one."""

    id: str
    day: date
    units: Measure
    missing: tuple[Fact, ...] = ()


class Records(Protocol):
    """Where a tally finds its records."""

    def records(self, subject: Subject, on: date, window: Window) -> tuple[Record, ...] | Fact:
        """Return the records that count, or the list that nobody kept."""
        ...

    def changes(self, subject: Subject, after: date, window: Window) -> Iterator[date]:
        """Yield the days on which what counts changes."""
        ...


@attrs.frozen(kw_only=True)
class UnitFact:
    """A declared fact that is recorded with each event: hours, kilometres, an amount."""

    shorthand: ClassVar[str] = "fact"
    of_event: ClassVar[bool] = True
    """The fact is the event's, whomever the tally is about."""

    fact: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the fact."""
        return "fact", self.fact

    def of(self, event: Happening) -> Measure:
        """Return the number recorded with an event; where it is missing, the declared bounds."""
        fact = Fact(event.kind, event.id, self.fact)
        if not isinstance(self.target, DeclaredFact):
            return Measure(-inf, inf, missing=(fact,))
        value = typed(self.target, event.value(self.fact))
        if isinstance(value, Decimal):
            return known(Fraction(value), used=(event.fact,))
        low, high = self.target.at_least, self.target.at_most
        return Measure(
            -inf if low is None else Fraction(low), inf if high is None else Fraction(high), missing=(fact,)
        )


@attrs.frozen(kw_only=True)
class EventKind:
    """Events of a kind that the pack declares, or that a child's archive holds; ``facts``: only those recorded so."""

    shorthand: ClassVar[str] = "kind"

    kind: str
    facts: Lookup = Lookup()
    times: UnitFact | None = None
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the event kind."""
        return ("archive" if self.kind in ARCHIVE_KINDS else "event"), self.kind

    def says(self, locale: Locale) -> str:
        """Return what the kind is called, with what must be recorded."""
        what = named(self.target, self.kind, locale)
        recorded = [
            f"{name.replace('_', ' ')} = {in_words(value, locale)}" for name, value in self.facts.rows
        ]
        if not recorded:
            return what
        return f"{what}（{'，'.join(recorded)}）" if locale == "zh" else f"{what} ({', '.join(recorded)})"

    def records(self, subject: Subject, on: date, window: Window) -> tuple[Record, ...] | Fact:
        """Return the events that count."""
        events = happened(subject, self.kind)
        if isinstance(events, Unknown):
            return events_fact(subject)
        days = window.on(on)
        found = []
        for event in events:
            fits = event.recorded_as(self.facts) if days.covers(event.day) else False
            if fits is not False:
                units = known(1, used=(event.fact,)) if self.times is None else self.times.of(event)
                maybe = (
                    units if fits else hull([attrs.evolve(known(0), missing=event.lacks(self.facts)), units])
                )
                found.append(Record(event.id, event.day, maybe))
        return tuple(found)

    def changes(self, subject: Subject, after: date, window: Window) -> Iterator[date]:
        """Yield the days of events, and those from which they no longer count."""
        events = happened(subject, self.kind)
        for event in () if isinstance(events, Unknown) else events:
            yield from window.changes_for(event.day)


@attrs.frozen(kw_only=True)
class SpellKind:
    """The days of spells of a kind; a day on which two spells run counts once for each."""

    shorthand: ClassVar[str] = "kind"

    kind: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the kind of spells that the pack has to declare."""
        return ("archive" if self.kind in SPELL_KINDS else "spell"), self.kind

    def says(self, locale: Locale) -> str:
        """Return what the kind is called."""
        known = self.kind in SPELL_KINDS
        return render(f"spell.{self.kind}", locale) if known else named(self.target, self.kind, locale)

    def records(self, subject: Subject, on: date, window: Window) -> tuple[Record, ...] | Fact:
        """Return every spell with the number of its days that count."""
        spells = subject.around.spells(subject.kind, subject.id)
        if isinstance(spells, Unknown):
            return Fact(subject.kind.value, subject.id, "spells", spells)
        days = window.on(on)
        found = []
        for spell in spells:
            read = runs(spell, on) if spell.kind == self.kind else None
            if read is not None:
                low, high = _days(read.least, days), _days(read.most, days)
                missing = () if read.certain else (Fact("spell", spell.id, "start", spell.start),)
                first = read.most[0].start if read.most else on
                units = Measure(
                    Fraction(low), Fraction(high), (Fact("spell", spell.id, "kind", spell.kind),), missing
                )
                found.append(Record(spell.id, max(first, days.start), units, missing))
        return tuple(one for one in found if one.units.high)

    def edges(self, subject: Subject) -> Iterator[date]:
        """Yield the days on which a spell or a break in it begins or ends."""
        spells = subject.around.spells(subject.kind, subject.id)
        for spell in () if isinstance(spells, Unknown) else spells:
            if spell.kind == self.kind:
                days = [spell.start, spell.until, *(day for b in spell.breaks for day in (b.start, b.until))]
                yield from (day for day in days if isinstance(day, date))

    def changes(self, subject: Subject, after: date, window: Window) -> Iterator[date]:
        """Yield every day while a spell runs, as long as that makes a difference, and the days from which days no longer count."""
        spells = subject.around.spells(subject.kind, subject.id)
        for spell in () if isinstance(spells, Unknown) else spells:
            if spell.kind == self.kind:
                day = max(after, spell.start) if isinstance(spell.start, date) else after
                last = add_days(day, window.settles_within)
                if spell.until is not None:
                    last = min(
                        last,
                        add_days(
                            spell.until, window.settles_within if window.over != "ever" or window.last else 1
                        ),
                    )
                while day <= last and day < date.max:
                    yield day
                    day = add_days(day, 1)


def _days(spans: tuple[Span, ...], window: Span) -> int:
    shared = (span.intersection(window) for span in spans)
    return sum((one.until - one.start).days for one in shared if one is not None and one.until is not None)
