"""Errors of cattrs as problems with paths; the values that they quote stay behind."""

from collections.abc import Iterator

import attrs
from cattrs.errors import AttributeValidationNote, BaseValidationError, ForbiddenExtraKeysError

from liushou_core.errors import InvalidValue, Path, Problem

__all__ = ["READING_FAILED", "problems_in", "wrong_type"]

READING_FAILED = (BaseValidationError, InvalidValue)
"""What reading a document may raise: cattrs's own errors, and those of our readers inside it."""


def wrong_type(expected: str) -> InvalidValue:
    """Return the refusal of a value that is of another type than *expected*."""
    return InvalidValue([Problem(code="wrong_type", values={"expected": expected})], what="field")


def problems_in(error: BaseException, path: Path = ()) -> Iterator[Problem]:
    """Yield the problems inside cattrs's nested errors, each with its path under *path*."""
    if isinstance(error, InvalidValue):
        yield from (problem.under(*path) for problem in error.problems)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = ", ".join(field.name for field in attrs.fields(error.cl))
        for _ in error.extra_fields:
            # The name stays behind too: whoever mistakes a value for a name must not see it in a log.
            yield Problem(code="field_unknown", path=path, values={"known": known})
    elif isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from problems_in(inner, (*path, *_step(inner)))
    elif isinstance(error, KeyError):
        yield Problem(code="field_missing", path=path)
    else:  # a mistake of ours: every reader above raises InvalidValue
        raise error


def _step(error: BaseException) -> tuple[str, ...]:
    notes = getattr(error, "__notes__", ())
    return next(((note.name,) for note in notes if isinstance(note, AttributeValidationNote)), ())
