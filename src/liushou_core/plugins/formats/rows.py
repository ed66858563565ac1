"""One table's rows: headings found, cells read, every problem noted where the clerk sees it."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import attrs

from liushou_core.errors import Problem
from liushou_core.plugins.formats.cells import CellError, read_cell
from liushou_core.plugins.formats.guard import unguarded
from liushou_core.plugins.formats.raw_tables import RawTable
from liushou_core.plugins.formats.sheets import Column, Sheet
from liushou_core.plugins.formats.words import folded

__all__ = ["Row", "read_rows"]


@attrs.define(eq=False, repr=False)
class Row:
    """One row while it is read: its values by column, the columns that failed, the problems found so far."""

    sheet: Sheet
    file: str
    number: int
    heads: dict[str, str]
    values: dict[str, Any] = attrs.field(factory=dict)
    failed: set[str] = attrs.field(factory=set)
    problems: list[Problem] = attrs.field(factory=list)
    parts: list["Row"] = attrs.field(factory=list)
    """The rows of another table that belong into a list of this one, in their order."""
    spoilt: bool = False
    """Whether a part of the row could not be made: then the row is not whole, though nothing is wrong in it."""

    @property
    def sound(self) -> bool:
        """Whether a record can be made from the row."""
        return not self.problems and not self.spoilt

    @property
    def id(self) -> Any:
        """The record's id, or None while it has none."""
        return self.values.get("id")

    def refuse(self, code: str, column: str | None = None, **values: object) -> None:
        """Note a problem of the row, or of one cell of it; the field of that cell counts as unread."""
        self.problems.append(self.problem(code, column, **values))
        if column is not None:
            self.failed.add(column)
            self.values.pop(column, None)

    def problem(self, code: str, column: str | None = None, **values: object) -> Problem:
        """Return a problem that names this row, and the column by the heading it has in the file."""
        head = None if column is None else self.heads.get(column) or self.sheet.columns[column].label
        return Problem(code=code, file=self.file, row=self.number, column=head, values=values)


def read_rows(table: RawTable, *, scope: str | None, problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows of *table* that are not blank; problems of the heading are added to *problems*.

    ``scope`` fills the column of that name where a row leaves it out.
    """
    if not any(any(cell.strip() for cell in row) for row in table.rows):
        return
    columns = _headings(table, problems)
    if not any(columns):
        problems.append(Problem(code="no_heading", file=table.file, row=1))
        return
    heads = {c.name: text.strip() for c, text in zip(columns, table.rows[0], strict=False) if c is not None}
    absent = _absent(table, heads, scope, problems)
    for number, cells in enumerate(table.rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            row = Row(table.sheet, table.file, number, heads, failed=set(absent))
            _read(row, columns, cells, scope)
            yield row


def _headings(table: RawTable, problems: list[Problem]) -> list[Column | None]:
    known = {folded(heading): column for heading, column in table.sheet.by_heading.items()}
    texts = [unguarded(text).strip() for text in table.rows[0]]
    columns: list[Column | None] = [known.get(folded(text)) for text in texts]
    for index, (text, column) in enumerate(zip(texts, columns, strict=True)):
        if column is not None and column in columns[:index]:
            problems.append(Problem(code="column_twice", file=table.file, row=1, column=text))
            columns[index] = None
        # Where no heading is known the first row may be a child's: then its cells are shown to nobody.
        elif column is None and text and any(columns):
            close = get_close_matches(text, table.sheet.by_heading, n=3, cutoff=0.3) or table.sheet.by_heading
            values = {"known": ", ".join(close)}
            problems.append(
                Problem(code="unknown_column", file=table.file, row=1, column=text, values=values)
            )
    return columns


def _absent(table: RawTable, heads: dict[str, str], scope: str | None, problems: list[Problem]) -> set[str]:
    """Return the required columns that the table has not got, each reported once and not again in every row."""
    absent = set()
    for column in table.sheet.columns.values():
        filled = (column.name == "id" and table.sheet.key) or (column.name == "scope" and scope is not None)
        if column.required and column.name not in heads and not filled:
            absent.add(column.name)
            problems.append(Problem(code="column_missing", file=table.file, row=1, column=column.label))
    return absent


def _read(row: Row, columns: Sequence[Column | None], cells: Sequence[str], scope: str | None) -> None:
    for index, text in enumerate(cells):
        column = columns[index] if index < len(columns) else None
        if column is not None:
            _read_one(row, column, text, scope)
        elif index >= len(columns) and text.strip():
            row.refuse("cell_without_heading")
    for name, column in row.sheet.columns.items():
        if name not in row.values and name not in row.failed:
            _read_one(row, column, "", scope)


def _read_one(row: Row, column: Column, text: str, scope: str | None) -> None:
    name = column.name
    if not text.strip() and name == "scope" and scope is not None:
        row.values[name] = scope
        return
    if not text.strip() and name == "id" and row.sheet.key:
        return  # made from the key once the whole row is read
    try:
        row.values[name] = read_cell(text, column.hint, column.default)
    except CellError as error:
        row.refuse(error.code, name, **error.values)
