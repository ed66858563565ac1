"""A parameter's value as a pack writes it → the type its field wants; for ``evolve`` and editions."""

import types
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final

from liushou_core.domain.calendar import Duration
from liushou_core.domain.ids import is_id
from liushou_core.errors import InvalidValue, Problem
from liushou_core.policy.source import Source

__all__ = ["coerced", "type_name"]


def coerced(hint: Any, value: Any) -> Any:
    """Return *value* as *hint*; text becomes a duration, number, day or choice where the field wants one.

    Raises InvalidValue (codes ``wrong_type``, ``not_a_choice``, ``bad_duration``).

    >>> coerced(Duration | None, "6 months"), coerced(Decimal, 2)
    (Duration(count=6, unit=<DurationUnit.MONTH: 'month'>), Decimal('2'))
    """
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _first(arguments, value)
    if origin is typing.Literal:
        if value in arguments:
            return value
        raise _refused("not_a_choice", choices=", ".join(map(str, arguments)))
    if isinstance(hint, typing.NewType):
        return _id(value)
    if origin is tuple:
        return _tuple(arguments, value)
    if isinstance(hint, type) and issubclass(hint, Enum) and isinstance(value, str):
        return _choice(hint, value)
    if hint in _PARSERS and isinstance(value, str):
        return _PARSERS[hint](value)
    if hint is Decimal and type(value) is int:
        return Decimal(value)
    if hint is type(None) and value is None:
        return None
    if isinstance(hint, type) and isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    raise _refused("wrong_type", expected=type_name(hint))


def type_name(hint: Any) -> str:
    """Return what a pack's author would call the type."""
    return getattr(hint, "__name__", str(hint))


def _first(hints: tuple[Any, ...], value: Any) -> Any:
    error: InvalidValue | None = None
    for hint in hints:
        try:
            return coerced(hint, value)
        except InvalidValue as refused:
            error = error or refused
    assert error is not None
    raise error


def _tuple(arguments: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise _refused("wrong_type", expected="list")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(coerced(arguments[0], item) for item in value)
    if len(arguments) != len(value):
        raise _refused("wrong_type", expected=f"list of {len(arguments)}")
    return tuple(coerced(hint, item) for hint, item in zip(arguments, value, strict=True))


def _id(value: Any) -> str:
    if not isinstance(value, str):
        raise _refused("wrong_type", expected="str")
    if not is_id(value):
        raise _refused("bad_id")
    return value


def _choice(hint: type[Enum], value: str) -> Enum:
    try:
        return hint(value)
    except ValueError:
        raise _refused("not_a_choice", choices=", ".join(str(member.value) for member in hint)) from None


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _refused("wrong_type", expected="Decimal") from None
    if not number.is_finite():
        raise _refused("not_finite")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _refused("wrong_type", expected="date") from None


_PARSERS: Final[dict[Any, Callable[[str], Any]]] = {
    Duration: Duration.parse,
    Decimal: _decimal,
    date: _day,
    Source: Source,
}


def _refused(code: str, **values: object) -> InvalidValue:
    return InvalidValue([Problem(code=code, values=values)], what="parameter")
