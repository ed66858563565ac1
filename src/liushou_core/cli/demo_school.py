"""Where the example school is: beside the sources in a checkout, inside the package once that is installed."""

from pathlib import Path
from typing import Final

__all__ = ["demo_school"]

# The files are kept once, in examples/school; the wheel carries them under this name (pyproject.toml, force-include).
_IN_THE_WHEEL: Final = Path(__file__).parent / "example_school"
_IN_A_CHECKOUT: Final = Path(__file__).parents[3] / "examples" / "school"


def demo_school() -> Path:
    """Return the folder of CSV files that ``liushou demo`` imports: a generated school, everybody in it invented.

    >>> (demo_school() / "pupils.csv").is_file()
    True
    """
    return _IN_THE_WHEEL if _IN_THE_WHEEL.is_dir() else _IN_A_CHECKOUT
