"""Where tables come from: a folder of CSV files, one file, a workbook. Cells stay text here."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import attrs

from liushou_core.errors import Problem
from liushou_core.plugins.formats.csv_files import read_csv
from liushou_core.plugins.formats.sheets import SHEETS, Sheet, sheet_named
from liushou_core.plugins.formats.workbooks import read_workbook

__all__ = ["RawTable", "raw_tables"]

_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_ROSTER: Final = sheet_named("pupils")


@attrs.frozen(kw_only=True)
class RawTable:
    """The rows of one table, the heading first; row numbers are the clerk's: the heading is row 1."""

    file: str
    sheet: Sheet
    rows: Sequence[Sequence[str]]


def raw_tables(source: Path) -> Iterator[RawTable | Problem]:
    """Yield the tables in a folder or file in the order of SHEETS, and a problem for what cannot be read.

    A single table whose name says nothing is taken for the roster of pupils. Raises FileNotFoundError, and
    MissingExtra for a workbook when the extra ``office`` is not installed.
    """
    alone = not source.is_dir()
    files = [source] if alone else sorted(p for p in source.iterdir() if _is_table(p))
    found = [item for file in files for item in _tables_of(file, alone=alone)]
    yield from (item for item in found if isinstance(item, Problem))
    tables = [item for item in found if isinstance(item, RawTable)]
    yield from sorted(tables, key=lambda table: SHEETS.index(table.sheet))


def _is_table(path: Path) -> bool:
    # Notes beside the tables are nobody's mistake; ~$ marks a workbook that is open in a spreadsheet.
    return path.suffix.lower() in (".csv", *_WORKBOOKS) and not path.name.startswith((".", "~$"))


def _tables_of(path: Path, *, alone: bool) -> Iterator[RawTable | Problem]:
    if path.suffix.lower() == ".csv":
        content = read_csv(path)
        yield content if isinstance(content, Problem) else _table(path.name, path.stem, content, alone=alone)
    elif path.suffix.lower() in _WORKBOOKS:
        sheets = read_workbook(path)
        if isinstance(sheets, Problem):
            yield sheets
            return
        yield from sheets.problems
        for name, rows in sheets.rows.items():
            only = len(sheets.rows) == 1
            known = path.stem if only and sheet_named(name) is None else name
            yield _table(f"{path.name}:{name}", known, rows, alone=alone and only)
    else:
        yield Problem(code="unknown_file_type", file=path.name)


def _table(file: str, name: str, rows: Sequence[Sequence[str]], *, alone: bool) -> RawTable | Problem:
    sheet = sheet_named(name) or (_ROSTER if alone else None)
    if sheet is None:
        names = ", ".join(s.name for s in SHEETS)
        return Problem(code="unknown_table", file=file, values={"names": names})
    return RawTable(file=file, sheet=sheet, rows=rows)
