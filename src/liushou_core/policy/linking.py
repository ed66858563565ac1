"""Linking: every part of a policy that names another table is led to it.

A policy is written with names and judged with what they stand for. Linking changes neither its value nor its fingerprint
(``policy/reference.py``). Names that lead nowhere stay as they are; lint reports them, and circles.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

from liushou_core.policy.reference import Refers, is_resolved
from liushou_core.policy.source import Wording
from liushou_core.policy.tables.questions import Question
from liushou_core.policy.tree import all_of

__all__ = ["ELIGIBILITY", "Key", "linked", "tables_of"]

ELIGIBILITY = "eligibility"
REFERRED = ("fact", "event", "spell", "role", "decision", "classification", "score", "tally", "date")
"""Sections whose tables others may name."""

COVERED = Wording(zh="属于本方案对象", en="covered by the plan")
"""What the decision ``eligibility`` is called."""

Key = tuple[str, str]
T = TypeVar("T")


def tables_of(sections: Iterable[tuple[str, Any]]) -> dict[Key, Any]:
    """Return the tables that may be named, by section and id; whom the plan covers is the decision ``eligibility``."""
    by_name = dict(sections)
    found = {(name, table.id): table for name in REFERRED for table in by_name.get(name, ())}
    covers = by_name.get(ELIGIBILITY)
    found["decision", ELIGIBILITY] = Question(
        id=ELIGIBILITY, title=COVERED, when=all_of(id=ELIGIBILITY) if covers is None else covers
    )
    return found


def linked(sections: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sections with every name led to its table."""
    linker = _Linker(tables_of(sections.items()))
    return {name: linker.linked(value) for name, value in sections.items()}


class _Linker:
    def __init__(self, tables: Mapping[Key, Any]) -> None:
        self._tables = tables
        self._done: dict[Key, Any] = {}
        self._under_way: set[Key] = set()

    def linked(self, value: T) -> T:
        """Return *value* with the targets of its references, and those of its parts; the same object if it has none."""
        if isinstance(value, tuple):
            parts = tuple(self.linked(part) for part in value)
            return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts  # type: ignore[return-value]
        if not attrs.has(type(value)):
            return value
        changes: dict[str, Any] = {}
        for attribute in attrs.fields(type(value)):  # type: ignore[arg-type]
            if not is_resolved(attribute):
                part = getattr(value, attribute.name)
                new = self.linked(part)
                if new is not part:
                    changes[attribute.alias or attribute.name] = new
        if isinstance(value, Refers):
            target = self._target(value.refers())
            if target is not value.target:
                changes["target"] = target
        return attrs.evolve(value, **changes) if changes else value  # type: ignore[misc]

    def _target(self, key: Key) -> Any:
        if key not in self._tables or key in self._under_way:
            return None
        if key not in self._done:
            self._under_way.add(key)
            self._done[key] = self.linked(self._tables[key])
            self._under_way.discard(key)
        return self._done[key]
