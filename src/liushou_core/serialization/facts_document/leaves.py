"""Leaves: how single values stand in a facts document, and how they are read: strictly, and never through a float."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final

import attrs

from liushou_core.domain.amounts import MOST_DIGITS, amount_problems
from liushou_core.domain.calendar import SchoolYear, TermId
from liushou_core.domain.ids import is_id
from liushou_core.errors import InvalidValue
from liushou_core.serialization.facts_document.refusal import Refused, refused

__all__ = [
    "DAY",
    "ID",
    "LAST_DAY",
    "LEAVES",
    "NOTHING_DECLARED",
    "NOTHING_LISTED",
    "WORD",
    "Kind",
    "choice",
    "choices_of",
    "word_but",
]


@attrs.frozen
class Kind:
    """One kind of value: ``read`` turns plain data into it or raises Refused; ``schema`` is its JSON Schema."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise refused("wrong_type", expected="text")
    return value  # what no database can keep, the noun refuses


def _id(value: Any) -> str:
    if not is_id(_text(value)):
        raise refused("bad_id")
    return str(value)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise refused("wrong_type", expected="true | false")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise refused("wrong_type", expected="int")
    if abs(value) >= 10**MOST_DIGITS:
        raise refused("too_many_digits", most=MOST_DIGITS)
    return value


def _exact(value: Any) -> Decimal:
    """Read a number or the text of one; a float, which only a dict can hold, is read as it prints."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise refused("wrong_type", expected="number")
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise refused("wrong_type", expected="number")
    try:
        number = value if isinstance(value, Decimal) else Decimal(_within_bounds(value))
    except InvalidOperation:  # an exponent beyond what Decimal can hold
        raise refused("too_many_digits", most=MOST_DIGITS) from None
    problems = tuple(amount_problems(number))
    if problems:
        raise Refused(*problems)
    return number


def _within_bounds(value: float | str) -> str:
    return str(_whole(value) if isinstance(value, int) else value)


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise refused("wrong_type", expected="date (2023-09-01)")


def _day_after(value: Any) -> date:
    day = _day(value)
    if day == date.max:
        raise refused("wrong_type", expected="date (2023-09-01)")
    return day + timedelta(days=1)


def _school_year(value: Any) -> SchoolYear:
    try:
        return SchoolYear.parse(value)
    except InvalidValue:  # its own message would show the text, which may be anything
        raise refused("wrong_type", expected="school year (2022-2023)") from None


def _term(value: Any) -> TermId:
    try:
        return TermId.parse(value)
    except InvalidValue:
        raise refused("wrong_type", expected="term (2022-2023/1)") from None


def choice(choices: Mapping[str, Any]) -> Kind:
    """Return the kind of a text that is one of *choices*, read as what stands there."""

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            raise refused("not_a_choice", choices=", ".join(choices))
        return choices[value]

    return Kind(read, {"enum": list(choices)})


def choices_of(enum: type[Enum]) -> Kind:
    """Return the kind of an enumeration's values."""
    return choice({str(member.value): member for member in enum})


def word_but(taken: Callable[[str], Refused | None], among: Collection[str]) -> Kind:
    """Return the kind of a word of a plan's own; *taken* says why one cannot be used, *among* are all such."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not _WORD.fullmatch(value):
            raise refused("bad_word")
        refusal = taken(value)
        if refusal is not None:
            raise refusal
        return value

    schema = {"type": "string", "pattern": f"^{_WORD.pattern}$"}
    return Kind(read, {**schema, "not": {"enum": sorted(among)}} if among else schema)


def _nothing_of(kind: type, code: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, kind):
            raise refused("wrong_type", expected="list" if kind is list else "object")
        if value:
            raise refused(code)
        return ()

    return read


ID: Final = Kind(_id, {"type": "string", "pattern": r"^[A-Za-z0-9._:\-]{1,64}$"})
_DAY_SCHEMA: Final = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
DAY: Final = Kind(_day, _DAY_SCHEMA)
LAST_DAY: Final = Kind(_day_after, _DAY_SCHEMA)
"""The last day of an interval, read as the first day after it."""
WORD: Final = word_but(lambda _word: None, ())
"""A word of a plan's own: a kind of event or spell, a role."""
NOTHING_DECLARED: Final = Kind(
    _nothing_of(Mapping, "facts_of_contact"), {"type": "object", "maxProperties": 0}
)
"""The facts of a contact: there can be none."""
NOTHING_LISTED: Final = Kind(_nothing_of(list, "guardians_in_relations"), {"type": "array", "maxItems": 0})
"""The guardianships that a child itself may list: none."""
LEAVES: Final[Mapping[Any, Kind]] = {
    str: Kind(_text, {"type": "string"}),
    bool: Kind(_truth, {"type": "boolean"}),
    int: Kind(_whole, {"type": "integer"}),
    Decimal: Kind(
        _exact, {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_NUMBER.pattern}$"}]}
    ),
    date: DAY,
    SchoolYear: Kind(_school_year, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$"}),
    TermId: Kind(_term, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{4}/[12]$"}),
}
