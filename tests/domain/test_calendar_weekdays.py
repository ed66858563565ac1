"""Days by their weekday: worked out from a calendar, and held against ISO 8601's own numbers."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Span
from liushou_core.domain.calendar.day_tables import WEEKDAY_NAMES
from liushou_core.domain.calendar.weekdays import nth_week, nth_weekday, weekday_in
from liushou_core.errors import InvalidValue


@pytest.mark.parametrize(
    ("year", "month", "weekday", "n", "expected"),
    [
        (2024, 5, "sunday", 2, date(2024, 5, 12)),  # Mother's Day
        (2024, 5, "wednesday", 1, date(2024, 5, 1)),
        (2024, 5, "friday", 5, date(2024, 5, 31)),
        (2024, 5, "monday", 5, None),
        (2024, 5, "friday", -1, date(2024, 5, 31)),
        (2024, 5, "monday", -1, date(2024, 5, 27)),
        (2024, 5, "monday", -4, date(2024, 5, 6)),
        (2024, 5, "monday", -5, None),
        (2024, 2, "thursday", 5, date(2024, 2, 29)),
        (2023, 2, "thursday", 5, None),
        (2024, 5, "monday", 0, None),
        (9999, 12, "friday", -1, date(9999, 12, 31)),
    ],
)
def test_nth_weekday(year: int, month: int, weekday: Any, n: int, expected: date | None) -> None:
    assert expected == nth_weekday(year, month, weekday, n)


@pytest.mark.parametrize(
    ("month", "n", "options", "expected"),
    [
        # September 2024 begins on a Sunday.
        (9, 1, {}, date(2024, 8, 26)),
        (9, 2, {}, date(2024, 9, 2)),
        (9, 6, {}, date(2024, 9, 30)),
        (9, 7, {}, None),
        (9, 1, {"week_starts": "sunday"}, date(2024, 9, 1)),
        (9, 5, {"week_starts": "sunday"}, date(2024, 9, 29)),
        (9, 6, {"week_starts": "sunday"}, None),
        (9, 1, {"first_week": "first_full"}, date(2024, 9, 2)),
        (9, 5, {"first_week": "first_full"}, date(2024, 9, 30)),
        (9, 6, {"first_week": "first_full"}, None),
        (9, 1, {"first_week": "iso"}, date(2024, 9, 2)),
        (9, 4, {"first_week": "iso"}, date(2024, 9, 23)),
        (9, 5, {"first_week": "iso"}, None),  # 30 September is in the first week of October
        (10, 1, {"first_week": "iso"}, date(2024, 9, 30)),
        (None, 1, {"first_week": "iso"}, date(2024, 1, 1)),
        (None, 53, {"first_week": "iso"}, None),
        (None, 53, {}, date(2024, 12, 30)),
        (None, 1, {"first_week": "first_full"}, date(2024, 1, 1)),
        (None, 1, {"week_starts": "sunday"}, date(2023, 12, 31)),
        (9, 0, {}, None),
    ],
)
def test_nth_week(month: int | None, n: int, options: dict[str, Any], expected: date | None) -> None:
    week = nth_week(2024, month, n, **options)
    assert expected == (None if week is None else week.start)


@pytest.mark.parametrize(
    ("n", "expected"), [(53, Span(date(9999, 12, 27))), (54, None), (60, None), (10**9, None)]
)
def test_no_week_begins_beyond_the_calendar(n: int, expected: Span | None) -> None:
    """The last week of the year 9999 is open; there is none after it."""
    assert expected == nth_week(9999, None, n)


@given(st.integers(1, 9998), st.integers(1, 53))
def test_iso_weeks_of_a_year_are_those_of_the_standard_library(year: int, n: int) -> None:
    week = nth_week(year, None, n, first_week="iso")
    try:
        expected = date.fromisocalendar(year, n, 1)
    except ValueError:
        assert week is None
    else:
        assert week is not None
        assert expected == week.start


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), st.sampled_from(WEEKDAY_NAMES))
def test_a_week_has_each_weekday_once(day: date, weekday: Any) -> None:
    week = nth_week(day.year, day.month, 2)
    assert week is not None
    found = weekday_in(week, weekday)
    assert found is not None
    assert weekday == WEEKDAY_NAMES[found.weekday()]


def test_a_week_that_the_calendar_cuts_lacks_days() -> None:
    """The week of 31 December 9999, a Friday, has no Saturday."""
    assert None is weekday_in(Span(date(9999, 12, 27)), "saturday")


def test_other_names_are_refused() -> None:
    with pytest.raises(InvalidValue):
        nth_weekday(2024, 5, "Mon", 1)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue):
        nth_week(2024, 5, 1, first_week="first")  # type: ignore[arg-type]
