"""Rules of the house that no linter knows."""

import importlib
import pkgutil
import re
from pathlib import Path

import attrs
import pytest

import liushou_core
from liushou_core import domain
from liushou_core.domain.child import Child
from liushou_core.domain.privacy import label_of, sensitivity_of

ROOT = Path(__file__).parents[2]
PACKAGE = Path(liushou_core.__file__).parent
FOLDERS = (".ci", "benchmarks", "changes", "docs", "examples", "tests")
FILES = [
    path
    for start in (PACKAGE, *(ROOT / name for name in FOLDERS))
    for path in sorted(start.rglob("*"))
    if path.suffix in {".py", ".md", ".toml", ".txt", ".sh", ".cfg", ".csv", ".json", ""}
    and path.is_file()
    and "__pycache__" not in path.parts
] + [ROOT / name for name in ("README.md", "README.zh.md", "CHANGELOG.md", "pyproject.toml")]

# Each in two halves, so that this file is not its own first find.
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:wo"
    r"rk|ro"
    r"ot|ho"
    r"me)/\w|/tm"
    r"p/\w|py"
    r"pi\.|pythonho"
    r"sted|https?://\S+/simp"
    r"le\b"
)


def test_no_place_of_one_machine() -> None:
    """No file names a folder of somebody's machine or the address of a package registry."""
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in FILES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    """The package holds no mark of unfinished work and no skipped example."""
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b|doctest: \+SK" r"IP")
    found = [path.name for path in PACKAGE.rglob("*.py") if marks.search(path.read_text("utf-8"))]
    assert found == []


VALUES = {
    "calendar": "days, and names of terms and years; nobody's",
    "facts": "holds nouns",
    "memory_facts": "holds nouns",
    "plan_records": "holds nouns",
    "grouped_records": "holds nouns",
    "memory_around": "holds nouns",
    "subject": "leads to nouns; its repr shows ids alone",
}
"""The domain's modules whose attrs classes are no nouns, each with why no field of theirs needs a mark."""


def public_classes() -> list[type]:
    """Return every attrs class that a module of the domain lists as public, but for VALUES."""
    classes: set[type] = set()
    for module in pkgutil.walk_packages(domain.__path__, "liushou_core.domain."):
        loaded = importlib.import_module(module.name)
        if module.name.split(".")[2] not in VALUES:
            listed = [getattr(loaded, name) for name in getattr(loaded, "__all__", ())]
            classes.update(value for value in listed if isinstance(value, type) and attrs.has(value))
    return sorted(classes, key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("kind", public_classes(), ids=lambda kind: kind.__name__)
def test_every_field_is_marked(kind: type) -> None:
    """Every field of every noun says how it is protected, and has a Chinese label for cards and spreadsheets."""
    assert kind.__repr__ is Child.__repr__, "not made with @noun: its repr masks nothing"
    for attribute in attrs.fields(kind):
        sensitivity_of(attribute)
        assert label_of(attribute).strip(), attribute.name


def test_modules_stay_short() -> None:
    """One concept a module: none reaches 300 lines."""
    long = {p.name: n for p in PACKAGE.rglob("*.py") if (n := len(p.read_text("utf-8").splitlines())) >= 300}
    assert long == {}


def test_the_package_is_marked_as_typed() -> None:
    """py.typed ships, so that type checkers read the package's own types."""
    assert (PACKAGE / "py.typed").is_file()
