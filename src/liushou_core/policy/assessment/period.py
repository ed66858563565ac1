"""The period that an assessment looks at."""

from datetime import date, timedelta

from liushou_core.domain.calendar import Span
from liushou_core.domain.calendar.checks import is_day, refuse_if, wrong_type
from liushou_core.errors import Problem

__all__ = ["period"]


def period(on: date, over: tuple[date, date] | None) -> Span:
    """Return the days from the first to the last of *over*, both included; without it the day *on* alone.

    Raises InvalidValue for what is no day and for a period that ends before it begins.
    """
    first, last = over if over is not None else (on, on)
    days = {"on": on, "over": first, "over ": last}
    refuse_if([wrong_type("date", name.strip()) for name, day in days.items() if not is_day(day)], "assess")
    if last < first:
        refuse_if([Problem(code="period_reversed", path=("over",))], "assess")
    return Span(first, None if last == date.max else last + timedelta(days=1))
