"""Reference pages made from the code are what the code makes today."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def generator() -> ModuleType:
    """Return docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(generator().MADE))
def test_page_is_up_to_date(name: str) -> None:
    """The page in git equals the page made now; if not, run `python docs/generate.py`."""
    assert (DOCS / "reference" / name).read_text("utf-8") == generator().MADE[name]()
