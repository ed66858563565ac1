"""Decision: verdict, findings and everything that explains them; pure functions of policy, facts and day."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol, cast

import attrs

from liushou_core.__about__ import __version__
from liushou_core.domain.calendar.checks import checked_day
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ChildId, PolicyId
from liushou_core.domain.subject import Subject
from liushou_core.errors import UnknownQuestion
from liushou_core.locale import Locale, render
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import because, deciding_leaves, noted, open_facts
from liushou_core.policy.canonical import canonical
from liushou_core.policy.explanation import Explained, explain
from liushou_core.policy.linking import ELIGIBILITY
from liushou_core.policy.lookup import Value
from liushou_core.policy.origin import Origin
from liushou_core.policy.reading.declared import DeclaredFact
from liushou_core.policy.receipt import facts_document, finding_document, origins_document
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.questions import Question
from liushou_core.policy.tables.reckoned_values import reckoned, reckoned_from
from liushou_core.policy.tree import AtLeast, verdict_about
from liushou_core.policy.verdict import NO, YES, Clause, Fact, Finding, Verdict

__all__ = ["Decision", "Plan", "cover", "decide"]


class Plan(Protocol):
    """What a decision needs of a policy; a Policy is one."""

    @property
    def id(self) -> PolicyId:
        """The policy's id."""
        ...

    @property
    def title(self) -> Wording:
        """What it is called."""
        ...

    @property
    def in_force_from(self) -> date:
        """The first day on which it covers anybody."""
        ...

    @property
    def eligibility(self) -> Clause | None:
        """Whom it covers; None: everybody."""
        ...

    @property
    def fact(self) -> tuple[DeclaredFact, ...]:
        """The facts that it declares."""
        ...

    @property
    def decision(self) -> tuple[Question, ...]:
        """The named questions."""
        ...

    @property
    def edition(self) -> "tuple[Dated, ...]":
        """The editions written into it."""
        ...

    @property
    def edition_from(self) -> date | None:
        """The first day of the edition in force; None before the first."""
        ...

    @property
    def origins(self) -> tuple[tuple[str, Origin], ...]:
        """Who brought its criteria and components."""
        ...

    @property
    def fingerprint(self) -> str:
        """SHA-256 of its canonical form."""
        ...

    def on(self, day: date) -> "Plan":
        """Return the edition in force on *day*."""
        ...


class Dated(Protocol):
    """An edition: it begins on a day."""

    @property
    def from_(self) -> date:
        """The first day."""
        ...


def decide(policy: Plan, facts: Subject, *, on: date, question: str = ELIGIBILITY) -> "Decision":
    """Return whether *policy* covers the child on the day *on*, and why; or the answer of the ``[[decision]]`` *question*.

    Missing facts never raise: they make the verdict UNKNOWN and are named. Before the policy is in force the verdict
    is NO with the single clause ``not_in_force``. Raises InvalidValue if *on* is no day, UnknownQuestion for a question that
    no edition of the policy asks.
    """
    checked_day(on)
    return Decision(policy, facts, on, ask(_clause(policy, on, question), facts, on), question)


def cover(policy: Plan, facts: ChildFacts, on: date) -> Verdict:
    """Return only the verdict of :func:`decide`."""
    return verdict_about(_clause(policy, on, ELIGIBILITY), facts, on)


def _clause(policy: Plan, on: date, question: str) -> Clause:
    if on < policy.in_force_from:
        return NotInForce(policy.in_force_from)
    edition = policy.on(on)
    if question == ELIGIBILITY:
        return edition.eligibility or _EVERYBODY
    return _question(edition, question).clause


def _question(edition: Plan, id: str) -> Question:
    for question in edition.decision:
        if question.id == id:
            return question
    raise UnknownQuestion(name=id, known=", ".join((ELIGIBILITY, *(one.id for one in edition.decision))))


_EVERYBODY = AtLeast(need=0, parts=(), name="everybody", id=ELIGIBILITY)


