"""What was reckoned once need not be reckoned again: answers of named tables, kept while one subject is being asked.

A plan whose duties, decisions and steps all ask for the same score would reckon it a dozen times a day. Answers are pure, so
keeping them changes nothing but the time. They are kept only inside :func:`remembering`, for few subjects at a time, and
each entry holds its subject, so that no other object can take its place in memory.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Final, TypeVar, cast

from liushou_core.domain.subject import Subject

__all__ = ["remembered", "remembering"]

T = TypeVar("T")
_MOST: Final = 20_000
"""Answers kept at once: a few dozen children with every day on which something changes."""
_KEPT: ContextVar[dict[tuple[int, int, date], tuple[Any, Any, Any]] | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep the answers of named tables until the end; inside another such block, that one keeps them."""
    if _KEPT.get() is not None:
        yield
        return
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def remembered(table: object, subject: Subject, on: date, answer: Callable[[Subject, date], T]) -> T:
    """Return ``answer(subject, on)``, which must depend on nothing else than *table*; from memory if it is kept."""
    kept = _KEPT.get()
    if kept is None:
        return answer(subject, on)
    key = (id(table), id(subject), on)
    found = kept.get(key)
    if found is None:
        if len(kept) >= _MOST:
            kept.clear()
        found = kept[key] = (answer(subject, on), table, subject)
    return cast("T", found[0])
