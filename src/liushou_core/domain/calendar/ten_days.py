"""The three parts of a month that plans use for their phases: 上旬, 中旬, 下旬 (requirements §5.8)."""

from datetime import date
from enum import Enum

from liushou_core.domain.calendar.months import add_months
from liushou_core.domain.calendar.spans import Span

__all__ = ["TenDays", "ten_days_of", "ten_days_span"]


class TenDays(Enum):
    """One third of a month; the last has 8 to 11 days."""

    FIRST = "first"
    """上旬: the 1st to the 10th."""
    MIDDLE = "middle"
    """中旬: the 11th to the 20th."""
    LAST = "last"
    """下旬: the 21st to the end of the month."""


def ten_days_span(year: int, month: int, part: TenDays) -> Span:
    """Return the days of one third of a month. Open at the end of the calendar. Raises ValueError if there is no such
    month.

    >>> ten_days_span(2023, 2, TenDays.LAST).last_day
    datetime.date(2023, 2, 28)
    """
    match part:
        case TenDays.FIRST:
            return Span(date(year, month, 1), date(year, month, 11))
        case TenDays.MIDDLE:
            return Span(date(year, month, 11), date(year, month, 21))
        case TenDays.LAST:
            next_month = add_months(date(year, month, 1), 1)
            return Span(date(year, month, 21), next_month if next_month.day == 1 else None)


def ten_days_of(day: date) -> TenDays:
    """Return the third of its month in which *day* lies.

    >>> from datetime import date
    >>> ten_days_of(date(2023, 4, 21))
    <TenDays.LAST: 'last'>
    """
    if day.day <= 10:
        return TenDays.FIRST
    return TenDays.MIDDLE if day.day <= 20 else TenDays.LAST
