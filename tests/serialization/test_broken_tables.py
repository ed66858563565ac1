"""Mistakes in the general tables of a pack: each with its line, its code and its place, in both languages."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import liushou_core
from liushou_core.errors import InvalidPolicy, Problem, dotted
from liushou_core.serialization.packs import lint_policy, parse_policy

GOLDEN: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("golden").joinpath("broken_tables.toml").read_text("utf-8")
)["pack"]
HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2022-09-01
source = "x"
"""
OF_FACTS = {"fact_undeclared", "fact_misfit"}
"""Problems of a facts document; they stand in test_declared.py of the policy's tests."""
every_row = pytest.mark.parametrize("row", GOLDEN, ids=[row["says"] for row in GOLDEN])


def told(problem: Problem) -> dict[str, Any]:
    """Return a problem as the table writes it."""
    place = dotted(problem.path)
    return {
        "line": problem.line or 0,
        "code": problem.code,
        **({"path": place} if place else {}),
        **({"severity": problem.severity} if problem.severity != "error" else {}),
        "zh": problem.text("zh"),
        "en": problem.text("en"),
    }


@every_row
def test_every_mistake_in_a_table_is_told_with_its_line(row: dict[str, Any]) -> None:
    assert row["problems"] == [told(problem) for problem in lint_policy(HEAD + row["text"])]


@every_row
def test_the_line_is_the_one_that_holds_what_is_wrong(row: dict[str, Any]) -> None:
    """The last key of the path that the pack writes stands on the line, or a table's header, or the table around it."""
    lines = (HEAD + row["text"]).splitlines()
    for problem in row["problems"]:
        line = lines[problem["line"] - 1]
        steps = problem["path"].replace("]", "").replace("[", ".").split(".")
        words = [step for step in steps if not step.isdecimal()]
        assert any(word in line for word in words), (problem["path"], line)


@every_row
def test_a_pack_with_an_error_does_not_load(row: dict[str, Any]) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        parse_policy(HEAD + row["text"])
    errors = [problem["code"] for problem in row["problems"] if "severity" not in problem]
    assert errors == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_problem_of_the_general_tables_has_a_row_and_says_how_to_mend_it(locale: str) -> None:
    folder = Path(liushou_core.__file__).with_name("locale") / locale
    texts = tomllib.loads(folder.joinpath("language.toml").read_text("utf-8"))["problem"]
    rows = {problem["code"]: problem[locale] for row in GOLDEN for problem in row["problems"]}
    assert set(texts) - OF_FACTS <= set(rows)
    stop = "。" if locale == "zh" else "; "
    for code in set(texts) - OF_FACTS:
        mend = rows[code].rpartition(stop)[2]
        assert mend.strip()
