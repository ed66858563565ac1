"""Refused: a value of the document cannot be read; its problems lead from the value."""

import re
from typing import Final

from liushou_core.errors import Problem

__all__ = ["Refused", "refused", "shown"]

_HARMLESS: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")


class Refused(Exception):
    """The value cannot be read; every problem of it is listed."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


def refused(code: str, **values: object) -> Refused:
    """Return the refusal with one problem."""
    return Refused(Problem(code=code, values=values))


def shown(key: object) -> str:
    """Return a key that is shaped like one; anything else may be a name or a number of a person, and is masked.

    >>> shown("birthdy"), shown("11010519491231002X")
    ('birthdy', '«…»')
    """
    return key if isinstance(key, str) and _HARMLESS.fullmatch(key) else "«…»"
