"""Refused: why a table of a pack cannot be read; cattrs's nested errors as problems with paths, without the values they quote."""

import typing
from collections.abc import Iterator
from difflib import get_close_matches

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from liushou_core.errors import InvalidValue, Problem
from liushou_core.policy.canonical import key_of
from liushou_core.policy.reference import is_resolved

__all__ = ["Refused", "problems_of"]


class Refused(Exception):
    """The table cannot be structured; ``problems`` lead from it."""

    def __init__(self, problems: Iterator[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


def problems_of(error: BaseException, path: tuple[str | int, ...] = ()) -> Iterator[Problem]:
    """Turn cattrs's nested errors into problems; values never enter them."""
    if isinstance(error, Refused | InvalidValue):
        yield from (problem.under(*path) for problem in error.problems)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [key_of(a.name) for a in attrs.fields(error.cl) if not is_resolved(a)]
        for key in sorted(error.extra_fields):
            near = get_close_matches(key, known) or known[:8]
            yield Problem(
                code="unknown_key", path=(*path, key), values={"key": key, "suggestion": ", ".join(near)}
            )
    elif isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from problems_of(inner, (*path, *_step(inner)))
    elif isinstance(error, KeyError):
        yield Problem(code="missing_key", path=path[:-1], values={"key": error.args[0]})
    else:
        yield Problem(code="wrong_type", path=path, values={"expected": "another type"})


def _step(error: BaseException) -> tuple[str | int, ...]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (key_of(note.name),)
        if isinstance(note, IterableValidationNote):
            return (typing.cast("int", note.index),)
    return ()
