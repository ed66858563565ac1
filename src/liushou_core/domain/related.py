"""Who is related to a subject in a role, found by looking records up, wherever they are kept.

Each kind of subject has its own roles; a child and an organisation also those that only plans' relations name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.links import Found, Links, RelationLink, body_of, in_own_role, pairing_of
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.organisation import PostRole
from liushou_core.domain.pairing import PartyKind
from liushou_core.domain.related_to_child import OF_A_CHILD, parents_of
from liushou_core.domain.subject import Related
from liushou_core.domain.unknown import NOT_ASKED, Known, Unknown

__all__ = ["KNOWN_ROLES", "ROLES", "own_roles", "related"]


def related(links: Links, kind: SubjectKind, id: str, role: str) -> Known[tuple[Related, ...]]:
    """Return who is related to a subject in a role, as ``Around.related`` promises: one Related for each record.

    Ordered by id, then by start and end. NOT_ASKED for a subject that is not recorded and for a role that its kind does not have.
    """
    found = _OF[kind](links, id, role)
    return found if isinstance(found, Unknown) else tuple(sorted(found, key=_order))


def own_roles(links: Links, kind: SubjectKind, id: str) -> tuple[str, ...]:
    """Return the roles of plans' own in which anybody stands to a child or an organisation, or a person to any, in order."""
    link = _RELATED_BY.get(kind)
    return () if link is None else tuple(sorted({one.role for one in links.relations(link, id)}))


def _order(one: Related) -> tuple[str, date, date]:
    start = one.start if isinstance(one.start, date) else date.min
    return one.subject.id, start, one.until or date.max


# --- of a child


def _of_child(links: Links, id: str, role: str) -> Found:
    facts = links.child(id)
    if facts is None:
        return NOT_ASKED
    return OF_A_CHILD[role](links, facts) if role in OF_A_CHILD else in_own_role(links, "child", id, role)


# --- of a person


def _children_of_parent(links: Links, id: str) -> Found:
    return [Related(subject=child) for child in links.children_of_parent(id)]


def _wards(links: Links, id: str) -> Found:
    return _children_of(links, ((one, one.child) for one in links.guardianships_by(id)))


def _helped(links: Links, id: str) -> Found:
    paired = (one for one in links.pairings_by(id) if one.to_kind is PartyKind.CHILD)
    return _children_of(links, ((one, one.to) for one in paired))


def _children_of(links: Links, records: Iterable[tuple[Any, str]]) -> list[Related]:
    found = ((record, links.child(id)) for record, id in records)
    return [
        Related(subject=child, start=record.start, until=record.until)
        for record, child in found
        if child is not None
    ]


def _pairings_of_person(links: Links, id: str) -> Found:
    return [pairing_of(links, one) for one in links.pairings_by(id)]


def _bodies_of_person(links: Links, id: str) -> Found:
    """Return where somebody stands in a role of a plan's own or holds a post, also one in a class."""
    tied: list[Any] = [one for one in links.relations("person", id) if one.organisation is not None]
    if not tied and not links.relations_kept:
        return NOT_ASKED
    return [
        Related(subject=body_of(links, one.organisation), start=one.start, until=one.until)
        for one in (*tied, *links.posts("holder", id))
    ]


# --- of a pairing


def _child_of_pairing(links: Links, id: str) -> Found:
    pairing = links.pairing(id)
    if pairing is None:
        return NOT_ASKED
    child = links.child(pairing.to) if pairing.to_kind is PartyKind.CHILD else None
    return [] if child is None else [Related(subject=child, start=pairing.start, until=pairing.until)]


def _helper_of_pairing(links: Links, id: str) -> Found:
    pairing = links.pairing(id)
    if pairing is None:
        return NOT_ASKED
    by: Any = {  # nothing can be asked of a class
        PartyKind.CHILD: links.child,
        PartyKind.HELPER: links.person,
        PartyKind.ORGANISATION: partial(body_of, links),
    }.get(pairing.by_kind)
    subject = None if by is None else by(pairing.by)
    return [] if subject is None else [Related(subject=subject, start=pairing.start, until=pairing.until)]


# --- of a family


def _children_of_family(links: Links, id: str) -> Found:
    return [Related(subject=child) for child in links.children_of_family(id)]


