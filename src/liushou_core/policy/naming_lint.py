"""Lint of plain names: tables that name others by id and are not led to them, since only ``check`` follows the name."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Protocol, runtime_checkable

from liushou_core.errors import Path, Problem
from liushou_core.policy.walk import children, own_path

__all__ = ["Names", "lint_names"]


@runtime_checkable
class Names(Protocol):
    """A part of a pack that names tables: section and id of each."""

    def names(self) -> Iterable[tuple[str, str]]:
        """Yield section and id, such as ``("category", "boarders")``."""
        ...


def lint_names(sections: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the names that lead nowhere."""
    for section, value in sections.items():
        many = isinstance(value, tuple)
        for index, table in enumerate(value if many else (value,)):
            place = (section, index) if many else (section,)
            yield from _lint(table, place, sections)


def _lint(value: Any, path: Path, sections: Mapping[str, Any]) -> Iterator[Problem]:
    for section, id in value.names() if isinstance(value, Names) else ():
        known = [table.id for table in sections.get(section, ())]
        if id not in known:
            near = get_close_matches(id, known, n=1) or sorted(known)[:8]
            values = {"section": section, "id": id, "suggestion": ", ".join(near) or "—"}
            yield Problem(code="refers_nowhere", path=(*path, *own_path(value)), values=values)
    for step, child in children(value):
        yield from _lint(child, (*path, *step), sections)
