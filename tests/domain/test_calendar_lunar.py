"""The lunar table against two libraries' tables, and the days that everybody knows."""

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import add_days
from liushou_core.domain.calendar.lunar import LUNAR_YEARS, lunar_day, lunar_months

GOLDEN: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("golden").joinpath("lunar.toml").read_text("utf-8")
)["months"]

NEAR_MIDNIGHT = {(2089, 8): date(2089, 9, 4), (2097, 7): date(2097, 8, 7)}
"""The two months that the libraries of the golden file begin a day later than ours (lunar_source.py says why)."""


def golden_months(year: int) -> list[tuple[int, bool, date]]:
    """Return number, leap and first day of each month of a lunar year, as the golden file has them."""
    months: list[tuple[int, bool, date]] = []
    number, solar_year = 0, year
    for text in GOLDEN[str(year)].split():
        leap = text.startswith("+")
        number += not leap
        if months and text.removeprefix("+") < months[-1][2].isoformat()[5:]:
            solar_year += 1
        months.append((number, leap, date.fromisoformat(f"{solar_year}-{text.removeprefix('+')}")))
    return months


def test_the_golden_file_holds_every_year() -> None:
    assert [str(year) for year in LUNAR_YEARS] == list(GOLDEN)
    assert 2486 == sum(len(golden_months(year)) for year in LUNAR_YEARS)


@pytest.mark.parametrize("year", LUNAR_YEARS)
def test_months_begin_as_in_the_golden_file(year: int) -> None:
    """Every month of 1900 to 2100 begins on the day that two libraries print, but for two close to midnight."""
    found = [(month.number, month.leap, month.start) for month in lunar_months(year) or ()]
    expected = [
        (number, leap, day if leap else NEAR_MIDNIGHT.get((year, number), day))
        for number, leap, day in golden_months(year)
    ]
    assert expected == found


@pytest.mark.parametrize("year", LUNAR_YEARS[:-1])
def test_a_year_ends_where_the_next_begins(year: int) -> None:
    eve = lunar_day(year, 12, "last")
    assert eve is not None
    assert add_days(eve, 1) == lunar_day(year + 1, 1, 1)


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (2008, 1, 1, date(2008, 2, 7)),  # Spring Festival 春节
        (2023, 1, 1, date(2023, 1, 22)),
        (2024, 1, 15, date(2024, 2, 24)),  # Lantern Festival 元宵
        (2023, 5, 5, date(2023, 6, 22)),  # Dragon Boat Festival 端午
        (2023, 7, 7, date(2023, 8, 22)),  # 七夕
        (2020, 8, 15, date(2020, 10, 1)),  # Mid-Autumn 中秋, on National Day
        (2023, 8, 15, date(2023, 9, 29)),
        (2023, 9, 9, date(2023, 10, 23)),  # Double Ninth 重阳
        (2022, 12, 8, date(2022, 12, 30)),  # Laba 腊八, before the solar year is over
        (2023, 12, 8, date(2024, 1, 18)),
        (2023, 12, "last", date(2024, 2, 9)),  # New Year's Eve 除夕, of 30 days
        (2024, 12, "last", date(2025, 1, 28)),  # of 29
        (2013, 5, 5, date(2013, 6, 12)),  # the new moon of this month came four minutes before midnight
        (1900, 1, 1, date(1900, 1, 31)),
        (2100, 12, "last", date(2101, 1, 28)),
    ],
)
def test_festivals(year: int, month: int, day: int, expected: date) -> None:
    assert expected == lunar_day(year, month, day)


@pytest.mark.parametrize(
    ("year", "month", "day", "leap"),
    [
        (1899, 1, 1, False),
        (2101, 1, 1, False),
        (2024, 12, 30, False),  # a month of 29 days
        (2023, 2, 1, True),
        (2024, 2, 1, True),
        (2023, 13, 1, False),
        (2023, 1, 0, False),
        (2023, 1, -1, False),
    ],
)
def test_there_is_a_leap_month_only_where_the_table_has_one(
    year: int, month: int, day: int, leap: bool
) -> None:
    """Outside the table, and for days that a year has not, there is no solar day; 2023 had a second second month."""
    expected = date(2023, 3, 22) if (year, month, leap) == (2023, 2, True) else None
    assert expected == lunar_day(year, month, day, leap=leap)


@given(st.sampled_from(LUNAR_YEARS))
def test_a_year_has_twelve_months_or_thirteen(year: int) -> None:
    """Months follow each other without a gap, have 29 or 30 days, and at most one of them is a leap month."""
    months = lunar_months(year)
    assert months is not None
    assert len(months) == 12 + sum(month.leap for month in months) <= 13
    assert {month.length for month in months} <= {29, 30}
    for one, two in pairwise(months):
        assert add_days(one.start, one.length) == two.start
