"""Two readings of the same plans agree on the example school: the library's, and one from the CSV files alone."""

from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

import liushou_core as lc
from liushou_core.domain.helper import HelperRole
from liushou_core.services.roster_tables import Tables

YEAR = "2022-2023"


@pytest.fixture(scope="module")
def settled(tables: Tables) -> lc.Settlement:
    """The settlement as the library makes it."""
    policy = lc.load_policy("hand-in-hand-scoring")
    return lc.settle(policy, tables.facts(), school_year=lc.SchoolYear.parse(YEAR))


@pytest.fixture(scope="module")
def counted(plain: Any, recompute: ModuleType) -> dict[str, Any]:
    """The settlement as it was counted from the CSV files."""
    found: dict[str, Any] = recompute.settlement(plain, YEAR)
    return found


@pytest.mark.parametrize("day", [date(2023, 9, 1), date(2023, 9, 30), date(2023, 10, 31)])
def test_who_is_left_behind(tables: Tables, plain: Any, recompute: ModuleType, day: date) -> None:
    policy = lc.load_policy("school-four-priorities")
    decided = {c.id: lc.decide(policy, c, on=day).verdict.value for c in tables.facts().children()}
    assert recompute.left_behind(plain, day) == decided


def test_who_is_settled_and_who_is_undetermined(settled: lc.Settlement, counted: dict[str, Any]) -> None:
    assert sorted(counted["children"]) == [line.child for line in settled.lines]
    assert counted["undetermined"] == list(settled.undetermined)


def test_the_points_of_every_child(settled: lc.Settlement, counted: dict[str, Any]) -> None:
    assert {c: one["points"] for c, one in counted["children"].items()} == {
        line.child: line.total for line in settled.lines
    }


def test_the_awards_of_every_child(settled: lc.Settlement, counted: dict[str, Any]) -> None:
    given: dict[str, dict[str, Decimal]] = {}
    for line in settled.awards:
        given.setdefault(line.child, {})[line.award.id] = line.yuan
    assert {c: one["awards"] for c, one in counted["children"].items() if one["awards"]} == given


@pytest.mark.parametrize(
    ("role", "name"), [(HelperRole.VOLUNTEER, "volunteers"), (HelperRole.CLASS_TEACHER, "class_teachers")]
)
def test_the_points_and_yuan_of_every_helper(
    settled: lc.Settlement, counted: dict[str, Any], role: HelperRole, name: str
) -> None:
    paid = {
        line.helper: {"points": str(line.points), "yuan": str(line.yuan)}
        for line in settled.helpers
        if line.role is role and line.points is not None
    }
    assert counted[name] == paid


def test_the_whole_payout(settled: lc.Settlement, counted: dict[str, Any]) -> None:
    assert Decimal(counted["yuan"]) == settled.total_yuan
