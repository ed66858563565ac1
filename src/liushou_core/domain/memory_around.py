"""MemoryAround: what surrounds every subject of facts held in memory."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

import attrs

from liushou_core.domain.calendar import DayTable, TermTable
from liushou_core.domain.event import Event
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.grouped_records import grouped
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.links import PostLink, RelationLink
from liushou_core.domain.observation import Observation, SubjectKind
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.person_roles import Roles, may_be, roles_named
from liushou_core.domain.place import Place
from liushou_core.domain.related import own_roles, related
from liushou_core.domain.relation import Relation
from liushou_core.domain.spell import Spell, SpellList
from liushou_core.domain.subject import Related, SubjectFacts, SubjectRole
from liushou_core.domain.subject_records import person, spells
from liushou_core.domain.unknown import NOT_ASKED, Known, is_known
from liushou_core.domain.upwards import upwards

__all__ = ["MemoryAround"]

About: TypeAlias = tuple[SubjectKind, str]


@attrs.frozen(kw_only=True, repr=False)
class MemoryAround:
    """Flat records, each found from the subjects that it names. One object serves all subjects of one MemoryFacts.

    ``joined`` holds the children's facts; it is filled after the object is made, since each of them leads back here.
    """

    joined: dict[str, ChildFacts] = attrs.field(factory=dict, eq=False)
    parents: Mapping[str, Parent]
    guardians: Mapping[str, Guardian]
    helpers: Mapping[str, Helper]
    organisations: Mapping[str, Organisation]
    pairings: Mapping[str, Pairing]
    places: Mapping[str, Place]
    day_tables: Mapping[str, DayTable]
    calendars: Mapping[str, TermTable]
    lists: Mapping[About, SpellList]
    observed: Mapping[About, tuple[Observation, ...]]
    happened: Mapping[About, tuple[Event, ...]]
    events_kept: bool
    tied: Mapping[tuple[RelationLink, str], tuple[Relation, ...]]
    relations_kept: bool
    families: frozenset[str]
    roles: Roles
    held: Mapping[tuple[PostLink, str], tuple[Post, ...]]
    guardianships: Mapping[str, tuple[Guardianship, ...]]
    helping: Mapping[str, tuple[Pairing, ...]]
    offspring: Mapping[str, tuple[str, ...]]
    households: Mapping[str, tuple[str, ...]]
    bodies: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls,
        given: Mapping[str, tuple[Any, ...]],
        *,
        day_tables: Mapping[str, DayTable],
        families: Iterable[str],
        events_kept: bool,
        relations_kept: bool,
    ) -> "MemoryAround":
        """Return the surroundings that records make, *given* by kind; the children's facts are still to be put in."""

        def by_id(kind: str) -> dict[str, Any]:
            return {record.id: record for record in given[kind]}

        children = sorted(given["child"], key=lambda child: child.id)
        lived_in = [(c.household, c.id) for c in children if is_known(c.household)]
        return cls(
            parents=by_id("parent"),
            guardians=by_id("guardian"),
            helpers=by_id("helper"),
            organisations=by_id("organisation"),
            pairings=by_id("pairing"),
            places=by_id("place"),
            day_tables=dict(day_tables),
            calendars={one.id: one.terms for one in given["calendar"]},
            lists={(one.subject_kind, one.subject): one for one in given["spell_list"]},
            observed=grouped(given["observation"], lambda one: ((one.subject_kind, one.subject),)),
            happened=grouped(given["event"], lambda one: dict.fromkeys(one.subjects())),
            events_kept=events_kept,
            tied=grouped(given["relation"], partial(_links, ("child", "organisation", "person"))),
            relations_kept=relations_kept,
            families=frozenset((*families, *(id for id, _ in lived_in), *_families(given))),
            roles=_roles(given),
            held=grouped(given["post"], partial(_links, ("school_class", "organisation", "holder"))),
            guardianships=grouped(given["guardianship"], lambda one: (one.guardian,)),
            helping=grouped(
                (p for p in given["pairing"] if p.by_kind is PartyKind.HELPER), lambda p: (p.by,)
            ),
            offspring=_pairs((id, c.id) for c in children if is_known(c.parents) for id in c.parents),
            households=_pairs(lived_in),
            bodies=_pairs(sorted({(child.scope, child.id) for child in children} | _enrolled(given))),
        )

    # --- what any subject is asked

    def observations(self, kind: SubjectKind, id: str) -> tuple[Observation, ...]:
        """Return the observations about a subject, ordered by start (none first) and id."""
        return self.observed.get((kind, id), ())

    def events(self, kind: SubjectKind, id: str) -> Known[tuple[Event, ...]]:
        """Return the declared events in which a subject takes part, ordered by day and id; NOT_ASKED if nobody keeps them."""
        return self.happened.get((kind, id), ()) if self.events_kept else NOT_ASKED

    def spells(self, kind: SubjectKind, id: str) -> Known[tuple[Spell, ...]]:
        """Return the spells of a subject, ordered by start (unknown first) and id; NOT_ASKED if nobody asked."""
        parent = self.parents.get(id) if kind is SubjectKind.PERSON else None
        return spells(parent, self.lists.get((kind, id)))

    def related(self, kind: SubjectKind, id: str, role: str) -> Known[tuple[Related, ...]]:
        """Return who is related to a subject in a role, ordered by id; NOT_ASKED where nobody asked who there is."""
        return related(self, kind, id, role)

    def own_roles(self, kind: SubjectKind, id: str) -> tuple[str, ...]:
        """Return the roles that only relations name, of a child or an organisation, or of a person in any; in order."""
        return own_roles(self, kind, id)

    def place(self, id: str) -> Place | None:
        """Return a place; None if there is no such."""
        return self.places.get(id)

    def day_table(self, id: str) -> DayTable | None:
        """Return a calendar's table of working days; None if there is no such."""
        return self.day_tables.get(id)

    def terms(self, organisation: OrganisationId) -> TermTable:
        """Return the organisation's terms, or those of the nearest body above it; an empty table if none has any."""
        found = (self.calendars.get(id) for id in upwards(organisation, self._parent))
        return next((table for table in found if table is not None), TermTable(()))

    def _parent(self, id: OrganisationId) -> OrganisationId | None:
        return self.organisations[id].parent if id in self.organisations else None

    # --- subjects and the records that lead to them

    def subjects(self, role: SubjectRole) -> Iterator[ChildFacts | SubjectFacts]:
        """Yield every subject in a role, ordered by id."""
        if role is SubjectRole.CHILD:
            return iter(self.joined.values())
        if role.kind is SubjectKind.PERSON:
            return (self.person(id) for id in sorted(self._persons(role)) if may_be(role, id, self.roles))
        if role is SubjectRole.FAMILY:
            return (self._subject(role.kind, id, None) for id in sorted(self.families))
        records: Mapping[str, Any] = self.pairings if role is SubjectRole.PAIRING else self.organisations
        return (self._subject(role.kind, id, records[id]) for id in sorted(records))

    def child(self, id: str) -> ChildFacts | None:
        """Return a child's facts; None if there is no such child."""
        return self.joined.get(id)

    def person(self, id: str) -> SubjectFacts:
        """Return a person, with or without a record."""
        return person(id, self.parents.get(id), self.guardians.get(id), self.helpers.get(id), self)

    def pairing(self, id: str) -> Pairing | None:
        """Return a pairing; None if there is no such."""
        return self.pairings.get(id)

    def organisation(self, id: str) -> Organisation | None:
        """Return an organisation; None if it is not described."""
        return self.organisations.get(id)

    def posts(self, link: PostLink, id: str) -> tuple[Post, ...]:
        """Return the posts ever held in a class, in an organisation and its classes, or by a person."""
        return self.held.get((link, id), ())

    def children_of_parent(self, id: str) -> Iterator[ChildFacts]:
        """Return the children that name a person among their parents."""
        return self._children(self.offspring.get(id, ()))

    def children_of_family(self, id: str) -> Iterator[ChildFacts]:
        """Return the children of a household."""
        return self._children(self.households.get(id, ()))

    def children_of_body(self, id: str) -> Iterator[ChildFacts]:
        """Return the children whose archives an organisation keeps or who were ever enrolled in one of its classes."""
        return self._children(self.bodies.get(id, ()))

    def guardianships_by(self, id: str) -> tuple[Guardianship, ...]:
        """Return what a person was ever guardian in."""
        return self.guardianships.get(id, ())

    def pairings_by(self, id: str) -> tuple[Pairing, ...]:
        """Return the pairings in which a person helps."""
        return self.helping.get(id, ())

    def relations(self, link: RelationLink, id: str) -> tuple[Relation, ...]:
        """Return the relations in roles of plans' own: to a child, to an organisation, or of a person."""
        return self.tied.get((link, id), ())

    def _persons(self, role: SubjectRole) -> Iterable[str]:
        records: Mapping[SubjectRole, Iterable[str]] = {
            SubjectRole.PERSON: {*self.parents, *self.guardians, *self.helpers},
            SubjectRole.PARENT: self.parents,
            SubjectRole.GUARDIAN: self.guardians,
            SubjectRole.HELPER: self.helpers,
        }
        return records[role]

    def _subject(self, kind: SubjectKind, id: str, record: Any) -> SubjectFacts:
        return SubjectFacts(kind=kind, id=id, record=record, around=self)

    def _children(self, ids: Iterable[str]) -> Iterator[ChildFacts]:
        return (self.joined[id] for id in ids)


