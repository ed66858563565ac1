"""A parameter's value as a pack writes it → the type its field wants; for ``evolve`` and editions."""

import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final

from liushou_core.domain.amounts import amount_problems
from liushou_core.domain.calendar import Duration, Lapse
from liushou_core.domain.ids import is_id
from liushou_core.errors import InvalidValue, Problem
from liushou_core.policy.lookup import Lookup, scalar
from liushou_core.policy.quantities import Number, Quantity
from liushou_core.policy.reading.operand import Operand
from liushou_core.policy.source import Source
from liushou_core.policy.tables.bearers import OwnRole

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
        if any(value == one and type(value) is type(one) for one in arguments):
            return value
        raise _refused("not_a_choice", choices=", ".join(map(str, arguments)))
    if isinstance(hint, typing.NewType):
        return _id(value)
    if origin is tuple:
        return _tuple(arguments, value)
    if hint in _OWN:
        return value if isinstance(value, hint) else _OWN[hint](value)
    if isinstance(value, str) and isinstance(hint, type):
        return _read(hint, value)
    if hint is Decimal and type(value) in (int, Decimal):
        return _amount(Decimal(value))
    if _is_a(hint, value):
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


def _read(hint: type[Any], text: str) -> Any:
    if issubclass(hint, Enum):
        return _choice(hint, text)
    if hint not in _PARSERS:
        raise _refused("wrong_type", expected=type_name(hint))
    return _PARSERS[hint](text)


def _decimal(text: str) -> Decimal:
    try:
        return _amount(Decimal(text))
    except InvalidOperation:
        raise _refused("wrong_type", expected="Decimal") from None


def _amount(number: Decimal) -> Decimal:
    problems = tuple(amount_problems(number))
    if problems:
        raise InvalidValue(problems, what="parameter")
    return number


def _usable(text: str) -> str:
    # What no store keeps safely; a noun refuses it too.
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise _refused("unusable_text")
    return text


def _is_a(hint: Any, value: Any) -> bool:
    """Say whether *value* is what the field wants. To Python a bool is an int, and an instant is a date."""
    if isinstance(value, bool | datetime):
        return type(value) is hint
    return isinstance(hint, type) and isinstance(value, hint)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _refused("wrong_type", expected="date") from None


_PARSERS: Final[dict[Any, Callable[[str], Any]]] = {
    Duration: Duration.parse,
    Lapse: Lapse.parse,
    Decimal: _decimal,
    date: _day,
    str: _usable,
    Source: lambda text: Source(_usable(text)),
}


def _number(value: Any) -> Number:
    if isinstance(value, date) and not isinstance(value, datetime):
        return Number(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Number(_amount(Decimal(value)))
    if isinstance(value, str):
        return Number(_decimal(value))
    raise _refused("wrong_type", expected="number")


def _lookup(value: Any) -> Lookup:
    if not isinstance(value, dict):
        raise _refused("wrong_type", expected="table")
    return Lookup.of(value)


_OWN: Final[dict[Any, Callable[[Any], Any]]] = {
    Quantity: _number,  # by a path; a pack may also write any other quantity
    Number: _number,
    Lookup: _lookup,
    Operand: lambda value: Operand(scalar(value)),
    OwnRole: lambda value: OwnRole(_id(value)),
}


def _refused(code: str, **values: object) -> InvalidValue:
    return InvalidValue([Problem(code=code, values=values)], what="parameter")
