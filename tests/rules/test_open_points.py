"""Every point that the texts leave open has its readings declared, and every reading changes an answer somewhere."""

import tomllib
import typing
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from liushou_core.policy.canonical import key_of
from liushou_core.policy.open_points import OPEN_POINTS, Choice, OpenPoint, Written

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "policy" / "golden"
CASES: list[Any] = tomllib.loads((HERE / "open-points.toml").read_text("utf-8"))["case"]
LISTED: Mapping[str, Any] = tomllib.loads((HERE / "readings-listed.toml").read_text("utf-8"))
CHOICES = [(point, choice) for point in OPEN_POINTS for choice in point.choices]

Answers = Callable[..., list[str]]


def name_of(case: Mapping[str, Any]) -> str:
    """Return what a case is called."""
    return f"{case['rule']}: {case['says']}"


@pytest.mark.parametrize("case", CASES, ids=map(name_of, CASES))
def test_the_default_reading(case: Mapping[str, Any], answers: Answers) -> None:
    """The plan as it is written gives the answers that stand in the table."""
    assert answers(case) == case["expect"]


READINGS = [(case, reading) for case in CASES for reading in case.get("reading", [])]


@pytest.mark.parametrize(
    ("case", "reading"), READINGS, ids=[f"{name_of(c)} {r['change']}" for c, r in READINGS]
)
def test_another_reading(case: Mapping[str, Any], reading: Mapping[str, Any], answers: Answers) -> None:
    """Another reading gives the answers that stand for it, and they are not those of the default."""
    assert answers(case, reading["change"]) == reading["expect"]
    assert reading["expect"] != case["expect"]


@pytest.mark.parametrize(("point", "choice"), CHOICES, ids=[f"{p.rule} {c.path}" for p, c in CHOICES])
def test_every_declared_reading_changes_an_answer(point: OpenPoint, choice: Choice) -> None:
    """For each value but the default some case tries it; that such a case changes an answer is a test of its own."""
    del point
    untried = [value for value in choice.others if (choice.path, spelled(value)) not in tried()]
    assert untried == []


def tried() -> set[tuple[str, str]]:
    """Return every parameter and value that a case of any table tries, ids left open."""
    tables = [
        CASES,
        *(tomllib.loads((GOLDEN / f"{name}.toml").read_text("utf-8"))["case"] for name in SETTLED),
    ]
    changes = [r["change"] for table in tables for case in table for r in case.get("reading", [])]
    return {(any_id(path), spelled(value)) for change in changes for path, value in change.items()}


SETTLED = ("settlement", "readings")
WITH_IDS = (
    "agenda",
    "assessment",
    "award",
    "duty",
    "fund",
    "indicator",
    "inspection",
    "pairing",
    "priority",
    "support",
    "trigger",
)


def any_id(path: str) -> str:
    """Return a path with ids of one's own left open.

    >>> any_id("duty.talk.count")
    'duty.*.count'
    """
    section, _, rest = path.partition(".")
    return f"{section}.*.{rest.partition('.')[2]}" if section in WITH_IDS else path


def spelled(value: Any) -> str:
    """Return a value as text; a key left out and an empty list are none."""
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return "none" if value is None else str(value)


def options(choice: Choice) -> tuple[Written, ...]:
    """Return the values of a parameter that has a closed set of them."""
    hint = typing.get_type_hints(choice.table)[choice.name]
    if hint is bool:
        return (True, False)
    return typing.get_args(hint) if typing.get_origin(hint) is typing.Literal else ()


@pytest.mark.parametrize(("point", "choice"), CHOICES, ids=[f"{p.rule} {c.path}" for p, c in CHOICES])
def test_a_choice_is_of_its_parameter(point: OpenPoint, choice: Choice) -> None:
    """The parameter exists, and each value of a closed set that is described can be written."""
    del point
    assert choice.name in [attribute.name for attribute in attrs.fields(choice.table)]
    assert choice.path.endswith(key_of(choice.name))
    assert not options(choice) or set(choice.readings) <= set(options(choice))
    assert len(choice.readings) > 1


def test_a_closed_choice_is_described_in_full() -> None:
    """Of a parameter with a closed set of values each value is a reading of some rule."""
    lacking = [
        (path, value)
        for path, (choice, described) in by_path().items()
        for value in options(choice)
        if value not in described and path not in PARTLY
    ]
    assert lacking == []


PARTLY = {"duty.*.weekday", "duty.*.to", "eligibility.during.over"}
"""Open lists, of which the text raises one value, or a few."""


def by_path() -> dict[str, tuple[Choice, set[Written]]]:
    """Return the choices by path, each with all values that any rule describes."""
    found: dict[str, tuple[Choice, set[Written]]] = {}
    for _, choice in CHOICES:
        found.setdefault(choice.path, (choice, set()))[1].update(choice.readings)
    return found


@pytest.mark.parametrize("choice", [c for _, c in CHOICES if options(c)], ids=lambda choice: choice.path)
def test_the_first_reading_is_the_default(choice: Choice) -> None:
    """Of a closed choice the reading that stands first is the default of its class, unless the text itself says the other."""
    default = attrs.fields_dict(choice.table)[choice.name].default
    assert choice.default == default or choice.path in SAID


SAID = {"duty.*.unscheduled", "duty.*.binding", "support.*.example", "eligibility.during.over"}
"""Where the pack has to say it: a duty without a number, amounts of one case, days on which a condition still counts."""


def listed() -> Iterator[str]:
    """Yield the rules whose readings the requirements list."""
    for family in LISTED["family"]:
        yield from family["rules"]


def test_no_listed_rule_is_missing() -> None:
    """Each rule whose readings the requirements list is declared, and nothing else is, but what still awaits its tables."""
    declared = [point.rule for point in OPEN_POINTS]
    assert sorted(declared) == sorted(set(listed()) - set(LISTED["awaits"]))
    assert set(LISTED["awaits"]) <= set(listed())


def test_the_number_of_rules_that_await_their_tables() -> None:
    """The head of the list says how many still wait, so that it is lowered as they come."""
    assert len(LISTED["awaits"]) == LISTED["open"]


def test_a_point_is_decided_by_a_parameter_or_outside() -> None:
    """A point either has a choice, or says who decides it and where the answer comes in."""
    assert [point.rule for point in OPEN_POINTS if bool(point.choices) == (point.external is not None)] == []


def test_no_rule_stands_twice() -> None:
    """A rule is declared once."""
    rules = [point.rule for point in OPEN_POINTS]
    assert sorted(set(rules)) == sorted(rules)
