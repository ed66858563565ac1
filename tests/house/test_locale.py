"""Both languages say the same: every text exists twice, with the same blanks to fill, and every code has its text."""

import ast
import importlib
import pkgutil
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import liushou_core
from liushou_core.errors import LiushouError
from liushou_core.locale import LOCALES, catalogue, has_message

PACKAGE = Path(liushou_core.__file__).parent
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
NAMES = [
    module.name
    for module in pkgutil.walk_packages(liushou_core.__path__, "liushou_core.")
    # Alembic's scripts are run by Alembic, and a __main__ runs when it is imported.
    if ".migrations." not in module.name and not module.name.endswith(".__main__")
]


def calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    """Yield every call of a function or class with one of *names*, and the file it stands in."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called in names:
                    yield path, node


def literal(call: ast.Call, position: int, keyword: str) -> str | None:
    """Return an argument's text if it is written out, else None."""
    given = [k.value for k in call.keywords if k.arg == keyword] or call.args[position : position + 1]
    if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str):
        return given[0].value
    return None


def placeholders(text: str) -> set[str]:
    """Return the names of the blanks in a message."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_same_keys() -> None:
    """A message exists in both languages or in none."""
    assert set(catalogue("zh")) == set(catalogue("en"))


@pytest.mark.parametrize("key", sorted(set(catalogue("zh")) & set(catalogue("en"))))
def test_same_placeholders(key: str) -> None:
    """A message has the same blanks in both languages, and is not empty in either."""
    zh, en = catalogue("zh")[key], catalogue("en")[key]
    assert placeholders(zh) == placeholders(en)
    assert zh.strip()
    assert en.strip()


def test_every_problem_has_its_text() -> None:
    """Every problem code written in the source says what is wrong and how to mend it."""
    codes = {code for _, call in calls("Problem") if (code := literal(call, 0, "code"))}
    assert codes, "the search found no problem at all"
    assert [code for code in sorted(codes) if not has_message(f"problem.{code}.says")] == []
    assert [code for code in sorted(codes) if not has_message(f"problem.{code}.mend")] == []


def test_every_error_has_its_text() -> None:
    """Every error class has its text in both languages."""
    for name in NAMES:
        importlib.import_module(name)
    found = set(subclasses(LiushouError))
    assert [kind.__name__ for kind in found if not has_message(f"error.{kind.code}")] == []


def subclasses(kind: type[LiushouError]) -> Iterator[type[LiushouError]]:
    """Yield *kind* and every class under it that this package defines."""
    if kind.__module__.startswith("liushou_core."):
        yield kind
    for child in kind.__subclasses__():
        yield from subclasses(child)


def test_rendered_keys_exist() -> None:
    """Every key written out in a call of `render` is in both catalogues."""
    keys = {(path.name, key) for path, call in calls("render") if (key := literal(call, 0, "key"))}
    assert [where for where in sorted(keys) if not has_message(where[1])] == []


def test_no_text_without_use() -> None:
    """Every problem in the catalogues is raised somewhere: its code stands in the source."""
    written = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = {key.split(".")[1] for key in catalogue("en") if key.startswith("problem.")}
    assert sorted(codes - written) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_key_stands_in_two_files(locale: str) -> None:
    """A message has one home: of two texts with one key, one would be lost without a word."""
    homes: dict[str, list[str]] = {}
    for path in sorted((PACKAGE / "locale" / locale).glob("*.toml")):
        for key in keys_of(tomllib.loads(path.read_text("utf-8"))):
            homes.setdefault(key, []).append(path.name)
    assert {key: files for key, files in homes.items() if len(files) > 1} == {}


def keys_of(table: dict[str, object], prefix: str = "") -> list[str]:
    """Return the dotted keys of a catalogue's file."""
    found: list[str] = []
    for name, value in table.items():
        found += keys_of(value, f"{prefix}{name}.") if isinstance(value, dict) else [f"{prefix}{name}"]
    return found
