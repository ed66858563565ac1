"""Judging: what became of one row for one line of holders."""

from collections.abc import Sequence
from datetime import date

import attrs

from liushou_core.domain.activity import Activity
from liushou_core.domain.calendar import Duration
from liushou_core.domain.ids import HelperId
from liushou_core.domain.unknown import is_known
from liushou_core.domain.written_record import WrittenRecord
from liushou_core.policy.due.cadence_rows import anchors
from liushou_core.policy.due.courses import Course, Reading
from liushou_core.policy.due.gaps import GapReading, read_gaps
from liushou_core.policy.due.holders import HolderLine
from liushou_core.policy.due.item import DueState
from liushou_core.policy.due.ledger import (
    Aside,
    Ledger,
    of_activities,
    of_care_plans,
    of_contacts,
    of_events,
    of_written_records,
)
from liushou_core.policy.due.rows import Row
from liushou_core.policy.due.windows import Excuse
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.verdict import UNKNOWN, Fact

__all__ = ["NOTHING", "Entry", "events_fact", "judged", "ledger_of"]

NOTHING = Ledger()


@attrs.frozen(eq=False)
class Entry:
    """A row with what was found in it; ``on``: the deadline, or the judged day if that is earlier."""

    row: Row
    owed_by: HelperId | None
    on: date
    state: DueState
    counted: tuple[str, ...]
    late: tuple[str, ...]
    aside: tuple[Aside, ...]
    missing: tuple[Fact, ...]
    excuse: Excuse | None
    gap: GapReading | None


def ledger_of(duty: Duty, course: Course, holders: HolderLine) -> Ledger | None:
    """Return what was done; None where the facts hold no record of such a thing."""
    done = _done(duty, course, holders)
    if done is None or not duty.anchors_itself:
        return done
    return done.anchored((anchors(duty, course) or {}).values())


def _done(duty: Duty, course: Course, holders: HolderLine) -> Ledger | None:
    if duty.contact is not None:
        return of_contacts(duty, course.contacts, holders)
    if duty.event is not None:
        events = course.events()
        return of_events(duty, events, holders) if is_known(events) else None
    if duty.document == "care_plan" and course.subject.kind == "child":
        return of_care_plans(course.care_plans)
    done = course.done(Activity if duty.activity is not None else WrittenRecord)
    if not is_known(done):
        return None
    return (of_written_records if duty.activity is None else of_activities)(duty, done, holders)


def events_fact(course: Course) -> Fact:
    """Return the list of events that name the subject, as a fact that can be missing."""
    return Fact(course.subject.record, course.subject.id, "events")


def judged(
    reading: Reading, course: Course, row: Row, ledger: Ledger | None, owed_by: HelperId | None, on: date
) -> Entry:
    """Return *row* as the day of the reading finds it; what is missing only for a window that is asked for."""
    first, through = row.window.first, row.through
    done = ledger or NOTHING
    counted, aside = done.counted(first, through), done.beside(first, through)
    if row.window.restarted:
        counted = (*counted, *done.began_on(row.window.span.until))
    gap = _gap(row, done, on) if ledger is not None and row.verdict is not UNKNOWN else None
    missing: tuple[Fact, ...] = ()
    if row.window.excuse is not None:
        state = DueState.EXCUSED
    elif row.verdict is UNKNOWN:
        state = DueState.UNDETERMINED
        missing = _unknown_cover(course, row) if reading.wants(row.window.span) else ()
    elif ledger is None:
        state, missing = DueState.UNDETERMINED, (_unrecorded(course, row.duty),)
    else:
        unsure = [one for one in done.beside(row.since or first, through) if one.why == "unsure"]
        closed = reading.on > row.window.deadline
        state = (
            _state(row.duty, len(counted), len(unsure), closed=closed)
            if gap is None
            else _gap_state(row, gap, done, unsure, on, closed=closed)
        )
        if state is DueState.UNDETERMINED:
            missing = tuple(Fact("contact", one.id, "recorded") for one in unsure)
    excuse = row.window.excuse
    lacking = row.duty.needed - len(counted)
    if state is DueState.MISSED and row.window.restarted and lacking > 0:
        state, excuse = DueState.EXCUSED, "restarted"
    late = done.after(through, lacking) if state is DueState.MISSED and lacking > 0 else ()
    return Entry(row, owed_by, on, state, counted, late, aside, missing, excuse, gap)


def _state(duty: Duty, made: int, unsure: int, *, closed: bool) -> DueState:
    if duty.count == "exact" and made > duty.needed:
        return DueState.MISSED
    if made >= duty.needed and (duty.count == "floor" or not closed or not unsure):
        return DueState.MET
    if not closed:
        return DueState.OPEN
    return DueState.UNDETERMINED if made + unsure >= duty.needed else DueState.MISSED


def _gap(row: Row, done: Ledger, on: date) -> GapReading | None:
    """Return the gaps up to *on* between what counts; None where they are not what is judged."""
    if row.most is None:
        return None
    return _read(row, row.most, done.days_within(row.since or row.window.first, on), on)


def _read(row: Row, most: Duration, days: Sequence[date], on: date) -> GapReading:
    """Return the gaps in a window, the first of them from the last contact before it on if the gap ran on into it."""
    first = row.window.first
    since = max((day for day in days if day < first), default=row.since or first)
    return read_gaps(since, [day for day in days if day >= first], on, most, free_until=first)


def _gap_state(
    row: Row, gap: GapReading, done: Ledger, unsure: list[Aside], on: date, *, closed: bool
) -> DueState:
    assert row.most is not None
    if gap.exceeded:
        days = sorted([*done.days_within(row.since or row.window.first, on), *(one.day for one in unsure)])
        doubtful = unsure and not _read(row, row.most, days, on).exceeded
        return DueState.UNDETERMINED if doubtful else DueState.MISSED
    return DueState.MET if closed else DueState.OPEN


def _unknown_cover(course: Course, row: Row) -> tuple[Fact, ...]:
    ends = (row.window.first, row.window.last)
    return tuple(dict.fromkeys(fact for day in ends for fact in course.line.missing(day)))


def _unrecorded(course: Course, duty: Duty) -> Fact:
    if duty.event is not None:
        return events_fact(course)
    return Fact(course.subject.record, course.subject.id, duty.activity or duty.document or "")
