"""Subjects: whom or what a question is about. A child has an archive of its own; the others are seen through what surrounds them.

A plan may ask about a child, a parent, a guardian, a helper, a pairing, a family or an organisation. The three roles of
adults are one kind of subject, the *person*: a grandmother who is guardian of one child may be the helper of another.
"""

from datetime import date
from enum import Enum
from typing import Any, Final, Protocol

import attrs

from liushou_core.domain.calendar.day_tables import DayTable
from liushou_core.domain.calendar.terms import TermTable
from liushou_core.domain.event import Event
from liushou_core.domain.family import LifeStatus
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.observation import Observation, SubjectKind
from liushou_core.domain.place import Place
from liushou_core.domain.spell import Spell
from liushou_core.domain.unknown import NOT_ASKED, Known

__all__ = ["ALONE", "Around", "Related", "Subject", "SubjectFacts", "SubjectKind", "SubjectRole"]


class SubjectRole(Enum):
    """What a pack may call its subject; a parent, a guardian and a helper are persons in that role, ``person`` is
    every adult there is a record of.
    """

    CHILD = "child"
    PERSON = "person"
    PARENT = "parent"
    GUARDIAN = "guardian"
    HELPER = "helper"
    PAIRING = "pairing"
    FAMILY = "family"
    ORGANISATION = "organisation"

    @property
    def kind(self) -> SubjectKind:
        """The kind of subject under which its facts are kept."""
        return _KINDS.get(self, SubjectKind.PERSON)


_KINDS: Final = {
    SubjectRole.CHILD: SubjectKind.CHILD,
    SubjectRole.PAIRING: SubjectKind.PAIRING,
    SubjectRole.FAMILY: SubjectKind.FAMILY,
    SubjectRole.ORGANISATION: SubjectKind.ORGANISATION,
}


class Subject(Protocol):
    """What every question can read of its subject, whatever its kind."""

    @property
    def kind(self) -> SubjectKind:
        """The kind of subject."""
        ...

    @property
    def id(self) -> str:
        """The subject's id."""
        ...

    @property
    def birthday(self) -> Known[date]:
        """The day of birth; NOT_ASKED for what is not born."""
        ...

    @property
    def around(self) -> "Around":
        """Observations, events, spells and related subjects."""
        ...


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SubjectFacts:
    """A subject that is no child: ``record`` is its own record (Parent, Guardian, Helper, Pairing, Organisation) if there is one."""

    kind: SubjectKind
    id: str
    birthday: Known[date] = NOT_ASKED
    record: Any = None
    around: "Around" = attrs.field(factory=lambda: ALONE)

    def __repr__(self) -> str:
        return f"SubjectFacts({self.kind.value}:{self.id})"


@attrs.frozen(kw_only=True, eq=False)
class Related:
    """A subject related to another in a role on the days ``[start, until)``; ``start`` None: as long as anybody knows.

    ``status``: whether the person lives, as far as recorded; only parents have one.
    """

    subject: Subject
    start: Known[date] | None = None
    until: date | None = None
    status: Known[LifeStatus] = attrs.field(
        default=LifeStatus.LIVING, repr=False
    )  # as sensitive as Parent.status


class Around(Protocol):
    """What is recorded about any subject, and who is related to it. Nothing here depends on a day.

    Events that are contacts, conduct or titles of a child are in its archive, not here.
    """

    def observations(self, kind: SubjectKind, id: str) -> tuple[Observation, ...]:
        """Return the observations about a subject, ordered by start (none first) and id."""
        ...

    def events(self, kind: SubjectKind, id: str) -> Known[tuple[Event, ...]]:
        """Return the declared events in which a subject takes part, ordered by day and id; NOT_ASKED if nobody keeps them."""
        ...

    def spells(self, kind: SubjectKind, id: str) -> Known[tuple[Spell, ...]]:
        """Return the spells of a subject, ordered by start (unknown first) and id; NOT_ASKED if nobody asked."""
        ...

    def related(self, kind: SubjectKind, id: str, role: str) -> Known[tuple[Related, ...]]:
        """Return who is related to a subject in a role, ordered by id; NOT_ASKED where nobody asked who there is.

        Roles of a child: ``parents``, ``father``, ``mother``, ``guardians`` and each kind of guardian, ``helpers`` and
        each kind of helper, ``pairings``, ``family``, ``school`` and any role that relations name. Of a person: ``children``
        (as a parent), ``wards`` (as a guardian), ``helped`` (as a helper), ``pairings``, ``organisations``. Of a pairing:
        ``child``, ``helper``. Of a family: ``children``, ``parents``. Of an organisation: ``members`` (by relations of
        any role and by posts outside classes), each post, ``children``, ``parent`` and any role that relations name.
        """
        ...

    def own_roles(self, kind: SubjectKind, id: str) -> tuple[str, ...]:
        """Return the roles that only relations name in which anybody stands to a child or an organisation, or a person to
        any of them; in order, each once.
        """
        ...

    def place(self, id: str) -> Place | None:
        """Return a place; None if there is no such."""
        ...

    def day_table(self, id: str) -> DayTable | None:
        """Return a calendar's table of working days; None if there is no such."""
        ...

    def terms(self, organisation: OrganisationId) -> TermTable:
        """Return the organisation's terms, or those of the nearest body above it; an empty table if none has any."""
        ...


class _Alone:
    """Nothing is recorded around the subject, and nobody asked."""

    def observations(self, kind: SubjectKind, id: str) -> tuple[Observation, ...]:
        return ()

    def events(self, kind: SubjectKind, id: str) -> Known[tuple[Event, ...]]:
        return NOT_ASKED

    def spells(self, kind: SubjectKind, id: str) -> Known[tuple[Spell, ...]]:
        return NOT_ASKED

    def related(self, kind: SubjectKind, id: str, role: str) -> Known[tuple[Related, ...]]:
        return NOT_ASKED

    def own_roles(self, kind: SubjectKind, id: str) -> tuple[str, ...]:
        return ()

    def place(self, id: str) -> Place | None:
        return None

    def day_table(self, id: str) -> DayTable | None:
        return None

    def terms(self, organisation: OrganisationId) -> TermTable:
        return TermTable(())


ALONE: Final[Around] = _Alone()
"""The surroundings of a child that stands by itself."""
