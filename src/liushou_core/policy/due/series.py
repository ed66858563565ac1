"""Series: the due items of one duty for one course and one line of holders, in order, judged one after the other."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from liushou_core.domain.calendar import Period, Span, add_days
from liushou_core.domain.ids import HelperId
from liushou_core.policy.due.courses import Course, Reading
from liushou_core.policy.due.holders import HolderLine
from liushou_core.policy.due.item import DueItem, DueState
from liushou_core.policy.due.ledger import Aside, Ledger, of_care_plans, of_contacts
from liushou_core.policy.due.rows import DutySpell, Row, rolling_rows, tiled_rows
from liushou_core.policy.duties import Duty
from liushou_core.policy.verdict import NO, UNKNOWN, Fact

__all__ = ["series"]

NOTHING = Ledger()


@attrs.frozen(eq=False)
class _Entry:
    """A row with what was found in it."""

    row: Row
    owed_by: HelperId | None
    on: date
    state: DueState
    counted: tuple[str, ...]
    late: tuple[str, ...]
    aside: tuple[Aside, ...]
    missing: tuple[Fact, ...]


def series(reading: Reading, course: Course, spells: Sequence[DutySpell]) -> Iterator[DueItem]:
    """Yield the items of a duty (in all its terms) for a course: line of holders by line, window by window."""
    role = spells[-1].duty.by
    lines = course.holders(role)
    shared: list[Row] | None = None
    for index, holders in enumerate(lines):
        rows = shared
        if rows is None:
            rows = list(_rows(reading, course, spells, holders))
            if all(spell.duty.rolling_days is None for spell in spells):
                shared = rows  # the calendar's windows are the same for everyone who owes
        yield from _items(reading, course, list(_entries(reading, course, rows, lines, index)))
    yield from _without_terms(reading, course, spells, lines[0])


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
    if spell.duty.rolling_days is not None:
        ledger = _ledger(spell.duty, course, holders) or NOTHING
        return rolling_rows(spell, ledger, course.line, terms, begin=begin, on=on)
    windows = reading.windows(spell, course.organisation)
    return tiled_rows(spell, windows, course.line, terms, begin=begin, on=on)


def _lapsed(course: Course, first: date, until: date) -> bool:
    gone = course.line.next_no(first)
    return gone is not None and gone < until


def _ledger(duty: Duty, course: Course, holders: HolderLine) -> Ledger | None:
    """Return what was done; None where the facts hold no record of such a thing."""
    if duty.contact is not None:
        return of_contacts(duty, course.contacts, holders)
    if duty.document == "care_plan" and course.subject.kind == "child":
        return of_care_plans(course.care_plans)
    return None


def _entries(
    reading: Reading, course: Course, rows: Sequence[Row], lines: Sequence[HolderLine], index: int
) -> Iterator[_Entry]:
    ledgers: dict[int, Ledger | None] = {}
    for row in rows:
        on = min(reading.on, row.window.deadline)
        if len(lines) > 1 and not _owes(lines, index, row.window.first, on):
            continue
        key = id(row.duty)
        if key not in ledgers:
            ledgers[key] = _ledger(row.duty, course, lines[index])
        yield _judged(course, row, ledgers[key], lines[index].owing(on), on, reading.on)


def _owes(lines: Sequence[HolderLine], index: int, first: date, on: date) -> bool:
    """Say whether this line owes a window: those who hold the role at its end, except who came beside another in
    mid-window; a vacancy is the first line's.
    """
    there = [line.owing(on) is not None for line in lines]
    if not any(there):
        return index == 0
    from_start = [now and line.owing(first) is not None for now, line in zip(there, lines, strict=True)]
    return from_start[index] if any(from_start) else there[index]


def _judged(
    course: Course, row: Row, ledger: Ledger | None, owed_by: HelperId | None, on: date, today: date
) -> _Entry:
    first, through = row.window.first, row.through
    done = ledger or NOTHING
    counted, aside = done.counted(first, through), done.beside(first, through)
    missing: tuple[Fact, ...] = ()
    if row.window.excuse is not None:
        state = DueState.EXCUSED
    elif row.verdict is UNKNOWN:
        state, missing = DueState.UNDETERMINED, _unknown_cover(course, row)
    elif ledger is None:
        state, missing = DueState.UNDETERMINED, (_unrecorded_kind(course, row.duty),)
    else:
        unsure = [one.id for one in aside if one.why == "unsure"]
        state = _state(row.duty, len(counted), len(unsure), closed=today > row.window.deadline)
        if state is DueState.UNDETERMINED:
            missing = tuple(Fact("contact", contact, "recorded") for contact in unsure)
    lacking = row.duty.needed - len(counted)
    late = done.after(through, lacking) if state is DueState.MISSED and lacking > 0 else ()
    return _Entry(row, owed_by, on, state, counted, late, aside, missing)


def _state(duty: Duty, made: int, unsure: int, *, closed: bool) -> DueState:
    if duty.count == "exact" and made > duty.needed:
        return DueState.MISSED
    if made >= duty.needed and (duty.count == "floor" or not closed or not unsure):
        return DueState.MET
    if not closed:
        return DueState.OPEN
    return DueState.UNDETERMINED if made + unsure >= duty.needed else DueState.MISSED


def _unknown_cover(course: Course, row: Row) -> tuple[Fact, ...]:
    ends = (row.window.first, row.window.last)
    return tuple(dict.fromkeys(fact for day in ends for fact in course.line.missing(day)))


def _unrecorded_kind(course: Course, duty: Duty) -> Fact:
    kind = course.subject.kind if course.subject.kind in ("child", "class") else "organisation"
    return Fact(kind, course.subject.id, duty.activity or duty.document or "")


def _items(reading: Reading, course: Course, entries: Sequence[_Entry]) -> Iterator[DueItem]:
    missed = None if course.line.at(reading.on) is NO else _first_missed(entries)
    overdue_since = None if missed is None else add_days(missed, 1)
    for entry in entries:
        in_run = missed is not None and (
            entry.state is DueState.OPEN
            or (entry.state is DueState.MISSED and entry.row.window.deadline >= missed)
        )
        yield _item(reading, course, entry, overdue_since if in_run else None)


def _first_missed(entries: Sequence[_Entry]) -> date | None:
    """Return the deadline of the earliest window in the run of missed ones that lasts until the end."""
    missed: date | None = None
    for entry in entries:
        if entry.row.fresh or entry.state is DueState.MET:
            missed = None
        if entry.state is DueState.MISSED and missed is None:
            missed = entry.row.window.deadline
    return missed


def _item(reading: Reading, course: Course, entry: _Entry, overdue_since: date | None) -> DueItem:
    duty, window, aside = entry.row.duty, entry.row.window, entry.aside
    return DueItem(
        policy=reading.policy,
        duty=duty.id,
        subject=course.subject,
        role=duty.by,
        owed_by=entry.owed_by,
        school_class=course.class_on(entry.on),
        window=window.span,
        deadline=window.deadline,
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
        excuse=window.excuse,
        source=duty.source,
    )


def _why(aside: tuple[Aside, ...], why: str) -> tuple[str, ...]:
    return tuple(one.id for one in aside if one.why == why)


def _without_terms(
    reading: Reading, course: Course, spells: Sequence[DutySpell], holders: HolderLine
) -> Iterator[DueItem]:
    """Yield one undetermined item for a duty by terms in a calendar that nobody recorded: it must not go unseen."""
    if reading.terms(course.organisation).terms:
        return
    for spell in spells:
        day = course.line.next_possible(spell.start)
        by_terms = spell.duty.per is Period.TERM or spell.duty.after == "term_start"
        if not by_terms or spell.duty.unscheduled or day is None or day > reading.on:
            continue
        fact = Fact("organisation", course.organisation or course.subject.id, "terms")
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
