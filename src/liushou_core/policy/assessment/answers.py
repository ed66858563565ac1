"""Answers: what a policy says of one subject."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

from liushou_core.domain.subject import Subject, SubjectKind, SubjectRole
from liushou_core.locale import Locale
from liushou_core.policy.decision import Decision, decide
from liushou_core.policy.linking import ELIGIBILITY
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.classifications import Classified
from liushou_core.policy.tables.ladders import Climbed
from liushou_core.policy.tables.limit_answer import LimitAnswer
from liushou_core.policy.tables.reckoning import Reckoning
from liushou_core.policy.tables.triggers import Response

__all__ = ["Answers", "answers_about", "roles_asked"]

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@attrs.frozen(kw_only=True, repr=False)
class Answers:
    """What a policy says of one subject, each answer under the id of its table in the pack.

    ``decisions`` of a child hold ``"eligibility"``, whether the plan covers it, beside the plan's own questions.
    """

    id: str
    kind: SubjectKind = SubjectKind.CHILD
    decisions: Mapping[str, Decision]
    classes: Mapping[str, Classified] = _NONE
    scores: Mapping[str, Reckoning] = _NONE
    tallies: Mapping[str, Reckoning] = _NONE
    ladders: Mapping[str, Climbed] = _NONE
    limits: Mapping[str, LimitAnswer] = _NONE
    steps: Mapping[str, Response] = _NONE

    def __repr__(self) -> str:
        return f"Answers({self.id!r})"

    def to_document(self) -> dict[str, Any]:
        """Return the answers as JSON data."""
        tables = {
            name: {id: self.document_of(name, id) for id in getattr(self, name)}
            for name in ("decisions", *_TABLES)
        }
        return {"kind": self.kind.value, **tables}

    def document_of(self, table: str, id: str) -> dict[str, Any] | None:
        """Return one answer as JSON data, *table* being ``decisions``, ``classes`` …; None if there is no such."""
        if table not in ("decisions", *_TABLES) or id not in getattr(self, table):
            return None
        answer = getattr(self, table)[id]
        document: dict[str, Any] = answer.receipt() if table == "decisions" else answer.to_document()
        return document

    def lines(self, locale: Locale = "en") -> Iterator[str]:
        """Yield every answer in words."""
        yield from (decision.explain(locale) for decision in self.decisions.values())
        for name in _TABLES:
            yield from (answer.text(locale) for answer in getattr(self, name).values())


_TABLES: Final = ("classes", "scores", "tallies", "ladders", "limits", "steps")


def answers_about(
    policy: Policy, edition: Policy, subject: Subject, roles: Container[SubjectRole], on: date
) -> Answers:
    """Return what *policy*, whose *edition* is in force, says of a subject in these *roles*; before its first day only decisions."""
    mine = [question for question in edition.decision if question.subject in roles]
    asked = [ELIGIBILITY] * (SubjectRole.CHILD in roles) + [question.id for question in mine]
    decisions = {id: decide(policy, subject, on=on, question=id) for id in asked}
    if on < policy.in_force_from:
        return Answers(id=subject.id, kind=subject.kind, decisions=decisions)

    def of(tables: Iterable[Any], answer: str) -> dict[str, Any]:
        return {table.id: getattr(table, answer)(subject, on) for table in tables if table.subject in roles}

    return Answers(
        id=subject.id,
        kind=subject.kind,
        decisions=decisions,
        classes=of(edition.classification, "classify"),
        scores=of(edition.score, "reckon"),
        tallies=of(edition.tally, "reckon"),
        ladders=of(edition.ladder, "climb"),
        limits=of(edition.limit, "answer"),
        steps=of((trigger for trigger in edition.trigger if trigger.steps), "respond"),
    )


def roles_asked(edition: Policy) -> tuple[SubjectRole, ...]:
    """Return whom the plan asks anything about, children first."""
    tables: tuple[Any, ...] = (
        *edition.decision,
        *edition.classification,
        *edition.score,
        *edition.tally,
        *edition.ladder,
        *edition.limit,
        *(trigger for trigger in edition.trigger if trigger.steps),
    )
    asked = {SubjectRole.CHILD, *(table.subject for table in tables)}
    return tuple(role for role in SubjectRole if role in asked)