def _links(names: tuple[str, ...], record: Any) -> Iterator[tuple[str, str]]:
    """Yield the ids that a record names, each with the field in which it stands."""
    found = ((name, getattr(record, name)) for name in names)
    return ((name, id) for name, id in found if id is not None)


def _roles(given: Mapping[str, tuple[Any, ...]]) -> Roles:
    return roles_named(
        children=given["child"],
        guardianships=given["guardianship"],
        helpers=given["helper"],
        pairings=given["pairing"],
        posts=given["post"],
        relations=given["relation"],
    )


def _families(given: Mapping[str, tuple[Any, ...]]) -> Iterator[str]:
    """Yield the families of which something is recorded."""
    yield from (event.family for event in given["event"] if event.family is not None)
    for record in chain(given["observation"], given["spell_list"]):
        if record.subject_kind is SubjectKind.FAMILY:
            yield record.subject


def _enrolled(given: Mapping[str, tuple[Any, ...]]) -> set[tuple[str, str]]:
    schools = {one.id: one.school for one in given["class"]}
    children = {one.id for one in given["child"]}
    found = ((schools.get(one.school_class), one.child) for one in given["enrolment"])
    return {(school, child) for school, child in found if school is not None and child in children}


def _pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for name, id in pairs:
        groups.setdefault(name, []).append(id)
    return {name: tuple(ids) for name, ids in groups.items()}
