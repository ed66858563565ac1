"""Limits between two days: the golden table, and how its three functions hang together."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import DayTable, add_days
from liushou_core.domain.calendar.lapses import Lapse, LapseUnit
from liushou_core.domain.calendar.limits import counted, earliest_lawful, latest_lawful
from liushou_core.errors import InvalidValue

GOLDEN: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("golden").joinpath("limits.toml").read_text("utf-8")
)
TABLE = DayTable(
    holidays=frozenset(GOLDEN["table"]["holidays"]),
    workdays=frozenset(GOLDEN["table"]["workdays"]),
    start=GOLDEN["table"]["start"],
    until=GOLDEN["table"]["until"],
)
FIRST_DAYS = [(direction, row) for direction in ("after", "before") for row in GOLDEN[direction]]

days = st.dates(date(1950, 1, 1), date(2080, 1, 1))
calendar_units = st.sampled_from([unit for unit in LapseUnit if unit is not LapseUnit.WORKING_DAY])
counting = st.sampled_from(["plain", "clear"])


@pytest.mark.parametrize("count", ["plain", "clear"])
@pytest.mark.parametrize(("direction", "row"), FIRST_DAYS)
def test_lawful_days_are_those_of_the_table(direction: Any, row: dict[str, Any], count: Any) -> None:
    lapse = Lapse.parse(row["lapse"])
    options: dict[str, Any] = {"direction": direction, "count": count, "table": TABLE}
    assert row[count].get("earliest") == earliest_lawful(row["first"], lapse, **options)
    assert row[count].get("latest") == latest_lawful(row["first"], lapse, **options)


@pytest.mark.parametrize("count", ["plain", "clear"])
@pytest.mark.parametrize("row", GOLDEN["counted"])
def test_units_between_are_those_of_the_table(row: dict[str, Any], count: Any) -> None:
    for unit, expected in row[count].items():
        found = counted(*row["days"], LapseUnit(unit), count=count, table=TABLE)
        assert expected == ("unknown" if found is None else found), unit


def test_every_table_is_read() -> None:
    assert {"table", "after", "before", "counted"} == set(GOLDEN)


def test_working_days_need_a_table() -> None:
    """Without a table nobody knows which days are worked."""
    day, lapse = date(2023, 3, 1), Lapse.parse("1 working day")
    assert None is earliest_lawful(day, lapse, direction="after")
    assert None is latest_lawful(day, lapse, direction="before", count="clear")
    assert None is counted(day, day, LapseUnit.WORKING_DAY)
    assert None is lapse.from_day(day)


def test_a_limit_is_not_negative() -> None:
    with pytest.raises(InvalidValue):
        earliest_lawful(date(2023, 3, 1), Lapse.parse("-1 days"), direction="after")


@given(days, days, st.integers(0, 40), calendar_units, counting)
def test_at_least_so_long_is_what_is_counted(
    one: date, two: date, n: int, unit: LapseUnit, count: Any
) -> None:
    """Of two days, the later is lawful for "at least" after the earlier, and the earlier before the later, when so many
    units are counted between them."""
    first, second = sorted((one, two))
    enough = counted(first, second, unit, count=count)
    assert enough is not None
    if count == "clear" and first == second:
        return  # a day is never clear of itself, not even by 0 days
    lapse = Lapse(n, unit)
    after = earliest_lawful(first, lapse, direction="after", count=count)
    before = latest_lawful(second, lapse, direction="before", count=count)
    assert after is not None
    assert before is not None
    assert (enough >= n) == (after <= second) == (first <= before)


@given(days, st.integers(0, 400), calendar_units, counting)
def test_at_most_so_long_reads_the_same_from_both_ends(
    first: date, n: int, unit: LapseUnit, count: Any
) -> None:
    """From the earliest day at most so long before another, that other is at most so long after; from the day before, not."""
    lapse = Lapse(n, unit)
    earliest = earliest_lawful(first, lapse, direction="before", count=count)
    assert earliest is not None
    reached = latest_lawful(earliest, lapse, direction="after", count=count)
    too_soon = latest_lawful(add_days(earliest, -1), lapse, direction="after", count=count)
    assert reached is not None
    assert too_soon is not None
    assert too_soon < first <= reached


@given(st.dates(date(2023, 9, 5), date(2023, 10, 25)), st.integers(0, 3), counting)
def test_working_days_counted_reach_the_lawful_day(first: date, n: int, count: Any) -> None:
    """On the earliest lawful day so many working days have passed, on the day before one fewer."""
    options: dict[str, Any] = {"count": count, "table": TABLE}
    earliest = earliest_lawful(first, Lapse(n, LapseUnit.WORKING_DAY), direction="after", **options)
    if earliest is None or earliest <= add_days(first, 1):
        return
    assert n == counted(first, earliest, LapseUnit.WORKING_DAY, **options)
    assert n - 1 == counted(first, add_days(earliest, -1), LapseUnit.WORKING_DAY, **options)


@pytest.mark.parametrize(
    "text", ["7 days", "1 day", "-2 weeks", "3 months", "1 year", "10 working days", "0 days"]
)
def test_a_lapse_is_read_and_written(text: str) -> None:
    assert text == str(Lapse.parse(text))


def test_units_may_stand_in_the_plural_always() -> None:
    assert Lapse.parse("1 working days") == Lapse.parse("1 working day") == -Lapse.parse("-1 working day")


@pytest.mark.parametrize(
    "text", ["7", "7  days", "seven days", "+7 days", "7 whole months", "100000 days", "7 Days", ""]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Lapse.parse(text)
    assert ["bad_lapse"] == [problem.code for problem in refused.value.problems]


def test_a_lapse_is_checked_when_it_is_made() -> None:
    with pytest.raises(InvalidValue) as refused:
        Lapse(True, "day")  # type: ignore[arg-type]  # what a caller without a type checker may do
    assert ["wrong_type", "wrong_type"] == [problem.code for problem in refused.value.problems]
    with pytest.raises(InvalidValue):
        Lapse(100_000, LapseUnit.DAY)
