"""Who is related to a subject in a role, found by looking records up, wherever they are kept.

The roles of a child are those of ``Around.related``. The singular of a collective name means the same (``parent`` is
``parents``); of the guardians, ``parent_guardian`` are parents recorded as such, and ``other`` those of no kind of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final, Protocol, TypeAlias

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import GuardianKind, Guardianship, ParentRole
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.relation import Relation
from liushou_core.domain.subject import Around, Related, SubjectFacts
from liushou_core.domain.unknown import NOT_ASKED, Known, Unknown

__all__ = ["ROLES_OF_A_CHILD", "Links", "related"]

Found: TypeAlias = Iterable[Related] | Unknown


class Links(Around, Protocol):
    """The surroundings of subjects, with the look-ups by which roles are found; none of them needs an order."""

    @property
    def relations_kept(self) -> bool:
        """Whether a relation that is not there does not hold."""
        ...

    def child(self, id: str) -> ChildFacts | None:
        """Return a child's facts; None if there is no such child."""
        ...

    def person(self, id: str) -> SubjectFacts:
        """Return a person, with or without a record."""
        ...

    def pairing(self, id: str) -> Pairing | None:
        """Return a pairing; None if there is no such."""
        ...

    def organisation(self, id: str) -> Organisation | None:
        """Return an organisation; None if it is not described."""
        ...

    def posts(self, school_class: str) -> Iterable[Post]:
        """Return the posts ever held in a class."""
        ...

    def children_of_parent(self, id: str) -> Iterable[ChildFacts]:
        """Return the children that name a person among their parents."""
        ...

    def children_of_family(self, id: str) -> Iterable[ChildFacts]:
        """Return the children of a household."""
        ...

    def children_of_body(self, id: str) -> Iterable[ChildFacts]:
        """Return the children whose archives an organisation keeps or who were ever enrolled in one of its classes."""
        ...

    def guardianships_by(self, id: str) -> Iterable[Guardianship]:
        """Return what a person was ever guardian in."""
        ...

    def pairings_by(self, id: str) -> Iterable[Pairing]:
        """Return the pairings in which a person helps."""
        ...

    def relations_of(self, child: str) -> Iterable[Relation]:
        """Return the relations of a child that plans name."""
        ...


def related(links: Links, kind: SubjectKind, id: str, role: str) -> Known[tuple[Related, ...]]:
    """Return who is related to a subject in a role, as ``Around.related`` promises: one Related for each record.

    Ordered by id, then by start and end. NOT_ASKED for a subject that is not recorded and for a role that its kind does not have.
    """
    found = _OF[kind](links, id, role)
    return found if isinstance(found, Unknown) else tuple(sorted(found, key=_order))


def _order(one: Related) -> tuple[str, date, date]:
    start = one.start if isinstance(one.start, date) else date.min
    return one.subject.id, start, one.until or date.max


# --- of a child


def _of_child(links: Links, id: str, role: str) -> Found:
    facts = links.child(id)
    if facts is None:
        return NOT_ASKED
    if role in _ROLES:
        return _ROLES[role](links, facts)
    found = [one for one in links.relations_of(id) if one.role == role]
    if not found and not links.relations_kept:
        return NOT_ASKED
    return [Related(subject=links.person(r.person), start=r.start, until=r.until) for r in found]


def _parents(links: Links, facts: ChildFacts, role: ParentRole | None = None) -> Found:
    if isinstance(facts.child.parents, Unknown):
        return facts.child.parents
    records = {parent.id: parent for parent in facts.parents}
    roles = {id: records[id].role if id in records else ParentRole.OTHER for id in facts.child.parents}
    if role is not None and role not in roles.values() and ParentRole.OTHER in roles.values():
        return NOT_ASKED  # one of them may be meant; nobody said which
    return [
        Related(subject=links.person(id), status=records[id].status if id in records else NOT_ASKED)
        for id in roles
        if role is None or roles[id] is role
    ]


def _guardians(links: Links, facts: ChildFacts, kind: GuardianKind | None = None) -> Found:
    if isinstance(facts.guardianships, Unknown):
        return facts.guardianships
    return [
        Related(subject=links.person(one.guardian), start=one.start, until=one.until)
        for one in facts.guardianships
        if kind is None or one.kind is kind
    ]


def _helpers(links: Links, facts: ChildFacts, role: HelperRole | None = None) -> Found:
    paired = [
        Related(subject=links.person(one.by), start=one.start, until=one.until)
        for one in facts.pairings
        if one.by_kind is PartyKind.HELPER and role in (None, one.role)
    ]
    return paired if role is None or not role.by_post else [*paired, *_holders(links, facts, role)]


def _holders(links: Links, facts: ChildFacts, role: HelperRole) -> Iterator[Related]:
    """Yield who held a post in the child's class while the child was in it."""
    for enrolment in facts.enrolments:
        for post in links.posts(enrolment.school_class):
            shared = Span(post.start, post.until).intersection(enrolment.span)
            if post.role.value == role.value and shared is not None:
                yield Related(subject=links.person(post.holder), start=shared.start, until=shared.until)


def _pairings(links: Links, facts: ChildFacts) -> Found:
    return [_pairing(links, one) for one in facts.pairings]


