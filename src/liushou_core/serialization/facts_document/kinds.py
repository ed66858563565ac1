"""Kinds: how a value stands in the document, by the type that a noun declares for its field."""

import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.privacy import label_of, sensitivity_of
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.serialization.facts_document.leaves import DAY, ID, LAST_DAY, LEAVES, Kind, choices_of
from liushou_core.serialization.facts_document.refusal import Refused, refused
from liushou_core.serialization.facts_document.tables import SPELLINGS, Field, Table, spelled

__all__ = [
    "UNKNOWN_SCHEMA",
    "fields_of",
    "kind_of",
    "list_of",
    "object_of",
    "own",
    "read_unknown",
    "replaced",
]


def fields_of(
    noun: type[Any], *, without: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> tuple[Field, ...]:
    """Return the fields of a noun *without* some; those that it needs are required, but for the *optional* ones."""
    hints = typing.get_type_hints(noun)
    return tuple(
        _field(attribute, hints[attribute.name], attribute.name in optional)
        for attribute in attrs.fields(noun)
        if attribute.name not in without
    )


def own(name: str, kind: Kind, *, required: bool = False, leads_to: Any = None) -> Field:
    """Return a field of the document that no noun has."""
    return Field(name=name, keys={name: kind}, required=required, leads_to=leads_to)


def replaced(fields: tuple[Field, ...], *others: Field) -> Table:
    """Return the table of *fields*, with the *others* instead of or besides them."""
    return Table(fields=tuple({field.name: field for field in (*fields, *others)}.values()))


def _field(attribute: "attrs.Attribute[Any]", hint: Any, optional: bool) -> Field:
    keys = dict.fromkeys(SPELLINGS.get(attribute.name, (attribute.name,)), kind_of(hint))
    if attribute.name == "until":
        keys["last_day"] = LAST_DAY
    return Field(
        name=attribute.name,
        keys=keys,
        required=attribute.default is attrs.NOTHING and not optional,
        leads_to=None if attribute.name == "id" else _id_type(hint),
        label=label_of(attribute),
        sensitivity=sensitivity_of(attribute).value,
    )


def _id_type(hint: Any) -> Any:
    """Return the type of id in *hint*: bare, optional, known or in a tuple; None if it holds none."""
    if isinstance(hint, typing.NewType):
        return hint
    return next((found for part in typing.get_args(hint) if (found := _id_type(part)) is not None), None)


@cache
def kind_of(hint: Any) -> Kind:
    """Return how a value of type *hint* stands in the document."""
    if hint in LEAVES:
        return LEAVES[hint]
    if isinstance(hint, typing.NewType):
        return ID
    origin, members = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _either(members)
    if origin is tuple:
        return list_of(kind_of(members[0]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return choices_of(hint)
    return object_of(hint, _SPAN if hint is Span else Table(fields=fields_of(hint)))


def _either(members: tuple[Any, ...]) -> Kind:
    """Return the kind of a type that may be unknown, or none; no noun has a union of two other types."""
    (inner,) = [kind_of(member) for member in members if member not in (Unknown, type(None))]
    may_be_unknown, may_be_none = Unknown in members, type(None) in members

    def read(value: Any) -> Any:
        if value is None:
            if may_be_none:
                return None
            raise refused("null_is_not_unknown")
        if may_be_unknown and isinstance(value, Mapping) and "unknown" in value:
            return read_unknown(value)
        return inner.read(value)

    schemas: list[Mapping[str, Any]] = [inner.schema]
    if may_be_unknown:
        schemas.append({"$ref": "#/$defs/unknown"})
    if may_be_none:
        schemas.append({"type": "null"})
    return Kind(read, {"anyOf": schemas})


def read_unknown(value: Any) -> Unknown:
    """Return the unknown that ``{"unknown": …}`` says, in the place of a list. Raises Refused for anything else."""
    if value is None:
        raise refused("null_is_not_unknown")
    if not isinstance(value, Mapping) or "unknown" not in value:
        raise refused("wrong_type", expected="list")
    why = value["unknown"]
    if len(value) > 1 or not isinstance(why, str) or why not in _UNKNOWNS:
        raise refused("not_a_choice", choices=", ".join(_UNKNOWNS))
    return _UNKNOWNS[why]


_UNKNOWNS: Final = {str(member.value): member for member in Unknown}
UNKNOWN_SCHEMA: Final = {
    "type": "object",
    "properties": {"unknown": {"enum": list(_UNKNOWNS)}},
    "required": ["unknown"],
    "additionalProperties": False,
}


def list_of(kind: Kind) -> Kind:
    """Return the kind of a list of *kind*. A list is read as a set: in one order, whatever that of the document."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise refused("wrong_type", expected="list")
        items: list[Any] = []
        problems: list[Problem] = []
        for index, item in enumerate(value):
            try:
                items.append(kind.read(item))
            except Refused as error:
                problems.extend(problem.under(index) for problem in error.problems)
        if problems:
            raise Refused(*problems)
        return tuple(sorted(items, key=_order))

    return Kind(read, {"type": "array", "items": kind.schema})


def _order(item: Any) -> tuple[date, str]:
    # Spans and breaks by their days, since a noun wants them in order; everything else by its spelling.
    start = getattr(item, "start", None)
    return start if isinstance(start, date) else date.min, spelled(item)


def object_of(cls: type[Any], table: Table) -> Kind:
    """Return the kind of an object that makes a *cls*, by the *table* of its fields."""

    def read(value: Any) -> Any:
        problems: list[Problem] = []
        made = table.read(value, (), problems).make(cls, problems)
        if problems:
            raise Refused(*problems)
        return made

    return Kind(read, table.schema)


_SPAN: Final = Table(
    fields=(
        Field(name="start", keys={"from": DAY, "start": DAY}, required=True),
        Field(name="until", keys={"until": DAY, "last_day": LAST_DAY}, required=True),
    )
)
