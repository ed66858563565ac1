"""Arithmetic in whole months and days that keeps inside the calendar (EL-1, open question 1).

A month later is the same day of the next month, or that month's last day where it has no such day. It is always
counted from the first day, never chained: a month after 31 January is 28 February, two months after is 31 March.
"""

from calendar import monthrange
from datetime import date
from typing import Final

__all__ = ["add_days", "add_months", "completed_months", "latest_start"]

_FIRST: Final = date.min.toordinal()
_LAST: Final = date.max.toordinal()


def add_months(day: date, n: int) -> date:
    """Return the day *n* months after *day* (before it, if *n* is negative), at most date.max, at least date.min.

    >>> from datetime import date
    >>> add_months(date(2023, 11, 30), 3)
    datetime.date(2024, 2, 29)
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month0 + 1, min(day.day, _length(year, month0 + 1)))


def add_days(day: date, n: int) -> date:
    """Return the day *n* days after *day* (before it, if *n* is negative), at most date.max, at least date.min."""
    return date.fromordinal(min(max(day.toordinal() + n, _FIRST), _LAST))


def completed_months(start: date, day: date) -> int:
    """Return how many whole months have passed from *start* to *day*: the largest n with that many months after
    *start* being *day* or earlier. 0 if *day* is before *start*.

    >>> from datetime import date
    >>> completed_months(date(2022, 11, 30), date(2023, 2, 28))
    3
    """
    n = (day.year - start.year) * 12 + day.month - start.month
    return max(0, n if add_months(start, n) <= day else n - 1)


def latest_start(day: date, months: int) -> date:
    """Return the latest start from which *months* months have passed on *day*.

    ``start <= latest_start(day, n)`` says the same as ``add_months(start, n) <= day`` with one date computed once.
    Before the calendar begins there is no such start: the answer is then date.min.

    >>> from datetime import date
    >>> latest_start(date(2023, 2, 28), 3)
    datetime.date(2022, 11, 30)
    """
    if day == date.max:
        # add_months stops at date.max, so on that day every start counts as reached.
        return day
    earlier = add_months(day, -months)
    if earlier == date.min or day.day < _length(day.year, day.month):
        return earlier
    # On a month's last day every start in the earlier month has been reached, its longer tail too.
    return earlier.replace(day=_length(earlier.year, earlier.month))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
