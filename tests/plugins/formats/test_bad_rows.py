"""Bad rows: every wrong cell is refused with file, row, column, reason and remedy, in Chinese and in English."""

import csv
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from liushou_core.plugins.formats import read_tables

GOLDEN = Path(__file__).with_name("golden")
CASES: list[dict[str, Any]] = tomllib.loads(GOLDEN.joinpath("bad_cells.toml").read_text("utf-8"))["case"]
PERSONAL = {
    "学籍号",
    "姓名",
    "身份证号码",
    "出生日期",
    "家长姓名",
    "联系电话",
    "健康状况",
    "单亲",
    "说明",
    "总分",
    "名次",
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A folder of its own with a little school in which nothing is wrong."""
    return Path(shutil.copytree(GOLDEN / "school", tmp_path / "school"))


def change(school: Path, *, table: str, row: int, column: str, cell: str) -> None:
    """Write *cell* into a row (the heading is row 1) and column of a table."""
    path = school / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def changes(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells that a case changes."""
    first = {name: case[name] for name in ("table", "row", "column", "cell")}
    return [first, *(case[name] for name in ("changed_too", "changed_three") if name in case)]


def test_the_little_school_is_right(school: Path) -> None:
    assert () == read_tables(school).problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_wrong_cell_is_found_where_it_stands(school: Path, case: dict[str, Any]) -> None:
    for one in changes(case):
        change(school, **one)
    file, row, column = case.get("at") or (f"{case['table']}.csv", case["row"], case["column"])
    found = [(p.code, p.file, p.row, p.column or "") for p in read_tables(school).problems]
    assert (case["code"], file, row, column) in found
    assert {case["code"], *case.get("also", ())} == {code for code, *_place in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_problem_says_what_to_do_in_both_languages_and_shows_nothing_personal(
    school: Path, case: dict[str, Any]
) -> None:
    for one in changes(case):
        change(school, **one)
    for problem in read_tables(school).problems:
        zh, en = problem.text("zh"), problem.text("en")
        assert "{" not in zh + en
        assert f"第{problem.row}行" in zh
        assert f"row {problem.row}" in en
        for one in changes(case):
            if one["column"] in PERSONAL and len(one["cell"]) > 1:
                assert one["cell"] not in zh + en
