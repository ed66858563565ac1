"""Properties of birthdays and ages, in every reading of the two parameters."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Attained, LeapBirthday, age_reached_on, birthday_in, completed_years
from liushou_core.errors import InvalidValue

ATTAINED: st.SearchStrategy[Attained] = st.sampled_from(["on_birthday", "day_after"])
LEAP: st.SearchStrategy[LeapBirthday] = st.sampled_from(["feb_28", "mar_1"])
# No age of the calendar's last years, where days beyond the edge fall together.
DAYS = st.dates(max_value=date(9990, 1, 1)) | st.builds(
    lambda year, month_day: date(year * 4, *month_day),
    st.integers(480, 520),
    st.sampled_from([(2, 28), (2, 29), (3, 1), (12, 31), (1, 1)]),
)


@given(DAYS, DAYS, ATTAINED, LEAP)
@example(date(2012, 2, 29), date(2023, 2, 28), "on_birthday", "mar_1")
def test_an_age_is_the_most_years_reached(
    birthday: date, on: date, attained: Attained, leap: LeapBirthday
) -> None:
    age = completed_years(birthday, on, attained=attained, leap_birthday=leap)
    assert on < age_reached_on(birthday, age + 1, attained=attained, leap_birthday=leap)
    if age > 0:
        assert age_reached_on(birthday, age, attained=attained, leap_birthday=leap) <= on


@given(DAYS, st.integers(1, 200), ATTAINED, LEAP)
def test_an_age_begins_on_the_day_it_is_reached(
    birthday: date, years: int, attained: Attained, leap: LeapBirthday
) -> None:
    reached = age_reached_on(birthday, years, attained=attained, leap_birthday=leap)
    if reached == date.max:
        return
    assert years == completed_years(birthday, reached, attained=attained, leap_birthday=leap)
    eve = reached - timedelta(days=1)
    assert years - 1 == completed_years(birthday, eve, attained=attained, leap_birthday=leap)


@given(DAYS, st.integers(0, 150), LEAP)
def test_the_day_after_reading_is_one_day_later(birthday: date, years: int, leap: LeapBirthday) -> None:
    on_birthday = age_reached_on(birthday, years, leap_birthday=leap)
    day_after = age_reached_on(birthday, years, attained="day_after", leap_birthday=leap)
    assert day_after - on_birthday == timedelta(days=1) or on_birthday == date.max


@given(DAYS, st.integers(1, 9999), LEAP)
def test_a_birthday_keeps_month_and_day_unless_born_on_29_february(
    birthday: date, year: int, leap: LeapBirthday
) -> None:
    day = birthday_in(year, birthday, leap)
    assert year == day.year
    if (day.month, day.day) != (birthday.month, birthday.day):
        assert (birthday.month, birthday.day) == (2, 29)
        assert (day.month, day.day) == ((2, 28) if leap == "feb_28" else (3, 1))
        with pytest.raises(ValueError, match="day"):
            date(year, 2, 29)


@pytest.mark.parametrize("year", [0, 10_000])
@pytest.mark.parametrize("birthday", [date(2012, 2, 29), date(2012, 3, 1)])
def test_there_is_no_birthday_outside_the_calendar(year: int, birthday: date) -> None:
    with pytest.raises(ValueError, match="year"):
        birthday_in(year, birthday)


def test_a_reading_that_is_none_of_the_two_is_refused() -> None:
    """A misspelt reading must not pass for the other one."""
    with pytest.raises(InvalidValue, match=r"on_birthday \| day_after"):
        completed_years(date(2010, 1, 1), date(2023, 1, 1), attained="eve")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match=r"feb_28 \| mar_1"):
        birthday_in(2023, date(2010, 1, 1), "feb_29")  # type: ignore[arg-type]
