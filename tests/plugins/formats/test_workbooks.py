"""Workbooks: numbers and days of a spreadsheet are read as a clerk sees them; broken files and lost digits are refused."""

import sys
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from liushou_core.domain.child import Child
from liushou_core.domain.family import Guardian
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.errors import MissingExtra
from liushou_core.plugins.formats import read_tables

Cell = str | int | float | date | bool
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_A_DAY = 1
"""The cell style that shows a number as a day: the second of styles.xml."""


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Path:
    """Write the smallest workbook that holds these cells."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(sheets, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        + "".join(
            f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + f'<Relationship Id="y" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>",
    }
    for n, rows in enumerate(sheets.values(), 1):
        body = "".join(_row(number, row) for number, row in enumerate(rows, 1))
        parts[f"xl/worksheets/s{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, _HEAD + text)
    return path


def _row(number: int, cells: Sequence[Cell]) -> str:
    return (
        f'<row r="{number}">'
        + "".join(_cell(f"{chr(65 + i)}{number}", c) for i, c in enumerate(cells))
        + "</row>"
    )


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="{_A_DAY}"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def test_cells_of_a_workbook_are_read_as_the_clerk_sees_them(tmp_path: Path) -> None:
    """Whole numbers without a point, days as days, ticks as yes or no."""
    heads = ["编号", "所属单位", "姓名", "出生日期", "寄宿", "学籍号"]
    rows = [heads, ["p1", "school-1", "学生甲", date(2015, 3, 10), True, 20150001]]
    stored = {"单位": [["编号", "单位类别"], ["school-1", "学校"]], "学生": rows, "Sheet3": []}
    tables = read_tables(workbook(tmp_path / "名册.xlsx", stored))
    assert () == tables.problems
    (child,) = tables.of(Child)
    assert (date(2015, 3, 10), True, "20150001") == (child.birthday, child.boarder, child.roll_number)


def test_a_workbook_of_one_sheet_is_the_roster_and_rows_count_from_the_top(tmp_path: Path) -> None:
    path = workbook(tmp_path / "一班.xlsx", {"Sheet1": [["编号", "出生日期"], ["p1", "2015-02-30"]]})
    (problem,) = read_tables(path, scope="school-1").problems
    assert ("not_a_day", "一班.xlsx:Sheet1", 2, "出生日期") == (
        problem.code,
        problem.file,
        problem.row,
        problem.column,
    )


def test_a_number_too_long_for_a_spreadsheet_has_lost_its_last_digits(tmp_path: Path) -> None:
    """An identity number typed as a quantity cannot be trusted, and is not shown."""
    rows = [["编号", "身份证号码"], ["p1", 999999201503100010]]
    tables = read_tables(workbook(tmp_path / "roster.xlsx", {"pupils": rows}), scope="school-1")
    (problem,) = tables.problems
    assert ("digits_lost", 2, "身份证号码") == (problem.code, problem.row, problem.column)
    assert "9999" not in problem.text("zh")


def test_whole_numbers_of_a_workbook_fill_number_fields(tmp_path: Path) -> None:
    rows = [["编号", "年龄", "职业"], ["g1", 66, ""]]
    (guardian,) = read_tables(workbook(tmp_path / "监护人.xlsx", {"Sheet1": rows}), scope="s").of(Guardian)
    assert (66, NOT_ASKED) == (guardian.age, guardian.occupation)


def test_marks_with_a_half_stay_exact(tmp_path: Path) -> None:
    rows = [
        ["儿童", "班级", "学期", "总分"],
        ["p1", "c1", "2022-2023/1", 470.5],
        ["p2", "c1", "2022-2023/1", "优"],
    ]
    tables = read_tables(workbook(tmp_path / "成绩.xlsx", {"Sheet1": rows}))
    assert {(3, "not_a_number")} == {(p.row, p.code) for p in tables.problems if p.column == "总分"}


def test_a_sheet_of_unknown_name_among_others_is_refused(tmp_path: Path) -> None:
    rows = [["编号", "单位类别"], ["school-1", "学校"]]
    path = workbook(tmp_path / "x.xlsx", {"organisations": rows, "其他": [["甲"], ["乙"]]})
    assert ["unknown_table"] == [problem.code for problem in read_tables(path).problems]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pupils.xlsx").write_bytes(b"no workbook")
    assert ["unreadable_workbook"] == [problem.code for problem in read_tables(tmp_path).problems]


def test_a_file_of_another_type_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pupils.docx").write_bytes(b"")
    assert ["unknown_file_type"] == [p.code for p in read_tables(tmp_path / "pupils.docx").problems]


def test_a_workbook_that_is_not_there_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_tables(tmp_path / "nowhere.xlsx")


def test_without_the_extra_a_workbook_asks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CSV files need nothing installed; workbooks name the extra that reads them."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match=r"liushou-core\[office\]"):
        read_tables(workbook(tmp_path / "roster.xlsx", {"pupils": [["编号"]]}))
