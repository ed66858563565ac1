"""People: the relations that make persons parents or guardians of children, or whatever else a plan names."""

from collections.abc import Iterator, Mapping
from typing import Final

from liushou_core.domain.family import Guardianship, ParentRole
from liushou_core.domain.relation import Relation
from liushou_core.domain.unknown import NOT_ASKED, is_known
from liushou_core.errors import Problem
from liushou_core.serialization.facts_document.relation_tables import GUARDIAN_ROLES, PARENT_ROLES
from liushou_core.serialization.facts_document.tables import Row

__all__ = ["guardianships_of", "parent_roles", "relations_of", "take_parents", "take_roles"]

_ROLE_ORDER: Final = (ParentRole.FATHER, ParentRole.MOTHER, ParentRole.OTHER)
_DAYS: Final = ("start", "until")
_OF_GUARDIANS: Final = ("relationship", "capable", "evidence")


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
        problems.extend(_said_of_guardians(row, (*_DAYS, *_OF_GUARDIANS)))
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


def _said_of_guardians(row: Row, fields: tuple[str, ...]) -> Iterator[Problem]:
    for field in fields:
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


def relations_of(relations: list[Row], problems: list[Problem]) -> Iterator[Relation]:
    """Yield the relations in roles that only a plan knows."""
    for row in relations:
        role = row.values.get("role")
        if role is None or role in PARENT_ROLES or role in GUARDIAN_ROLES:
            continue
        problems.extend(_said_of_guardians(row, _OF_GUARDIANS))
        made = row.make(Relation, problems)
        if made is not None:
            yield made
