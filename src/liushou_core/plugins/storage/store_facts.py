"""StoreFacts: what the pure functions of ``policy/`` read, straight from an open unit of work."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from liushou_core.domain.calendar import DayTable, Span, TermId, TermTable
from liushou_core.domain.child import Child
from liushou_core.domain.contact import Contact
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.grouped_records import Records, grouped, ordered
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import ChildId, ClassId, HelperId, OrganisationId
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import PartyKind
from liushou_core.domain.plan_records import PLAN_RECORDS, about_fields
from liushou_core.domain.school import SchoolClass, TermResult
from liushou_core.domain.subject import SubjectFacts, SubjectRole
from liushou_core.plugins.storage.looked_up import LookedUp, Repositories
from liushou_core.plugins.storage.repositories import DocumentRepository
from liushou_core.plugins.storage.store_around import StoreAround

__all__ = ["StoreFacts"]

T = TypeVar("T")
_LISTS: Final = {kind.of: kind.plural for kind in PLAN_RECORDS}

_CHILDREN_AT_ONCE: Final = 200
"""Children joined with their records in one go: a dozen selects for all of them instead of for each."""

_OF_A_CHILD: Final = (
    "guardianships",
    "enrolments",
    "results",
    "conduct",
    "titles",
    "concerns",
    "memberships",
    "care_plans",
)


class StoreFacts:
    """Facts on a unit of work: its own changes included, nothing kept beyond it."""

    def __init__(self, work: Repositories) -> None:
        self._looked_up = LookedUp(work)
        # Whoever asks who is related to the child at hand would otherwise join its records again.
        self._lately = LookedUp(work, most=2 * _CHILDREN_AT_ONCE)
        self._around = StoreAround(self._looked_up, self._lately, self._joined)

    def child(self, id: ChildId) -> ChildFacts:
        """Return one child's facts. Raises NotFound."""
        return next(self._joined([self._of("children").get(id)]))

    def children(self) -> Iterator[ChildFacts]:
        """Yield every child's facts, ordered by id, a few hundred children in memory at a time."""
        left: Iterator[Child] = iter(self._of("children"))
        while batch := list(islice(left, _CHILDREN_AT_ONCE)):
            yield from self._joined(batch)

    def subjects(self, role: SubjectRole) -> Iterator[ChildFacts | SubjectFacts]:
        """Yield every subject in a role, ordered by id, a few hundred in memory at a time; families are known all at once.

        A person is in every role by which some record names them; somebody whom none names is in any.
        """
        return self.children() if role is SubjectRole.CHILD else self._around.subjects(role)

    def day_table(self, id: str) -> DayTable | None:
        """Return a calendar's table of working days; None if there is no such."""
        return self._around.day_table(id)

    def records(self, of: type[T], about: str | None = None) -> tuple[T, ...]:
        """Return the records of a class in ``PLAN_RECORDS``, ordered by id, those that name *about* if given: a store keeps every kind."""

        def find() -> tuple[T, ...]:
            repository = self._of(_LISTS[of])
            if about is None:
                return tuple(repository)
            found = {one.id: one for name in about_fields(of) for one in repository.find(**{name: about})}
            return tuple(found[id] for id in sorted(found))

        return self._looked_up.once(("records", (of, about)), find)

    def class_results(self, class_id: ClassId, term: TermId) -> tuple[TermResult, ...]:
        """Return every result of a class in a term, ordered by child."""

        def find() -> tuple[TermResult, ...]:
            found = self._of("results").find(school_class=class_id, term=str(term))
            return tuple(sorted(found, key=lambda result: (result.child, result.id)))

        return self._looked_up.once(("class_results", (class_id, term)), find)

    def group_events(self, owner: ClassId | OrganisationId, span: Span) -> tuple[Contact, ...]:
        """Return the contacts held with a whole class or organisation in *span*, ordered by day and id."""
        found: dict[str, Contact] = {}
        for key in ("school_class", "organisation"):
            for contact in self._of("contacts").since("day", (span.start.isoformat(), ""), **{key: owner}):
                if not span.covers(contact.day):
                    break
                found[contact.id] = contact
        return tuple(sorted(found.values(), key=lambda contact: (contact.day, contact.id)))

    def terms(self, organisation: OrganisationId) -> TermTable:
        """Return the organisation's terms, or those of the nearest body above it; an empty table if none has any."""
        return self._around.terms(organisation)

    def organisation(self, id: OrganisationId) -> Organisation:
        """Return an organisation. Raises NotFound."""
        found: Organisation = self._looked_up.one("organisations", id)
        return found

    def school_class(self, id: ClassId) -> SchoolClass:
        """Return a class. Raises NotFound."""
        found: SchoolClass = self._looked_up.one("classes", id)
        return found

    def posts(self, owner: ClassId | OrganisationId) -> tuple[Post, ...]:
        """Return the posts ever held in a class, or in an organisation outside any class, ordered by start and id."""

        def find() -> tuple[Post, ...]:
            of_class = self._of("posts").find(school_class=owner)
            of_body = self._of("posts").find(organisation=owner, school_class=None)
            return ordered([*of_class, *of_body])

        return self._looked_up.once(("posts", owner), find)

    def helper(self, id: HelperId) -> Helper:
        """Return a helper. Raises NotFound."""
        found: Helper = self._looked_up.one("helpers", id)
        return found

    def _joined(self, children: list[Child]) -> Iterator[ChildFacts]:
        records = self._records(children)
        for child in children:
            facts = records.child_facts(child)
            self._lately.remember(("child", child.id), facts)
            yield facts

    def _records(self, children: list[Child]) -> Records:
        ids = tuple(child.id for child in children)
        groups: dict[str, Any] = {
            name: grouped(self._of(name).find(child=ids), lambda record: (record.child,))
            for name in _OF_A_CHILD
        }
        pairings = (p for p in self._of("pairings").find(to=ids) if p.to_kind is PartyKind.CHILD)
        parents = [id for child in children if isinstance(child.parents, tuple) for id in child.parents]
        classes = self._looked_up.by_id("classes", (e.school_class for e in _flat(groups["enrolments"])))
        return Records(
            **groups,
            pairings=grouped(pairings, lambda pairing: (pairing.to,)),
            contacts=grouped(self._of("contacts").find(children=ids), lambda contact: contact.children),
            parents=self._looked_up.by_id("parents", parents),
            guardians=self._looked_up.by_id(
                "guardians", (g.guardian for g in _flat(groups["guardianships"]))
            ),
            classes=classes,
            organisations=self._looked_up.by_id("organisations", (c.school for c in classes.values())),
            asked=frozenset(),
            around=self._around,
        )

    def _of(self, name: str) -> DocumentRepository[Any]:
        return self._looked_up.of(name)


def _flat(groups: Mapping[str, tuple[Any, ...]]) -> Iterator[Any]:
    return (record for group in groups.values() for record in group)
