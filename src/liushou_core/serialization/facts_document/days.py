"""Calendars of working days, one an object, by their ids."""

from liushou_core.domain.calendar import DayTable
from liushou_core.errors import Problem
from liushou_core.serialization.facts_document.sections import DEFAULT_CALENDAR
from liushou_core.serialization.facts_document.tables import Row

__all__ = ["day_tables_of", "name_calendars"]


def name_calendars(rows: list[Row]) -> None:
    """Give a calendar without an id the one that is meant where none is named."""
    for row in rows:
        if "id" not in row.keys:
            row.values["id"] = DEFAULT_CALENDAR


def day_tables_of(rows: list[Row], problems: list[Problem]) -> dict[str, DayTable]:
    """Return the tables of working days by the ids of their calendars."""
    tables: dict[str, DayTable] = {}
    for row in rows:
        sets = {name: frozenset(days) for name, days in row.values.items() if isinstance(days, tuple)}
        made = row.make(DayTable, problems, **sets)
        if made is not None:
            tables[row.values["id"]] = made
    return tables
