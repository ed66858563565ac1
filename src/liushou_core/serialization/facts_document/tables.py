"""Tables: how an object of the document is read, field by field.

One table serves reading and the JSON Schema, so the two cannot drift apart.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

import attrs

from liushou_core.errors import InvalidValue, Path, Problem
from liushou_core.policy.canonical import canonical
from liushou_core.serialization.facts_document.leaves import Kind
from liushou_core.serialization.facts_document.refusal import Refused, shown

__all__ = ["SPELLINGS", "EitherTable", "Field", "Row", "Table", "spelled"]

SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "start": ("from", "start"),
    "school_class": ("class", "school_class"),
    "counterparts": ("with", "counterparts"),
}
"""Fields with a shorter key in the document; the field's own name may be written too."""


def spelled(value: Any) -> str:
    """Return *value* in one spelling, by which things without an order of their own are put in one."""
    return json.dumps(canonical(value), sort_keys=True)


@attrs.frozen(kw_only=True)
class Field:
    """A field: the ``keys`` under which it may stand, one of them at a time, and how its value is read under each.

    ``leads_to``: the type of id it holds, if it leads to another record. ``label``: its Chinese name.
    """

    name: str
    keys: Mapping[str, Kind]
    required: bool = False
    leads_to: Any = None
    label: str = ""
    sensitivity: str = ""


@attrs.define(kw_only=True)
class Row:
    """An object of the document, read: ``values`` by field, ``keys`` by field as they were written, its ``path``.

    ``whole``: every field could be read. ``items``: the rows of which the items of a field were made.
    ``fields``: those of the table by which it was read. An empty key stands for the object itself.
    """

    path: Path
    fields: "tuple[Field, ...]" = ()
    values: dict[str, Any] = attrs.field(factory=dict)
    keys: dict[str, str] = attrs.field(factory=dict)
    items: "dict[str, tuple[Row, ...]]" = attrs.field(factory=dict)
    whole: bool = True

    @property
    def spelling(self) -> str:
        """The values in one spelling, whatever the order of keys and lists in the document."""
        return json.dumps({name: spelled(value) for name, value in self.values.items()}, sort_keys=True)

    def place(self, field: str) -> Path:
        """Return the path of a field, by the key that was written."""
        key = self.keys.get(field, SPELLINGS.get(field, (field,))[0])
        return (*self.path, key) if key else self.path

    def make(self, noun: type[Any], problems: list[Problem], **more: Any) -> Any:
        """Return a *noun* of the values and *more*, or None; what is wrong with it is added to *problems*."""
        if not self.whole:
            return None
        names = attrs.fields_dict(noun)
        values = {name: value for name, value in self.values.items() if name in names}
        try:
            return noun(**{**values, **more})
        except InvalidValue as error:
            problems.extend(self.seen(problem) for problem in error.problems)
            return None

    def seen(self, problem: Problem) -> Problem:
        """Return a problem of the noun at its place in the document."""
        if not problem.path:
            return attrs.evolve(problem, path=self.path)
        field, *rest = problem.path
        items = self.items.get(str(field), ())
        if rest and isinstance(rest[0], int) and items:
            return attrs.evolve(problem, path=items[rest[0]].path)
        # Lists were put in order, so an index of the noun is none of the document.
        return attrs.evolve(problem, path=self.place(str(field)))


@attrs.frozen(kw_only=True)
class Table:
    """The fields of one kind of object."""

    fields: tuple[Field, ...]

    @property
    def keys(self) -> dict[str, Field]:
        """Every key that may stand in the object, with its field."""
        return {key: field for field in self.fields for key in field.keys}

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Row:
        """Return the object at *path*; what is wrong with it is added to *problems*."""
        row = Row(path=path, fields=self.fields)
        found = len(problems)
        if isinstance(data, Mapping):
            problems.extend(self._unknown_keys(data, path))
            for field in self.fields:
                problems.extend(_read_field(field, data, row))
        else:
            problems.append(Problem(code="wrong_type", path=path, values={"expected": "object"}))
        row.whole = len(problems) == found
        return row

    def _unknown_keys(self, data: Mapping[Any, Any], path: Path) -> Iterator[Problem]:
        known = self.keys
        for key in data:
            if key not in known:
                near = get_close_matches(str(key), known) or list(known)[:8]
                values = {"key": shown(key), "suggestion": ", ".join(near)}
                yield Problem(code="unknown_key", path=path, values=values)

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the objects."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {key: _labelled(f, kind) for f in self.fields for key, kind in f.keys.items()},
            "additionalProperties": False,
        }
        needed = [key for f in self.fields if f.required and len(f.keys) == 1 for key in f.keys]
        rules = [rule for f in self.fields if len(f.keys) > 1 for rule in _one_of(f)]
        return {**schema, **({"required": needed} if needed else {}), **({"allOf": rules} if rules else {})}


@attrs.frozen(kw_only=True)
class EitherTable:
    """Two kinds of objects in one list: ``ours`` says of an object as it is written whether it has the first table."""

    ours: Callable[[Mapping[Any, Any]], bool]
    table: Table
    other: Table

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Row:
        """Return the object at *path*; what is wrong with it is added to *problems*."""
        ours = self.ours(data if isinstance(data, Mapping) else {})
        return (self.table if ours else self.other).read(data, path, problems)

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the objects."""
        return {"anyOf": [self.table.schema, self.other.schema]}


def _read_field(field: Field, data: Mapping[Any, Any], row: Row) -> Iterator[Problem]:
    given = [key for key in field.keys if key in data]
    if len(given) > 1:
        yield Problem(code="one_comparator", path=(*row.path, given[1]), values={"names": ", ".join(given)})
    elif given:
        key = row.keys[field.name] = given[0]
        try:
            row.values[field.name] = field.keys[key].read(data[key])
        except Refused as error:
            yield from (problem.under(*row.path, key) for problem in error.problems)
    elif field.required:
        yield Problem(code="missing_key", path=row.path, values={"key": next(iter(field.keys))})


def _labelled(field: Field, kind: Kind) -> dict[str, Any]:
    marks = {"title": field.label, "x-sensitivity": field.sensitivity}
    return {**kind.schema, **{name: mark for name, mark in marks.items() if mark}}


def _one_of(field: Field) -> Iterator[dict[str, Any]]:
    """Yield that exactly one of the field's keys may stand, or at most one where the field may be missing."""
    if field.required:
        yield {"oneOf": [{"required": [key]} for key in field.keys]}
    else:
        keys = list(field.keys)
        for index, one in enumerate(keys):
            yield from ({"not": {"required": [one, other]}} for other in keys[index + 1 :])
