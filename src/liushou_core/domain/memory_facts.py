"""MemoryFacts: facts held in memory, joined from flat records that do not contradict each other."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from liushou_core.domain.calendar import DayTable, Span, TermId, TermTable
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.consistency import refuse_contradictions
from liushou_core.domain.contact import Contact
from liushou_core.domain.event import Event
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.grouped_records import Records, grouped
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import ChildId, ClassId, HelperId, OrganisationId
from liushou_core.domain.membership import Membership
from liushou_core.domain.memory_around import MemoryAround
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import Organisation, Post, SchoolCalendar
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.place import Place
from liushou_core.domain.plan_records import PLAN_RECORDS, PlanRecords
from liushou_core.domain.relation import Relation
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.spell import SpellList
from liushou_core.domain.subject import SubjectFacts, SubjectRole
from liushou_core.domain.unknown import Known
from liushou_core.errors import NotFound

__all__ = ["MemoryFacts"]

T = TypeVar("T")


@attrs.frozen(kw_only=True, repr=False)
class MemoryFacts:
    """Facts held in memory; made by :meth:`build`, which refuses records that contradict each other."""

    # The aliases are attrs's own; pyright needs to read them.
    _children: Mapping[str, ChildFacts] = attrs.field(alias="children")
    _results: Mapping[tuple[str, TermId], tuple[TermResult, ...]] = attrs.field(alias="results")
    _group_contacts: Mapping[str, tuple[Contact, ...]] = attrs.field(alias="group_contacts")
    _organisations: Mapping[str, Organisation] = attrs.field(alias="organisations")
    _classes: Mapping[str, SchoolClass] = attrs.field(alias="classes")
    _posts: Mapping[str, tuple[Post, ...]] = attrs.field(alias="posts")
    _helpers: Mapping[str, Helper] = attrs.field(alias="helpers")
    _around: MemoryAround = attrs.field(alias="around")
    _records: PlanRecords = attrs.field(alias="records")

    @classmethod
    def build(
        cls,
        *,
        children: Iterable[Child] = (),
        parents: Iterable[Parent] = (),
        guardianships: Iterable[Guardianship] = (),
        guardianships_asked: Iterable[ChildId] = (),
        guardians: Iterable[Guardian] = (),
        organisations: Iterable[Organisation] = (),
        calendars: Iterable[SchoolCalendar] = (),
        classes: Iterable[SchoolClass] = (),
        posts: Iterable[Post] = (),
        helpers: Iterable[Helper] = (),
        enrolments: Iterable[Enrolment] = (),
        results: Iterable[TermResult] = (),
        conduct: Iterable[Conduct] = (),
        titles: Iterable[Title] = (),
        pairings: Iterable[Pairing] = (),
        contacts: Iterable[Contact] = (),
        concerns: Iterable[Concern] = (),
        memberships: Iterable[Membership] = (),
        care_plans: Iterable[CarePlan] = (),
        observations: Iterable[Observation] = (),
        events: Iterable[Event] = (),
        events_kept: bool = True,
        spell_lists: Iterable[SpellList] = (),
        places: Iterable[Place] = (),
        day_tables: Mapping[str, DayTable] = MappingProxyType({}),
        relations: Iterable[Relation] = (),
        relations_kept: bool = True,
        families: Iterable[str] = (),
        records: Iterable[Any] = (),
        records_kept: Iterable[type[Any]] = (),
    ) -> "MemoryFacts":
        """Join flat records into facts.

        A child with no guardianship among *guardianships* has them NOT_ASKED, unless it says so itself or *guardianships_asked* names it
        (asked: none). With *events_kept*, an event that is not there did not happen; so it is with *relations_kept*.
        *families* names households besides those that children live in. *records* are those of the plan as a whole, of any kind
        in ``PLAN_RECORDS``; the classes in *records_kept* are complete even if there are none. Raises Contradiction, with every
        problem, for records that cannot be true together.
        """
        given = _given(
            child=children,
            parent=parents,
            guardianship=guardianships,
            guardian=guardians,
            organisation=organisations,
            calendar=calendars,
            post=posts,
            helper=helpers,
            enrolment=enrolments,
            result=results,
            title=titles,
            pairing=pairings,
            contact=contacts,
            concern=concerns,
            membership=memberships,
            care_plan=care_plans,
            observation=observations,
            event=events,
            spell_list=spell_lists,
            place=places,
            relation=relations,
            **{"class": classes, "conduct": conduct},
            **_by_kind(records),
        )
        around = MemoryAround.of(
            given,
            day_tables=day_tables,
            families=families,
            events_kept=events_kept,
            relations_kept=relations_kept,
        )
        flat = _flat(given, frozenset(guardianships_asked), around)
        return cls._joined(given, flat, around, records_kept)

    @classmethod
    def _joined(
        cls,
        given: Mapping[str, tuple[Any, ...]],
        flat: Records,
        around: MemoryAround,
        records_kept: Iterable[type[Any]],
    ) -> "MemoryFacts":
        """Return the facts of each child and of what stands around them. Raises Contradiction."""
        joined = [flat.child_facts(child) for child in sorted(given["child"], key=lambda c: c.id)]
        refuse_contradictions(given, joined, flat)
        around.joined.update((one.id, one) for one in joined)
        return cls(
            children=around.joined,
            results=_by_class(flat.results),
            group_contacts=grouped(
                given["contact"], lambda c: (o for o in (c.school_class, c.organisation) if o)
            ),
            organisations=flat.organisations,
            classes=flat.classes,
            posts=grouped(given["post"], lambda p: (p.school_class or p.organisation,)),
            helpers={h.id: h for h in given["helper"]},
            around=around,
            records=PlanRecords.of((r for kind in PLAN_RECORDS for r in given[kind.name]), records_kept),
        )

    def __repr__(self) -> str:
        return f"MemoryFacts({len(self._children)} children)"

    def child(self, id: ChildId) -> ChildFacts:
        """Return one child's facts. Raises NotFound."""
        return _found(self._children, "child", id)

    def children(self) -> Iterator[ChildFacts]:
        """Yield every child's facts, ordered by id."""
        return iter(self._children.values())

    def subjects(self, role: SubjectRole) -> Iterator[ChildFacts | SubjectFacts]:
        """Yield every subject in a role, ordered by id.

        A person is in every role by which some record names them; somebody whom none names is in any.
        """
        return self._around.subjects(role)

    def day_table(self, id: str) -> DayTable | None:
        """Return a calendar's table of working days; None if there is no such."""
        return self._around.day_table(id)

    def records(self, of: type[T], about: str | None = None) -> Known[tuple[T, ...]]:
        """Return the records of a class in ``PLAN_RECORDS``, ordered by id, those that name *about* if given; NOT_ASKED if none are kept."""
        return self._records.records(of, about)

    def class_results(self, class_id: ClassId, term: TermId) -> tuple[TermResult, ...]:
        """Return every result of a class in a term, ordered by child."""
        return self._results.get((class_id, term), ())

    def group_events(self, owner: ClassId | OrganisationId, span: Span) -> tuple[Contact, ...]:
        """Return the contacts held with a whole class or organisation in *span*, ordered by day and id."""
        return tuple(c for c in self._group_contacts.get(owner, ()) if span.covers(c.day))

    def terms(self, organisation: OrganisationId) -> TermTable:
        """Return the organisation's terms, or those of the nearest body above it; an empty table if none has any."""
        return self._around.terms(organisation)

    def organisation(self, id: OrganisationId) -> Organisation:
        """Return an organisation. Raises NotFound."""
        return _found(self._organisations, "organisation", id)

    def school_class(self, id: ClassId) -> SchoolClass:
        """Return a class. Raises NotFound."""
        return _found(self._classes, "class", id)

    def posts(self, owner: ClassId | OrganisationId) -> tuple[Post, ...]:
        """Return the posts ever held in a class, or in an organisation outside any class, ordered by start and id."""
        return self._posts.get(owner, ())

    def helper(self, id: HelperId) -> Helper:
        """Return a helper. Raises NotFound."""
        return _found(self._helpers, "helper", id)


