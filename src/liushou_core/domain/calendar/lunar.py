"""The Chinese lunar calendar (农历): which solar day a lunar day is, for the lunar years 1900 to 2100.

A lunar year is named by the solar year in which it begins (in January or February), so its last days lie in the solar
year after. Outside the table nobody says: every answer is None.
"""

from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Final, Literal

import attrs

from liushou_core.domain.calendar.lunar_table import FIRST_LUNAR_YEAR, NEW_YEAR_1900, YEARS

__all__ = ["LUNAR_YEARS", "LunarMonth", "lunar_day", "lunar_months"]

LUNAR_YEARS: Final = range(FIRST_LUNAR_YEAR, FIRST_LUNAR_YEAR + len(YEARS))
"""The lunar years of the table."""

_MONTH_BITS: Final = 13


@attrs.frozen
class LunarMonth:
    """A lunar month: its number, whether it is the leap month after the one of that number, its first day, 29 or 30 days."""

    number: int
    leap: bool
    start: date
    length: int


def lunar_months(year: int) -> tuple[LunarMonth, ...] | None:
    """Return the 12 or 13 months of a lunar year in order; None if the table does not hold the year.

    >>> [month.number for month in lunar_months(2023) if month.leap]
    [2]
    """
    return _months(year) if year in LUNAR_YEARS else None


def lunar_day(year: int, month: int, day: int | Literal["last"], *, leap: bool = False) -> date | None:
    """Return the solar day of a lunar day; None if the year is outside the table, has no such (leap) month or the month no
    such day. The ``last`` day of a month is its 29th or 30th; that of month 12 is New Year's Eve (除夕).

    >>> lunar_day(2023, 8, 15), lunar_day(2023, 12, "last")
    (datetime.date(2023, 9, 29), datetime.date(2024, 2, 9))
    """
    for one in lunar_months(year) or ():
        if (one.number, one.leap) == (month, leap):
            into = one.length if day == "last" else day
            return one.start + timedelta(days=into - 1) if 1 <= into <= one.length else None
    return None


@cache
def _months(year: int) -> tuple[LunarMonth, ...]:
    pattern = YEARS[year - FIRST_LUNAR_YEAR]
    start = _new_years()[year - FIRST_LUNAR_YEAR]
    months = []
    for place, (number, leap) in enumerate(_names(pattern)):
        length = _length(pattern, place)
        months.append(LunarMonth(number, leap, start, length))
        start += timedelta(days=length)
    return tuple(months)


@cache
def _new_years() -> tuple[date, ...]:
    """Return the first day of every lunar year of the table."""
    lengths = (sum(_length(pattern, place) for place, _ in enumerate(_names(pattern))) for pattern in YEARS)
    first = date(*NEW_YEAR_1900)
    return tuple(first + timedelta(days=days) for days in accumulate(lengths, initial=0))


def _names(pattern: int) -> list[tuple[int, bool]]:
    """Return the number of each month of a year in order, and whether it is a leap month."""
    names = [(number, False) for number in range(1, 13)]
    after = pattern >> _MONTH_BITS
    if after:
        names.insert(after, (after, True))
    return names


def _length(pattern: int, place: int) -> int:
    return 29 + (pattern >> place & 1)
