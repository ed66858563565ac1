"""The conformance contract: complete, hard to weaken, light to import."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from liushou_core.testing.contract import RecordStoreContract

ROOT = Path(__file__).parents[2]
CLAUSES = re.findall(
    r"^(RS-\d+)$", ROOT.joinpath("docs/reference/storage-contract.md").read_text("utf-8"), re.MULTILINE
)
TESTS = [getattr(RecordStoreContract, name) for name in dir(RecordStoreContract) if name.startswith("test_")]


@pytest.mark.parametrize("replacement", [None, lambda self: None, pytest.mark.skip(lambda self: None)])
def test_a_test_of_the_contract_cannot_be_redefined(replacement: object) -> None:
    with pytest.raises(TypeError, match="test_kinds_are_apart"):
        type("TestWeak", (RecordStoreContract,), {"test_kinds_are_apart": replacement})


def test_a_test_of_the_contract_cannot_be_redefined_by_a_class_mixed_in() -> None:
    mixed_in = type("Mixed", (), {"test_kinds_are_apart": lambda self: None})
    with pytest.raises(TypeError, match="test_kinds_are_apart"):
        type("TestWeak", (mixed_in, RecordStoreContract), {})


def test_a_subclass_may_add_tests_and_fixtures() -> None:
    added = type("TestMore", (RecordStoreContract,), {"test_of_my_own": lambda self: None})
    assert issubclass(added, RecordStoreContract)


def test_without_assertions_the_contract_refuses_to_run() -> None:
    source = """
from liushou_core.testing.contract import RecordStoreContract
try:
    class TestStore(RecordStoreContract): ...
except TypeError as error:
    print("refused", error)
"""
    done = subprocess.run([sys.executable, "-O", "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("refused")


def test_importing_the_contract_imports_no_test_framework() -> None:
    source = """
import sys, liushou_core.testing.contract
print(sorted({"pytest", "_pytest", "hypothesis", "sqlalchemy"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_clauses_are_numbered_without_repetition() -> None:
    assert [f"RS-{n}" for n in range(1, len(CLAUSES) + 1)] == CLAUSES


@pytest.mark.parametrize("clause", [c for c in CLAUSES if c != "RS-35"])
def test_every_clause_has_a_test_that_quotes_it(clause: str) -> None:
    """RS-35 speaks of old and new schemas, which only a backend's own tests can make (tests/stores/test_sqlite.py)."""
    assert any(re.search(rf"\b{clause}\b", test.__doc__.replace(" to ", " ")) for test in TESTS)


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.__name__)
def test_every_test_of_the_contract_quotes_a_clause_that_exists(test: object) -> None:
    quoted = re.findall(r"RS-\d+", test.__doc__ or "")
    assert quoted
    assert set(quoted) <= set(CLAUSES)
