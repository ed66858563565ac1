"""The shipped packs answer the cases of tests/policy/golden/packs, whose expected values were worked out by hand."""

from pathlib import Path

import pytest

from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.serialization.cases import Case, read_cases
from liushou_core.serialization.packs import list_policies, load_policy

GOLDEN = Path(__file__).parent / "golden" / "packs"
CASES = [
    (path.stem, case)
    for path in sorted(GOLDEN.glob("*.jsonl"))
    for case in read_cases(path.read_text("utf-8"))
]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case.name}" for name, case in CASES])
def test_a_shipped_pack_answers_its_case(name: str, case: Case) -> None:
    """Covered or not, due or not, paid or not: as requirements say."""
    unmet = case.answer(load_policy(name), MemoryFacts.build()).unmet
    assert [(one.pointer, one.expected, one.found) for one in unmet] == []


@pytest.mark.parametrize("name", list_policies())
def test_every_shipped_pack_has_cases(name: str) -> None:
    """At least three, so that no pack ships whose answers nobody worked out."""
    assert len([one for one, _ in CASES if one == name]) >= 3