@attrs.frozen
class NotInForce:
    """The clause of a policy before its first day."""

    in_force_from: date
    id: str = "not_in_force"
    name: str = "not_in_force"
    source: Source | None = None
    parts: tuple[Clause, ...] = ()

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer NO."""
        return Finding(self, NO)

    def boundaries(self, facts: ChildFacts, after: date) -> tuple[date, ...]:
        """Return the day on which the policy comes into force."""
        return (self.in_force_from,)

    def says(self, finding: Finding, locale: Locale) -> str:
        """Return since when the policy is in force."""
        return render("tree.not_in_force", locale, day=self.in_force_from.isoformat())


@attrs.frozen
class Decision:
    """One subject, one question of one policy, one day: the verdict and its reasons. Texts and side questions are made when
    asked for.
    """

    policy: Plan
    facts: Subject = attrs.field(eq=False, repr=False)
    on: date
    findings: Finding
    question: str = ELIGIBILITY

    @property
    def child(self) -> ChildId:
        """The child decided about, or the id of another subject."""
        return ChildId(self.facts.id)

    @property
    def applies(self) -> Verdict:
        """Whether the question arises at all: the answer of its ``applies_when``; YES without one, NO before the plan is in force."""
        if self.on < self.policy.in_force_from:
            return NO
        asked = self._asked
        return YES if asked is None or asked.applies_when is None else self.findings.parts[0].verdict

    @property
    def values(self) -> Mapping[str, Value | Fraction | None]:
        """What holds with a YES: the ``values`` of the question, quantities reckoned (None while facts are missing for one); empty for
        any other answer.
        """
        asked = self._asked
        return {} if asked is None or self.verdict is not YES else reckoned(asked.values, self.facts, self.on)

    @property
    def _asked(self) -> Question | None:
        if self.question == ELIGIBILITY:
            return None
        return _question(self.policy.on(self.on), self.question)

    @property
    def verdict(self) -> Verdict:
        """YES, NO or UNKNOWN."""
        return self.findings.verdict

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The criteria that answered NO, in the order of the pack."""
        return tuple(leaf for leaf in deciding_leaves(self.findings) if leaf.verdict is NO)

    @cached_property
    def defects(self) -> tuple[Finding, ...]:
        """The clauses with ``effect = "defect"`` that do not hold: reported, though they decide nothing."""
        return tuple(one for one in noted(self.findings) if one.verdict is NO)

    @cached_property
    def because(self) -> tuple[Finding, ...]:
        """A smallest set of criteria that alone settles the verdict; ties by order in the pack."""
        return because(self.findings)

    @cached_property
    def missing(self) -> tuple[Fact, ...]:
        """The unknown facts that can still change the answer, most decisive first; empty unless UNKNOWN."""
        return open_facts(self.findings)

    @cached_property
    def changes_on(self) -> tuple[date, Verdict] | None:
        """The first later day on which the verdict changes if nothing is recorded meanwhile, and the new verdict."""
        editions = [edition.from_ for edition in self.policy.edition]
        days = {*editions, self.policy.in_force_from}
        for clause_day in (self.on, *editions):
            clause = _clause(self.policy, max(clause_day, self.policy.in_force_from), self.question)
            days.update(changes_of(clause, self.facts, self.on))
        for day in sorted(day for day in days if self.on < day < date.max):  # the edge stands for "never"
            clause = _clause(self.policy, day, self.question)
            verdict = verdict_about(clause, cast("ChildFacts", self.facts), day)
            if verdict is not self.verdict:
                return day, verdict
        return None

    def explain(self, locale: Locale = "en", *, messages: Mapping[str, str] | None = None) -> str:
        """Return the decision in words: verdict, the tree of findings with sources, what is missing, what comes next.

        *messages* overrides single texts of the catalogue by key, for example ``{"decision.head": "…"}``.
        """
        told = Explained(
            policy=self.policy.id,
            title=self.policy.on(self.on).title,
            question=None if self._asked is None else self._asked.name_in(locale),
            child=self.child,
            on=self.on,
            findings=self.findings,
            because=self.because,
            missing=self.missing,
            changes_on=self.changes_on,
        )
        return explain(told, locale, messages or {})

    def receipt(self) -> dict[str, Any]:
        """Return the decision as a ``liushou-decision/1`` document: plain data, no IDENTITY value, replayable."""
        edition = self.policy.on(self.on)
        return {
            "schema": "liushou-decision/1",
            "policy": {
                "id": edition.id,
                "edition": canonical(edition.edition_from),
                "fingerprint": edition.fingerprint,
            },
            "question": self.question,
            "subject": {"kind": self.facts.kind.value, "id": self.facts.id},
            "on": canonical(self.on),
            "verdict": canonical(self.verdict),
            "values": {name: canonical(value) for name, value in self.values.items()},
            **self._reckoned_from(),
            "defects": [one.id for one in self.defects],
            "findings": finding_document(self.findings),
            "because": [leaf.id for leaf in self.because],
            "missing": [fact.path for fact in self.missing],
            "changes_on": self.changes_on and [canonical(part) for part in self.changes_on],
            "origins": origins_document(edition.origins),
            "library": __version__,
        }

    def _reckoned_from(self) -> dict[str, Any]:
        """Return what the values of the answer were reckoned from; nothing where none was reckoned."""
        asked = self._asked
        if asked is None or self.verdict is not YES:
            return {}
        found = reckoned_from(asked.values, self.facts, self.on)
        if not found:
            return {}
        used = dict.fromkeys(fact for one in found for fact in one.used)
        missing = dict.fromkeys(fact for one in found for fact in one.missing)
        return {"reckoned_from": facts_document(used, missing)}

    def __repr__(self) -> str:
        return f"Decision({self.policy.id!r}, {self.child!r}, {self.on.isoformat()}, {self.verdict!r})"
