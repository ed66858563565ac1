"""Periods of the calendar in which duties are counted (requirements §4.4, ambiguity 1)."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final, Literal, get_args

from liushou_core.domain.calendar.checks import not_one_of, refuse_if
from liushou_core.domain.calendar.months import add_months
from liushou_core.domain.calendar.school_years import (
    SCHOOL_YEAR_STARTS,
    MonthDay,
    check_starts,
    starting_year,
)
from liushou_core.domain.calendar.spans import Span
from liushou_core.domain.calendar.ten_days import ten_days_of, ten_days_span
from liushou_core.domain.calendar.terms import TermTable

__all__ = ["Period", "WeekStarts", "period_span", "periods_within"]

WeekStarts = Literal["monday", "sunday"]

_WEEK_STARTS: Final[tuple[str, ...]] = get_args(WeekStarts)


class Period(Enum):
    """A kind of calendar period."""

    DAY = "day"
    WEEK = "week"
    """Seven days from Monday, or from Sunday where a plan says so."""
    FORTNIGHT = "fortnight"
    """A pair of ISO weeks, 1–2 to 51–52; a week 53 joins the last pair, since one week alone would ask for
    twice what "every two weeks" says. Always from a Monday."""
    TEN_DAYS = "ten_days"
    """上旬, 中旬 or 下旬 of a month."""
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    """January to June, July to December."""
    TERM = "term"
    """A term of the school's table."""
    SCHOOL_YEAR = "school_year"
    """A year from 1 September, or from the day that a plan says."""
    YEAR = "year"


_MONTHS: Final = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


def period_span(
    day: date,
    period: Period,
    *,
    week_starts: WeekStarts = "monday",
    terms: TermTable | None = None,
    school_year_starts: MonthDay = SCHOOL_YEAR_STARTS,
) -> Span | None:
    """Return the period of this kind in which *day* lies; None only for a term, if the table has none on that day.

    A period that would begin before the calendar begins with it; one that would end after it is open.
    Raises InvalidValue for a week or a school year that cannot start so.

    >>> from datetime import date
    >>> period_span(date(2023, 5, 31), Period.QUARTER)
    Span(start=datetime.date(2023, 4, 1), until=datetime.date(2023, 7, 1))
    """
    if period is Period.TERM:
        term = None if terms is None else terms.term_of(day)
        return None if term is None else term.span
    return _tile(day, period, week_starts, school_year_starts)


def periods_within(
    over: Span,
    period: Period,
    *,
    week_starts: WeekStarts = "monday",
    terms: TermTable | None = None,
    school_year_starts: MonthDay = SCHOOL_YEAR_STARTS,
) -> Iterator[Span]:
    """Yield, in order, the periods of this kind that begin inside *over*; the last may end after it.

    An open *over* is followed to the end of the calendar: take from the iterator what is needed.

    >>> from datetime import date
    >>> [str(month.start) for month in periods_within(Span(date(2023, 1, 2), date(2023, 4, 1)), Period.MONTH)]
    ['2023-02-01', '2023-03-01']
    """
    if period is Period.TERM:
        # Terms leave gaps, so they cannot be walked from one end to the next start.
        yield from (term.span for term in (terms or TermTable()).terms if over.covers(term.start))
        return
    next_day: date | None = over.start
    while next_day is not None and over.covers(next_day):
        span = _tile(next_day, period, week_starts, school_year_starts)
        if span.start >= over.start:
            yield span
        next_day = span.until


def _tile(day: date, period: Period, week_starts: WeekStarts, school_year_starts: MonthDay) -> Span:
    """Return the period of *day* for a kind whose periods leave no gaps: every kind but the term."""
    match period:
        case Period.DAY:
            return _days_long(day.toordinal(), 1)
        case Period.WEEK:
            refuse_if(not_one_of(week_starts, _WEEK_STARTS, ("week_starts",)), "period")
            into = day.weekday() if week_starts == "monday" else day.isoweekday() % 7
            return _days_long(day.toordinal() - into, 7)
        case Period.FORTNIGHT:
            return _fortnight(day)
        case Period.TEN_DAYS:
            return ten_days_span(day.year, day.month, ten_days_of(day))
        case Period.SCHOOL_YEAR:
            return _school_year(day, school_year_starts)
        case _:
            return _months_long(day, _MONTHS[period])


def _days_long(start: int, days: int) -> Span:
    """Return the span of *days* days from the ordinal *start*, cut where the calendar begins and open where it ends."""
    until = start + days
    last = date.max.toordinal()
    return Span(
        date.fromordinal(max(start, date.min.toordinal())),
        date.fromordinal(until) if until <= last else None,
    )


def _fortnight(day: date) -> Span:
    iso = day.isocalendar()
    first_week = min((iso.week - 1) // 2 * 2 + 1, 51)
    into = (iso.week - first_week) * 7 + day.weekday()
    # 28 December is always in the last ISO week of its year.
    long_year = date(iso.year, 12, 28).isocalendar().week == 53
    return _days_long(day.toordinal() - into, 21 if first_week == 51 and long_year else 14)


def _months_long(day: date, months: int) -> Span:
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    until = add_months(start, months)
    return Span(start, until if until.day == 1 else None)


def _school_year(day: date, starts: MonthDay) -> Span:
    check_starts(starts)
    year = starting_year(day, starts)
    return Span(
        date(year, *starts) if year >= date.min.year else date.min,
        date(year + 1, *starts) if year < date.max.year else None,
    )
