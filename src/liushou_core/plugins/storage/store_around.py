"""StoreAround: what surrounds every subject, straight from an open unit of work; the same answers as in memory."""

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import chain, groupby, islice
from typing import Any, Final

from liushou_core.domain.calendar import DayTable, TermTable
from liushou_core.domain.child import Child
from liushou_core.domain.event import Event
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardianship
from liushou_core.domain.grouped_records import ordered
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.links import PostLink, RelationLink
from liushou_core.domain.observation import Observation, SubjectKind
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.person_roles import Roles, may_be, roles_named
from liushou_core.domain.place import Place
from liushou_core.domain.related import own_roles, related
from liushou_core.domain.relation import Relation
from liushou_core.domain.spell import Spell
from liushou_core.domain.subject import Related, SubjectFacts, SubjectRole
from liushou_core.domain.subject_records import person, spells
from liushou_core.domain.unknown import Known, is_known
from liushou_core.domain.upwards import upwards
from liushou_core.plugins.storage.looked_up import LookedUp

__all__ = ["StoreAround"]

_AT_ONCE: Final = 200
"""Persons whose roles are looked up, and children whose records are joined, in one go."""

_EVENT_KEYS: Final = {
    SubjectKind.CHILD: "children",
    SubjectKind.PERSON: "persons",
    SubjectKind.PAIRING: "pairing",
    SubjectKind.FAMILY: "family",
    SubjectKind.ORGANISATION: "organisation",
}
_PERSONS: Final = {
    SubjectRole.PERSON: ("parents", "guardians", "helpers"),
    SubjectRole.PARENT: ("parents",),
    SubjectRole.GUARDIAN: ("guardians",),
    SubjectRole.HELPER: ("helpers",),
}
"""The records that a person in a role may have."""


