"""Lint of references: names that lead nowhere, circles, and questions put to a subject that they cannot be asked about."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from math import inf
from typing import Any, Final

from liushou_core.domain.subject import SubjectKind, SubjectRole
from liushou_core.errors import Path, Problem
from liushou_core.policy.declaration_lint import lint_declarations, recorded_facts
from liushou_core.policy.linking import Key, tables_of
from liushou_core.policy.naming_lint import lint_names
from liushou_core.policy.privacy_lint import shown_identities
from liushou_core.policy.reading.happenings import ARCHIVE_KINDS
from liushou_core.policy.reading.related import kind_of_role
from liushou_core.policy.reading.role_names import NamesRole
from liushou_core.policy.reference import Refers
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.walk import children, own_path

__all__ = ["MOST_STEPS", "TANGLED", "lint_references"]

MOST_STEPS: Final = 20_000
"""How many parts one table may have with all that it names written out: what is asked for must come to an end."""
LONGEST_CHAIN: Final = 20
"""How many tables may lead to each other in a row."""
TANGLED: Final = frozenset({"refers_to_itself", "too_many_steps"})
"""Problems of tables that cannot be followed to their ends."""


def lint_references(sections: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield every problem of what the tables of a policy name."""
    tables = tables_of(sections.items())
    roles = frozenset(id for section, id in tables if section == "role")
    for name, value in sections.items():
        for place, table in _tables(name, value):
            for path, node, kind in _walk(table, place, _kind_of(table), roles):
                yield from _reference(node, path, kind, tables)
                yield from _asked_of(node, path, kind, roles)
                yield from _event_kinds(node, path, tables)
                yield from recorded_facts(node, path, tables)
                yield from shown_identities(node, path, tables)
    yield from lint_declarations(sections, tables)
    yield from lint_names(sections)
    yield from _circles(sections, tables)


def _tables(name: str, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, tuple):
        yield from (((name, index), table) for index, table in enumerate(value))
    else:
        yield (name,), value


def _kind_of(table: Any) -> SubjectKind:
    """Return whom a table is about; a child, where it does not say."""
    subject = table.subject_role if isinstance(table, Duty) else getattr(table, "subject", None)
    return subject.kind if isinstance(subject, SubjectRole) else SubjectKind.CHILD


def _walk(
    value: Any, path: Path, kind: SubjectKind | None, roles: frozenset[str]
) -> Iterator[tuple[Path, Any, SubjectKind | None]]:
    """Yield every part with its path and the kind of subject it is asked about; None: a role that there is not."""
    yield path, value, kind
    role = getattr(value, "of", None)
    inside = kind_of_role(kind, role, roles) if kind is not None and isinstance(role, str) else kind
    for step, child in children(value):
        of_members = isinstance(role, str) and step[-1] in ("where", "quantity")
        yield from _walk(child, (*path, *step), inside if of_members else kind, roles)


def _reference(
    node: Any, path: Path, kind: SubjectKind | None, tables: Mapping[Key, Any]
) -> Iterator[Problem]:
    if not isinstance(node, Refers) or node.refers()[0] == "archive":
        return
    section, id = node.refers()
    target = tables.get((section, id))
    at = (*path, *own_path(node))
    if target is None and section == "role" and isinstance(node, NamesRole):
        return  # that nobody stands in such a role is told below
    if target is None:
        yield _nowhere(section, id, at, tables)
        return
    about = getattr(target, "subject", None)
    of_event = getattr(type(node), "of_event", False)
    if isinstance(about, SubjectRole) and kind is not None and about.kind is not kind and not of_event:
        values = {"id": id, "about": about.value, "kind": kind.value}
        yield Problem(code="other_subject", path=at, values=values)


def _nowhere(section: str, id: str, path: Path, tables: Mapping[Key, Any]) -> Problem:
    known = [other for name, other in tables if name == section]
    near = get_close_matches(id, known, n=1) or sorted(known)[:8]
    values = {"section": section, "id": id, "suggestion": ", ".join(near) or "—"}
    return Problem(code="refers_nowhere", path=path, values=values)


def _event_kinds(node: Any, path: Path, tables: Mapping[Key, Any]) -> Iterator[Problem]:
    """Yield the kinds of events that a duty counts or begins at, if neither the pack nor an archive knows them."""
    for key, kind in node.event_kinds if isinstance(node, Duty) else ():
        if kind not in ARCHIVE_KINDS and ("event", kind) not in tables:
            yield _nowhere("event", kind, (*path, key), tables)


def _asked_of(node: Any, path: Path, kind: SubjectKind | None, roles: frozenset[str]) -> Iterator[Problem]:
    subjects = getattr(type(node), "subjects", None)
    if isinstance(subjects, frozenset) and kind is not None and kind not in subjects:
        values = {"name": node.name, "kind": kind.value}
        yield Problem(code="not_asked_of", path=(*path, *own_path(node)), values=values)
    role = getattr(node, "of", None)
    if isinstance(role, str) and kind is not None and kind_of_role(kind, role, roles) is None:
        values = {"role": role, "kind": kind.value}
        yield Problem(code="no_such_role", path=(*path, *own_path(node), "of"), values=values)


def _circles(sections: Mapping[str, Any], tables: Mapping[Key, Any]) -> Iterator[Problem]:
    """Yield the tables that lead back to themselves, and those that are too long with everything they name."""
    measured: dict[Key, tuple[float, int]] = {}
    for key in tables:
        steps, chain = _length(key, tables, measured, ())
        if key[0] not in sections or (steps <= MOST_STEPS and chain <= LONGEST_CHAIN):
            continue
        section, id = key
        table = sections[section]
        at: Path = (section,)
        if isinstance(table, tuple):
            at = (section, next(n for n, one in enumerate(table) if one.id == id))
        code = "refers_to_itself" if steps == inf else "too_many_steps"
        yield Problem(code=code, path=at, values={"id": id, "most": MOST_STEPS, "chain": LONGEST_CHAIN})


def _length(
    key: Key, tables: Mapping[Key, Any], measured: dict[Key, tuple[float, int]], above: tuple[Key, ...]
) -> tuple[float, int]:
    """Return how many parts a table has, those of the tables it names included, and how many tables follow in a row."""
    if key in above:
        return inf, 0
    if len(above) > LONGEST_CHAIN:
        return 0, 2 * LONGEST_CHAIN
    if key not in measured:
        steps, chain = 0.0, 0
        for _path, node, _kind in _walk(tables[key], (), None, frozenset()):
            steps += 1
            if isinstance(node, Refers) and node.refers() in tables:
                below = _length(node.refers(), tables, measured, (*above, key))
                steps, chain = steps + below[0], max(chain, below[1])
        measured[key] = steps, chain + 1
    return measured[key]
