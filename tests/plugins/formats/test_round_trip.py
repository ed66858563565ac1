"""What is written as tables is read back as the same records, for every kind of record and in both languages."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liushou_core.domain.organisation import SchoolCalendar
from liushou_core.errors import Problem
from liushou_core.locale import LOCALES, Locale
from liushou_core.plugins.formats import read_tables, write_csv, write_tables
from liushou_core.plugins.formats.csv_files import read_csv, write_rows
from liushou_core.plugins.formats.make import noun_of
from liushou_core.plugins.formats.nest import calendars, nest
from liushou_core.plugins.formats.raw_tables import RawTable, raw_tables
from liushou_core.plugins.formats.rows import Row, read_rows
from liushou_core.services.roster_tables import KINDS
from liushou_core.testing.strategies import records, texts

GOLDEN = Path(__file__).with_name("golden") / "school"


def read_back(folder: Path, kind: type[Any]) -> list[Any]:
    """Read tables without asking where their ids lead: a record alone refers to records that are not there."""
    problems: list[Problem] = []
    rows: dict[type[Any], list[Row]] = {}
    for table in raw_tables(folder):
        assert isinstance(table, RawTable)
        rows[table.sheet.noun] = list(read_rows(table, scope=None, problems=problems))
    nest(rows)
    found = [noun_of(row, kind) for row in rows.get(kind, ())]
    found += [one.noun for of_kind in rows.values() for one in _calendars(of_kind, kind)]
    assert [] == [
        *problems,
        *(problem for of_kind in rows.values() for row in of_kind for problem in row.problems),
    ]
    return found


def _calendars(rows: list[Row], kind: type[Any]) -> Iterator[Any]:
    return calendars(rows) if kind is SchoolCalendar else iter(())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data(), locale=st.sampled_from(LOCALES))
def test_any_record_is_read_as_it_was_written(kind: type[Any], data: st.DataObject, locale: Locale) -> None:
    record = data.draw(records(kind))
    if isinstance(record, SchoolCalendar):
        assume(record.terms.terms)  # a calendar without terms has no row to stand in
    with TemporaryDirectory() as folder:
        write_tables([record], folder, locale=locale)
        assert [record] == read_back(Path(folder), kind)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_whole_school_is_read_as_it_was_written(tmp_path: Path, locale: Locale) -> None:
    school = read_tables(GOLDEN)
    write_tables(school, tmp_path, locale=locale)
    again = read_tables(tmp_path)
    assert () == again.problems
    assert {kind: sorted(found, key=lambda r: r.id) for kind, found in school.records.items()} == {
        kind: sorted(found, key=lambda r: r.id) for kind, found in again.records.items()
    }


def test_what_is_no_record_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="str"):
        write_tables(["p1"], tmp_path)


@given(st.lists(st.lists(texts(), min_size=2, max_size=2), min_size=1, max_size=5))
def test_any_cells_survive_a_csv_file(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        write_rows(rows, path)
        assert rows == read_csv(path)


def test_an_output_begins_with_a_byte_order_mark_and_is_guarded(tmp_path: Path) -> None:
    """Without the mark, spreadsheets take Chinese for something else."""
    path = tmp_path / "out.csv"
    assert 2 == write_csv([{"姓名": "=1+1", "元": None}, {"姓名": "甲", "元": -5, "more": 1}], path)
    assert "\ufeff姓名,元\r\n'=1+1,\r\n甲,-5\r\n".encode() == path.read_bytes()


def test_an_output_may_name_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert 0 == write_csv([], path, columns=["b", "a"])
    assert "\ufeffb,a\r\n".encode() == path.read_bytes()


def test_a_very_long_note_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    write_rows([["x"], ["长" * 200_000]], path)
    assert [["x"], ["长" * 200_000]] == read_csv(path)
