"""Walking a policy's values: the tables inside a table, each with its path as a pack writes it."""

from collections.abc import Iterator
from typing import Any

import attrs

from liushou_core.errors import Path
from liushou_core.policy.canonical import key_of, leaf_name
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.tree import AtLeast, Not, Noted

__all__ = ["children", "is_tree", "own_path"]


def is_tree(value: Any) -> bool:
    """Say whether *value* joins clauses."""
    return isinstance(value, AtLeast | Not | Noted)


def own_path(value: Any) -> Path:
    """Return what stands between a place and what *value* holds there: the name of a criterion or another leaf."""
    name = None if is_tree(value) else leaf_name(value)
    return () if name is None else (name,)


def children(value: Any) -> Iterator[tuple[Path, Any]]:
    """Yield the tables directly inside *value*, each with the path that leads from it; what linking found is none of them."""
    if isinstance(value, Lookup):
        yield from (((name,), one) for name, one in value.rows if attrs.has(type(one)))
        return
    own = own_path(value)
    for attribute in attrs.fields(type(value)):
        if is_resolved(attribute):
            continue
        item = getattr(value, attribute.name)
        if isinstance(item, tuple):
            for index, one in enumerate(item):
                if attrs.has(type(one)):
                    yield (*own, *_place(value, attribute.name, index)), one
        elif attrs.has(type(item)):
            yield (*own, *(() if getattr(type(value), "bare", False) else (key_of(attribute.name),))), item


def _place(owner: Any, field: str, index: int) -> Path:
    """Return the place of an item as the pack writes it: the parts of a tree stand under ``all``, ``any`` …"""
    if isinstance(owner, Noted):
        return ()
    if isinstance(owner, Not):
        return ("not",)
    if isinstance(owner, AtLeast):
        return ("at_least", "of", index) if owner.name == "at_least" else (owner.name, index)
    return key_of(field), index
