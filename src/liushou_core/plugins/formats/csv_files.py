"""CSV files in and out: UTF-8 with or without a byte order mark, quoted as RFC 4180 says."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from liushou_core.domain.noun import LONGEST_TEXT
from liushou_core.errors import Problem
from liushou_core.plugins.formats.guard import guarded

__all__ = ["read_csv", "write_csv", "write_rows"]

_FIELD_LIMIT: Final = 2 * LONGEST_TEXT


def read_csv(path: Path) -> Sequence[Sequence[str]] | Problem:
    """Return the rows of a file, or the problem that keeps it from being read. Raises FileNotFoundError."""
    # The module's own limit is 131,072 characters a cell; the one in force is global, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), _FIELD_LIMIT))
    rows: list[Sequence[str]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows.extend(csv.reader(file, strict=True))
    except UnicodeDecodeError:
        return Problem(code="not_utf8", file=path.name)
    except csv.Error:
        return Problem(code="unreadable_csv", file=path.name, row=len(rows) + 1)
    return rows


def write_csv(
    rows: Iterable[Mapping[str, object]], path: Path, *, columns: Sequence[str] | None = None
) -> int:
    """Write *rows* under *columns* (default: the names in the first row) and return how many rows were written.

    Text is guarded against formulas; None is an empty cell. The file begins with a byte order mark, without which
    spreadsheets take Chinese for something else.
    """
    rows = list(rows)
    heads = list(columns if columns is not None else rows[0] if rows else ())
    write_rows([heads, *([_cell(row.get(head)) for head in heads] for row in rows)], path)
    return len(rows)


def write_rows(rows: Iterable[Sequence[str]], path: Path) -> None:
    """Write rows of finished cells, the heading first."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        # RFC 4180 ends lines in CRLF; with it the writer also quotes a lone CR, which it otherwise would not.
        csv.writer(file, lineterminator="\r\n").writerows(rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else str(value)