def _parents_of_family(links: Links, id: str) -> Found:
    parents: dict[str, Related] = {}
    for child in links.children_of_family(id):
        found = parents_of(links, child)
        if isinstance(found, Unknown):
            return found
        parents.update({one.subject.id: one for one in found})
    return parents.values()


# --- of an organisation


def _of_body(links: Links, id: str, role: str) -> Found:
    return _OF_A_BODY[role](links, id) if role in _OF_A_BODY else in_own_role(links, "organisation", id, role)


def _members(links: Links, id: str) -> Found:
    """Return who stands in any role of a plan's own or holds a post outside its classes."""
    tied = list(links.relations("organisation", id))
    if not tied and not links.relations_kept:
        return NOT_ASKED
    posts = [one for one in links.posts("organisation", id) if one.school_class is None]
    return [
        *(Related(subject=links.person(one.person), start=one.start, until=one.until) for one in tied),
        *(Related(subject=links.person(one.holder), start=one.start, until=one.until) for one in posts),
    ]


def _holders(links: Links, id: str, role: PostRole) -> Found:
    """Return who held a post outside the classes of a body; one that there is in classes only, in any of them."""
    return [
        Related(subject=links.person(one.holder), start=one.start, until=one.until)
        for one in links.posts("organisation", id)
        if one.role is role and (one.school_class is None or role.of_class)
    ]


def _children_of_body(links: Links, id: str) -> Found:
    return [one for child in links.children_of_body(id) for one in _there(child, id)]


def _there(child: ChildFacts, body: str) -> Iterator[Related]:
    """Yield when a child was in a school; without any enrolment there, the body that keeps the archive has the child."""
    classes = {one.id for one in child.classes if one.school == body}
    enrolments = [one for one in child.enrolments if one.school_class in classes]
    for one in enrolments:
        yield Related(subject=child, start=one.start, until=one.until)
    if not enrolments:
        yield Related(subject=child)


def _body_above(links: Links, id: str) -> Found:
    body = links.organisation(id)
    if body is None:
        return NOT_ASKED
    return [] if body.parent is None else [Related(subject=body_of(links, body.parent))]


# --- the tables

Find = Callable[[Links, str], Found]

_OF_A_PERSON: Final[Mapping[str, Find]] = {
    "children": _children_of_parent,
    "wards": _wards,
    "helped": _helped,
    "pairings": _pairings_of_person,
    "organisations": _bodies_of_person,
}
_OF_A_PAIRING: Final[Mapping[str, Find]] = {"child": _child_of_pairing, "helper": _helper_of_pairing}
_OF_A_FAMILY: Final[Mapping[str, Find]] = {"children": _children_of_family, "parents": _parents_of_family}
_OF_A_BODY: Final[Mapping[str, Find]] = {
    **{role.value: partial(_holders, role=role) for role in PostRole},
    "members": _members,
    "children": _children_of_body,
    "parent": _body_above,
}


def _of(roles: Mapping[str, Find], links: Links, id: str, role: str) -> Found:
    return roles[role](links, id) if role in roles else NOT_ASKED


_OF: Final[Mapping[SubjectKind, Callable[[Links, str, str], Found]]] = {
    SubjectKind.CHILD: _of_child,
    SubjectKind.PERSON: partial(_of, _OF_A_PERSON),
    SubjectKind.PAIRING: partial(_of, _OF_A_PAIRING),
    SubjectKind.FAMILY: partial(_of, _OF_A_FAMILY),
    SubjectKind.ORGANISATION: _of_body,
}
_RELATED_BY: Final[Mapping[SubjectKind, RelationLink]] = {
    SubjectKind.CHILD: "child",
    SubjectKind.PERSON: "person",
    SubjectKind.ORGANISATION: "organisation",
}
ROLES: Final[Mapping[SubjectKind, frozenset[str]]] = {
    SubjectKind.CHILD: frozenset(OF_A_CHILD),
    SubjectKind.PERSON: frozenset(_OF_A_PERSON),
    SubjectKind.PAIRING: frozenset(_OF_A_PAIRING),
    SubjectKind.FAMILY: frozenset(_OF_A_FAMILY),
    SubjectKind.ORGANISATION: frozenset(_OF_A_BODY),
}
"""The roles of each kind of subject that records of their own give."""
KNOWN_ROLES: Final = frozenset[str]().union(*ROLES.values())
"""The same of all kinds; no relation of a plan's own may be named so."""
