"""From a row to a noun: made if it can be made, and what the noun refuses is said of the row."""

from collections.abc import Iterable
from typing import Any, Final

import attrs

from liushou_core.errors import InvalidValue, Problem
from liushou_core.plugins.formats.rows import Row

__all__ = ["Made", "note_problems", "noun_of"]

_MISSES_ANOTHER: Final = {"rank_needs_of", "class_missing", "contact_with_nobody", "class_and_day"}
"""Problems of a field that lacks its partner, which may be the very cell that could not be read."""


@attrs.frozen
class Made:
    """A noun and the row that it was made from."""

    noun: Any
    row: Row


def noun_of(row: Row, kind: type[Any]) -> Any:
    """Return what *row* says of *kind*, or None if that cannot be made; then its problems are noted in the row."""
    columns = [column for column in row.sheet.columns.values() if column.noun is kind]
    values = {
        c.name: row.values[c.name] for c in columns if c.name in row.values and c.name not in row.failed
    }
    if any(c.required and c.name not in values for c in columns):
        return None
    try:
        return kind(**values)
    except InvalidValue as error:
        note_problems(row, error.problems)
        return None


def note_problems(row: Row, problems: Iterable[Problem]) -> None:
    """Note in the right rows what a noun made from *row* and its parts refused."""
    for problem in problems:
        field, *rest = problem.path or (None,)
        part = row.parts[rest[0]] if rest and isinstance(rest[0], int) and rest[0] < len(row.parts) else None
        if field in row.failed or (row.failed and (field is None or problem.code in _MISSES_ANOTHER)):
            continue  # what contradicts a cell that could not be read contradicts nothing
        place, name = (row, field) if part is None else (part, rest[1] if len(rest) > 1 else None)
        column = name if isinstance(name, str) and name in place.sheet.columns else None
        place.problems.append(place.problem(problem.code, column, **problem.values))
