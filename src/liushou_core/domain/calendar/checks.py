"""Checks that the values of this package share: collect every problem, then refuse once."""

from collections.abc import Iterable
from datetime import date, datetime

from liushou_core.errors import InvalidValue, Path, Problem

__all__ = ["checked_day", "is_a", "is_day", "is_whole", "not_one_of", "refuse_if", "wrong_type"]


def is_a(value: object, kind: type) -> bool:
    """Say whether *value* is a *kind*, whatever its annotation promises: callers need not run a type checker."""
    return isinstance(value, kind)


def is_whole(value: object) -> bool:
    """Say whether *value* is an int and no bool."""
    return type(value) is int


def is_day(value: object) -> bool:
    """Say whether *value* is a day; a datetime is a date to Python, but it compares wrongly with one."""
    return isinstance(value, date) and not isinstance(value, datetime)


def wrong_type(expected: str, *path: str | int) -> Problem:
    """Return the problem of a value at *path* that is no *expected*."""
    return Problem(code="wrong_type", path=path, values={"expected": expected})


def not_one_of(value: object, choices: Iterable[str], path: Path) -> list[Problem]:
    """Return no problem if *value* is one of *choices*, else the one that names them."""
    known = tuple(choices)
    if value in known:
        return []
    return [Problem(code="not_one_of", path=path, values={"value": value, "choices": " | ".join(known)})]


def refuse_if(problems: Iterable[Problem], what: object) -> None:
    """Raise InvalidValue with all *problems* if there is any; *what* is the value or its name."""
    found = tuple(problems)
    if found:
        raise InvalidValue(found, what=what if isinstance(what, str) else type(what).__name__)


def checked_day(on: object) -> None:
    """Raise InvalidValue unless *on* is a day: a text is none, nor is an instant with its clock."""
    if not is_day(on):
        refuse_if([wrong_type("date", "on")], "day")
