"""Limits between two days: what lies between them, and the first and last day that a limit allows.

``plain``: the first event's day is day 0, so that "within 7 days after 1 March" ends with 8 March. ``clear``: both ends are
left out, so that 7 clear days before 10 March leave 2 March. Months and years are counted by date from the earlier of the two
days (``months.py``); working days are counted away from the first event, whichever way that is.
"""

from datetime import date
from typing import Final, Literal

from liushou_core.domain.calendar.checks import refuse_if
from liushou_core.domain.calendar.day_tables import DayTable
from liushou_core.domain.calendar.lapses import Lapse, LapseUnit
from liushou_core.domain.calendar.months import add_days, completed_months, latest_start
from liushou_core.errors import Problem

__all__ = ["Counting", "Direction", "counted", "earliest_lawful", "latest_lawful"]

Counting = Literal["plain", "clear"]
Direction = Literal["after", "before"]

_DAYS: Final = {LapseUnit.DAY: 1, LapseUnit.WEEK: 7}
_MONTHS: Final = {LapseUnit.MONTH: 1, LapseUnit.YEAR: 12}


def earliest_lawful(
    first: date,
    lapse: Lapse,
    *,
    direction: Direction,
    count: Counting = "plain",
    table: DayTable | None = None,
) -> date | None:
    """Return the first day that is at least *lapse* after *first*, or at most *lapse* before it.

    None for working days where no *table* says. Raises InvalidValue for a negative lapse.

    >>> earliest_lawful(date(2023, 3, 1), Lapse.parse("7 days"), direction="after", count="clear")
    datetime.date(2023, 3, 9)
    """
    _check(lapse)
    if lapse.unit is LapseUnit.WORKING_DAY:
        if direction == "after":
            return _moved(_stepped(table, first, lapse.count), 1 if count == "clear" else 0)
        return _stepped(table, first, -lapse.count - (count == "clear"))
    if direction == "after":
        return _moved(lapse.from_day(first), 1 if count == "clear" else 0)
    # The day after the last from which the lapse is over one day too soon.
    return add_days(_latest_start(add_days(first, -2 if count == "clear" else -1), lapse), 1)


def latest_lawful(
    first: date,
    lapse: Lapse,
    *,
    direction: Direction,
    count: Counting = "plain",
    table: DayTable | None = None,
) -> date | None:
    """Return the last day that is at most *lapse* after *first*, or at least *lapse* before it.

    None for working days where no *table* says. Raises InvalidValue for a negative lapse.

    >>> latest_lawful(date(2023, 3, 10), Lapse.parse("7 days"), direction="before", count="clear")
    datetime.date(2023, 3, 2)
    """
    _check(lapse)
    if lapse.unit is LapseUnit.WORKING_DAY:
        if direction == "after":
            return _stepped(table, first, lapse.count + (count == "clear"))
        return _moved(_stepped(table, first, -lapse.count), -1 if count == "clear" else 0)
    if direction == "after":
        return _moved(lapse.from_day(first), 1 if count == "clear" else 0)
    return _latest_start(add_days(first, -1 if count == "clear" else 0), lapse)


def counted(
    first: date,
    second: date,
    unit: LapseUnit,
    *,
    count: Counting = "plain",
    table: DayTable | None = None,
) -> int | None:
    """Return how many whole units lie between the two days, whichever comes first; None for working days where no *table* says.

    >>> counted(date(2023, 1, 31), date(2023, 2, 28), LapseUnit.MONTH)
    1
    """
    clear = count == "clear"
    if unit is LapseUnit.WORKING_DAY:
        return None if table is None else _worked(first, second, clear, table)
    earlier, later = min(first, second), max(first, second)
    if clear and later > earlier:
        later = add_days(later, -1)
    if unit in _DAYS:
        return (later - earlier).days // _DAYS[unit]
    return completed_months(earlier, later) // _MONTHS[unit]


def _check(lapse: Lapse) -> None:
    refuse_if([Problem(code="negative_lapse")] if lapse.count < 0 else [], lapse)


def _latest_start(day: date, lapse: Lapse) -> date:
    """Return the latest day from which *lapse* is over on *day*."""
    if lapse.unit in _DAYS:
        return add_days(day, -lapse.count * _DAYS[lapse.unit])
    return latest_start(day, lapse.count * _MONTHS[lapse.unit])


def _stepped(table: DayTable | None, day: date, count: int) -> date | None:
    return None if table is None else table.step(day, count)


def _moved(day: date | None, days: int) -> date | None:
    return None if day is None else add_days(day, days)


def _worked(first: date, second: date, clear: bool, table: DayTable) -> int | None:
    """Count the working days away from *first*: *first* never counts, *second* unless the days are clear ones."""
    if second >= first:
        return table.between(add_days(first, 1), second if clear else add_days(second, 1))
    return table.between(add_days(second, 1) if clear else second, first)
