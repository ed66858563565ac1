"""Workbooks (.xlsx, .ods, …) in, through python-calamine (extra ``office``).

A workbook has numbers and days where a CSV file has text; both become the text that a clerk sees. Whole numbers come
as floats there, and a float keeps some fifteen digits: an identity number typed as a number has lost its last ones.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import attrs

from liushou_core.errors import MissingExtra, Problem
from liushou_core.plugins.formats.words import word_for

__all__ = ["Workbook", "read_workbook"]

_EXACT: Final = 10**15


@attrs.frozen(kw_only=True)
class Workbook:
    """The rows of every sheet that has any, by the sheet's name, and what could not be read of them."""

    rows: Mapping[str, Sequence[Sequence[str]]]
    problems: tuple[Problem, ...]


def read_workbook(path: Path) -> Workbook | Problem:
    """Return the sheets of a workbook, or the problem that keeps it from being read.

    Raises FileNotFoundError, and MissingExtra without python-calamine.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise MissingExtra(feature=path.suffix, extra="office") from None
    if not path.exists():
        raise FileNotFoundError(path)
    try:
        book = CalamineWorkbook.from_path(path)
        # Blank rows and columns at the edges are kept: a row's number is the one that the clerk sees.
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except CalamineError:
        return Problem(code="unreadable_workbook", file=path.name)
    kept = {name: rows for name, rows in sheets.items() if any(cell != "" for row in rows for cell in row)}
    return Workbook(
        rows={name: [[_text(cell) for cell in row] for row in rows] for name, rows in kept.items()},
        problems=tuple(p for name, rows in kept.items() for p in _lost(f"{path.name}:{name}", rows)),
    )


def _lost(file: str, rows: Sequence[Sequence[Any]]) -> list[Problem]:
    heads = [str(head).strip() for head in rows[0]]
    return [
        Problem(code="digits_lost", file=file, row=number, column=head)
        for number, row in enumerate(rows[1:], start=2)
        for head, cell in zip(heads, row, strict=False)
        if _is_number(cell) and abs(cell) >= _EXACT
    ]


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _text(cell: Any) -> str:
    """Return what the clerk sees in the cell, as a CSV file would hold it."""
    if isinstance(cell, bool):
        return word_for(cell, "zh")
    if _is_number(cell):
        if abs(cell) >= _EXACT:
            return ""
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
