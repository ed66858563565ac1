"""Happenings: the events of one kind in which a subject took part, whoever keeps them.

Contacts, conduct and titles of a child are events too, under the names of their kinds: not recorded = did not happen (SCO-5).
Kinds that a pack declares stand in lists of events; where nobody keeps such a list, nothing is known.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

import attrs

from liushou_core.domain.contact import ContactKind
from liushou_core.domain.event import Event
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.observation import FactValue
from liushou_core.domain.school import ConductKind, TitleName
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import NOT_ASKED, Known, Unknown
from liushou_core.policy.canonical import canonical
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.verdict import Fact

__all__ = ["ARCHIVE_KINDS", "Happening", "events_fact", "happened"]

ARCHIVE_KINDS: Final = frozenset(
    str(member.value) for kind in (ContactKind, ConductKind, TitleName) for member in kind
)
"""The kinds of events that stand in a child's archive; a pack cannot declare one of these names."""


@attrs.frozen
class Happening:
    """One event: its id, its day, and what is recorded with it."""

    kind: str
    id: str
    day: date
    facts: Mapping[str, Known[FactValue]] = attrs.field(factory=dict, eq=False)

    def value(self, name: str) -> Known[FactValue]:
        """Return what is recorded under *name*; NOT_ASKED if nothing is."""
        return self.facts.get(name, NOT_ASKED)

    def recorded_as(self, wanted: Lookup) -> bool | None:
        """Say whether every fact is recorded as *wanted*; None where one of them is not recorded and none is different."""
        answers = [
            None if isinstance(value := self.value(name), Unknown) else _is_one_of(value, one)
            for name, one in wanted.rows
        ]
        return False if False in answers else None if None in answers else True

    def lacks(self, wanted: Lookup) -> tuple[Fact, ...]:
        """Return those facts of *wanted* that are not recorded."""
        return tuple(
            Fact(self.kind, self.id, name) for name in wanted if isinstance(self.value(name), Unknown)
        )

    @property
    def fact(self) -> Fact:
        """The event as findings name it."""
        return Fact(self.kind, self.id, "day", self.day)


def happened(subject: Subject, kind: str) -> tuple[Happening, ...] | Unknown:
    """Return the events of *kind* that came about, ordered by day and id; an Unknown where nobody keeps such events.

    Attempts (``made = false``) are left out. The day does not matter: callers look only at those up to the judged day.
    """
    if kind in ARCHIVE_KINDS:
        found = _in_archive(subject, kind) if isinstance(subject, ChildFacts) else ()
    else:
        kept = subject.around.events(subject.kind, subject.id)
        if isinstance(kept, Unknown):
            return kept
        found = (_happening(event) for event in kept if event.kind == kind and event.made)
    return tuple(sorted(found, key=lambda one: (one.day, one.id)))


def events_fact(subject: Subject) -> Fact:
    """Return the list of events as a fact that can be missing."""
    return Fact(subject.kind.value, subject.id, "events", NOT_ASKED)


def _is_one_of(value: FactValue, wanted: object) -> bool:
    """Say whether a recorded value is the one wanted, or one of several; a facts document may hold days and numbers as text."""
    if isinstance(wanted, tuple):
        return any(_is_one_of(value, one) for one in wanted)
    if isinstance(value, str) and isinstance(wanted, date | Decimal):
        return bool(value == canonical(wanted))
    return value == wanted


def _happening(event: Event) -> Happening:
    return Happening(event.kind, event.id, event.day, {fact.name: fact.value for fact in event.facts})


def _in_archive(facts: ChildFacts, kind: str) -> Iterator[Happening]:
    home = _homes()[kind]
    if home == "contacts":
        yield from (Happening(kind, c.id, c.day) for c in facts.contacts if c.kind.value == kind and c.made)
    elif home == "conduct":
        yield from (Happening(kind, c.id, c.day) for c in facts.conduct if c.kind.value == kind)
    else:
        yield from (Happening(kind, t.id, t.day) for t in facts.titles if t.name.value == kind)


@cache
def _homes() -> Mapping[str, str]:
    kinds = {"contacts": ContactKind, "conduct": ConductKind, "titles": TitleName}
    return {str(member.value): home for home, kind in kinds.items() for member in kind}
