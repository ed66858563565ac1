"""Links: the records that lead from one subject to others, wherever they are kept."""

from collections.abc import Iterable
from typing import Literal, Protocol, TypeAlias

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardianship
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.relation import Relation
from liushou_core.domain.subject import Around, Related, SubjectFacts
from liushou_core.domain.unknown import NOT_ASKED, Unknown

__all__ = ["Found", "Links", "PostLink", "RelationLink", "body_of", "in_own_role", "pairing_of"]

Found: TypeAlias = Iterable[Related] | Unknown
RelationLink: TypeAlias = Literal["child", "organisation", "person"]
"""By which of its ids a relation is looked up."""
PostLink: TypeAlias = Literal["school_class", "organisation", "holder"]
"""By which of its ids a post is looked up."""


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

    def posts(self, link: PostLink, id: str) -> Iterable[Post]:
        """Return the posts ever held in a class, in an organisation and its classes, or by a person."""
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

    def relations(self, link: RelationLink, id: str) -> Iterable[Relation]:
        """Return the relations in roles of plans' own: to a child, to an organisation, or of a person."""
        ...


def in_own_role(links: Links, link: RelationLink, id: str, role: str) -> Found:
    """Return the persons in a role that a plan names; NOT_ASKED for nobody where relations are not kept."""
    found = [one for one in links.relations(link, id) if one.role == role]
    if not found and not links.relations_kept:
        return NOT_ASKED
    return [Related(subject=links.person(one.person), start=one.start, until=one.until) for one in found]


def pairing_of(links: Links, pairing: Pairing) -> Related:
    """Return a pairing as something related, on its own days."""
    subject = SubjectFacts(kind=SubjectKind.PAIRING, id=pairing.id, record=pairing, around=links)
    return Related(subject=subject, start=pairing.start, until=pairing.until)


def body_of(links: Links, id: str) -> SubjectFacts:
    """Return an organisation, described or not."""
    record = links.organisation(id)
    return SubjectFacts(kind=SubjectKind.ORGANISATION, id=id, record=record, around=links)
