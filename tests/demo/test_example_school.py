"""The example school: what it promises, counted from its CSV files and not through the library."""

import csv
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from liushou_core.cli.demo_school import demo_school
from liushou_core.locale import LOCALES, Locale
from liushou_core.plugins.formats import read_tables, write_tables
from liushou_core.services.roster_tables import Tables

GENERATOR = Path(__file__).parents[2] / "examples" / "generate_school.py"
DAY = date(2023, 9, 30)
LAST_DAY = date(2023, 6, 30)


def test_the_generator_writes_the_same_bytes_again(tmp_path: Path) -> None:
    """The files are what the program beside them makes, on every machine and Python."""
    subprocess.run([sys.executable, str(GENERATOR), str(tmp_path)], check=True)
    kept = {path.name: path.read_bytes() for path in demo_school().glob("*.csv")}
    assert kept == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_it_is_small_enough_to_carry() -> None:
    assert sum(path.stat().st_size for path in demo_school().iterdir()) < 6_000_000


def test_a_thousand_pupils_sit_in_twenty_four_classes(plain: Any) -> None:
    assert (1000, 24) == (len(plain.pupils), len(plain.classes))
    grades = {plain.grade_on(child, DAY) for child in plain.pupils} | {
        plain.grade_on(child, LAST_DAY) for child in plain.pupils
    }
    assert {None, *range(1, 10)} == grades


def test_about_four_hundred_of_them_are_left_behind(plain: Any, recompute: ModuleType) -> None:
    found = Counter(recompute.left_behind(plain, DAY).values())
    assert 380 <= found["yes"] <= 420
    assert found["unknown"] >= 40


def test_some_facts_about_parents_were_never_asked_or_refused(plain: Any) -> None:
    """Three to five pupils in a hundred have a living parent of whom nobody knows whether away."""

    def open_question(parent: str) -> bool:
        row = plain.parents[parent]
        return row["健在情况"] == "健在" and row["外出经历"] in ("", "拒答", "不清楚")

    missing = [row for row in plain.pupils.values() if any(map(open_question, row["父母"].split(";")))]
    assert 30 <= len(missing) <= 50


def test_visits_home_are_written_in_both_ways(plain: Any) -> None:
    """As returns inside one spell, and as spells with gaps between them."""
    assert any(row["期间返乡"] for row in plain.tables["absences"])
    assert any(len(spells) > 1 for spells in plain.spells.values())


def test_three_months_are_judged_on_the_day(plain: Any, recompute: ModuleType) -> None:
    """Some mothers left exactly three months before the day, some one day later."""
    verdicts = recompute.left_behind(plain, DAY)
    for start, verdict in (("2023-06-30", "yes"), ("2023-07-01", "no")):
        late = {row["家长"] for row in plain.tables["absences"] if row["外出日期"] == start}
        children = [c for c, row in plain.pupils.items() if late & set(row["父母"].split(";"))]
        assert verdict in {verdicts[child] for child in children}


def test_brothers_and_sisters_share_parents_and_visits(plain: Any) -> None:
    assert len({row["父母"] for row in plain.pupils.values()}) < 850
    assert any(";" in row["儿童"] for row in plain.tables["contacts"] if row["方式"] == "家访")


def test_a_class_teacher_changes_in_the_middle_of_the_year(plain: Any) -> None:
    holders = Counter(row["班级"] for row in plain.tables["posts"] if row["职务"] == "班主任")
    assert [2] == [count for count in holders.values() if count > 1]


def test_the_awkward_cases_of_the_settlement_are_there(plain: Any, recompute: ModuleType) -> None:
    """Ties, missing finals, another class, a swap of volunteers, two volunteers, a teacher who is one, an eighteenth birthday."""
    settled = recompute.settlement(plain, "2022-2023")
    children, day = settled["children"], LAST_DAY
    places = Counter((plain.class_on(c, day), one["end"]) for c, one in children.items() if one["end"])
    assert any(count > 1 and place <= 5 for (_class, place), count in places.items())
    assert any(one["end"] is None for one in children.values())
    assert any(one["base"] is None and one["end"] is not None for one in children.values())
    contracts = [row for row in plain.tables["pairings"] if row["结对类别"] == "牵手扶助志愿者"]
    held = Counter(r["受助方"] for r in contracts if recompute.covers(r["开始日期"], r["结束日期"], day))
    assert any(held[child] == 2 for child in children)
    assert any(r["结束日期"] < "2023-06-30" and r["受助方"] in children for r in contracts if r["结束日期"])
    assert set(settled["volunteers"]) & set(settled["class_teachers"])
    assert any(children[child]["items"]["conduct"] == 0 for child in children)
    assert any(children[child]["items"]["title"] == 10 for child in children)
    assert settled["undetermined"]
    turned, turns = (c for c in plain.pupils if plain.pupils[c]["出生日期"] in ("2005-06-30", "2005-07-01"))
    assert (False, True) == (turned in children, turns in children)
    assert any(row["名次"] and not row["总分"] for row in plain.tables["results"])


def test_contacts_go_on_for_a_year_with_gaps_and_attempts(plain: Any) -> None:
    days = sorted(row["日期"] for row in plain.tables["contacts"])
    assert ("2022-09", "2023-10") == (days[0][:7], days[-1][:7])
    assert {"是", "否"} == {row["已完成"] for row in plain.tables["contacts"]}
    months: dict[str, set[str]] = {}
    for row in plain.tables["contacts"]:
        if row["方式"] == "谈心":
            months.setdefault(row["儿童"], set()).add(row["日期"][:7])
    assert any(len(talked) <= 8 for talked in months.values())


def test_everybody_is_invented() -> None:
    """Names are numbers, places of identity numbers never were, telephone numbers begin with 0000."""
    with (demo_school() / "pupils.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert re.fullmatch(r"学生\d{4}", row["姓名"])
            assert row["身份证号码"][:6] in ("", "000000")
            assert row["家庭联系电话"][:4] in ("", "0000")


def test_the_library_reads_it_without_a_problem(tables: Tables) -> None:
    assert () == tables.problems
    assert ["unknown_place_code"] == [warning.code for warning in tables.warnings]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_library_writes_and_reads_the_whole_school(
    tables: Tables, tmp_path: Path, locale: Locale
) -> None:
    write_tables(tables, tmp_path, locale=locale)
    again = read_tables(tmp_path)
    assert () == again.problems
    assert {kind: set(found) for kind, found in tables.records.items()} == {
        kind: set(found) for kind, found in again.records.items()
    }
