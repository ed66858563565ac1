"""Hypothesis strategies for the form of packs: whatever the classes can hold by which packs are read, be it sense or not.

Needs the extra ``testing``. The data can be structured; most of what they name is not there, so that lint refuses nearly all of
them (for plans that mean something see ``testing/packs.py``). For what judges the form of a pack, or has to bear any policy
that can be built.
"""

import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, get_type_hints

import attrs
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration, Lapse
from liushou_core.policy.canonical import key_of
from liushou_core.policy.component import Component
from liushou_core.policy.lookup import Lookup, Values
from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.policy.quantities import Number
from liushou_core.policy.reading.operand import Operand
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.registry import builtin_registry
from liushou_core.policy.source import Labels, Source
from liushou_core.policy.tables.questions import Question
from liushou_core.policy.verdict import Clause
from liushou_core.serialization.pack_document import KEYED, SCHEMA
from liushou_core.serialization.structuring import LEAVES

__all__ = ["pack_forms"]

Draw = Callable[[st.SearchStrategy[Any]], Any]

_DEPTH: Final = 3
"""How deep leaves stand in each other; beyond it, only those that need no further one."""
_PLAIN: Final[Mapping[Any, tuple[Any, ...]]] = {
    str: ("a", "b_c", "talk", "parents", "留守"),
    Source: ("000 §1", "plan §2.(一)3"),
    int: (1, 2, 5),
    bool: (True, False),
    date: (date(2023, 9, 1), date(2024, 2, 29), "2022-12-31"),
    Decimal: (0, 3, Decimal("2.5"), "-1.50"),
    Number: (7, Decimal("0.25"), "12", date(2023, 9, 1)),
    Duration: ("3 months", "1 day", "2 whole months"),
    Lapse: ("10 working days", "-2 weeks", "1 year"),
    Lookup: ({"a": 1, "b_c": Decimal("2.5")}, {}, {"own": True, "day": date(2023, 9, 1), "x": "late"}),
    Values: ({"a": 1, "b": [2, 3]}, {"money": {"fact": "a"}, "kind": "meals"}),
    Labels: ({"own": {"zh": "自有", "en": "own"}},),
    Operand: (1, "red", True, date(2023, 9, 1), {"fact": "a"}),
}


@st.composite
def pack_forms(draw: Draw, *, most_tables: int = 2) -> dict[str, Any]:
    """Return the data of packs with up to *most_tables* sections, as tomllib reads them."""
    forms = _Forms(draw)
    hints = get_type_hints(Policy)
    names = draw(st.lists(st.sampled_from(SECTIONS), unique=True, max_size=most_tables))
    return {
        "schema": SCHEMA,
        "id": "drawn",
        "title": {"zh": "抽取的方案", "en": "Drawn plan"},
        "in_force_from": date(2022, 9, 1),
        "source": "drawn",
        **{name: forms.section(name, hints[name]) for name in names},
    }


class _Forms:
    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._registry = builtin_registry()

    def section(self, name: str, hint: Any) -> Any:
        """Return a section's tables."""
        tables = self._value(hint, _DEPTH)
        if name not in KEYED:
            return tables
        return {f"{name}-{number}": _without(table, "id") for number, table in enumerate(tables)}

    def _one(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    def _maybe(self) -> bool:
        return bool(self._draw(st.booleans()))

    def _value(self, hint: Any, depth: int) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return self._value(self._one(*(part for part in arguments if part is not types.NoneType)), depth)
        if origin is typing.Literal:
            return self._one(*arguments)
        if origin is tuple:
            times = self._one(1, 2) if arguments[-1] is Ellipsis else 1
            return [self._value(one, depth) for one in arguments * times if one is not Ellipsis]
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._one(*(member.value for member in hint))
        return self._one(*_PLAIN[hint]) if hint in _PLAIN else self._held(hint, depth - 1)

    def _held(self, hint: Any, depth: int) -> Any:
        if getattr(hint, "bare", False):  # a value in a class of its own
            return self._value(get_type_hints(hint)["value"], depth)
        if hint is Clause:
            return self._clause(depth)
        if hint is Component:
            return self._leaf(self._registry.components, depth)
        return self._leaf(LEAVES[hint], depth) if hint in LEAVES else self._table(hint, depth)

    def _clause(self, depth: int) -> dict[str, Any]:
        tree = self._one(None, "all", "any", "not", "at_least") if depth > 0 else None
        if tree is None:
            return self._leaf(self._registry.criteria, depth)
        parts = [self._clause(depth - 1)]
        if tree != "not" and self._maybe():
            parts.append({**self._clause(depth - 1), "effect": "defect"})
        body: Any = {"not": parts[0], "at_least": {"n": 1, "of": parts}}.get(tree, parts)
        return {tree: body, **self._one({}, {"id": "named"}, {"source": "§9"})}

    def _leaf(self, classes: Mapping[str, type[Any]], depth: int) -> dict[str, Any]:
        """Return a leaf; at the bottom one that holds no further leaf."""
        name = self._one(*(name for name, cls in classes.items() if depth > 0 or not _needs_leaves(cls)))
        return {name: self._table(classes[name], depth)}

    def _table(self, cls: type[Any], depth: int) -> Any:
        hints = get_type_hints(cls)
        shorthand = getattr(cls, "shorthand", None)
        if shorthand is not None and self._maybe():
            short = self._value(hints[shorthand], depth)
            if isinstance(short, str | list):
                return short
        table = {
            key_of(field.name): self._value(hints[field.name], depth)
            for field in attrs.fields(cls)
            if field.default is attrs.NOTHING
            or (not is_resolved(field) and (depth > 0 or not _is_leaf(hints[field.name])) and self._maybe())
        }
        if cls is Question and self._maybe():  # its tree may stand in the table itself
            return {**_without(table, "when"), **_without(table["when"], "id", "source")}
        return table


def _without(table: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in keys}


def _is_leaf(hint: Any) -> bool:
    return any(
        part in LEAVES or part in (Clause, Component) or (part is not hint and _is_leaf(part))
        for part in (hint, *typing.get_args(hint))
    )


def _needs_leaves(cls: type[Any]) -> bool:
    hints = get_type_hints(cls)
    needed = (field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING)
    return any(_is_leaf(hints[name]) for name in needed)
