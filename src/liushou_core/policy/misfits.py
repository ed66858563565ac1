"""Misfits: recorded values that cannot be what the pack declares, which count as not known, and words that it never declares."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final, Protocol

import attrs

from liushou_core.domain.event import Event
from liushou_core.domain.facts import Facts
from liushou_core.domain.subject import Subject, SubjectKind, SubjectRole
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Path, Problem
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.declared import DeclaredFact, fits
from liushou_core.policy.reading.happenings import ARCHIVE_KINDS
from liushou_core.policy.reading.spells import SPELL_KINDS

__all__ = ["Declared", "misfits"]

_EVERY_KIND: Final = (
    SubjectRole.CHILD,
    SubjectRole.PERSON,
    SubjectRole.PAIRING,
    SubjectRole.FAMILY,
    SubjectRole.ORGANISATION,
)
_MOST_SUGGESTED: Final = 8


def misfits(policy: Policy, facts: Facts) -> Iterator[Problem]:
    """Yield an error for every value of a declared fact that does not fit its type, choices or bounds, and a warning for every
    recorded fact, kind of event, kind of spell and role that the policy does not declare. Values are never shown.

    A plan that declares no facts reads none, so nothing is a misfit to it; where it declares neither facts nor events, it
    reads no events, and so it is with spells and roles.
    """
    declared = Declared.by(policy)
    if declared == _NOTHING:
        return
    seen: set[str] = set()
    for role in _EVERY_KIND:
        for subject in facts.subjects(role):
            yield from declared.misfits_of(subject, seen)


def _events(subject: Subject) -> tuple[Event, ...]:
    found = subject.around.events(subject.kind, subject.id)
    return () if isinstance(found, Unknown) else found


class _Table(Protocol):
    @property
    def id(self) -> str: ...


@attrs.frozen(kw_only=True)
class Declared:
    """What a policy declares; None for a sort of words that it does not read. ``recorded``: facts as events hold them."""

    facts: Mapping[tuple[SubjectKind, str], DeclaredFact] = attrs.field(factory=dict)
    recorded: Mapping[str, DeclaredFact] = attrs.field(factory=dict)
    events: tuple[str, ...] | None = None
    spells: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None

    @classmethod
    def by(cls, policy: Policy) -> "Declared":
        """Return what an edition of a policy declares."""

        def words(tables: Iterable[_Table]) -> tuple[str, ...] | None:
            return tuple(table.id for table in tables) or (() if policy.fact else None)

        return cls(
            facts={(fact.subject.kind, fact.id): fact for fact in policy.fact},
            recorded={fact.id: fact for fact in policy.fact},
            events=words(policy.event),
            spells=words(policy.spell),
            roles=words(policy.role),
        )

    def misfits_of(self, subject: Subject, seen: set[str]) -> Iterator[Problem]:
        """Yield what :func:`misfits` yields about one subject; *seen* are the ids of the events already told, and are added to."""
        if self == _NOTHING:
            return
        yield from self._in_facts(subject)
        yield from self._in_spells(subject)
        yield from self._in_roles(subject)
        for event in _events(subject):
            yield from () if event.id in seen else self._in_event(event)
            seen.add(event.id)

    def _in_facts(self, subject: Subject) -> Iterator[Problem]:
        for one in subject.around.observations(subject.kind, subject.id) if self.facts else ():
            place = (subject.kind.value, subject.id, "facts", one.name)
            fact = self.facts.get((subject.kind, one.name))
            if fact is None:
                known = [id for kind, id in self.facts if kind is subject.kind]
                yield _undeclared("fact_undeclared", one.name, place, known)
            elif not fits(fact, one.value):
                yield Problem(code="fact_misfit", path=place, values={"name": one.name, "type": fact.type})

    def _in_event(self, event: Event) -> Iterator[Problem]:
        if self.events is not None and event.kind not in {*self.events, *ARCHIVE_KINDS}:
            place = ("event", event.id, "kind")
            yield _undeclared("event_undeclared", event.kind, place, self.events, ARCHIVE_KINDS)
        for detail in event.facts:
            fact = self.recorded.get(detail.name)
            if fact is not None and not fits(fact, detail.value):
                values = {"name": detail.name, "type": fact.type}
                at = ("event", event.id, "facts", detail.name)
                yield Problem(code="fact_misfit", path=at, values=values)

    def _in_spells(self, subject: Subject) -> Iterator[Problem]:
        found = None if self.spells is None else subject.around.spells(subject.kind, subject.id)
        kinds = () if found is None or isinstance(found, Unknown) else (spell.kind for spell in found)
        for kind in sorted(set(kinds).difference(self.spells or (), SPELL_KINDS)):
            place = (subject.kind.value, subject.id, "spells", kind)
            yield _undeclared("spell_undeclared", kind, place, self.spells or (), SPELL_KINDS)

    def _in_roles(self, subject: Subject) -> Iterator[Problem]:
        """Yield the roles of a person: whatever a relation is to, there is a person in it."""
        if self.roles is None or subject.kind is not SubjectKind.PERSON:
            return
        for role in subject.around.own_roles(subject.kind, subject.id):
            if role not in self.roles:
                place = (subject.kind.value, subject.id, "relations", role)
                yield _undeclared("role_undeclared", role, place, self.roles)


_NOTHING: Final = Declared()


def _undeclared(
    code: str, name: str, place: Path, declared: Iterable[str], always: Iterable[str] = ()
) -> Problem:
    """Return the warning about a word, with what may be meant: one alike, or else the first of those declared."""
    known = list(declared)
    near = get_close_matches(name, [*known, *sorted(always)]) or known[:_MOST_SUGGESTED]
    values = {"name": name, "suggestion": ", ".join(near) or "—"}
    return Problem(code=code, path=place, values=values, severity="warning")
