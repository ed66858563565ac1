"""No reading goes untried: every choice of the scoring and award tables stands in a golden case that it changes."""

import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from liushou_core.policy.component import Component
from liushou_core.policy.policy import Policy
from liushou_core.policy.rounding import Rounding
from liushou_core.policy.tables.awards import Award, EndRank, Progress
from liushou_core.policy.tables.scoring import Scoring, Shares, components

GOLDEN = Path(__file__).parents[1] / "golden"

# Where a table's parameters stand in a path; of an award, what every award has.
TABLES: dict[str, type[Any]] = {
    "scoring": Scoring,
    "scoring.shares": Shares,
    "scoring.rounding": Rounding,
    **{f"scoring.{component.name}": component for component in components()},
    "award.*": Award,
    "award.*.when.progress": Progress,
    "award.*.when.end_rank": EndRank,
}


def changes() -> set[tuple[str, object]]:
    """Return every parameter and value that some case of the golden tables tries."""
    tried = set()
    for name in ("settlement", "readings"):
        for case in tomllib.loads((GOLDEN / f"{name}.toml").read_text("utf-8"))["case"]:
            for reading in case.get("reading", []):
                tried.update(reading["change"].items())
    return {(any_award(path), value) for path, value in tried}


def any_award(path: str) -> str:
    """Return a path with the award's id left open."""
    section, _, rest = path.partition(".")
    return f"award.*.{rest.partition('.')[2]}" if section == "award" else path


def choices() -> Iterator[tuple[str, object]]:
    """Yield every value of a closed choice that is not its default."""
    for place, table in TABLES.items():
        hints = typing.get_type_hints(table)
        for field in attrs.fields(table):
            options = typing.get_args(hints[field.name]) if _is_literal(hints[field.name]) else ()
            options = (True, False) if hints[field.name] is bool else options
            for option in options:
                if option != field.default:
                    yield f"{place}.{field.name.rstrip('_')}", option


def numbers() -> Iterator[str]:
    """Yield the parameters that are numbers."""
    for place, table in TABLES.items():
        for field in attrs.fields(table):
            if field.name not in ("id", "source", "title", "when", "components", "name_"):
                hint = typing.get_type_hints(table)[field.name]
                if not _is_literal(hint) and hint is not bool and not attrs.has(hint):
                    yield f"{place}.{field.name.rstrip('_')}"


def _is_literal(hint: object) -> bool:
    return typing.get_origin(hint) is typing.Literal


@pytest.mark.parametrize(("path", "option"), list(choices()))
def test_every_alternative_reading_changes_an_answer(path: str, option: object) -> None:
    """Some golden case tries the choice; that it changes an answer is what such a case checks."""
    assert (path, option) in changes()


NAMED_TESTS = {
    "scoring.stay_in_top.places": "test_numbers.py",
    "scoring.stay_in_top.points": "test_numbers.py",
    "scoring.no_serious_violation.points": "test_numbers.py",
    "scoring.title.points": "test_numbers.py",
    "award.*.when.end_rank.to": "test_numbers.py",
}


@pytest.mark.parametrize("path", list(numbers()))
def test_every_number_changes_an_answer(path: str) -> None:
    """Each number is tried by a golden case, or by a test of its own."""
    tried = {tried for tried, _ in changes()}
    assert path in tried or path in NAMED_TESTS


def test_the_pack_writes_every_reading_out_as_its_default(pack: Policy) -> None:
    """The pack that ships is the printed reading: nothing in it differs from the defaults of the classes."""
    scoring = pack.scoring
    assert scoring is not None
    assert attrs.evolve(scoring, source=None, components=()) == Scoring()
    assert scoring.components == tuple(kind() for kind in components())
    assert all(isinstance(component, Component) for component in scoring.components)
