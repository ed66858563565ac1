"""Tallies: the ``[[tally]]`` tables: records of a kind, added up over a period."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import inf

import attrs

from liushou_core.domain.calendar import Duration, WeekStarts, add_days
from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.errors import Problem
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.measure import Bound, Measure, clamped, exact, hull, known, times, total
from liushou_core.policy.memory import remembered
from liushou_core.policy.reading.crossings import crossing_days
from liushou_core.policy.reading.declared import DeclaredFact
from liushou_core.policy.reading.moments import Moment
from liushou_core.policy.reading.tally_records import EventKind, Record, Records, SpellKind
from liushou_core.policy.reading.windows import Over, Window
from liushou_core.policy.rounding import Rounding
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.reckoning import Reckoning, cut
from liushou_core.policy.verdict import UNKNOWN, YES, Clause, Fact

__all__ = ["Tally"]


@attrs.frozen(kw_only=True)
class Tally:
    """The sum of ``amount`` over the records of a kind in a period that ends on the judged day.

    * ``event``: a kind of events, or ``{ kind, facts = { result = "late" }, times = "hours" }``: only those recorded so, and
      ``amount`` for each unit of a fact recorded with the event. ``spell``: a kind of spells; ``amount`` for each day of them.
    * ``each``: units are counted in packs of so many (``each = "30"`` minutes); ``rounding`` first rounds the number of packs.
    * ``record_cap``: the most that one record adds; ``record_floor``: the least (the most that a deduction takes). ``unless``: a record adds nothing if this held on its day.
    * ``over``: the calendar period of the judged day (``school_year`` from 1 September), or ``ever``; ``last``: the last
      ``"12 months"`` instead: a record of 1 March counts up to and including 28 February.
    * ``since``: only records from the day of this moment on; before it has come, none. ``floor`` and ``cap`` bound the sum.
    """

    id: str
    subject: SubjectRole = SubjectRole.CHILD
    title: Wording | None = None
    event: EventKind | None = None
    spell: SpellKind | None = None
    amount: Decimal = Decimal(1)
    each: Decimal = Decimal(1)
    rounding: Rounding | None = None
    record_cap: Decimal | None = None
    record_floor: Decimal | None = None
    unless: Clause | None = None
    over: Over = "ever"
    week_starts: WeekStarts = "monday"
    last: Duration | None = None
    since: Moment | None = None
    floor: Decimal | None = None
    cap: Decimal | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a tally of nothing or of two things, two periods, and bounds that cannot be."""
        if (self.event is None) == (self.spell is None):
            yield Problem(code="item_one_of", values={"choices": "event, spell"})
        if self.last is not None and self.over != "ever":
            yield Problem(code="one_comparator", path=("last",), values={"names": "over, last"})
        if self.each <= 0:
            yield Problem(code="not_positive", path=("each",))
        for low, high in (("floor", "cap"), ("record_floor", "record_cap")):
            least, most = getattr(self, low), getattr(self, high)
            if least is not None and most is not None and least > most:
                yield Problem(code="empty_band", path=(high,))
        unit = None if self.event is None or self.event.times is None else self.event.times.target
        if isinstance(unit, DeclaredFact) and not unit.is_number:
            yield Problem(
                code="fact_of_other_type",
                path=("event", "times"),
                values={"name": unit.id, "types": "number, money"},
            )

    @property
    def window(self) -> Window:
        """The period in which records count."""
        return Window(over=self.over, week_starts=self.week_starts, last=self.last)

    @property
    def _records(self) -> Records:
        found = self.event if self.event is not None else self.spell
        assert found is not None  # lint refuses a tally of nothing
        return found

    def reckon(self, subject: Subject, on: date) -> Reckoning:
        """Return the sum for a subject on a day, with every record that counts."""
        return remembered(self, subject, on, self._reckon)

    def _reckon(self, subject: Subject, on: date) -> Reckoning:
        found = self._records.records(subject, on, self.window)
        if isinstance(found, Fact):
            low, high = self.range()
            return self._told(Measure(low, high, missing=(found,)), "open", ())
        parts = tuple(self._parts(found, subject, on))
        raw = total([part.measure for part in parts])
        measure = clamped(raw, _exact(self.floor), _exact(self.cap))
        told = self._told(measure, "records", parts, count=len(parts))
        return attrs.evolve(told, unbounded=cut(raw, measure))

    def _parts(self, records: Iterable[Record], subject: Subject, on: date) -> Iterator[Reckoning]:
        begun = None if self.since is None else self.since.found(subject, on)
        for record in records:
            line = self._record(subject, record, on)
            if begun is None or (begun.day is not None and begun.day <= record.day):
                yield line
            elif not begun.is_known or (begun.day is not None and record.missing):
                missing = (*begun.missing, *record.missing)
                yield attrs.evolve(line, measure=_perhaps(line.measure, missing))

    def _told(
        self, measure: Measure, reason: str, parts: tuple[Reckoning, ...], **values: object
    ) -> Reckoning:
        return Reckoning(
            id=self.id,
            title=self.title,
            source=self.source,
            measure=measure,
            reason=reason,
            values=values,
            parts=parts,
        )

    def _record(self, subject: Subject, record: Record, on: date) -> Reckoning:
        packs = times([record.units, known(1 / exact(self.each))])
        if self.rounding is not None:
            packs = packs.within(*(self._rounded(bound) for bound in (packs.low, packs.high)))
        added = times([packs, known(exact(self.amount))])
        full, added = added, clamped(added, _exact(self.record_floor), _exact(self.record_cap))
        reason, over = "record", cut(full, added)
        if self.unless is not None:
            finding = ask(self.unless, subject, min(record.day, on))
            if record.missing or finding.verdict is UNKNOWN:
                added = _perhaps(added, (*record.missing, *open_facts(finding)))
            elif finding.verdict is YES:
                added, reason, over = added.within(Fraction(0), Fraction(0)), "excused", None
        values = {"day": record.day}
        return Reckoning(id=record.id, measure=added, reason=reason, values=values, unbounded=over)

    def _rounded(self, bound: Bound) -> Bound:
        if not isinstance(bound, Fraction) or self.rounding is None:
            return bound
        return Fraction(self.rounding.rounded(bound))

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return only the number."""
        return self.reckon(subject, on).measure

    def range(self) -> tuple[Bound, Bound]:
        """Return the least and the most it can be."""
        unit = None if self.event is None or self.event.times is None else self.event.times.target
        negative_units = isinstance(unit, DeclaredFact) and (unit.at_least is None or unit.at_least < 0)
        positive = self.amount > 0 or negative_units or (self.record_floor or 0) > 0
        negative = self.amount < 0 or negative_units or (self.record_cap or 0) < 0
        ends = Measure(-inf if negative else Fraction(0), inf if positive else Fraction(0))
        found = clamped(ends, _exact(self.floor), _exact(self.cap))
        return found.low, found.high

    def boundaries(
        self, subject: Subject, after: date, thresholds: Sequence[Fraction] | None = None
    ) -> Iterator[date]:
        """Yield the days among which is every later change of the sum."""
        days = [] if self.unless is None else list(changes_of(self.unless, subject, after))
        if self.since is not None:
            days.extend(self.since.boundaries(subject, after))
        yield from days
        if self.spell is None or self.last is not None or thresholds is None:
            yield from self._records.changes(subject, after, self.window)
        else:
            yield from self._passed(self.spell, subject, after, thresholds, days)

    def _passed(
        self,
        spell: SpellKind,
        subject: Subject,
        after: date,
        thresholds: Sequence[Fraction],
        beside: list[date],
    ) -> Iterator[date]:
        """Yield the days on which days of spells add up to a threshold: within a period they only add up."""
        edges = [*spell.edges(subject), *beside]
        until = add_days(max([after, *edges]), self.window.settles_within)
        begins = self.window.begins(after, until)
        yield from crossing_days(
            lambda day: self.measure(subject, day), [*edges, *begins], after, until, thresholds
        )


def _perhaps(measure: Measure, missing: tuple[Fact, ...]) -> Measure:
    """Return *measure* or nothing, whichever what is missing will show."""
    return hull([measure, attrs.evolve(known(0), missing=missing)])


def _exact(number: Decimal | None) -> Fraction | None:
    return None if number is None else exact(number)