def _family(links: Links, facts: ChildFacts) -> Found:
    household = facts.child.household
    if isinstance(household, Unknown):
        return household
    return [Related(subject=SubjectFacts(kind=SubjectKind.FAMILY, id=household, around=links))]


def _schools(links: Links, facts: ChildFacts) -> Found:
    schools = {one.id: one.school for one in facts.classes}
    return [
        Related(subject=_body(links, schools[one.school_class]), start=one.start, until=one.until)
        for one in facts.enrolments
        if one.school_class in schools
    ]


_ROLES: Final[Mapping[str, Callable[[Links, ChildFacts], Found]]] = {
    **dict.fromkeys(("parents", "parent"), _parents),
    "father": partial(_parents, role=ParentRole.FATHER),
    "mother": partial(_parents, role=ParentRole.MOTHER),
    **dict.fromkeys(("guardians", "guardian"), _guardians),
    "parent_guardian": partial(_guardians, kind=GuardianKind.PARENT),
    **{
        kind.value: partial(_guardians, kind=kind) for kind in GuardianKind if kind is not GuardianKind.PARENT
    },
    **dict.fromkeys(("helpers", "helper"), _helpers),
    **{role.value: partial(_helpers, role=role) for role in HelperRole},
    **dict.fromkeys(("pairings", "pairing"), _pairings),
    "family": _family,
    **dict.fromkeys(("school", "schools"), _schools),
}
ROLES_OF_A_CHILD: Final = frozenset(_ROLES)
"""The roles that other records give; no relation of a plan's own may be named so."""


# --- of the others


def _of_person(links: Links, id: str, role: str) -> Found:
    if role == "children":
        return [Related(subject=child) for child in links.children_of_parent(id)]
    if role == "wards":
        return _children_of(links, ((one, one.child) for one in links.guardianships_by(id)))
    if role == "helped":
        paired = (one for one in links.pairings_by(id) if one.to_kind is PartyKind.CHILD)
        return _children_of(links, ((one, one.to) for one in paired))
    return [_pairing(links, one) for one in links.pairings_by(id)] if role == "pairings" else NOT_ASKED


def _children_of(links: Links, records: Iterable[tuple[Any, str]]) -> list[Related]:
    found = ((record, links.child(id)) for record, id in records)
    return [
        Related(subject=child, start=record.start, until=record.until)
        for record, child in found
        if child is not None
    ]


def _of_pairing(links: Links, id: str, role: str) -> Found:
    pairing = links.pairing(id)
    if pairing is None or role not in ("child", "helper"):
        return NOT_ASKED
    kind, other = (pairing.to_kind, pairing.to) if role == "child" else (pairing.by_kind, pairing.by)
    if role == "child" and kind is not PartyKind.CHILD:
        return []
    subject = _party(links, kind, other)
    return [] if subject is None else [Related(subject=subject, start=pairing.start, until=pairing.until)]


def _party(links: Links, kind: PartyKind, id: str) -> ChildFacts | SubjectFacts | None:
    if kind is PartyKind.CHILD:
        return links.child(id)
    if kind is PartyKind.CLASS:
        return None  # nothing can be asked of a class
    return links.person(id) if kind is PartyKind.HELPER else _body(links, id)


def _of_family(links: Links, id: str, role: str) -> Found:
    children = tuple(links.children_of_family(id))
    if role == "children":
        return [Related(subject=child) for child in children]
    if role != "parents":
        return NOT_ASKED
    parents: dict[str, Related] = {}
    for child in children:
        found = _parents(links, child)
        if isinstance(found, Unknown):
            return found
        parents.update({one.subject.id: one for one in found})
    return parents.values()


def _of_body(links: Links, id: str, role: str) -> Found:
    if role == "children":
        return [one for child in links.children_of_body(id) for one in _there(child, id)]
    body = links.organisation(id)
    if role != "parent" or body is None:
        return NOT_ASKED
    return [] if body.parent is None else [Related(subject=_body(links, body.parent))]


def _there(child: ChildFacts, body: str) -> Iterator[Related]:
    """Yield when a child was in a school; without any enrolment there, the body that keeps the archive has the child."""
    classes = {one.id for one in child.classes if one.school == body}
    enrolments = [one for one in child.enrolments if one.school_class in classes]
    for one in enrolments:
        yield Related(subject=child, start=one.start, until=one.until)
    if not enrolments:
        yield Related(subject=child)


def _pairing(links: Links, pairing: Pairing) -> Related:
    subject = SubjectFacts(kind=SubjectKind.PAIRING, id=pairing.id, record=pairing, around=links)
    return Related(subject=subject, start=pairing.start, until=pairing.until)


def _body(links: Links, id: str) -> SubjectFacts:
    record = links.organisation(id)
    return SubjectFacts(kind=SubjectKind.ORGANISATION, id=id, record=record, around=links)


_OF: Final[Mapping[SubjectKind, Callable[[Links, str, str], Found]]] = {
    SubjectKind.CHILD: _of_child,
    SubjectKind.PERSON: _of_person,
    SubjectKind.PAIRING: _of_pairing,
    SubjectKind.FAMILY: _of_family,
    SubjectKind.ORGANISATION: _of_body,
}
