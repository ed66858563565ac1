"""What is wrong or doubtful in a scoring or award table is said, with its place."""

import pytest

from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.errors import InvalidPolicy, Problem
from liushou_core.policy.policy import Policy
from liushou_core.policy.settlement import settle
from liushou_core.serialization.packs import lint_policy, load_policy

HEAD = """
schema = "liushou-policy/1"
id = "test-plan"
title = { zh = "测试", en = "Test" }
in_force_from = 2022-09-01
"""

SCORING = (
    HEAD
    + """
[scoring]
source = "004 §2.六"
components = [{ rank_rise = {} }]
"""
)

AWARD = """
[[award]]
id = "a1"
when = { end_rank = { from = 1, to = 3 } }
yuan = 30
source = "004 §2.六"
"""


def found(text: str) -> list[tuple[str, str, str]]:
    """Return code, place and severity of every problem of a pack."""
    return [(problem.code, where(problem), problem.severity) for problem in lint_policy(text)]


def where(problem: Problem) -> str:
    """Return the place of a problem inside the pack."""
    return ".".join(str(step) for step in problem.path)


def test_a_sound_table_has_no_problem() -> None:
    """The tables that the other tests damage are sound."""
    assert found(SCORING + AWARD) == []


def test_small_numbers_are_sound() -> None:
    """Half a point, a band of one place and a rate of nothing are unusual and allowed."""
    small = """components = [
        { rank_rise = { points_per_place = "0.5" } },
        { stay_in_top = { places = 1, points = "0.5" } },
        { no_serious_violation = { points = "0.5" } },
        { title = { points = "0.5" } },
    ]
    first_grade = 1
    yuan_per_point = 0
    cap = "0.5"
    most_points = "0.5"
    rounding = { places = 0 }
    """
    award = AWARD.replace("from = 1, to = 3", "from = 1, to = 1").replace("yuan = 30", 'yuan = "0.01"')
    assert found(SCORING.replace("components = [{ rank_rise = {} }]", small) + award) == []


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("components = []", ("scoring_nothing", "scoring.components", "warning")),
        (
            "components = [{ title = {} }, { title = { name = 'self_strong' } }]",
            ("id_twice", "scoring.components.0.id", "error"),
        ),
        ("components = [{ rank_rise = { points_per_place = 0 } }]", ("scoring_points", None, "warning")),
        ("components = [{ stay_in_top = { places = 0 } }]", ("empty_band", None, "error")),
        ("components = [{ stay_in_top = { points = 0 } }]", ("scoring_points", None, "warning")),
        ("components = [{ no_serious_violation = { points = 0 } }]", ("scoring_points", None, "warning")),
        ("components = [{ title = { points = 0 } }]", ("scoring_points", None, "warning")),
        (
            "components = [{ rank_rise = {} }]\nfirst_grade = 13",
            ("bad_grade", "scoring.first_grade", "error"),
        ),
        (
            "components = [{ rank_rise = {} }]\nfirst_grade = 0",
            ("bad_grade", "scoring.first_grade", "error"),
        ),
        (
            "components = [{ rank_rise = {} }]\nyuan_per_point = -1",
            ("negative", "scoring.yuan_per_point", "error"),
        ),
        ("components = [{ rank_rise = {} }]\ncap = 0", ("scoring_points", "scoring.cap", "error")),
        (
            "components = [{ rank_rise = {} }]\nmost_points = 0",
            ("scoring_points", "scoring.most_points", "error"),
        ),
        (
            "components = [{ rank_rise = {} }]\nrounding = { places = 3 }",
            ("scoring_places", "scoring.rounding.places", "error"),
        ),
    ],
)
def test_scoring(damage: str, problem: tuple[str, str | None, str]) -> None:
    """Each damage to [scoring] is the one problem found, at its place."""
    problems = found(SCORING.replace("components = [{ rank_rise = {} }]", damage))
    code, place, severity = problem
    assert {(c, s) for c, _, s in problems} == {(code, severity)}
    assert place is None or place in [p for _, p, _ in problems]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("when = { end_rank = { from = 3, to = 1 } }", ("empty_band", "error")),
        ("when = { end_rank = { from = 0, to = 1 } }", ("empty_band", "error")),
        ("when = {}", ("award_one_of", "error")),
        (
            "when = { end_rank = { from = 1, to = 3 }, progress = { at_least = 5 } }",
            ("award_one_of", "error"),
        ),
        ("when = { progress = {} }", ("award_one_of", "error")),
        ("when = { progress = { at_least = 5, per_each = 5 } }", ("award_one_of", "error")),
        ("when = { progress = { per_each = 0 } }", ("empty_band", "error")),
    ],
)
def test_award_conditions(damage: str, problem: tuple[str, str]) -> None:
    """An award has exactly one condition, and one that somebody can meet."""
    text = SCORING + AWARD.replace("when = { end_rank = { from = 1, to = 3 } }", damage)
    assert [(code, severity) for code, _, severity in found(text)] == [problem]


@pytest.mark.parametrize(("yuan", "code"), [("0", "not_positive"), ('"0.125"', "parts_of_a_fen")])
def test_award_amounts(yuan: str, code: str) -> None:
    """An award is a positive amount in whole fen."""
    assert [c for c, _, _ in found(SCORING + AWARD.replace("yuan = 30", f"yuan = {yuan}"))] == [code]


def test_two_awards_for_one_rank_are_doubtful() -> None:
    """Bands that overlap are a warning that names the ranks (STU-1: 100, not 100 + 30)."""
    second = AWARD.replace('"a1"', '"a2"').replace("from = 1, to = 3", "from = 3, to = 5")
    (problem,) = lint_policy(SCORING + AWARD + second)
    assert (problem.code, problem.severity, problem.values) == ("award_overlap", "warning", {"ranks": "3–3"})
    apart = AWARD.replace('"a1"', '"a2"').replace("from = 1, to = 3", "from = 4, to = 5")
    assert found(SCORING + AWARD + apart) == []


def test_the_shipped_pack_is_clean(pack: Policy) -> None:
    """The pack that ships has no problem and no warning."""
    assert list(pack.lint()) == []
    assert pack.warnings == ()


def test_a_plan_without_scoring_cannot_be_settled() -> None:
    """Settling under a plan without [scoring] says so."""
    with pytest.raises(InvalidPolicy) as caught:
        settle(load_policy("school-four-priorities"), MemoryFacts.build(), school_year="2022-2023")
    assert [problem.code for problem in caught.value.problems] == ["scoring_missing"]
