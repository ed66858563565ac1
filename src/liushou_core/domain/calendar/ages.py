"""Birthdays and ages in completed years (周岁; EL-4, open questions 8 and 9).

Two readings are parameters. ``attained``: an age is reached on the birthday, on the day after it, or on the day before (a year of
life is complete at the end of that day, as German law has it). ``leap_birthday``:
who was born on 29 February has the birthday of a common year on 28 February or on 1 March.
"""

from datetime import date
from typing import Final, Literal, get_args

from liushou_core.domain.calendar.checks import not_one_of, refuse_if
from liushou_core.domain.calendar.months import add_days

__all__ = ["Attained", "LeapBirthday", "age_reached_on", "birthday_in", "completed_years"]

Attained = Literal["on_birthday", "day_after", "day_before"]
LeapBirthday = Literal["feb_28", "mar_1"]

_ATTAINED: Final[tuple[str, ...]] = get_args(Attained)
_SHIFT: Final = {"on_birthday": 0, "day_after": 1, "day_before": -1}
_IN_COMMON_YEARS: Final = {"feb_28": (2, 28), "mar_1": (3, 1)}


def birthday_in(year: int, birthday: date, leap_birthday: LeapBirthday = "feb_28") -> date:
    """Return the day of *year* on which someone born on *birthday* has the birthday.

    Raises ValueError for a year outside 1–9999.

    >>> from datetime import date
    >>> birthday_in(2023, date(2012, 2, 29))
    datetime.date(2023, 2, 28)
    """
    if leap_birthday not in _IN_COMMON_YEARS:
        refuse_if(not_one_of(leap_birthday, _IN_COMMON_YEARS, ("leap_birthday",)), "birthday")
    try:
        return birthday.replace(year=year)
    except ValueError:
        if (birthday.month, birthday.day) != (2, 29):
            raise
        return date(year, *_IN_COMMON_YEARS[leap_birthday])


def age_reached_on(
    birthday: date,
    years: int,
    *,
    attained: Attained = "on_birthday",
    leap_birthday: LeapBirthday = "feb_28",
) -> date:
    """Return the first day on which someone born on *birthday* is *years* old; date.max if that is beyond the calendar.

    >>> from datetime import date
    >>> age_reached_on(date(2010, 5, 1), 18, attained="day_after")
    datetime.date(2028, 5, 2)
    """
    if attained not in _ATTAINED:
        refuse_if(not_one_of(attained, _ATTAINED, ("attained",)), "age")
    if birthday.year + years > date.max.year:
        return date.max
    anniversary = birthday_in(birthday.year + years, birthday, leap_birthday)
    return add_days(anniversary, _SHIFT[attained])


def completed_years(
    birthday: date,
    on: date,
    *,
    attained: Attained = "on_birthday",
    leap_birthday: LeapBirthday = "feb_28",
) -> int:
    """Return the age on the day *on*: the most years that were reached on it or before; 0 before the first birthday
    and before birth.

    >>> from datetime import date
    >>> completed_years(date(2012, 2, 29), date(2023, 2, 28), leap_birthday="mar_1")
    10
    """
    if attained == "on_birthday" and leap_birthday in _IN_COMMON_YEARS and _is_plain(birthday, on):
        return max(0, on.year - birthday.year - ((on.month, on.day) < (birthday.month, birthday.day)))
    most = max(
        0, on.year - birthday.year + 1
    )  # the day before a birthday on 1 January lies in the year before
    most = min(most, date.max.year - birthday.year)  # beyond the calendar no birthday comes
    for years in range(most, max(most - 2, 0), -1):
        if age_reached_on(birthday, years, attained=attained, leap_birthday=leap_birthday) <= on:
            return years
    return max(0, most - 2)


def _is_plain(birthday: date, on: date) -> bool:
    """Say whether the birthday is there every year, up to the one after *on*: then the years need not be tried."""
    return on.year < date.max.year and (birthday.month, birthday.day) != (2, 29)
