"""The example school, read once: by the library, and by a program that knows nothing of it."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from liushou_core.cli.demo_school import demo_school
from liushou_core.plugins.formats import read_tables
from liushou_core.services.roster_tables import Tables


@pytest.fixture(scope="session")
def recompute() -> ModuleType:
    """The module recompute.py beside this file."""
    path = Path(__file__).with_name("recompute.py")
    spec = importlib.util.spec_from_file_location("recompute", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def plain(recompute: ModuleType) -> Any:
    """The example school as recompute.py reads it."""
    return recompute.School(demo_school())


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The example school as the library reads it."""
    return read_tables(demo_school())
