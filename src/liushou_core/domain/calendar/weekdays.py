"""Days found by their weekday: the n-th of a month, or that of the n-th week of a month or a year.

A weekday has its full English name, ``monday`` to ``sunday``. What is the first week is a reading of its own.
"""

from datetime import date
from typing import Final, Literal

from liushou_core.domain.calendar.checks import not_one_of, refuse_if
from liushou_core.domain.calendar.day_tables import WEEKDAY_NAMES
from liushou_core.domain.calendar.months import add_days, add_months
from liushou_core.domain.calendar.periods import Period, WeekStarts, period_span
from liushou_core.domain.calendar.spans import Span

__all__ = ["FirstWeek", "Weekday", "nth_week", "nth_weekday", "weekday_in"]

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
FirstWeek = Literal["with_first_day", "first_full", "iso"]

_IN_FIRST_WEEK: Final = {"with_first_day": 1, "iso": 4, "first_full": 7}
"""The day of the month that is in its first week, whatever weekday the month begins on."""


def nth_weekday(year: int, month: int, weekday: Weekday, n: int) -> date | None:
    """Return the *n*-th such weekday of a month, from its end if *n* is negative; None if it has not so many, or for 0.

    >>> (
    ...     nth_weekday(2024, 5, "sunday", 2),
    ...     nth_weekday(2024, 5, "monday", -1),
    ...     nth_weekday(2024, 5, "monday", 5),
    ... )
    (datetime.date(2024, 5, 12), datetime.date(2024, 5, 27), None)
    """
    first = date(year, month, 1)
    into = (_number(weekday) - first.weekday()) % 7 + 1
    days = range(into, _last_day(first).day + 1, 7)
    place = n - 1 if n > 0 else n
    return first.replace(day=days[place]) if n and -len(days) <= place < len(days) else None


def nth_week(
    year: int,
    month: int | None,
    n: int,
    *,
    week_starts: WeekStarts = "monday",
    first_week: FirstWeek = "with_first_day",
) -> Span | None:
    """Return the *n*-th week of a month, or of the year if *month* is None; None if it has not so many.

    Its first week is the one ``with_first_day``, the ``first_full`` one, or the first with four days in it (``iso``: so ISO 8601
    numbers the weeks of a year that start on Monday). A week is counted to the month or year that holds, in the same order,
    any of its days, its first day, its fourth; so its other days may lie outside.

    >>> nth_week(2024, 9, 1), nth_week(2024, 9, 1, first_week="first_full")  # the 1st is a Sunday
    (Span(start=datetime.date(2024, 8, 26), until=datetime.date(2024, 9, 2)),
     Span(start=datetime.date(2024, 9, 2), until=datetime.date(2024, 9, 9)))
    """
    refuse_if(not_one_of(first_week, _IN_FIRST_WEEK, ("first_week",)), "week")
    first = date(year, month or 1, 1)
    last = _last_day(first) if month else date(year, 12, 31)
    week = _week_of(first.replace(day=_IN_FIRST_WEEK[first_week]), week_starts)
    start = week.start.toordinal() + 7 * (n - 1)
    counted = start + 3 if first_week == "iso" else start
    if n < 1 or counted > last.toordinal():
        return None
    return _week_of(date.fromordinal(start), week_starts)


def weekday_in(week: Span, weekday: Weekday) -> date | None:
    """Return the day of *week* that is such a weekday; None only where the calendar cuts the week."""
    day = add_days(week.start, (_number(weekday) - week.start.weekday()) % 7)
    return day if week.covers(day) and day.weekday() == _number(weekday) else None


def _number(weekday: str) -> int:
    refuse_if(not_one_of(weekday, WEEKDAY_NAMES, ("weekday",)), "weekday")
    return WEEKDAY_NAMES.index(weekday)


def _last_day(first: date) -> date:
    following = add_months(first, 1)
    return date.max if following.day != 1 else add_days(following, -1)


def _week_of(day: date, week_starts: WeekStarts) -> Span:
    week = period_span(day, Period.WEEK, week_starts=week_starts)
    assert week is not None  # only a term can be missing
    return week
