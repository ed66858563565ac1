"""The golden tables of the due list: every rule and reading of requirements §4.4, time counted from a day, and steps."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = [
    case
    for name in ("due.toml", "cadence.toml", "steps.toml")
    for case in tomllib.loads((GOLDEN / name).read_text("utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_due(case: dict[str, Any], world: Any) -> None:
    """The due list of the case's day is the one written in the table, line by line and in this order."""
    assert world(case).lines() == case["expect"]


def test_names_differ() -> None:
    """No two cases say the same sentence."""
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)
