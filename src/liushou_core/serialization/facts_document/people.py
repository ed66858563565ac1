"""People: persons with their spells, and the relations that make them parents and guardians of children."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from liushou_core.domain.family import Absence, Guardianship, ParentRole
from liushou_core.domain.unknown import NOT_ASKED, Unknown, is_known
from liushou_core.errors import Problem
from liushou_core.serialization.facts_document.kinds import read_unknown
from liushou_core.serialization.facts_document.naming import give_ids
from liushou_core.serialization.facts_document.refusal import Refused
from liushou_core.serialization.facts_document.sections import GUARDIAN_ROLES, PARENT_ROLES, SPELLS
from liushou_core.serialization.facts_document.tables import Row

__all__ = ["guardianships_of", "parent_roles", "take_parents", "take_roles", "take_spells"]

_ROLE_ORDER: Final = (ParentRole.FATHER, ParentRole.MOTHER, ParentRole.OTHER)
_OF_GUARDIANS: Final = ("start", "until", "relationship", "capable", "evidence")


def take_spells(persons: list[Row], problems: list[Problem]) -> None:
    """Turn every person's spells into ``absences``, in order; whoever has no list of them was not asked."""
    given: set[str] = set()
    for person in persons:
        written = person.values.pop("spells", NOT_ASKED)
        rows = _spell_rows(written, person, problems)
        if isinstance(rows, Unknown):
            person.values["absences"] = rows
            continue
        problems.extend(_given_twice(rows, given))
        name = f"{person.values.get('id')}.absence"
        give_ids(rows, lambda _values, name=name: name)  # type: ignore[misc]
        made = [(absence, row.path) for row in rows if (absence := row.make(Absence, problems)) is not None]
        made.sort(key=lambda pair: _order(pair[0]))
        person.values["absences"] = tuple(absence for absence, _ in made)
        person.items["absences"] = tuple(path for _, path in made)
        person.whole = person.whole and len(made) == len(rows)


def _spell_rows(written: Any, person: Row, problems: list[Problem]) -> list[Row] | Unknown:
    path = person.place("spells")
    if isinstance(written, list | tuple):
        return [SPELLS.read(item, (*path, index), problems) for index, item in enumerate(written)]
    if isinstance(written, Unknown):
        return written
    try:
        return read_unknown(written)
    except Refused as error:
        problems.extend(problem.under(*path) for problem in error.problems)
        return NOT_ASKED


def _given_twice(rows: list[Row], given: set[str]) -> Iterator[Problem]:
    for row in rows:
        id = row.values.get("id")
        if id is not None and id in given:
            yield Problem(code="id_twice", path=row.place("id"), values={"id": id})
        given.add(id or "")


def _order(absence: Absence) -> tuple[str, str]:
    return absence.start.isoformat() if is_known(absence.start) else "", absence.id


def parent_roles(relations: list[Row], problems: list[Problem]) -> dict[str, ParentRole]:
    """Return who is a father or a mother by any relation; ``parent`` says neither."""
    roles: dict[str, ParentRole] = {}
    for row in _of_parents(relations):
        person, role = row.values["person"], PARENT_ROLES[row.values["role"]]
        if roles.get(person, ParentRole.OTHER) is ParentRole.OTHER:
            roles[person] = role
        elif role not in (ParentRole.OTHER, roles[person]):
            problems.append(Problem(code="two_parent_roles", path=row.place("role")))
    return roles


def take_roles(persons: list[Row], roles: Mapping[str, ParentRole]) -> None:
    """Give every person the role that relations name."""
    for person in persons:
        person.values["role"] = roles.get(person.values.get("id", ""), ParentRole.OTHER)


def take_parents(
    children: list[Row], relations: list[Row], roles: Mapping[str, ParentRole], problems: list[Problem]
) -> None:
    """Give every child the parents that relations name; without any, the child's own list stands, or NOT_ASKED."""
    parents: dict[str, list[str]] = {}
    for row in _of_parents(relations):
        problems.extend(_said_of_guardians(row))
        known = parents.setdefault(row.values["child"], [])
        if row.values["person"] in known:
            problems.append(Problem(code="repeated", path=row.path))
        known.append(row.values["person"])
    for child in children:
        named = set(parents.get(child.values.get("id", ""), ()))
        written = child.values.get("parents", NOT_ASKED)
        if not named:
            continue
        if "parents" in child.keys and (not is_known(written) or set(written) != named):
            problems.append(Problem(code="list_differs", path=child.place("parents")))
        child.values["parents"] = tuple(sorted(named, key=lambda one: (_ROLE_ORDER.index(roles[one]), one)))


def _of_parents(relations: list[Row]) -> Iterator[Row]:
    """Yield the rows that name a legal parent, whatever else is wrong with them."""
    for row in relations:
        if row.values.get("role") in PARENT_ROLES and {"child", "person"} <= row.values.keys():
            yield row


def _said_of_guardians(row: Row) -> Iterator[Problem]:
    for field in _OF_GUARDIANS:
        if field in row.keys:
            yield Problem(code="only_of_guardians", path=row.place(field), values={"key": row.keys[field]})


def guardianships_of(
    children: list[Row], relations: list[Row], problems: list[Problem]
) -> Iterator[Guardianship]:
    """Yield the guardianships that relations name; a child that says it has none must not be named."""
    asked = {
        child.values["id"]: child
        for child in children
        if child.keys.get("guardianships") and "id" in child.values
    }
    for row in relations:
        if row.values.get("role") not in GUARDIAN_ROLES:
            continue
        child = asked.get(row.values.get("child", ""))
        if child is not None:
            problems.append(Problem(code="list_differs", path=child.place("guardianships")))
        more = {"guardian": row.values.get("person"), "kind": GUARDIAN_ROLES[row.values["role"]]}
        made = row.make(Guardianship, problems, **more)
        if made is not None:
            yield made
