"""JSON Schema of packs, made from the very classes by which packs are read, so that it cannot drift from them.

It is written in what all drafts since 4 have in common, because editors of TOML know no later one. A schema sees one table at
a time: that ids lead somewhere, that numbers fit together and that every table cites a source is the business of lint.
"""

import types
import typing
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final, get_type_hints

import attrs

from liushou_core.domain.calendar import Duration
from liushou_core.policy.canonical import canonical, key_of
from liushou_core.policy.component import Component
from liushou_core.policy.date_rules import DateRule
from liushou_core.policy.indicators.rate import Rate
from liushou_core.policy.lookup import Values
from liushou_core.policy.policy import SECTIONS, Edition, Policy
from liushou_core.policy.quantities import Number, Quantity
from liushou_core.policy.reading.moments import Moment
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.registry import Registry, builtin_registry
from liushou_core.policy.source import Labels, Wording
from liushou_core.policy.tables.questions import Question
from liushou_core.policy.verdict import Clause
from liushou_core.serialization.pack_document import HEAD, KEYED, SCHEMA
from liushou_core.serialization.schema_values import PLAIN, STRING, VALUE, Schema
from liushou_core.serialization.schema_words import about_class, about_field
from liushou_core.serialization.structuring import LEAVES, TREES

__all__ = ["pack_schema"]

_NEEDED: Final = ("schema", "id", "title", "in_force_from")
_FAMILIES: Final[Mapping[Any, str]] = {
    Quantity: "quantity",
    Moment: "moment",
    DateRule: "date_rule",
    Rate: "rate",
}
_WRITTEN: Final[Mapping[Any, Schema]] = {Quantity: PLAIN[Number], DateRule: STRING}
"""How a leaf may be written without a table: a number, or the id of a ``[[date]]``."""


def pack_schema(registry: Registry | None = None) -> Schema:
    """Return the JSON Schema of packs that may use the criteria and components of *registry*; None: ours alone.

    The shipped ``liushou-policy-1.json`` is what it returns for None. Data of a pack are judged as an editor sees them: days as
    text, amounts as numbers.

    >>> sorted(pack_schema()["required"])
    ['id', 'in_force_from', 'schema', 'title']
    """
    return _Schemas(builtin_registry() if registry is None else registry).pack()


