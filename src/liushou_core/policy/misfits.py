"""Misfits: recorded values that cannot be what the pack declares. They count as not known; here they are named."""

from collections.abc import Iterator
from difflib import get_close_matches

from liushou_core.domain.facts import Facts
from liushou_core.domain.subject import Subject, SubjectKind, SubjectRole
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.policy.declared import DeclaredFact, fits
from liushou_core.policy.policy import Policy

__all__ = ["misfits"]

_EVERY_KIND = (
    SubjectRole.CHILD,
    SubjectRole.PERSON,
    SubjectRole.PAIRING,
    SubjectRole.FAMILY,
    SubjectRole.ORGANISATION,
)


def misfits(policy: Policy, facts: Facts) -> Iterator[Problem]:
    """Yield an error for every value of a declared fact that does not fit its type, choices or bounds, and a warning for every
    recorded fact that the policy does not declare for such a subject. Values are never shown.

    A plan that declares no facts reads none, so nothing is a misfit to it.
    """
    declared = {(fact.subject.kind, fact.id): fact for fact in policy.fact}
    if not declared:
        return
    seen: set[str] = set()
    for role in _EVERY_KIND:
        for subject in facts.subjects(role):
            yield from _observed(subject, declared)
            yield from _of_events(subject, declared, seen)


def _observed(subject: Subject, declared: dict[tuple[SubjectKind, str], DeclaredFact]) -> Iterator[Problem]:
    for one in subject.around.observations(subject.kind, subject.id):
        place = (subject.kind.value, subject.id, "facts", one.name)
        fact = declared.get((subject.kind, one.name))
        if fact is None:
            known = [id for kind, id in declared if kind is subject.kind]
            near = get_close_matches(one.name, known) or known[:8]
            values = {"name": one.name, "suggestion": ", ".join(near) or "—"}
            yield Problem(code="fact_undeclared", path=place, values=values, severity="warning")
        elif not fits(fact, one.value):
            yield Problem(code="fact_misfit", path=place, values={"name": one.name, "type": fact.type})


def _of_events(
    subject: Subject, declared: dict[tuple[SubjectKind, str], DeclaredFact], seen: set[str]
) -> Iterator[Problem]:
    events = subject.around.events(subject.kind, subject.id)
    by_name = {id: fact for (_, id), fact in declared.items()}
    for event in () if isinstance(events, Unknown) else events:
        for detail in () if event.id in seen else event.facts:
            fact = by_name.get(detail.name)
            if fact is not None and not fits(fact, detail.value):
                values = {"name": detail.name, "type": fact.type}
                yield Problem(
                    code="fact_misfit", path=("event", event.id, "facts", detail.name), values=values
                )
        seen.add(event.id)
