"""The golden tables: E1–E21 of requirements §4.7, and what every alternative reading changes."""

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from liushou_core.policy.settlement import Settlement

GOLDEN = Path(__file__).parents[1] / "golden"
CASES: list[Any] = [
    case
    for name in ("settlement", "readings")
    for case in tomllib.loads((GOLDEN / f"{name}.toml").read_text("utf-8"))["case"]
]
READINGS = [(case, reading) for case in CASES for reading in case.get("reading", [])]

Settled = Callable[..., Settlement]


def exact(text: str) -> Fraction | None:
    """Read an expected number."""
    return None if text == "undefined" else Fraction(text)


def child_found(settlement: Settlement, child: str, key: str) -> object:
    """Return what the settlement says of one child, in the form of an expectation."""
    if key == "awards":
        return sum((Fraction(line.yuan) for line in settlement.awards if line.child == child), Fraction(0))
    line = next((line for line in settlement.lines if line.child == child), None)
    if line is None:
        return "not scored"
    if key == "total":
        return line.total
    if key in ("base", "end"):
        placing = getattr(line, key)
        return None if placing is None else placing.rank
    return line.points(key)


def helper_lines(settlement: Settlement, role: str, helper: str) -> list[tuple[Fraction | None, str]]:
    """Return points and yuan of a helper in a role."""
    found = [line for line in settlement.helpers if (line.helper, line.role.value) == (helper, role)]
    return [(line.points, str(line.yuan)) for line in found]


def check(settlement: Settlement, expect: Mapping[str, Any]) -> None:
    """Compare a settlement with what is expected of it."""
    for child, values in expect.get("child", {}).items():
        if values == "not scored":
            assert child not in [line.child for line in settlement.lines]
            continue
        found = {key: child_found(settlement, child, key) for key in values}
        assert (child, {key: exact(value) for key, value in values.items()}) == (child, found)
    for role in ("volunteer", "class_teacher"):
        for helper, values in expect.get(role, {}).items():
            wanted = [] if values == "no line" else [(exact(values["points"]), values["yuan"])]
            assert (helper, wanted) == (helper, helper_lines(settlement, role, helper))
    if "undetermined" in expect:
        assert tuple(expect["undetermined"]) == settlement.undetermined
    for name in ("total_yuan", "helpers_yuan", "awards_yuan"):
        if name in expect:
            assert Decimal(expect[name]) == getattr(settlement, name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_default_readings(case: Mapping[str, Any], settled: Settled) -> None:
    """Under the pack as it ships, every case gives what is written."""
    check(settled(case), case["expect"])


@pytest.mark.parametrize(
    ("case", "reading"), READINGS, ids=[f"{case['id']}: {reading['says']}" for case, reading in READINGS]
)
def test_other_readings(case: Mapping[str, Any], reading: Mapping[str, Any], settled: Settled) -> None:
    """Each alternative reading gives what is written for it, and something else than the default."""
    check(settled(case, reading["change"]), reading["expect"])
    with pytest.raises(AssertionError):
        check(settled(case), reading["expect"])


def test_every_worked_example_stands_in_the_table() -> None:
    """E1 to E21 are all there."""
    ids = " ".join(case["id"] for case in CASES).replace(",", " ").split()
    assert {f"E{n}" for n in range(1, 22)} <= {id.rstrip("abc") for id in ids}