class _Schemas:
    """The definitions, each made when it is first referred to."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._made: dict[str, Schema] = {}
        self._names: dict[type[Any], str] = {}
        families = [("criterion", registry.criteria), ("component", registry.components)]
        families += [(_FAMILIES[marker], classes) for marker, classes in LEAVES.items()]
        for family, classes in families:
            self._names.update({cls: f"{family}.{name}" for name, cls in classes.items()})

    def pack(self) -> Schema:
        """Return the schema of a whole pack."""
        hints = get_type_hints(Policy)
        properties: Schema = {
            "schema": {"enum": [SCHEMA]},
            "source": {**STRING, "description": "the source of every table that cites none itself"},
            **{name: self._field(Policy, name, hints[name]) for name in HEAD},
            **{name: self._section(name, hints[name]) for name in SECTIONS},
            "edition": {
                "description": about_class(Edition),
                "type": "array",
                "items": self.of(Edition),
            },
        }
        return {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "$id": "urn:liushou-core:liushou-policy:1",
            "title": SCHEMA,
            "description": "A work plan as data, written in TOML. `liushou policies lint` judges what no schema can.",
            "type": "object",
            "properties": properties,
            "required": list(_NEEDED),
            "additionalProperties": False,
            "definitions": dict(sorted(self._made.items())),
        }

    def _section(self, name: str, hint: Any) -> Schema:
        if name in KEYED:
            (cls, _) = typing.get_args(hint)
            listed = {"allOf": [self.of(cls), {"required": ["id"]}]}
            schema = {
                "type": ["object", "array"],
                "additionalProperties": self.of(cls),
                "items": listed,
            }
        else:
            cls = next((part for part in (hint, *typing.get_args(hint)) if attrs.has(part)), None)
            schema = self.of(hint)
        words = "whom the plan covers; everybody without it" if cls is None else about_class(cls)
        return _described(schema, words)

    def of(self, hint: Any) -> Schema:
        """Return the schema of what a field with the type *hint* takes; of a type that nobody here knows, anything."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            parts = [self.of(part) for part in arguments if part is not types.NoneType]
            return parts[0] if len(parts) == 1 else {"anyOf": parts}
        if origin is typing.Literal:
            return {"enum": list(arguments)}
        if origin is tuple:
            return self._list(arguments)
        if isinstance(hint, typing.NewType):
            return {"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,64}$"}
        if isinstance(hint, type) and issubclass(hint, Enum):
            return {"enum": [member.value for member in hint]}
        return self._of_class(hint)

    def _list(self, arguments: tuple[Any, ...]) -> Schema:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return {"type": "array", "items": self.of(arguments[0])}
        items = [
            schema
            for n, hint in enumerate(arguments)
            if (schema := self.of(hint)) and hint not in arguments[:n]
        ]
        count = len(arguments)
        one = items[0] if len(items) == 1 else {"anyOf": items}
        return {"type": "array", "items": one, "minItems": count, "maxItems": count}

    def _of_class(self, hint: Any) -> Schema:
        if hint in PLAIN:
            return dict(PLAIN[hint])
        if hint is Clause:
            return self._definition("clause", self._clause)
        if hint is Component:
            return self._definition("component", self._component)
        if hint in _FAMILIES:
            return self._definition(_FAMILIES[hint], lambda: self._family(hint))
        if getattr(hint, "bare", False):  # a value in a class of its own
            return self.of(get_type_hints(hint)["value"])
        if hint is Values:
            one = {"anyOf": [VALUE, self.of(Quantity)]}
            return {"type": "object", "additionalProperties": one}
        if hint is Labels:
            return {"type": "object", "additionalProperties": self.of(Wording)}
        return self._table(hint) if isinstance(hint, type) and attrs.has(hint) else {}

    def _definition(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self._made:
            self._made[name] = {}  # a tree holds trees
            self._made[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    # -------------------------------------------------------------------------------------------- tables

    def _table(self, cls: type[Any]) -> Schema:
        return self._definition(self._name(cls), lambda: self._written(cls))

    def _name(self, cls: type[Any]) -> str:
        if cls not in self._names:
            taken = cls.__name__ in self._names.values()
            self._names[cls] = f"{cls.__module__}.{cls.__name__}" if taken else cls.__name__
        return self._names[cls]

    def _written(self, cls: type[Any]) -> Schema:
        """Return a table, or what a pack may write instead of it."""
        if cls is Edition:
            return self._edition()
        table = self._question() if cls is Question else self._object(cls)
        shorthand = getattr(cls, "shorthand", None)
        if shorthand is None:
            return table
        return {"anyOf": [self.of(get_type_hints(cls)[shorthand]), table]}

    def _object(self, cls: type[Any]) -> Schema:
        hints = get_type_hints(cls)
        fields = [field for field in attrs.fields(cls) if not is_resolved(field)]
        keyed = [typing.get_args(get_type_hints(Policy)[name])[0] for name in KEYED]
        needed = [
            key_of(field.name)
            for field in fields
            if field.default is attrs.NOTHING and not (cls in keyed and field.name == "id")
        ]
        table: Schema = {
            "description": about_class(cls),
            "type": "object",
            "properties": {
                key_of(field.name): self._field(cls, field.name, hints[field.name]) for field in fields
            },
            "additionalProperties": False,
        }
        if "label" in hints:  # may be spelled `labels`
            own, of_choices = self.of(Wording), table["properties"].get("labels")
            table["properties"]["labels"] = own if of_choices is None else {"anyOf": [own, of_choices]}
        return {**table, "required": needed} if needed else table

    def _field(self, cls: type[Any], name: str, hint: Any) -> Schema:
        schema = _described(self.of(hint), about_field(cls, key_of(name)))
        default = attrs.fields_dict(cls)[name].default
        plain = isinstance(default, bool | int | str | Decimal | Duration | Enum)
        return {**schema, "default": canonical(default)} if plain else schema

    def _edition(self) -> Schema:
        table = self._object(Edition)
        table["properties"]["changes"] = {
            "description": 'the new values by their paths: { "duty.monthly-talk.at_least" = 2 }',
            "type": ["object", "array"],
        }
        return table

    def _question(self) -> Schema:
        """Return a decision, whose tree stands in the table itself or under ``when``."""
        table = self._object(Question)
        table["properties"] = {**self._clauses(), **table["properties"]}
        table["required"].remove("when")
        return {
            **table,
            **_one_of(("when", *(n for n in self._clauses() if n not in get_type_hints(Question)))),
        }

    # -------------------------------------------------------------------------------------------- clauses and leaves

    def _clause(self) -> Schema:
        return self._labelled(self._clauses(), "one criterion, or one of all, any, not, at_least")

    def _part(self) -> Schema:
        part = self._labelled(self._clauses(), "a clause of a list")
        part["properties"]["effect"] = {"enum": ["defect"], "description": about_field(Clause, "effect")}
        return part

    def _clauses(self) -> Schema:
        """Return what may stand in a clause: the trees, then the criteria."""
        parts = {"type": "array", "minItems": 1, "items": self._definition("part", self._part)}
        at_least = {
            "description": "at least `n` of these hold",
            "type": "object",
            "properties": {"n": {"type": "integer", "minimum": 1}, "of": parts},
            "required": ["n", "of"],
            "additionalProperties": False,
        }
        trees: Schema = {
            "all": {**parts, "description": "every one of these holds"},
            "any": {**parts, "description": "at least one of these holds"},
            "not": _described(self._definition("clause", self._clause), "this does not hold"),
            "at_least": at_least,
        }
        assert trees.keys() == TREES
        return {**trees, **{name: self._table(cls) for name, cls in self._registry.criteria.items()}}

    def _component(self) -> Schema:
        return self._labelled(
            {name: self._table(cls) for name, cls in self._registry.components.items()},
            "one component of the score",
        )

    def _labelled(self, names: Schema, words: str) -> Schema:
        labels = {key: {**STRING, "description": about_field(Clause, key)} for key in ("id", "source")}
        return {
            "description": words,
            "type": "object",
            "properties": {**names, **labels},
            "additionalProperties": False,
            **_one_of(names),
        }

    def _family(self, marker: Any) -> Schema:
        classes = {name: self._table(cls) for name, cls in LEAVES[marker].items()}
        table = {
            "description": about_class(marker),
            "type": "object",
            "properties": classes,
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        }
        return {"anyOf": [dict(_WRITTEN[marker]), table]} if marker in _WRITTEN else table


def _one_of(names: Iterable[str]) -> Schema:
    return {"oneOf": [{"required": [name]} for name in names]}


def _described(schema: Schema, words: str) -> Schema:
    """Return *schema* with a description; beside a reference nothing else is read, so it goes inside another schema."""
    if not words:
        return schema
    return {"description": words, **({"allOf": [schema]} if "$ref" in schema else schema)}
