"""UnitOfWork and Store: one transaction over every kind of record, and what opens it."""

from contextlib import AbstractContextManager
from typing import Protocol

from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.event import Event
from liushou_core.domain.facts import Facts
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.membership import Membership, Payment
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import Organisation, Post, SchoolCalendar, WorkCalendar
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.place import Place
from liushou_core.domain.relation import Relation
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.spell import SpellList
from liushou_core.ports.actor import Actor
from liushou_core.ports.repositories import Repository

__all__ = ["Store", "UnitOfWork"]


class UnitOfWork(Protocol):
    """One atomic piece of work: all of it is stored, or nothing.

    Nothing is kept before :meth:`commit`; leaving the block without it, or by an exception, forgets everything. After
    commit or rollback the unit is closed: UnitOfWorkClosed.
    """

    @property
    def actor(self) -> Actor:
        """Who acts."""
        ...

    @property
    def organisations(self) -> Repository[Organisation]: ...
    @property
    def calendars(self) -> Repository[SchoolCalendar]: ...
    @property
    def classes(self) -> Repository[SchoolClass]: ...
    @property
    def helpers(self) -> Repository[Helper]: ...
    @property
    def posts(self) -> Repository[Post]: ...
    @property
    def parents(self) -> Repository[Parent]: ...
    @property
    def guardians(self) -> Repository[Guardian]: ...
    @property
    def children(self) -> Repository[Child]: ...
    @property
    def guardianships(self) -> Repository[Guardianship]: ...
    @property
    def enrolments(self) -> Repository[Enrolment]: ...
    @property
    def results(self) -> Repository[TermResult]: ...
    @property
    def conduct(self) -> Repository[Conduct]: ...
    @property
    def titles(self) -> Repository[Title]: ...
    @property
    def pairings(self) -> Repository[Pairing]: ...
    @property
    def contacts(self) -> Repository[Contact]: ...
    @property
    def concerns(self) -> Repository[Concern]: ...
    @property
    def memberships(self) -> Repository[Membership]: ...
    @property
    def care_plans(self) -> Repository[CarePlan]: ...
    @property
    def payments(self) -> Repository[Payment]: ...
    @property
    def places(self) -> Repository[Place]: ...
    @property
    def work_calendars(self) -> Repository[WorkCalendar]: ...
    @property
    def relations(self) -> Repository[Relation]: ...
    @property
    def observations(self) -> Repository[Observation]: ...
    @property
    def events(self) -> Repository[Event]: ...
    @property
    def spell_lists(self) -> Repository[SpellList]: ...

    @property
    def facts(self) -> Facts:
        """The records as the pure functions of ``policy/`` read them, this unit's own changes included."""
        ...

    def commit(self) -> None:
        """Store everything at once and durably. Raises Busy if another writer holds the store too long."""
        ...

    def rollback(self) -> None:
        """Forget everything of this unit of work."""
        ...


class Store(Protocol):
    """What opens units of work; made by the hook ``liushou_storage``."""

    @property
    def url(self) -> str:
        """Where the store is, without a password."""
        ...

    def read(self, *, actor: Actor | None = None) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work that sees one state of the store and refuses to write. No actor: ``Actor.local()``."""
        ...

    def write(self, *, actor: Actor | None = None, reason: str = "") -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work that may write; *reason* stands in the history of what it changes."""
        ...

    def close(self) -> None:
        """Release everything; what was committed is durable. Closing twice is allowed; any other use: StoreClosed."""
        ...
