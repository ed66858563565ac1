"""Windows: the spans of days in which a duty is to be met, and which of them are excused (requirements §4.4).

Windows that follow the contacts (``Duty.rolling_days``) hang on what was done; they are made in ``rows.py``. Windows of time
counted from a day (``Duty.cadence``) hang on the subject; they are made in ``cadence_rows.py``.
"""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import Final, Literal

import attrs

from liushou_core.domain.calendar import (
    Period,
    Span,
    TermTable,
    add_days,
    add_months,
    period_span,
    periods_within,
)
from liushou_core.domain.calendar.school_years import SCHOOL_YEAR_STARTS
from liushou_core.policy.tables.duties import WEEKDAYS, Duty, Pause

__all__ = ["Excuse", "Window", "excuse", "window_of", "windows_of"]

Excuse = Literal["vacation", "suspended", "exempt", "restarted"]

_SEASON_STARTS: Final = (3, 6, 9, 12)
"""Months in which the quarters of a school year begin: autumn, winter, spring, summer."""


@attrs.frozen
class Window:
    """A span with its ``deadline``, the last day that counts, and why nothing is owed in it, if nothing is.

    ``restarted``: the cadence began anew in its midst and cut it short, so that it cannot be missed.
    """

    span: Span
    first: date
    last: date
    deadline: date
    excuse: Excuse | None = None
    restarted: bool = False


def windows_of(duty: Duty, over: Span, terms: TermTable) -> Iterator[Window]:
    """Yield, in order, the windows of *duty* that begin in *over*, and before them the one in which *over* begins.

    None for duties without a number and for windows that do not hang on the calendar alone. A window of the terms exists only
    where *terms* has the term.
    """
    if duty.unscheduled or duty.rolling_days is not None or duty.cadence:
        return
    for span in _spans(duty, over, terms):
        window = window_of(duty, span, terms)
        if window is not None:
            yield window


def window_of(duty: Duty, span: Span, terms: TermTable, *, restarted: bool = False) -> Window | None:
    """Return *span* as a window of *duty*; None if no day in it can count, or it never ends."""
    last = span.last_day
    if last is None:
        return None
    deadline = last
    if duty.weekday != "any":
        deadline = add_days(last, -((last.weekday() - WEEKDAYS.index(duty.weekday)) % 7))
        if deadline < span.start:
            return None
    return Window(span, span.start, last, deadline, excuse(duty, span, terms), restarted)


def excuse(duty: Duty, span: Span, terms: TermTable) -> Excuse | None:
    """Return why nothing is owed in *span*: each of its days is vacation, suspended or exempt; None: it is owed."""
    if duty.vacations == "excused" and terms.in_vacation(span):
        return "vacation"
    suspended = [pause for pause in duty.suspended if _overlaps(pause, span)]
    exempt = [pause for pause in duty.exempt if _overlaps(pause, span)]
    if not (suspended or exempt) or not all(_off(duty, day, terms) for day in _days(span)):
        return None
    return "suspended" if suspended else "exempt"


def _spans(duty: Duty, over: Span, terms: TermTable) -> Iterator[Span]:
    if duty.within is not None:
        yield from _after_events(duty, over, terms)
    elif duty.per is Period.TERM:
        yield from (
            t.span for t in terms.terms if over.start < t.until and _begins_before(t.start, over.until)
        )
    elif duty.per is Period.MONTH and duty.month == "school":
        yield from (_school_days(month, terms) for month in _periods(duty, over))
    elif duty.per is Period.QUARTER and duty.quarter == "school_season":
        yield from _seasons(over)
    else:
        yield from _periods(duty, over)


def _periods(duty: Duty, over: Span) -> Iterator[Span]:
    assert duty.per is not None
    first = period_span(over.start, duty.per, week_starts=duty.week_starts)
    assert first is not None  # only a term may be missing
    yield from periods_within(Span(first.start, over.until), duty.per, week_starts=duty.week_starts)


def _seasons(over: Span) -> Iterator[Span]:
    start = over.start.replace(day=1)
    while start.month not in _SEASON_STARTS and start > date.min:
        start = add_months(start, -1)
    while _begins_before(start, over.until) and start.year < date.max.year:
        until = add_months(start, 3)
        yield Span(start, until)
        start = until


def _after_events(duty: Duty, over: Span, terms: TermTable) -> Iterator[Span]:
    assert duty.within is not None
    for start in takewhile(lambda day: _begins_before(day, over.until), _events(duty, over, terms)):
        until = add_days(duty.within.reached_on(start), 1 if duty.counts_last_day else 0)
        if over.start < until:
            yield Span(start, until)


def _events(duty: Duty, over: Span, terms: TermTable) -> Iterator[date]:
    if duty.after == "term_start":
        yield from (term.start for term in terms.terms)
    elif terms.terms:
        yield from (term.start for term in terms.terms if term.id.number == 1)
    else:
        # No table: a school year begins on 1 September where nothing else is said. A window of the year before
        # may still be running.
        before = date(max(over.start.year - 1, date.min.year), *SCHOOL_YEAR_STARTS)
        yield from (year.start for year in periods_within(Span(before, over.until), Period.SCHOOL_YEAR))


def _school_days(month: Span, terms: TermTable) -> Span:
    """Return *month* without the vacation at its ends; whole if it is all vacation."""
    days = [day for day in _days(month) if not _is_vacation(day, terms)]
    return Span(days[0], add_days(days[-1], 1)) if days else month


def _off(duty: Duty, day: date, terms: TermTable) -> bool:
    if any(pause.covers(day) for pause in (*duty.suspended, *duty.exempt)):
        return True
    return duty.vacations == "excused" and _is_vacation(day, terms)


def _is_vacation(day: date, terms: TermTable) -> bool:
    return day < date.max and terms.in_vacation(Span(day, add_days(day, 1)))


def _days(span: Span) -> Iterator[date]:
    assert span.until is not None
    for ordinal in range(span.start.toordinal(), span.until.toordinal()):
        yield date.fromordinal(ordinal)


def _overlaps(pause: Pause, span: Span) -> bool:
    return pause.from_ < pause.until and span.overlaps(Span(pause.from_, pause.until))


def _begins_before(day: date, until: date | None) -> bool:
    return until is None or day < until
