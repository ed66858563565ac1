"""Tables of a school: which files and headings are understood, and what is said of those that are not."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from liushou_core.domain.child import Child
from liushou_core.domain.contact import Contact
from liushou_core.domain.family import Absence, Parent
from liushou_core.domain.organisation import Organisation, OrganisationKind
from liushou_core.domain.school import Enrolment, LeavingReason, SchoolClass
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED
from liushou_core.errors import ImportRefused
from liushou_core.plugins.formats import read_tables
from liushou_core.plugins.formats.cells import id_type, read_cell, write_cell
from liushou_core.plugins.formats.sheets import SHEETS, Sheet
from liushou_core.services.roster_tables import KINDS

GOLDEN = Path(__file__).with_name("golden") / "school"
SCHOOL = Organisation(id="school-1", kind=OrganisationKind.SCHOOL)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "school"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def codes(folder: Path) -> list[tuple[str, str | None, int | None, str | None]]:
    return [(p.code, p.file, p.row, p.column) for p in read_tables(folder).problems]


def test_a_folder_of_tables_becomes_records() -> None:
    """Words for unknown facts, lists, days in three writings and spells from their own table all arrive as values."""
    tables = read_tables(GOLDEN)
    one, two, three = tables.of(Child)
    assert (("近视", "哮喘"), (), NOT_KNOWN) == (two.health, one.health, three.health)
    assert (REFUSED, NOT_ASKED, NOT_ASKED) == (three.rural, two.single_parent, three.parents)
    assert date(2016, 2, 29) == two.birthday
    father, mother, other = tables.of(Parent)
    assert () == mother.absences
    assert REFUSED == other.absences
    assert isinstance(father.absences, tuple)
    assert [date(2021, 2, 20), date(2023, 1, 29)] == [spell.start for spell in father.absences]
    assert 2 == len(father.absences[0].breaks)
    assert {"c1", "c2"} == {enrolment.school_class for enrolment in tables.of(Enrolment)}


def test_the_records_can_be_joined_into_facts() -> None:
    facts = read_tables(GOLDEN).facts()
    assert ["p1", "p2", "p3"] == [child.id for child in facts.children()]
    assert date(2023, 2, 13) == facts.terms("school-1").terms[1].start


def test_problems_keep_the_records_from_being_joined(school: Path) -> None:
    edit(school / "pupils.csv", "2015-03-10", "2015-13-10")
    with pytest.raises(ImportRefused, match="row 2"):
        read_tables(school).facts()


def test_a_byte_order_mark_is_no_part_of_the_first_heading(school: Path) -> None:
    for path in school.iterdir():
        path.write_text("\ufeff" + path.read_text("utf-8"), "utf-8")
    assert read_tables(GOLDEN).records == read_tables(school).records


def test_headings_may_be_english_in_any_order_and_files_chinese(school: Path) -> None:
    (school / "titles.csv").unlink()
    (school / "称号.csv").write_text(
        "day,LEVEL, name ,child\n2023/5/31,school,Three Good Student,p1\n", "utf-8"
    )
    assert read_tables(GOLDEN).records == read_tables(school).records


def test_blank_rows_are_passed_over_and_counted(school: Path) -> None:
    """Row numbers are those that a spreadsheet shows."""
    edit(school / "conduct.csv", "p2,2023-03-15", ",,,\n\np2,2023-03-35")
    assert [("not_a_day", "conduct.csv", 4, "日期")] == codes(school)


def test_files_that_are_no_tables_are_left_alone(school: Path) -> None:
    (school / "README.md").write_text("notes", "utf-8")
    assert [] == codes(school)


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [
        ("pupils", "姓名", "名字", [("unknown_column", "pupils.csv", 1, "名字")]),
        ("pupils", "姓名", "学籍号", [("column_twice", "pupils.csv", 1, "学籍号")]),
        ("conduct", "日期", "day,日期", [("column_twice", "conduct.csv", 1, "日期")]),
        (
            "titles",
            "称号,级别",
            "级别,级别2",
            [("unknown_column", "titles.csv", 1, "级别2"), ("column_missing", "titles.csv", 1, "称号")],
        ),
        ("guardians", "编号,所属单位,监护人姓名,年龄\n", "", [("no_heading", "guardians.csv", 1, None)]),
    ],
)
def test_headings_that_are_wrong_are_named(
    school: Path, table: str, old: str, new: str, expected: list[tuple[str, str, int, str | None]]
) -> None:
    edit(school / f"{table}.csv", old, new)
    found = codes(school)
    for problem in expected:
        assert problem in found


def test_a_table_without_headings_shows_none_of_its_cells(school: Path) -> None:
    """The first row may be a person's: nothing of it is repeated."""
    (school / "pupils.csv").write_text("p1,school-1,A0001,学生甲\n", "utf-8")
    for problem in read_tables(school).problems:
        assert "学生甲" not in problem.text("zh") + problem.text("en")