def _given(**records: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    return {kind: tuple(of_kind) for kind, of_kind in records.items()}


def _by_kind(records: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    """Return records of the plan under the names of their kinds. Raises TypeError for what is none."""
    groups: dict[str, list[Any]] = {kind.name: [] for kind in PLAN_RECORDS}
    names = {kind.of: kind.name for kind in PLAN_RECORDS}
    for record in records:
        if type(record) not in names:
            raise TypeError(f"{type(record).__name__} is no record of a plan")
        groups[names[type(record)]].append(record)
    return {name: tuple(group) for name, group in groups.items()}


def _flat(given: Mapping[str, tuple[Any, ...]], asked: frozenset[ChildId], around: MemoryAround) -> Records:
    def of_child(kind: str) -> dict[str, tuple[Any, ...]]:
        return grouped(given[kind], lambda record: (record.child,))

    def by_id(kind: str) -> dict[str, Any]:
        return {record.id: record for record in given[kind]}

    return Records(
        guardianships=of_child("guardianship"),
        enrolments=of_child("enrolment"),
        results=of_child("result"),
        conduct=of_child("conduct"),
        titles=of_child("title"),
        pairings=grouped((p for p in given["pairing"] if p.to_kind is PartyKind.CHILD), lambda p: (p.to,)),
        contacts=grouped(given["contact"], lambda c: c.children),
        concerns=of_child("concern"),
        memberships=of_child("membership"),
        care_plans=of_child("care_plan"),
        parents=by_id("parent"),
        guardians=by_id("guardian"),
        classes=by_id("class"),
        organisations=by_id("organisation"),
        asked=asked,
        around=around,
    )


def _by_class(by_child: Mapping[str, tuple[TermResult, ...]]) -> dict[Any, tuple[TermResult, ...]]:
    flat = (result for results in by_child.values() for result in results)
    groups = grouped(flat, lambda r: ((r.school_class, r.term),))
    return {name: tuple(sorted(group, key=lambda r: (r.child, r.id))) for name, group in groups.items()}


def _found(records: Mapping[str, T], kind: str, id: str) -> T:
    try:
        return records[id]
    except KeyError:
        raise NotFound(kind=kind, id=id) from None