class StoreAround:
    """Surroundings in a store. An event or relation that is not there did not happen: a store is where they are kept."""

    relations_kept = True

    def __init__(
        self, records: LookedUp, lately: LookedUp, joined: Callable[[list[Child]], Iterable[ChildFacts]]
    ) -> None:
        self._records, self._lately, self._joined = records, lately, joined

    # --- what any subject is asked

    def observations(self, kind: SubjectKind, id: str) -> tuple[Observation, ...]:
        """Return the observations about a subject, ordered by start (none first) and id."""
        return self._found("observations", subject=id, subject_kind=kind.value)

    def events(self, kind: SubjectKind, id: str) -> Known[tuple[Event, ...]]:
        """Return the declared events in which a subject takes part, ordered by day and id."""
        return self._found("events", **{_EVENT_KEYS[kind]: id})

    def spells(self, kind: SubjectKind, id: str) -> Known[tuple[Spell, ...]]:
        """Return the spells of a subject, ordered by start (unknown first) and id; NOT_ASKED if nobody asked."""
        parent = self._records.maybe("parents", id) if kind is SubjectKind.PERSON else None
        listed = self._found("spell_lists", subject=id, subject_kind=kind.value)
        return spells(parent, next(iter(listed), None))

    def related(self, kind: SubjectKind, id: str, role: str) -> Known[tuple[Related, ...]]:
        """Return who is related to a subject in a role, ordered by id; NOT_ASKED where nobody asked who there is."""
        return related(self, kind, id, role)

    def own_roles(self, kind: SubjectKind, id: str) -> tuple[str, ...]:
        """Return the roles that only relations name, of a child or an organisation, or of a person in any; in order."""
        return own_roles(self, kind, id)

    def place(self, id: str) -> Place | None:
        """Return a place; None if there is no such."""
        found: Place | None = self._records.maybe("places", id)
        return found

    def day_table(self, id: str) -> DayTable | None:
        """Return a calendar's table of working days; None if there is no such."""
        calendar = self._records.maybe("work_calendars", id)
        return None if calendar is None else calendar.table

    def terms(self, organisation: OrganisationId) -> TermTable:
        """Return the organisation's terms, or those of the nearest body above it; an empty table if none has any."""
        return self._records.once(("terms", organisation), lambda: self._terms(organisation))

    # --- subjects and the records that lead to them

    def subjects(self, role: SubjectRole) -> Iterator[SubjectFacts]:
        """Yield every subject in a role, ordered by id; of children, the facts themselves know better."""
        if role in _PERSONS:
            return self._persons(role)
        if role is SubjectRole.FAMILY:
            return (self._subject(role.kind, id, None) for id in sorted(self._families()))
        name = "pairings" if role is SubjectRole.PAIRING else "organisations"
        return (self._subject(role.kind, record.id, record) for record in self._records.of(name))

    def child(self, id: str) -> ChildFacts | None:
        """Return a child's facts; None if there is no such child."""

        def find() -> ChildFacts | None:
            return next(iter(self._joined(list(self._records.of("children").find(id=id)))), None)

        return self._lately.once(("child", id), find)

    def person(self, id: str) -> SubjectFacts:
        """Return a person, with or without a record."""
        maybe = self._records.maybe
        return person(id, maybe("parents", id), maybe("guardians", id), maybe("helpers", id), self)

    def pairing(self, id: str) -> Pairing | None:
        """Return a pairing; None if there is no such."""
        found: Pairing | None = self._records.maybe("pairings", id)
        return found

    def organisation(self, id: str) -> Organisation | None:
        """Return an organisation; None if it is not described."""
        found: Organisation | None = self._records.maybe("organisations", id)
        return found

    def posts(self, link: PostLink, id: str) -> tuple[Post, ...]:
        """Return the posts ever held in a class, in an organisation and its classes, or by a person."""
        return self._found("posts", **{link: id})

    def children_of_parent(self, id: str) -> Iterator[ChildFacts]:
        """Return the children that name a person among their parents."""
        return self._each(self._records.of("children").find(parents=id))

    def children_of_family(self, id: str) -> Iterator[ChildFacts]:
        """Return the children of a household."""
        return self._each(self._records.of("children").find(household=id))

    def children_of_body(self, id: str) -> Iterator[ChildFacts]:
        """Return the children whose archives an organisation keeps or who were ever enrolled in one of its classes."""
        classes = tuple(one.id for one in self._records.of("classes").find(school=id))
        enrolled = self._records.of("enrolments").find(school_class=classes) if classes else ()
        found = {child.id: child for child in self._records.of("children").find(scope=id)}
        missing = {one.child for one in enrolled}.difference(found)
        return self._each([*found.values(), *self._records.by_id("children", sorted(missing)).values()])

    def guardianships_by(self, id: str) -> tuple[Guardianship, ...]:
        """Return what a person was ever guardian in."""
        return self._found("guardianships", guardian=id)

    def pairings_by(self, id: str) -> tuple[Pairing, ...]:
        """Return the pairings in which a person helps."""
        return tuple(one for one in self._found("pairings", by=id) if one.by_kind is PartyKind.HELPER)

    def relations(self, link: RelationLink, id: str) -> tuple[Relation, ...]:
        """Return the relations in roles of plans' own: to a child, to an organisation, or of a person."""
        return self._found("relations", **{link: id})

    def _terms(self, organisation: OrganisationId) -> TermTable:
        found = (self._records.maybe("calendars", id) for id in upwards(organisation, self._parent))
        return next((calendar.terms for calendar in found if calendar is not None), TermTable(()))

    def _parent(self, id: OrganisationId) -> OrganisationId | None:
        body = self.organisation(id)
        return None if body is None else body.parent

    def _persons(self, role: SubjectRole) -> Iterator[SubjectFacts]:
        # Each list is in order and an adult may stand in several.
        ids = (id for id, _ in groupby(merge(*map(self._ids, _PERSONS[role]))))
        while batch := list(islice(ids, _AT_ONCE)):
            roles = self._roles(tuple(batch))
            yield from (self.person(id) for id in batch if may_be(role, id, roles))

    def _ids(self, name: str) -> Iterator[str]:
        return (record.id for record in self._records.of(name))

    def _roles(self, ids: tuple[str, ...]) -> Roles:
        of = self._records.of
        return roles_named(
            children=of("children").find(parents=ids),
            guardianships=of("guardianships").find(guardian=ids),
            helpers=of("helpers").find(id=ids),
            pairings=of("pairings").find(by=ids),
            posts=of("posts").find(holder=ids),
            relations=of("relations").find(person=ids),
        )

    def _families(self) -> set[str]:
        """Return every household that children live in or of which something is recorded."""
        of, kind = self._records.of, SubjectKind.FAMILY.value
        recorded = chain(
            of("observations").find(subject_kind=kind), of("spell_lists").find(subject_kind=kind)
        )
        return {
            *(child.household for child in of("children") if is_known(child.household)),
            *(record.subject for record in recorded),
            # No id is empty, so after the empty one come all events that name a family.
            *(event.family for event in of("events").since("family", ("", ""))),
        }

    def _subject(self, kind: SubjectKind, id: str, record: Any) -> SubjectFacts:
        return SubjectFacts(kind=kind, id=id, record=record, around=self)

    def _each(self, children: Iterable[Child]) -> Iterator[ChildFacts]:
        left = iter(children)
        while batch := list(islice(left, _AT_ONCE)):
            yield from self._joined(batch)

    def _found(self, name: str, **keys: str) -> tuple[Any, ...]:
        question = (f"found {name}", tuple(keys.items()))
        return self._records.once(question, lambda: ordered(self._records.of(name).find(**keys)))