def test_a_missing_column_is_reported_once_and_not_in_every_row(school: Path) -> None:
    edit(school / "contacts.csv", "方式,日期", "方式,办法")
    assert 1 == [code for code, *_ in codes(school)].count("column_missing")


def test_a_row_longer_than_its_heading_is_refused(school: Path) -> None:
    edit(school / "conduct.csv", "p2,2023-03-15,严重违纪违法,打架", "p2,2023-03-15,严重违纪违法,打架,又一格")
    assert [("cell_without_heading", "conduct.csv", 2, None)] == codes(school)


def test_a_file_of_another_encoding_is_refused_with_the_remedy(school: Path) -> None:
    path = school / "conduct.csv"
    path.write_bytes(path.read_text("utf-8").encode("gbk"))
    assert [("not_utf8", "conduct.csv", None, None)] == codes(school)
    assert "CSV UTF-8" in read_tables(school).problems[0].text("zh")


def test_a_broken_quotation_is_refused_with_its_row(school: Path) -> None:
    edit(school / "conduct.csv", "打架", '"打架"又')
    assert [("unreadable_csv", "conduct.csv", 2, None)] == codes(school)


def test_a_table_of_unknown_name_is_refused(school: Path) -> None:
    (school / "杂项.csv").write_text("编号\n1\n", "utf-8")
    assert [("unknown_table", "杂项.csv", None, None)] == codes(school)


def test_one_mistake_is_reported_once(school: Path) -> None:
    """Records that lead to a refused row are not called dangling too."""
    edit(school / "pupils.csv", "2015-03-10", "2015-13-10")
    assert [("not_a_day", "pupils.csv", 2, "出生日期")] == codes(school)


def test_every_mistake_of_a_row_is_reported(school: Path) -> None:
    edit(school / "pupils.csv", "000000201503100013,男,2015-03-10", "000000201503100014,男孩子,2015-13-10")
    assert {"identity_check_digit", "not_a_word", "not_a_day"} == {code for code, *_ in codes(school)}


def test_a_single_file_is_taken_for_the_roster_of_pupils(tmp_path: Path) -> None:
    """What it refers to may be stored already, and the school named by the caller."""
    path = tmp_path / "三年级2班 2023.csv"
    path.write_text("编号,姓名,班级,入班日期\np8,学生辛,c1,2023-09-01\n", "utf-8")
    stored = [
        SCHOOL,
        SchoolClass(
            id="c1",
            school="school-1",
            label="一班",
            entry=read_tables(GOLDEN).of(SchoolClass)[0].entry,
            entry_grade=7,
        ),
    ]
    tables = read_tables(path, scope="school-1", beside=stored)
    assert () == tables.problems
    assert ["school-1"] == [child.scope for child in tables.of(Child)]
    assert ["c1"] == [enrolment.school_class for enrolment in tables.of(Enrolment)]
    assert {path.name: 1} == dict(tables.rows)


def test_a_new_table_must_not_contradict_what_is_stored(tmp_path: Path) -> None:
    stored = list(read_tables(GOLDEN).all())
    path = tmp_path / "enrolments.csv"
    path.write_text("儿童,班级,入班日期\np1,c2,2023-03-01\n", "utf-8")
    found = [(p.code, p.file, p.row) for p in read_tables(path, beside=stored).problems]
    assert [("enrolments_overlap", "enrolments.csv", 2)] == found


