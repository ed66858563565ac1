"""What persons are, by the records that name them: a document makes a Parent, a Guardian and a Helper of everybody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from liushou_core.domain.child import Child
from liushou_core.domain.family import Guardianship
from liushou_core.domain.helper import Helper
from liushou_core.domain.organisation import Post
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.relation import Relation
from liushou_core.domain.subject import SubjectRole
from liushou_core.domain.unknown import is_known

__all__ = ["Roles", "may_be", "roles_named"]

Roles: TypeAlias = Mapping[str, AbstractSet[SubjectRole | None]]
"""The roles of each person that any record names; None: one that only a plan names."""


def roles_named(
    *,
    children: Iterable[Child] = (),
    guardianships: Iterable[Guardianship] = (),
    helpers: Iterable[Helper] = (),
    pairings: Iterable[Pairing] = (),
    posts: Iterable[Post] = (),
    relations: Iterable[Relation] = (),
) -> Roles:
    """Return who is a parent, a guardian or a helper by these records.

    A helper is somebody paired, in a post, or with ``roles`` of helping.
    """
    roles: defaultdict[str, set[SubjectRole | None]] = defaultdict(set)
    named: Iterator[tuple[str, SubjectRole | None]]
    for named in (
        ((id, SubjectRole.PARENT) for c in children if is_known(c.parents) for id in c.parents),
        ((one.guardian, SubjectRole.GUARDIAN) for one in guardianships),
        ((one.id, SubjectRole.HELPER) for one in helpers if one.roles),
        ((one.by, SubjectRole.HELPER) for one in pairings if one.by_kind is PartyKind.HELPER),
        ((one.holder, SubjectRole.HELPER) for one in posts),
        ((one.person, None) for one in relations),
    ):
        for id, role in named:
            roles[id].add(role)
    return dict(roles)


def may_be(role: SubjectRole, id: str, roles: Roles) -> bool:
    """Say whether a person is asked about in *role*: somebody of whom nothing says what they are, in any.

    Everybody is a person.

    >>> may_be(SubjectRole.PARENT, "p1", {}), may_be(SubjectRole.PARENT, "p1", {"p1": {SubjectRole.HELPER}})
    (True, False)
    """
    held = roles.get(id)
    return role is SubjectRole.PERSON or not held or role in held
