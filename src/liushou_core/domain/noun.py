"""How a noun is made: frozen, keyword-only, masked in ``repr``, and checked whole.

attrs stops at the first validator that fails; a clerk who mends a record wants every mistake at once. So
:func:`noun` derives one check a field from the type hint, adds the class's own ``contradictions()``, and
raises one :class:`~liushou_core.errors.InvalidValue` with all of them.
"""

import re
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, dataclass_transform

import attrs

from liushou_core.domain.amounts import amount_problems
from liushou_core.domain.ids import is_id
from liushou_core.domain.privacy import MASK, identity, link, plain, sensitive, sensitivity_of
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import InvalidValue, Problem

__all__ = ["LONGEST_TEXT", "changed", "noun"]

LONGEST_TEXT: Final = 1_000_000
"""The longest text a field may hold, in characters: one very long note."""

_UNUSABLE: Final = re.compile("[\0\ud800-\udfff]")

T = TypeVar("T")
Check = Callable[[Any], Iterator[Problem]]


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(identity, sensitive, link, plain)
)
def noun(cls: type[T]) -> type[T]:
    """Make *cls* a frozen value whose fields are all marked and checked.

    Raises InvalidValue on making an object, with every problem and its path. A class may add a method
    ``contradictions(self) -> Iterator[Problem]`` for checks across fields; it runs only when each field is right by itself.
    """
    cls.__repr__ = _masked  # type: ignore[method-assign]
    cls.__attrs_post_init__ = _checked  # type: ignore[attr-defined]
    return attrs.frozen(kw_only=True, repr=False)(cls)


def changed(value: T, **changes: Any) -> T:
    """Return a copy of *value* with *changes*, checked like a new one."""
    return attrs.evolve(value, **changes)  # type: ignore[misc]


def _masked(self: Any) -> str:
    shown = []
    for attribute in attrs.fields(type(self)):
        value = getattr(self, attribute.name)
        # Why a fact is missing may be seen. An empty list may not: "no illness" is an answer.
        hidden = sensitivity_of(attribute).masked and not (isinstance(value, Unknown) or value is None)
        if value is attribute.default and not hidden:
            continue  # an archive has forty fields; what was never filled in says nothing
        text = MASK if hidden else repr(value)
        shown.append(f"{attribute.name}={text}")
    return f"{type(self).__name__}({', '.join(shown)})"


def _checked(self: Any) -> None:
    problems = [
        problem.under(name)
        for name, sound, check in _checks(type(self))  # type: ignore[arg-type]  # a class is hashable; typeshed doubts it
        if type(value := getattr(self, name)) not in sound
        for problem in check(value)
    ]
    if not problems and hasattr(self, "contradictions"):
        problems.extend(self.contradictions())
    if problems:
        raise InvalidValue(problems, what=type(self).__name__)


@cache
def _checks(cls: type) -> tuple[tuple[str, frozenset[type], Check], ...]:
    """Return name, sound types and check of each field."""
    hints = typing.get_type_hints(cls)
    return tuple((a.name, _sound(hints[a.name]), _check_of(hints[a.name])) for a in attrs.fields(cls))


def _sound(hint: Any) -> frozenset[type]:
    """Return the types all of whose values are right: a record has many days, flags and unknowns, and thousands are read at once."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return frozenset().union(*(_sound(member) for member in typing.get_args(hint)))
    if isinstance(hint, type) and (hint in (bool, int, date, type(None)) or issubclass(hint, Enum)):
        return frozenset([hint])
    return frozenset()


def _check_of(hint: Any) -> Check:
    if hint in _LEAVES:
        return _LEAVES[hint]
    if isinstance(hint, typing.NewType):
        return _id
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _either(arguments)
    if origin is tuple:
        return _each(_check_of(arguments[0]))
    return _instance(hint)


def _either(members: tuple[Any, ...]) -> Check:
    bare = tuple(m for m in members if m is type(None) or m is Unknown)
    checks = [_check_of(m) for m in members if m not in bare]

    def check(value: Any) -> Iterator[Problem]:
        if isinstance(value, bare):
            return
        found = [tuple(one(value)) for one in checks]
        if all(found):
            # The member that understood the value best: a bad text is better news than "not a date".
            yield from max(found, key=lambda problems: problems[0].code != "wrong_type")

    return check


def _each(one: Check) -> Check:
    def check(value: Any) -> Iterator[Problem]:
        if type(value) is not tuple:
            yield Problem(code="wrong_type", values={"expected": "tuple"})
            return
        for index, item in enumerate(value):
            for problem in one(item):
                yield problem.under(index)

    return check


def _instance(kind: type) -> Check:
    def check(value: Any) -> Iterator[Problem]:
        if not isinstance(value, kind):
            expected = " | ".join(str(m.value) for m in kind) if issubclass(kind, Enum) else kind.__name__
            yield Problem(code="wrong_type", values={"expected": expected})

    return check


def _text(value: Any) -> Iterator[Problem]:
    if type(value) is not str:
        yield Problem(code="wrong_type", values={"expected": "str"})
    elif _UNUSABLE.search(value):
        # Some databases refuse both, others keep them; refuse before storage (never half-written).
        yield Problem(code="unusable_text")
    elif len(value) > LONGEST_TEXT:
        yield Problem(code="text_too_long", values={"length": len(value), "most": LONGEST_TEXT})


def _id(value: Any) -> Iterator[Problem]:
    if type(value) is not str:
        yield Problem(code="wrong_type", values={"expected": "str"})
    elif not is_id(value):
        yield Problem(code="bad_id")


def _day(value: Any) -> Iterator[Problem]:
    # A datetime is a date to Python; a day with a clock in it would compare wrongly.
    if not isinstance(value, date) or isinstance(value, datetime):
        yield Problem(code="wrong_type", values={"expected": "date"})


def _instant(value: Any) -> Iterator[Problem]:
    if not isinstance(value, datetime):
        yield Problem(code="wrong_type", values={"expected": "datetime"})
    elif value.tzinfo is None:
        yield Problem(code="naive_instant")


def _whole(value: Any) -> Iterator[Problem]:
    if type(value) is not int:
        yield Problem(code="wrong_type", values={"expected": "int"})


def _exact(value: Any) -> Iterator[Problem]:
    if not isinstance(value, Decimal):
        yield Problem(code="wrong_type", values={"expected": "Decimal"})
    else:
        yield from amount_problems(value)


_LEAVES: Final[dict[Any, Check]] = {
    str: _text,
    date: _day,
    datetime: _instant,
    int: _whole,
    bool: _instance(bool),
    Decimal: _exact,
}
