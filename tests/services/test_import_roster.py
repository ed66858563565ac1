"""Importing a roster: all of it or nothing, the same again changes nothing, and what is stored is never overwritten."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import liushou_core as lc
from liushou_core.domain.child import Child
from liushou_core.domain.school import TermResult
from liushou_core.errors import ImportRefused
from liushou_core.plugins.formats import read_tables
from liushou_core.services.roster_tables import KINDS, Tables, stored_records

GOLDEN = Path(__file__).parents[1] / "plugins" / "formats" / "golden" / "school"


@pytest.fixture(params=["memory", "sqlite"])
def programme(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[lc.Programme]:
    url = "memory://" if request.param == "memory" else f"sqlite:///{tmp_path / 'school.db'}"
    with lc.open_programme(url, policy="school-four-priorities") as opened:
        yield opened


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "school"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def stored(programme: lc.Programme) -> dict[str, list[tuple[Any, int]]]:
    """Return everything that is stored, each record with its version."""
    with programme.read() as uow:
        return {
            name: [(r, getattr(uow, name).version(r.id)) for r in getattr(uow, name)]
            for name in KINDS.values()
        }


def test_every_record_of_the_tables_is_stored(programme: lc.Programme, school: Path) -> None:
    report = programme.import_roster(school)
    tables = read_tables(school)
    assert {KINDS[kind]: len(found) for kind, found in tables.records.items()} == report.stored
    assert 3 == report.rows["pupils.csv"]
    assert not report.refused
    kept = {record for records in stored(programme).values() for record, _version in records}
    assert set(tables.all()) == kept


def test_the_same_tables_again_change_nothing(programme: lc.Programme, school: Path) -> None:
    first = programme.import_roster(school)
    before = stored(programme)
    again = programme.import_roster(school)
    assert {} == again.stored
    assert first.stored == again.unchanged
    assert before == stored(programme)


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("pupils", "2015-03-10", "2015-13-10"),
        ("pupils", "七年级1班", "七年级9班"),
        ("pupils", "A0002", "A0001"),
        ("pupils", "000000201503100013", "000000201503100014"),
    ],
)
def test_one_wrong_row_keeps_everything_out(
    programme: lc.Programme, school: Path, table: str, old: str, new: str
) -> None:
    """Impossible date, unknown class, school-roll number used twice, wrong check digit: nothing at all is stored."""
    before = stored(programme)
    edit(school / f"{table}.csv", old, new)
    with pytest.raises(ImportRefused) as caught:
        programme.import_roster(school)
    (problem,) = caught.value.problems
    assert ("pupils.csv", True, True) == (problem.file, bool(problem.row), bool(problem.column))
    assert before == stored(programme)


def test_a_wrong_row_leaves_what_was_stored_as_it_was(programme: lc.Programme, school: Path) -> None:
    programme.import_roster(school)
    before = stored(programme)
    (school / "titles.csv").write_text(
        "儿童,日期,称号\np2,2023-06-31,三好学生\np3,2023-06-30,三好学生\n", "utf-8"
    )
    with pytest.raises(ImportRefused):
        programme.import_roster(school)
    assert before == stored(programme)


def test_problems_may_be_reported_instead_of_raised(programme: lc.Programme, school: Path) -> None:
    """Nothing is stored then either."""
    edit(school / "pupils.csv", "2015-03-10", "2015-13-10")
    report = programme.import_roster(school, on_error="report")
    assert report.refused
    assert ["not_a_day"] == [problem.code for problem in report.problems]
    assert {} == report.stored
    assert [] == stored(programme)["children"]


def test_an_import_corrects_nothing_that_is_stored(programme: lc.Programme, school: Path) -> None:
    """The row and the fields that differ are named, never their values."""
    programme.import_roster(school)
    before = stored(programme)
    edit(school / "results.csv", "480", "490")
    with pytest.raises(ImportRefused) as caught:
        programme.import_roster(school)
    (problem,) = caught.value.problems
    assert ("stored_differently", "results.csv", 2, "total") == (
        problem.code,
        problem.file,
        problem.row,
        problem.values["fields"],
    )
    assert "490" not in caught.value.text("zh") + caught.value.text("en")
    assert before == stored(programme)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("a0001,", "stored_roll_number", "学籍号"),
        ("A0009,000000201503100013", "stored_identity_number", "身份证号码"),
    ],
)
def test_a_number_of_another_stored_child_is_refused(
    programme: lc.Programme, school: Path, tmp_path: Path, cells: str, code: str, column: str
) -> None:
    programme.import_roster(school)
    path = tmp_path / "more.csv"
    path.write_text(f"编号,所属单位,学籍号,身份证号码\np9,school-1,{cells}\n", "utf-8")
    with pytest.raises(ImportRefused) as caught:
        programme.import_roster(path)
    (problem,) = caught.value.problems
    assert (code, "more.csv", 2, column, "p1") == (
        problem.code,
        problem.file,
        problem.row,
        problem.column,
        problem.values["id"],
    )


def test_a_later_table_may_refer_to_what_is_stored(
    programme: lc.Programme, school: Path, tmp_path: Path
) -> None:
    programme.import_roster(school)
    path = tmp_path / "results.csv"
    path.write_text("儿童,班级,学期,总分\np1,七年级1班,2022-2023/2,500\n", "utf-8")
    assert {"results": 1} == programme.import_roster(path).stored
    with programme.read() as uow:
        assert {"c1"} == {result.school_class for result in uow.results if result.child == "p1"}


def test_many_records_are_told_apart_like_few(programme: lc.Programme, school: Path) -> None:
    """Above a certain number the store is read through instead of asked record by record; the answers are the same."""
    programme.import_roster(school)
    path = school / "conduct.csv"
    days = [f"2022-{month:02}-{day:02}" for month in (9, 10, 11, 12) for day in range(1, 31)]
    rows = [f"{child},{day},表扬,\n" for child in ("p1", "p3") for day in days]
    path.write_text(path.read_text("utf-8") + "".join(rows), "utf-8")
    report = programme.import_roster(school)
    assert ({"conduct": len(rows)}, 1) == (report.stored, report.unchanged["conduct"])
    assert {} == programme.import_roster(school).stored


def test_progress_is_told_kind_by_kind(programme: lc.Programme, school: Path) -> None:
    told: list[tuple[str, int, int]] = []
    programme.import_roster(school, progress=lambda *step: told.append(step))
    assert {("pupils", 3, 3), ("children", 3, 3)} <= set(told)


def test_stored_records_are_what_tables_may_refer_to(programme: lc.Programme, school: Path) -> None:
    programme.import_roster(school)
    with programme.read() as uow:
        found = Tables.of_records(stored_records(uow))
    assert read_tables(school).of(Child) == found.of(Child)
    assert 3 == len(found.of(TermResult))


def test_what_is_no_record_makes_no_tables() -> None:
    with pytest.raises(TypeError, match="str"):
        Tables.of_records(["p1"])
