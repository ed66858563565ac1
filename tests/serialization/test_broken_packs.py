"""Mistakes in a pack: all of them at once, each with its line, its code and its place, in both languages."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from liushou_core.errors import InvalidPolicy, Problem, dotted
from liushou_core.serialization.packs import lint_policy, parse_policy

GOLDEN: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("golden").joinpath("broken_packs.toml").read_text("utf-8")
)["pack"]
HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2022-09-01
"""
every_row = pytest.mark.parametrize("row", GOLDEN, ids=[row["says"] for row in GOLDEN])


def text_of(row: dict[str, Any]) -> str:
    return row["text"] if row.get("whole") else HEAD + row["text"]


def found(problem: Problem) -> dict[str, Any]:
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
def test_every_mistake_is_told_with_its_line(row: dict[str, Any]) -> None:
    assert row["problems"] == [found(problem) for problem in lint_policy(text_of(row))]


@every_row
def test_the_loader_refuses_with_just_the_errors_that_lint_tells(row: dict[str, Any]) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        parse_policy(text_of(row), file="plan.toml")
    errors = [
        problem for problem in lint_policy(text_of(row), file="plan.toml") if problem.severity == "error"
    ]
    assert errors == list(caught.value.problems)
    assert caught.value.text("zh").startswith(f"方案plan.toml无法载入：共{len(errors)}处问题")
    assert all(problem.text("en").startswith("plan.toml line ") for problem in errors if problem.line)


def test_lines_count_the_same_with_the_line_ends_of_windows() -> None:
    for row in GOLDEN:
        crlf = text_of(row).replace("\n", "\r\n")
        assert [problem["line"] for problem in row["problems"]] == [
            problem.line or 0 for problem in lint_policy(crlf)
        ], row["says"]
