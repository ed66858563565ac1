"""Rows of duties whose time is counted from a day: the subject's first day of cover, or an anchor."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from liushou_core.domain.calendar import Span, TermTable, add_days
from liushou_core.domain.contact import ContactKind
from liushou_core.domain.unknown import is_known
from liushou_core.policy.due.courses import Course
from liushou_core.policy.due.ledger import Ledger
from liushou_core.policy.due.rows import DutySpell, Row, following_rows, tiled_rows
from liushou_core.policy.due.windows import Window, excuse, window_of
from liushou_core.policy.tables.cadence import Chain, stretches, tiles
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.verdict import UNKNOWN, YES
from liushou_core.policy.verdict_line import VerdictLine

__all__ = ["anchors", "cadence_rows"]


def cadence_rows(
    spell: DutySpell, course: Course, ledger: Ledger, terms: TermTable, *, begin: date, on: date
) -> Iterator[Row]:
    """Yield the rows of a duty with a cadence, the first from *begin* on; none while its anchor has not come."""
    starts = _starts(spell, course, on)
    if spell.duty.counts_gaps:
        yield from _gap_rows(spell, starts, course.line, terms, begin=begin, on=on)
    elif spell.duty.chained:
        chain = Chain(spell.duty.cadence, starts, included=spell.duty.counts_last_day)
        yield from following_rows(spell, ledger, course.line, terms, begin=begin, on=on, tile=chain)
    else:
        until = add_days(on, 1) if spell.until is None else min(add_days(on, 1), spell.until)
        windows = _windows(spell.duty, starts, until, terms)
        yield from tiled_rows(spell, windows, course.line, terms, begin=begin, on=on)


def anchors(duty: Duty, course: Course) -> dict[date, str] | None:
    """Return the days on which the duty's anchor was made, ascending, each with the id of the contact or event, the first if
    there are several; None where nobody keeps such events.
    """
    if duty.anchor in {kind.value for kind in ContactKind}:
        made: list[tuple[date, str]] = [
            (c.day, c.id) for c in course.contacts if c.made and c.kind.value == duty.anchor
        ]
    else:
        events = course.events()
        if not is_known(events):
            return None
        made = [(e.day, e.id) for e in events if e.made and e.kind == duty.anchor]
    by_day: dict[date, str] = {}
    for day, id in sorted(made)[: 1 if duty.anchor_which == "first" else None]:
        by_day.setdefault(day, id)
    return by_day


def _starts(spell: DutySpell, course: Course, on: date) -> tuple[date, ...]:
    """Return the days on which the first phase begins."""
    if spell.duty.anchor is not None:
        return tuple(anchors(spell.duty, course) or ())
    return tuple(_first_days(course.line, spell.since, on))


def _first_days(line: VerdictLine, since: date, on: date) -> Iterator[date]:
    """Yield the first day of every run of cover, and where one begins in doubt the first day that is certain too."""
    day = line.next_possible(since)
    while day is not None and day <= on:
        yield day
        gone = line.next_no(day)
        sure = line.next_certain(day) if line.at(day) is UNKNOWN else None
        if sure is not None and (gone is None or sure < gone):
            day = sure
        else:
            day = None if gone is None else line.next_possible(gone)


def _windows(duty: Duty, starts: Sequence[date], until: date, terms: TermTable) -> list[Window]:
    found = (
        window_of(duty, tile.span, terms, restarted=tile.restarted)
        for tile in tiles(duty.cadence, starts, until, included=duty.counts_last_day)
    )
    return [window for window in found if window is not None]


def _gap_rows(
    spell: DutySpell, starts: Sequence[date], line: VerdictLine, terms: TermTable, *, begin: date, on: date
) -> Iterator[Row]:
    """Yield a row for every phase, or part of one, through which the verdict on the subject's cover stays the same.

    New terms end what has begun: a phase without end would never be finished.
    """
    before: Row | None = None
    for part in stretches(spell.duty.cadence, starts):
        day = line.next_possible(max(part.start, begin))
        while (
            day is not None and day <= on and part.covers(day) and (spell.until is None or day < spell.until)
        ):
            verdict = line.at(day)
            changed = line.next_day(day, lambda other, now=verdict: other is not now)  # type: ignore[misc]
            ends = [end for end in (part.until, spell.until, changed) if end is not None]
            span = Span(day, min(ends) if ends else None)
            last = span.last_day or date.max
            off = None if span.until is None else excuse(spell.duty, span, terms)
            row = Row(
                spell.duty,
                Window(span, day, last, last, off),
                last,
                verdict,
                fresh=True,
                most=part.every,
                since=day,
            )
            if before is not None and day not in starts and _runs_on(before, row):
                row = attrs.evolve(row, since=before.since)
            yield row
            before = row
            day = None if span.until is None else line.next_possible(span.until)


def _runs_on(before: Row, row: Row) -> bool:
    """Say whether the gap at the end of one row goes on in the next, which is of another phase."""
    return (
        row.duty.gap_across_phases
        and before.window.span.until == row.window.first
        and before.window.excuse is None
        and (before.verdict, row.verdict) == (YES, YES)
    )
