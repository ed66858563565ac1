"""Series: the due items of one duty for one course and one line of holders, in order, judged one after the other."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from liushou_core.domain.calendar import Period, Span, add_days
from liushou_core.policy.due.cadence_rows import anchors, cadence_rows
from liushou_core.policy.due.courses import Course, Reading
from liushou_core.policy.due.holders import HolderLine, owes
from liushou_core.policy.due.item import DueItem, DueState
from liushou_core.policy.due.judging import NOTHING, Entry, events_fact, judged, ledger_of
from liushou_core.policy.due.ledger import Aside, Ledger
from liushou_core.policy.due.rows import DutySpell, Row, rolling_rows, tiled_rows
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.verdict import NO, Fact

__all__ = ["series"]


def series(reading: Reading, course: Course, spells: Sequence[DutySpell]) -> Iterator[DueItem]:
    """Yield the items of a duty (in all its terms) for a course: line of holders by line, window by window."""
    role = spells[-1].duty.by
    lines = course.holders(role)
    shared: list[Row] | None = None
    for index, holders in enumerate(lines):
        rows = shared
        if rows is None:
            rows = list(_rows(reading, course, spells, holders))
            if not any(spell.duty.follows_contacts for spell in spells):
                shared = rows  # the calendar's windows are the same for everyone who owes
        yield from _items(reading, course, list(_entries(reading, course, rows, lines, index)))
    yield from _without_windows(reading, course, spells, lines[0])


def _rows(
    reading: Reading, course: Course, spells: Sequence[DutySpell], holders: HolderLine
) -> Iterator[Row]:
    begin, last = date.min, None
    for spell in spells:
        begin = max(begin, spell.start)
        for row in _rows_of(reading, course, spell, holders, begin):
            # New terms do not interrupt a run of windows; days without cover do.
            continued = last is not None and row.fresh and not _lapsed(course, begin, row.window.first)
            last = attrs.evolve(row, fresh=False) if continued else row
            yield last
            begin = max(begin, add_days(last.through, 1))  # what has begun is finished before new terms begin


def _rows_of(
    reading: Reading, course: Course, spell: DutySpell, holders: HolderLine, begin: date
) -> Iterator[Row]:
    terms, on = reading.terms(course.organisation), reading.on
    if spell.duty.rolling_days is not None or spell.duty.cadence:
        # What was done makes windows only where they follow the contacts.
        done = ledger_of(spell.duty, course, holders) if spell.duty.follows_contacts else None
        if spell.duty.cadence:
            return cadence_rows(spell, course, done or NOTHING, terms, begin=begin, on=on)
        return rolling_rows(spell, done or NOTHING, course.line, terms, begin=begin, on=on)
    windows = reading.windows(spell, course.organisation)
    return tiled_rows(spell, windows, course.line, terms, begin=begin, on=on)


def _lapsed(course: Course, first: date, until: date) -> bool:
    gone = course.line.next_no(first)
    return gone is not None and gone < until


def _entries(
    reading: Reading, course: Course, rows: Sequence[Row], lines: Sequence[HolderLine], index: int
) -> Iterator[Entry]:
    ledgers: dict[int, Ledger | None] = {}
    for row in rows:
        on = min(reading.on, row.window.deadline)
        if len(lines) > 1 and not owes(lines, index, row.window.first, on):
            continue
        key = id(row.duty)
        if key not in ledgers:
            ledgers[key] = ledger_of(row.duty, course, lines[index])
        yield judged(reading, course, row, ledgers[key], lines[index].owing(on), on)


def _items(reading: Reading, course: Course, entries: Sequence[Entry]) -> Iterator[DueItem]:
    missed = None if course.line.at(reading.on) is NO else _first_missed(entries)
    overdue_since = None if missed is None else add_days(missed, 1)
    for entry in entries:
        if not reading.wants(entry.row.window.span):
            continue
        in_run = missed is not None and (
            entry.state is DueState.OPEN
            or (entry.state is DueState.MISSED and entry.row.window.deadline >= missed)
        )
        since = overdue_since if in_run else None
        yield _item(reading, course, entry, since if entry.gap is None else _gap_since(entry, reading.on))


def _gap_since(entry: Entry, on: date) -> date | None:
    """Return since when the gap that still runs on the judged day has been too long."""
    runs = entry.gap is not None and entry.state is DueState.MISSED and on <= entry.row.window.last
    return entry.gap.late_since if runs and entry.gap is not None else None


def _first_missed(entries: Sequence[Entry]) -> date | None:
    """Return the deadline of the earliest window in the run of missed ones that lasts until the end."""
    missed: date | None = None
    for entry in entries:
        if entry.row.fresh or entry.state is DueState.MET:
            missed = None
        if entry.state is DueState.MISSED and entry.gap is None and missed is None:
            missed = entry.row.window.deadline
    return missed


def _item(reading: Reading, course: Course, entry: Entry, overdue_since: date | None) -> DueItem:
    duty, window, aside = entry.row.duty, entry.row.window, entry.aside
    return DueItem(
        policy=reading.policy,
        duty=duty.id,
        subject=course.subject,
        role=duty.by,
        owed_by=entry.owed_by,
        school_class=course.class_on(entry.on),
        window=window.span,
        deadline=None if window.span.until is None else window.deadline,
        needed=duty.needed,
        exact=duty.count == "exact",
        made=len(entry.counted),
        state=entry.state,
        overdue_since=overdue_since,
        advisory=not duty.binding,
        counted=entry.counted,
        late=entry.late,
        made_by_other=_why(aside, "made_by_other") if aside else (),
        attempts=_why(aside, "attempts") if aside else (),
        off_day=_why(aside, "off_day") if aside else (),
        unrecorded=_why(aside, "unrecorded") if aside else (),
        missing=entry.missing,
        excuse=entry.excuse,
        source=duty.source,
        every=entry.row.most,
        longest_gap=None if entry.gap is None else entry.gap.longest,
    )


def _why(aside: tuple[Aside, ...], why: str) -> tuple[str, ...]:
    return tuple(one.id for one in aside if one.why == why)


def _without_windows(
    reading: Reading, course: Course, spells: Sequence[DutySpell], holders: HolderLine
) -> Iterator[DueItem]:
    """Yield one undetermined item for terms of a duty whose windows nobody can know: it must not go unseen."""
    for spell in spells:
        day = course.line.next_possible(spell.start)
        if spell.duty.unscheduled or day is None or day > reading.on:
            continue
        fact = _windows_hang_on(reading, course, spell.duty)
        if fact is None:
            continue
        yield DueItem(
            policy=reading.policy,
            duty=spell.duty.id,
            subject=course.subject,
            role=spell.duty.by,
            owed_by=holders.owing(reading.on),
            school_class=course.class_on(reading.on),
            window=Span(day, spell.until),
            deadline=None,
            needed=spell.duty.needed,
            exact=spell.duty.count == "exact",
            made=0,
            state=DueState.UNDETERMINED,
            overdue_since=None,
            advisory=not spell.duty.binding,
            counted=(),
            late=(),
            made_by_other=(),
            attempts=(),
            off_day=(),
            unrecorded=(),
            missing=(fact,),
            excuse=None,
            source=spell.duty.source,
        )


def _windows_hang_on(reading: Reading, course: Course, duty: Duty) -> Fact | None:
    """Return the fact that nobody recorded and without which the duty has no windows: terms, or the list of anchors."""
    if duty.anchor is not None:
        return events_fact(course) if anchors(duty, course) is None else None
    by_terms = duty.per is Period.TERM or duty.after == "term_start"
    if not by_terms or reading.terms(course.organisation).terms:
        return None
    return Fact("organisation", course.organisation or course.subject.id, "terms")
