"""Day tables: which days are working days, by the week and by the exceptions that an authority prints each year."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from liushou_core.domain.calendar.checks import is_day, refuse_if
from liushou_core.domain.calendar.months import add_days
from liushou_core.errors import Problem

__all__ = ["WEEKDAY_NAMES", "DayTable"]

WEEKDAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _in_order(days: Iterable[object]) -> str:
    # A set has no order of its own, and the text of a value must not depend on the process that prints it.
    return f"{{{', '.join(sorted(map(repr, days)))}}}"


@attrs.frozen
class DayTable:
    """A day is a working day unless its weekday is in ``rest``; ``holidays`` are not, ``workdays`` are, whatever their weekday.

    ``start`` and ``until`` bound the days for which the table is complete (``until`` excluded); None: without end. Outside
    them nobody knows whether a day is worked.

    >>> table = DayTable(holidays=frozenset({date(2023, 10, 2)}))
    >>> table.works(date(2023, 10, 2)), table.works(date(2023, 10, 3)), table.works(date(2023, 10, 7))
    (False, True, False)
    """

    rest: frozenset[str] = attrs.field(default=frozenset({"saturday", "sunday"}), repr=_in_order)
    holidays: frozenset[date] = attrs.field(default=frozenset(), repr=_in_order)
    workdays: frozenset[date] = attrs.field(default=frozenset(), repr=_in_order)
    start: date | None = None
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        refuse_if(self._problems(), self)

    def _problems(self) -> Iterator[Problem]:
        for name in sorted(self.rest - set(WEEKDAY_NAMES)):
            yield Problem(
                code="not_one_of", path=("rest",), values={"value": name, "choices": ", ".join(WEEKDAY_NAMES)}
            )
        for name in ("holidays", "workdays"):
            if not all(is_day(day) for day in getattr(self, name)):
                yield Problem(code="wrong_type", path=(name,), values={"expected": "date"})
        for _day in sorted(self.holidays & self.workdays):
            yield Problem(code="holiday_and_workday", path=("workdays",))
        if len(self.rest) == len(WEEKDAY_NAMES):
            yield Problem(code="no_working_day", path=("rest",))
        if self.start is not None and self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))

    def works(self, day: date) -> bool | None:
        """Say whether *day* is a working day; None outside the days for which the table is complete."""
        if (self.start is not None and day < self.start) or (self.until is not None and day >= self.until):
            return None
        if day in self.workdays:
            return True
        return day not in self.holidays and WEEKDAY_NAMES[day.weekday()] not in self.rest

    def step(self, day: date, count: int) -> date | None:
        """Return the *count*-th working day after *day* (before it, if *count* is negative); *day* itself never counts.

        None if the table ends before it, or the calendar does.

        >>> DayTable().step(date(2023, 10, 6), 1)  # a Friday
        datetime.date(2023, 10, 9)
        """
        sign = 1 if count >= 0 else -1
        left = abs(count)
        while left:
            following = add_days(day, sign)
            if following == day or (works := self.works(following)) is None:
                return None
            day = following
            left -= works
        return day

    def between(self, first: date, until: date) -> int | None:
        """Return how many working days lie in ``[first, until)``; None if the table does not say for one of them."""
        total = 0
        day = first
        while day < until:
            works = self.works(day)
            if works is None:
                return None
            total += works
            day = add_days(day, 1)
        return total
