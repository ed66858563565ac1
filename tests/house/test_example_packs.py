"""The example packs: every one lints without an error, and gives every answer that its cases promise."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from liushou_core.policy.policy import Policy
from liushou_core.serialization.cases import Case, read_cases
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import lint_policy, parse_policy

PACKS = Path(__file__).parents[2] / "examples" / "packs"
FOLDERS = sorted(path.parent for path in PACKS.glob("*/pack.toml"))
FEWEST_CASES = 8


def text_of(folder: Path) -> str:
    return (folder / "pack.toml").read_text("utf-8")


@cache
def policy_of(folder: Path) -> Policy:
    return parse_policy(text_of(folder), file=folder.name)


@cache
def cases_of(folder: Path) -> tuple[Case, ...]:
    return read_cases((folder / "cases.jsonl").read_text("utf-8"))


def every_case() -> Iterator[object]:
    for folder in FOLDERS:
        for case in cases_of(folder):
            yield pytest.param(folder, case, id=f"{folder.name}: {case.name}")


packs = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@packs
def test_a_pack_lints_without_error(folder: Path) -> None:
    """Nothing in the pack is wrong; what is doubtful is explained in it, so that a warning has to be meant."""
    found = lint_policy(text_of(folder), file=folder.name)
    assert [] == [problem.text() for problem in found if problem.severity == "error"]


@packs
def test_a_pack_is_called_as_its_folder(folder: Path) -> None:
    """The id of a pack is the name of its folder, so that a fingerprint leads back to the file."""
    assert folder.name == policy_of(folder).id


@packs
def test_a_pack_has_cases_enough(folder: Path) -> None:
    """There are enough cases, each with a name of its own and something that it expects."""
    cases = cases_of(folder)
    assert FEWEST_CASES <= len(cases) == len({case.name for case in cases})
    assert [] == [case.name for case in cases if not case.expect]


@packs
def test_the_list_of_packs_names_it(folder: Path) -> None:
    """The table in README.md has a row for the pack."""
    assert f"`{folder.name}`" in (PACKS / "README.md").read_text("utf-8")


@pytest.mark.parametrize(("folder", "case"), list(every_case()))
def test_a_pack_gives_the_answers_its_cases_promise(folder: Path, case: Case) -> None:
    """Everything that a case expects stands in the assessment."""
    unmet = case.answer(policy_of(folder), read_facts({})).unmet
    assert [] == [f"{one.pointer} should be {one.expected}, is {one.found}" for one in unmet]
