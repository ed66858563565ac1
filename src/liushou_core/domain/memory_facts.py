"""MemoryFacts: facts held in memory, joined from flat records that do not contradict each other."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from liushou_core.domain.calendar import Span, TermId, TermTable
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.consistency import refuse_contradictions
from liushou_core.domain.contact import Contact
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import ChildId, ClassId, HelperId, OrganisationId
from liushou_core.domain.membership import Membership
from liushou_core.domain.organisation import Organisation, Post, SchoolCalendar
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.records import Records, grouped
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.errors import NotFound

__all__ = ["MemoryFacts"]

T = TypeVar("T")


@attrs.frozen(kw_only=True, repr=False)
class MemoryFacts:
    """Facts held in memory; made by :meth:`build`, which refuses records that contradict each other."""

    _children: Mapping[str, ChildFacts]
    _results: Mapping[tuple[str, TermId], tuple[TermResult, ...]]
    _group_contacts: Mapping[str, tuple[Contact, ...]]
    _calendars: Mapping[str, TermTable]
    _organisations: Mapping[str, Organisation]
    _classes: Mapping[str, SchoolClass]
    _posts: Mapping[str, tuple[Post, ...]]
    _helpers: Mapping[str, Helper]

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
    ) -> "MemoryFacts":
        """Join flat records into facts.

        A child with no guardianship among *guardianships* has them NOT_ASKED, unless *guardianships_asked* names it
        (asked: none). Raises Contradiction, with every problem, for records that cannot be true together.
        """
        contacts = tuple(contacts)
        flat = Records(
            guardianships=grouped(guardianships, lambda g: (g.child,)),
            enrolments=grouped(enrolments, lambda e: (e.child,)),
            results=grouped(results, lambda r: (r.child,)),
            conduct=grouped(conduct, lambda c: (c.child,)),
            titles=grouped(titles, lambda t: (t.child,)),
            pairings=grouped((p for p in pairings if p.to_kind is PartyKind.CHILD), lambda p: (p.to,)),
            contacts=grouped(contacts, lambda c: c.children),
            concerns=grouped(concerns, lambda c: (c.child,)),
            memberships=grouped(memberships, lambda m: (m.child,)),
            care_plans=grouped(care_plans, lambda c: (c.child,)),
            parents={p.id: p for p in parents},
            guardians={g.id: g for g in guardians},
            classes={c.id: c for c in classes},
            organisations={o.id: o for o in organisations},
            asked=frozenset(guardianships_asked),
        )
        facts = cls(
            children={c.id: flat.child_facts(c) for c in sorted(children, key=lambda c: c.id)},
            results=_by_class(flat.results),
            group_contacts=grouped(contacts, lambda c: (o for o in (c.school_class, c.organisation) if o)),
            calendars={c.id: c.terms for c in calendars},
            organisations=flat.organisations,
            classes=flat.classes,
            posts=grouped(posts, lambda p: (p.school_class or p.organisation,)),
            helpers={h.id: h for h in helpers},
        )
        refuse_contradictions(tuple(facts.children()), flat)
        return facts

    def __repr__(self) -> str:
        return f"MemoryFacts({len(self._children)} children)"

    def child(self, id: ChildId) -> ChildFacts:
        """Return one child's facts. Raises NotFound."""
        return _found(self._children, "child", id)

    def children(self) -> Iterator[ChildFacts]:
        """Yield every child's facts, ordered by id."""
        return iter(self._children.values())

    def class_results(self, class_id: ClassId, term: TermId) -> tuple[TermResult, ...]:
        """Return every result of a class in a term, ordered by child."""
        return self._results.get((class_id, term), ())

    def group_events(self, owner: ClassId | OrganisationId, span: Span) -> tuple[Contact, ...]:
        """Return the contacts held with a whole class or organisation in *span*, ordered by day and id."""
        return tuple(c for c in self._group_contacts.get(owner, ()) if span.covers(c.day))

    def terms(self, organisation: OrganisationId) -> TermTable:
        """Return the organisation's terms, or those of the nearest body above it; an empty table if none has any."""
        seen: set[str] = set()
        at: OrganisationId | None = organisation
        while at is not None and at not in seen:
            if at in self._calendars:
                return self._calendars[at]
            seen.add(at)
            at = self._organisations[at].parent if at in self._organisations else None
        return TermTable(())

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


def _by_class(by_child: Mapping[str, tuple[TermResult, ...]]) -> dict[Any, tuple[TermResult, ...]]:
    flat = (result for results in by_child.values() for result in results)
    groups = grouped(flat, lambda r: ((r.school_class, r.term),))
    return {name: tuple(sorted(group, key=lambda r: (r.child, r.id))) for name, group in groups.items()}


def _found(records: Mapping[str, T], kind: str, id: str) -> T:
    try:
        return records[id]
    except KeyError:
        raise NotFound(kind=kind, id=id) from None
