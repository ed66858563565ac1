"""The public names are a promise: they change on purpose, in the commit that carries the change's fragment."""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import liushou_core

SNAPSHOT = Path(__file__).with_name("public_api.txt")


def speakers(module: ModuleType) -> Iterator[ModuleType]:
    """Yield the modules that list public names: a package that lists its own speaks for all that is in it."""
    if hasattr(module, "__all__"):
        yield module
        if module is not liushou_core:
            return
    for _, name, _ in pkgutil.iter_modules(getattr(module, "__path__", ())):
        if not name.startswith("_") and name != "migrations":
            yield from speakers(importlib.import_module(f"{module.__name__}.{name}"))


def public_names() -> list[str]:
    """Return every public name with the module it is taken from, sorted."""
    return sorted(f"{module.__name__}.{name}" for module in speakers(liushou_core) for name in module.__all__)


def test_names_are_the_ones_promised() -> None:
    """The public names are those in public_api.txt; LIUSHOU_UPDATE_PUBLIC_API=1 writes it anew, with a fragment."""
    found = public_names()
    if os.environ.get("LIUSHOU_UPDATE_PUBLIC_API"):
        SNAPSHOT.write_text("\n".join(found) + "\n", "utf-8")
    assert SNAPSHOT.read_text("utf-8").splitlines() == found


def test_every_listed_name_exists() -> None:
    """Whatever `__all__` lists can be taken from the module, and is listed once."""
    for module in speakers(liushou_core):
        assert len(set(module.__all__)) == len(module.__all__), module.__name__
        assert [name for name in module.__all__ if not hasattr(module, name)] == [], module.__name__