def test_ids_that_a_table_leaves_out_are_the_same_in_every_reading() -> None:
    assert read_tables(GOLDEN).records == read_tables(GOLDEN).records
    assert 2 == len({spell.id for parent in read_tables(GOLDEN).of(Parent) for spell in _spells(parent)})
    assert 2 == len({contact.id for contact in read_tables(GOLDEN).of(Contact)})


def _spells(parent: Parent) -> tuple[Absence, ...]:
    return parent.absences if isinstance(parent.absences, tuple) else ()


def test_a_pupils_row_may_say_when_the_class_was_left(school: Path) -> None:
    (school / "pupils.csv").write_text(
        "编号,所属单位,班级,入班日期,离班日期,离班原因\np1,school-1,c1,2022-09-01,2023-07-01,毕业\n", "utf-8"
    )
    (one,) = read_tables(school).of(Enrolment)
    assert (date(2023, 7, 1), LeavingReason.GRADUATED) == (one.until, one.left_because)
    edit(school / "pupils.csv", "2023-07-01", "2022-07-01")
    assert ("until_before_start", "pupils.csv", 2, "离班日期") in codes(school)
    edit(school / "pupils.csv", "c1,2022-09-01", ",2022-09-01")
    assert ("class_and_day", "pupils.csv", 2, "班级") in codes(school)


def test_a_pupils_row_and_the_table_of_enrolments_must_say_the_same(school: Path) -> None:
    (school / "在班.csv").write_text("儿童,班级,入班日期\np1,c1,2022-09-01\np2,c1,2022-09-01\n", "utf-8")
    assert 3 == len(read_tables(school).of(Enrolment))
    edit(school / "在班.csv", "p2,c1,2022-09-01", "p2,c2,2021-09-01")
    assert [("enrolments_overlap", "pupils.csv", 3, "入班日期")] == codes(school)
    (school / "在班.csv").write_text("儿童,班级,入班日期,离班日期\np1,c1,2022-09-01,2023-01-01\n", "utf-8")
    assert [("same_record_twice", "pupils.csv", 2, None)] == codes(school)


def test_an_empty_table_holds_nothing(school: Path) -> None:
    (school / "titles.csv").write_text("\n\n", "utf-8")
    assert [] == codes(school)


def test_a_row_without_id_is_not_made_an_id_from_a_wrong_key(school: Path) -> None:
    edit(school / "conduct.csv", "2023-03-15", "2023-03-32")
    assert [("not_a_day", "conduct.csv", 2, "日期")] == codes(school)


def test_tables_show_how_much_they_hold_and_nothing_of_it() -> None:
    assert "Tables(28 records, 0 problems)" == repr(read_tables(GOLDEN))


def test_place_codes_that_never_were_are_one_warning_a_file() -> None:
    (warning,) = read_tables(GOLDEN).warnings
    assert ("warning", "pupils.csv", 2, 2) == (
        warning.severity,
        warning.file,
        warning.row,
        warning.values["count"],
    )


def test_progress_is_told_table_by_table() -> None:
    told: list[tuple[str, int, int]] = []
    read_tables(GOLDEN, progress=lambda *step: told.append(step))
    assert ("pupils", 3, 3) in told


def test_nothing_there_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_tables(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_heading_of_a_table_names_one_column(sheet: Sheet) -> None:
    """No two columns of a table share an English or a Chinese heading, and a cell can hold every one of them."""
    columns = sheet.columns.values()
    headings = [heading for column in columns for heading in {column.name, column.label}]
    assert len(headings) == len(set(headings))
    for column in columns:
        id_type(column.hint)
        word = write_cell(NOT_KNOWN, column.hint, column.default)
        assert "Unknown" not in str(column.hint) or NOT_KNOWN == read_cell(word, column.hint, column.default)


def test_ids_are_never_made_from_what_is_protected() -> None:
    """An id is shown in logs and errors, so only PLAIN and LINK columns may stand in its key."""
    masked = [(s.name, n) for s in SHEETS for n in s.key if s.columns[n].sensitivity.masked]
    assert [] == masked


def test_every_kind_of_record_has_a_table() -> None:
    """A new kind of record that is stored can be imported too."""
    made = {sheet.noun.__name__ for sheet in SHEETS} | {"SchoolCalendar"}
    assert set() == {kind.__name__ for kind in KINDS} - made
