"""ChildFacts and Facts: what the pure functions of ``policy/`` read.

A criterion reads one :class:`ChildFacts`; a duty or a settlement reads :class:`Facts`, whoever keeps it: plain
values in memory (``domain/memory_facts.py``), an open store, an application's own tables.
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol, TypeVar, runtime_checkable

import attrs

from liushou_core.domain.calendar import DayTable, Span, TermId, TermTable
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import ChildId, ClassId, HelperId, OrganisationId
from liushou_core.domain.membership import Membership
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.subject import ALONE, Around, SubjectFacts, SubjectKind, SubjectRole
from liushou_core.domain.unknown import NOT_ASKED, Known

__all__ = ["ChildFacts", "Facts"]

T = TypeVar("T")


@attrs.frozen(kw_only=True, repr=False)
class ChildFacts:
    """Everything recorded about one child. Tuples without Known are closed-world: not recorded = did not happen (SCO-5).

    ``parents``, ``guardians``, ``classes`` and ``schools`` are the records that the child's own records lead to; ``around`` holds
    what packs declare: observations, events and spells, and who else is related to the child.
    """

    child: Child
    parents: tuple[Parent, ...] = ()
    guardianships: Known[tuple[Guardianship, ...]] = NOT_ASKED
    guardians: tuple[Guardian, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    classes: tuple[SchoolClass, ...] = ()
    schools: tuple[Organisation, ...] = ()
    results: tuple[TermResult, ...] = ()
    conduct: tuple[Conduct, ...] = ()
    titles: tuple[Title, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    contacts: tuple[Contact, ...] = ()
    concerns: tuple[Concern, ...] = ()
    memberships: tuple[Membership, ...] = ()
    care_plans: tuple[CarePlan, ...] = ()
    around: Around = attrs.field(default=ALONE, eq=False)

    def __repr__(self) -> str:
        return f"ChildFacts(child={self.child.id!r})"

    @property
    def id(self) -> ChildId:
        """The child's id."""
        return self.child.id

    @property
    def kind(self) -> SubjectKind:
        """The kind of subject."""
        return SubjectKind.CHILD

    @property
    def birthday(self) -> Known[date]:
        """The day of birth."""
        return self.child.birthday

    def enrolment_on(self, day: date) -> Enrolment | None:
        """Return the enrolment in force on *day*, the latest begun if there are several; None if there is none."""
        held = [e for e in self.enrolments if e.start <= day and (e.until is None or day < e.until)]
        return max(held, key=lambda e: (e.start, e.id), default=None)

    def last_enrolment(self, day: date) -> Enrolment | None:
        """Return, of the enrolments begun by *day*, the one that ends last, an open one after all others; None if none has begun."""
        begun = (e for e in self.enrolments if e.start <= day)
        return max(begun, key=lambda e: (e.until or date.max, e.id), default=None)

    def class_on(self, day: date) -> SchoolClass | None:
        """Return the class the child sits in on *day*, or None."""
        enrolment = self.enrolment_on(day)
        if enrolment is None:
            return None
        return next((c for c in self.classes if c.id == enrolment.school_class), None)


@runtime_checkable
class Facts(Protocol):
    """What duties, settlements and reports read; read-only.

    Nothing here depends on a day: functions of ``policy/`` see to it that records that begin after the judged day are
    not seen.
    """

    def child(self, id: ChildId) -> ChildFacts:
        """Return one child's facts. Raises NotFound."""
        ...

    def children(self) -> Iterator[ChildFacts]:
        """Yield every child's facts, ordered by id."""
        ...

    def subjects(self, role: SubjectRole) -> Iterator[ChildFacts | SubjectFacts]:
        """Yield every subject in a role, ordered by id: for children the same as :meth:`children`."""
        ...

    def day_table(self, id: str) -> DayTable | None:
        """Return a calendar's table of working days; None if there is no such."""
        ...

    def records(self, of: type[T], about: str | None = None) -> Known[tuple[T, ...]]:
        """Return the records of a class in ``PLAN_RECORDS`` (``domain/plan_records.py``), ordered by id; those that name the child, class,
        body or helper *about*, if it is given. NOT_ASKED where nobody keeps such records; a tuple, even an empty one, is complete.
        """
        ...

    def class_results(self, class_id: ClassId, term: TermId) -> tuple[TermResult, ...]:
        """Return every result of a class in a term, of children under the plan or not, ordered by child."""
        ...

    def group_events(self, owner: ClassId | OrganisationId, span: Span) -> tuple[Contact, ...]:
        """Return the contacts held with a whole class or organisation whose day lies in *span*, ordered by day and id."""
        ...

    def terms(self, organisation: OrganisationId) -> TermTable:
        """Return the organisation's terms, or those of the nearest body above it; an empty table if none has any."""
        ...

    def organisation(self, id: OrganisationId) -> Organisation:
        """Return an organisation. Raises NotFound."""
        ...

    def school_class(self, id: ClassId) -> SchoolClass:
        """Return a class. Raises NotFound."""
        ...

    def posts(self, owner: ClassId | OrganisationId) -> tuple[Post, ...]:
        """Return the posts ever held in a class, or in an organisation outside any class, ordered by start and id."""
        ...

    def helper(self, id: HelperId) -> Helper:
        """Return a helper. Raises NotFound."""
        ...
