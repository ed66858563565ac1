"""The golden table: days worked out by hand, month ends, 29 February and the edges of the calendar among them."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liushou_core.domain import calendar
from liushou_core.domain.calendar import Duration, Period, Span

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("golden").joinpath("calendar.toml").read_text("utf-8")
)
FUNCTIONS = ("add_months", "completed_months", "latest_start", "completed_years", "age_reached_on")


def rows(name: str) -> list[Any]:
    def title(row: dict[str, Any]) -> str:
        return ",".join(f"{key}={value}" for key, value in row.items())

    return [pytest.param(row, id=f"{name}:{title(row)}") for row in TABLE[name]]


@pytest.mark.parametrize(("name", "row"), [(name, row) for name in FUNCTIONS for row in TABLE[name]])
def test_the_functions_of_months_and_ages_agree_with_the_table(name: str, row: dict[str, Any]) -> None:
    arguments = {key: value for key, value in row.items() if key != "is"}
    if name == "add_months":
        arguments["n"] = arguments.pop("months")
    function: Callable[..., Any] = getattr(calendar, name)
    assert row["is"] == function(**arguments)


@pytest.mark.parametrize("row", rows("reached_on"))
def test_durations_are_complete_on_the_day_in_the_table(row: dict[str, Any]) -> None:
    assert row["is"] == Duration.parse(row["duration"]).reached_on(row["start"])


@pytest.mark.parametrize("row", rows("period_span"))
def test_periods_begin_and_end_as_in_the_table(row: dict[str, Any]) -> None:
    options = {key: row[key] for key in ("week_starts",) if key in row}
    if "school_year_starts" in row:
        options["school_year_starts"] = tuple(row["school_year_starts"])
    expected = Span(row["start"], row.get("until"))
    assert expected == calendar.period_span(row["day"], Period(row["period"]), **options)


def test_every_table_is_read() -> None:
    """A table that no test reads would be believed without being true."""
    assert {*FUNCTIONS, "reached_on", "period_span"} == set(TABLE)
