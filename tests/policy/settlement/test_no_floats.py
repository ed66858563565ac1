"""No float touches a score or an amount."""

import ast
from pathlib import Path

import pytest

from liushou_core import policy

PACKAGE = Path(policy.__file__).parent
MODULES = [
    *sorted(PACKAGE.glob("settlement/*.py")),
    *sorted(PACKAGE.glob("components/*.py")),
    *(
        PACKAGE / f"{name}.py"
        for name in ("component", "ranks", "rounding", "tables/awards", "tables/scoring")
    ),
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_module_of_scoring_makes_a_float(module: Path) -> None:
    """The code that scores and pays writes no float, names no float, and takes nothing from the math module."""
    tree = ast.parse(module.read_text("utf-8"))
    constants = [
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, float)
    ]
    names = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == "float"]
    imported = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == "math"]
    assert (constants, names, imported) == ([], [], [])
