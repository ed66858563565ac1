"""Durations as plans write them: "3 months", "90 days", "3 whole months" (EL-1, open question 1)."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final, Self

import attrs

from liushou_core.domain.calendar.checks import is_a, is_whole, refuse_if, wrong_type
from liushou_core.domain.calendar.months import add_days, add_months, latest_start
from liushou_core.errors import InvalidValue, Problem

__all__ = ["Duration", "DurationUnit"]

_MOST: Final = 999_999
"""The largest count: more than any calendar holds in weeks, and 2,700 years of days."""


class DurationUnit(Enum):
    """What a duration counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    """Months by date: from the 15th to the 15th."""
    WHOLE_MONTH = "whole month"
    """Whole calendar months, from the 1st to the last day; the part of a month at the start does not count."""
    YEAR = "year"


_TEXT: Final = re.compile(rf"([0-9]{{1,6}}) ({'|'.join(unit.value for unit in DurationUnit)})s?")
_WORKING_DAYS: Final = re.compile(r"[0-9]{1,6} working days?")


@attrs.frozen
class Duration:
    """A number of days, weeks, months, whole calendar months or years; 0 to 999,999 of them.

    It is complete in the inclusive reading (EL-1, open question 2: 以上 counts the number itself): three months that
    begin on 15 January are complete on 15 April.

    >>> from datetime import date
    >>> Duration.parse("3 whole months").reached_on(date(2023, 1, 15))
    datetime.date(2023, 5, 1)
    """

    count: int
    unit: DurationUnit

    def __attrs_post_init__(self) -> None:
        refuse_if(self._problems(), self)

    def _problems(self) -> Iterator[Problem]:
        if not is_whole(self.count):
            yield wrong_type("int", "count")
        elif not 0 <= self.count <= _MOST:
            yield Problem(code="bad_count", path=("count",), values={"value": self.count, "most": _MOST})
        if not is_a(self.unit, DurationUnit):
            yield wrong_type("DurationUnit", "unit")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number, one space and a unit: day(s), week(s), month(s), whole month(s), year(s).

        Raises InvalidValue (code ``bad_duration``; ``duration_of_working_days`` for those) for anything else.

        >>> str(Duration.parse("1 months"))
        '1 month'
        """
        match = _TEXT.fullmatch(text) if is_a(text, str) else None
        if match is None:
            units = ", ".join(f"{unit.value}s" for unit in DurationUnit)
            # What limits count in working days, people write here too.
            in_working_days = is_a(text, str) and _WORKING_DAYS.fullmatch(text)
            code = "duration_of_working_days" if in_working_days else "bad_duration"
            problem = Problem(code=code, values={"text": text, "units": units})
            raise InvalidValue([problem], what=cls.__name__)
        return cls(int(match[1]), DurationUnit(match[2]))

    def __str__(self) -> str:
        return f"{self.count} {self.unit.value}{'' if self.count == 1 else 's'}"

    def reached_on(self, start: date) -> date:
        """Return the first day on which the duration since *start* is complete; at most date.max."""
        match self.unit:
            case DurationUnit.DAY:
                return add_days(start, self.count)
            case DurationUnit.WEEK:
                return add_days(start, 7 * self.count)
            case DurationUnit.MONTH:
                return add_months(start, self.count)
            case DurationUnit.YEAR:
                return add_months(start, 12 * self.count)
            case DurationUnit.WHOLE_MONTH:
                # A month of which a day is missing at the start is not a whole one.
                partial = 1 if self.count and start.day > 1 else 0
                first = start.replace(day=1) if partial else start
                return add_months(first, self.count + partial)

    def latest_start(self, day: date) -> date:
        """Return the latest start for which the duration is complete on *day*: ``reached_on(start) <= day``.

        Before the calendar begins there is no such start: the answer is then date.min.

        >>> from datetime import date
        >>> Duration.parse("3 months").latest_start(date(2023, 2, 28))
        datetime.date(2022, 11, 30)
        """
        if day == date.max:
            # reached_on stops at date.max, so on that day every start counts as complete.
            return day
        match self.unit:
            case DurationUnit.DAY:
                return add_days(day, -self.count)
            case DurationUnit.WEEK:
                return add_days(day, -7 * self.count)
            case DurationUnit.MONTH:
                return latest_start(day, self.count)
            case DurationUnit.YEAR:
                return latest_start(day, 12 * self.count)
            case DurationUnit.WHOLE_MONTH:
                return add_months(day.replace(day=1), -self.count) if self.count else day
