"""DocumentStore: a Store over any record store; units of work with a typed repository for every kind."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

from liushou_core.domain.activity import Activity
from liushou_core.domain.archive import ArchiveFile, GrowthEntry, ProgressEntry
from liushou_core.domain.assessment_result import AssessmentResult, Commendation
from liushou_core.domain.bus_ride import BusRide
from liushou_core.domain.care_home import CareHome
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.dropout_return import DropoutReturn
from liushou_core.domain.event import Event
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.fund_entry import FundEntry
from liushou_core.domain.helper import Helper
from liushou_core.domain.individual_plan import IndividualPlan
from liushou_core.domain.inspection import Inspection
from liushou_core.domain.key_help import KeyHelp
from liushou_core.domain.leading_group import LeadingGroup, ResponsibilityLetter
from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.line import Line
from liushou_core.domain.membership import Membership, Payment
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import Organisation, Post, SchoolCalendar, WorkCalendar
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.place import Place
from liushou_core.domain.relation import Relation
from liushou_core.domain.safety_record import SafetyRecord
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.sharing import Consent, Disclosure, Referral
from liushou_core.domain.spell import SpellList
from liushou_core.domain.support import Donation, Support
from liushou_core.domain.survey import Survey
from liushou_core.domain.volunteer_event import VolunteerEvent
from liushou_core.domain.written_record import WrittenRecord
from liushou_core.plugins.clock import SystemClock
from liushou_core.plugins.storage.record_types import STORED
from liushou_core.plugins.storage.repositories import DocumentRepository
from liushou_core.plugins.storage.store_facts import StoreFacts
from liushou_core.ports.actor import Actor
from liushou_core.ports.clock import Clock
from liushou_core.ports.record_store import Action, HistoryEntry, Record, RecordStore, RecordTransaction

__all__ = ["DocumentStore", "DocumentUnitOfWork"]

_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/@]*@")


class DocumentUnitOfWork:
    """A UnitOfWork on a transaction of a record store."""

    organisations: DocumentRepository[Organisation]
    calendars: DocumentRepository[SchoolCalendar]
    classes: DocumentRepository[SchoolClass]
    helpers: DocumentRepository[Helper]
    posts: DocumentRepository[Post]
    parents: DocumentRepository[Parent]
    guardians: DocumentRepository[Guardian]
    children: DocumentRepository[Child]
    enrolments: DocumentRepository[Enrolment]
    guardianships: DocumentRepository[Guardianship]
    results: DocumentRepository[TermResult]
    conduct: DocumentRepository[Conduct]
    titles: DocumentRepository[Title]
    pairings: DocumentRepository[Pairing]
    contacts: DocumentRepository[Contact]
    concerns: DocumentRepository[Concern]
    memberships: DocumentRepository[Membership]
    care_plans: DocumentRepository[CarePlan]
    payments: DocumentRepository[Payment]
    places: DocumentRepository[Place]
    work_calendars: DocumentRepository[WorkCalendar]
    relations: DocumentRepository[Relation]
    observations: DocumentRepository[Observation]
    events: DocumentRepository[Event]
    spell_lists: DocumentRepository[SpellList]
    archive_files: DocumentRepository[ArchiveFile]
    progress_entries: DocumentRepository[ProgressEntry]
    growth_entries: DocumentRepository[GrowthEntry]
    surveys: DocumentRepository[Survey]
    individual_plans: DocumentRepository[IndividualPlan]
    key_help: DocumentRepository[KeyHelp]
    consents: DocumentRepository[Consent]
    disclosures: DocumentRepository[Disclosure]
    referrals: DocumentRepository[Referral]
    supports: DocumentRepository[Support]
    donations: DocumentRepository[Donation]
    fund_entries: DocumentRepository[FundEntry]
    legal_cases: DocumentRepository[LegalCase]
    activities: DocumentRepository[Activity]
    volunteer_events: DocumentRepository[VolunteerEvent]
    written_records: DocumentRepository[WrittenRecord]
    bus_rides: DocumentRepository[BusRide]
    lines: DocumentRepository[Line]
    care_homes: DocumentRepository[CareHome]
    leading_groups: DocumentRepository[LeadingGroup]
    responsibility_letters: DocumentRepository[ResponsibilityLetter]
    inspections: DocumentRepository[Inspection]
    assessment_results: DocumentRepository[AssessmentResult]
    commendations: DocumentRepository[Commendation]
    dropout_returns: DocumentRepository[DropoutReturn]
    safety_records: DocumentRepository[SafetyRecord]

    def __init__(
        self, *, work: ExitStack, transaction: RecordTransaction, actor: Actor, reason: str, clock: Clock
    ) -> None:
        self.transaction, self.actor, self.changes = transaction, actor, 0
        self._work, self._reason, self._clock = work, reason or actor.purpose, clock
        self._recorded_at: datetime | None = None
        self._repositories = {stored.repository: DocumentRepository(stored, self) for stored in STORED}
        # The attributes declared above; a test holds the two lists equal.
        vars(self).update(self._repositories)
        self.facts = StoreFacts(self)

    def repository(self, name: str) -> DocumentRepository[Any]:
        """Return a repository by the name of its attribute."""
        return self._repositories[name]

    def commit(self) -> None:
        """Store everything at once and durably, and close the unit. Raises Busy."""
        self.transaction.commit()

    def rollback(self) -> None:
        """Forget everything of this unit of work, and close it."""
        self._work.close()

    def changed(self) -> None:
        """Count that something was written, so that nothing remembered outlives it."""
        self.changes += 1

    def entry(self, record: Record, version: int, action: Action) -> HistoryEntry:
        """Return the entry of the history for a change; everything in a unit of work is recorded at one instant."""
        if self._recorded_at is None:
            self._recorded_at = self._clock.now()
        return HistoryEntry(
            kind=record.kind,
            id=record.id,
            version=version,
            action=action,
            recorded_at=self._recorded_at,
            actor=self.actor.id,
            reason=self._reason,
            document=None if action == "delete" else record.document,
        )


class DocumentStore:
    """A Store over a record store that was opened with ``KINDS``: the typed form in which the library uses any backend.

    >>> from liushou_core.plugins.storage.record_types import KINDS
    >>> from liushou_core.plugins.storage.memory import MemoryRecordStore
    >>> store = DocumentStore(MemoryRecordStore(KINDS), url="memory://")
    >>> with store.write(reason="first archive") as uow:
    ...     uow.children.add(Child(id="c1", scope="school-1"))
    ...     uow.commit()
    >>> with store.read() as uow:
    ...     uow.children.version("c1")
    1
    """

    def __init__(self, records: RecordStore, *, url: str, clock: Clock | None = None) -> None:
        self._records, self._clock = records, clock or SystemClock()
        self._url = _PASSWORD.sub(r"\1:***@", url)

    @property
    def url(self) -> str:
        """Where the store is, without a password."""
        return self._url

    @contextmanager
    def read(self, *, actor: Actor | None = None) -> Iterator[DocumentUnitOfWork]:
        """Open a unit of work that sees one state of the store and refuses to write. No actor: ``Actor.local()``."""
        with self._work(actor, "", write=False) as work:
            yield work

    @contextmanager
    def write(self, *, actor: Actor | None = None, reason: str = "") -> Iterator[DocumentUnitOfWork]:
        """Open a unit of work that may write; *reason*, by default the actor's purpose, stands in the history."""
        with self._work(actor, reason, write=True) as work:
            yield work

    def close(self) -> None:
        """Release everything; what was committed is durable."""
        self._records.close()

    @contextmanager
    def _work(self, actor: Actor | None, reason: str, *, write: bool) -> Iterator[DocumentUnitOfWork]:
        with ExitStack() as work:
            transaction = work.enter_context(self._records.begin(write=write))
            yield DocumentUnitOfWork(
                work=work,
                transaction=transaction,
                actor=actor or Actor.local(),
                reason=reason,
                clock=self._clock,
            )
