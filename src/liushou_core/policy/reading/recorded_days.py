"""Recorded days: the days on which something that is recorded of a subject begins or ends."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Final, NewType, Union, get_args, get_origin

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.policy.memory import remembered

__all__ = ["recorded_days"]

_NO_DAYS: Final = (str, int, Decimal, Enum, type(None))


def recorded_days(subject: Subject, *, with_contacts: bool) -> frozenset[date]:
    """Return every day in the records of a child or another subject, those of its contacts only *with_contacts*.

    What is recorded around a subject is not among them: a clause tells such days itself, among its boundaries.
    """
    read = _all if with_contacts else _without_contacts
    return remembered(read, subject, date.min, read)


def _all(subject: Subject, _on: date) -> frozenset[date]:
    return _read(subject, ("around",))


def _without_contacts(subject: Subject, _on: date) -> frozenset[date]:
    return _read(subject, ("around", "contacts"))


def _read(subject: Subject, left_out: tuple[str, ...]) -> frozenset[date]:
    fields = (name for name in _fields_with_days(type(subject)) if name not in left_out)
    return frozenset(day for name in fields for day in _days_in(getattr(subject, name)))


def _days_in(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif type(value) is tuple:
        for item in value:
            yield from _days_in(item)
    else:
        for name in _fields_with_days(type(value)):  # type: ignore[arg-type]  # a class is hashable; typeshed doubts it
            yield from _days_in(getattr(value, name))


@cache
def _fields_with_days(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a noun in which days can stand; none of what is no noun."""
    return tuple(a.name for a in attrs.fields(kind) if _may_hold_days(a.type)) if attrs.has(kind) else ()


def _may_hold_days(hint: Any) -> bool:
    if isinstance(hint, NewType) or hint is ...:  # an id, or the end of tuple[X, ...]
        return False
    if get_origin(hint) in (Union, UnionType, tuple):
        return any(map(_may_hold_days, get_args(hint)))
    return not (isinstance(hint, type) and issubclass(hint, _NO_DAYS))
