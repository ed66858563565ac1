"""Lapses: how much time passes between two days, as rules and limits write it: "10 working days", "-7 days"."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final, Self

import attrs

from liushou_core.domain.calendar.checks import is_a, is_whole, refuse_if, wrong_type
from liushou_core.domain.calendar.day_tables import DayTable
from liushou_core.domain.calendar.months import add_days, add_months
from liushou_core.errors import InvalidValue, Problem

__all__ = ["Lapse", "LapseUnit"]

_MOST: Final = 99_999
"""The largest count: 270 years of days, and more working days than any table holds."""


class LapseUnit(Enum):
    """What a lapse counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    """Months by date: from the 15th to the 15th, or to a month's last day where it has no such day."""
    YEAR = "year"
    WORKING_DAY = "working day"
    """Days on which a day table says that work is done."""


_TEXT: Final = re.compile(rf"(-?[0-9]{{1,5}}) ({'|'.join(unit.value for unit in LapseUnit)})s?")


@attrs.frozen
class Lapse:
    """A number of days, weeks, months, years or working days: up to 99,999 of them, backward if negative.

    >>> Lapse.parse("10 working days")
    Lapse(count=10, unit=<LapseUnit.WORKING_DAY: 'working day'>)
    """

    count: int
    unit: LapseUnit

    def __attrs_post_init__(self) -> None:
        refuse_if(self._problems(), self)

    def _problems(self) -> Iterator[Problem]:
        if not is_whole(self.count):
            yield wrong_type("int", "count")
        elif abs(self.count) > _MOST:
            yield Problem(
                code="bad_lapse_count", path=("count",), values={"value": self.count, "most": _MOST}
            )
        if not is_a(self.unit, LapseUnit):
            yield wrong_type("LapseUnit", "unit")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number, one space and a unit: day(s), week(s), month(s), year(s), working day(s); "-" leads backward.

        Raises InvalidValue (code ``bad_lapse``) for anything else.

        >>> str(Lapse.parse("-1 weeks"))
        '-1 week'
        """
        match = _TEXT.fullmatch(text) if is_a(text, str) else None
        if match is None:
            units = ", ".join(f"{unit.value}s" for unit in LapseUnit)
            raise InvalidValue(
                [Problem(code="bad_lapse", values={"text": text, "units": units})], what=cls.__name__
            )
        return cls(int(match[1]), LapseUnit(match[2]))

    def __str__(self) -> str:
        return f"{self.count} {self.unit.value}{'' if abs(self.count) == 1 else 's'}"

    def __neg__(self) -> "Lapse":
        return Lapse(-self.count, self.unit)

    def from_day(self, day: date, table: DayTable | None = None) -> date | None:
        """Return the day to which the lapse leads from *day*, which is day 0; kept inside the calendar.

        Months and years keep the day of the month or end with it. None for working days without a *table*, or where the table
        does not say.

        >>> from datetime import date
        >>> (
        ...     Lapse.parse("1 month").from_day(date(2023, 1, 31)),
        ...     Lapse.parse("-7 days").from_day(date(2023, 1, 31)),
        ... )
        (datetime.date(2023, 2, 28), datetime.date(2023, 1, 24))
        """
        match self.unit:
            case LapseUnit.DAY:
                return add_days(day, self.count)
            case LapseUnit.WEEK:
                return add_days(day, 7 * self.count)
            case LapseUnit.MONTH:
                return add_months(day, self.count)
            case LapseUnit.YEAR:
                return add_months(day, 12 * self.count)
            case LapseUnit.WORKING_DAY:
                return None if table is None else table.step(day, self.count)
