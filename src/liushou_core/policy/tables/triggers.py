"""Triggers, the ordered steps that answer them, and the individual education-management plan 个别教育管理方案 (requirements §4.5)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.canonical import canonical
from liushou_core.policy.reading.moments import Found, Moment
from liushou_core.policy.receipt import finding_document
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.steps import Step, StepLine
from liushou_core.policy.tree import all_of, any_of
from liushou_core.policy.verdict import NO, YES, Clause, Fact, Finding, Verdict

__all__ = ["IndividualPlan", "Response", "Trigger", "individual_plan_needed"]


@attrs.frozen(kw_only=True)
class Response:
    """Whether a trigger holds for a subject on a day, since when, and its steps in order."""

    trigger: "Trigger"
    finding: Finding
    since: date | None = attrs.field(repr=False)
    steps: tuple[StepLine, ...]
    missing: tuple[Fact, ...] = ()

    @property
    def id(self) -> str:
        """The id of the trigger."""
        return self.trigger.id

    @property
    def verdict(self) -> Verdict:
        """Whether the trigger holds."""
        return self.finding.verdict

    def __getitem__(self, id: str) -> StepLine:
        """Return the line of a step. Raises KeyError for a step that is not needed."""
        for line in self.steps:
            if line.step.id == id:
                return line
        raise KeyError(id)

    def text(self, locale: Locale = "en") -> str:
        """Return the trigger and its steps in words, a line each."""
        title = self.id if self.trigger.title is None else self.trigger.title.text(locale)
        head = render("steps.head", locale, title=title, verdict=self.verdict.text(locale))
        return "\n".join([head, *(f"  {line.text(locale)}" for line in self.steps)])

    def to_document(self) -> dict[str, Any]:
        """Return the answer as JSON data."""
        return {
            "verdict": canonical(self.verdict),
            "since": canonical(self.since),
            "finding": finding_document(self.finding),
            "steps": [line.to_document() for line in self.steps],
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.trigger.source),
        }


@attrs.frozen(kw_only=True)
class Trigger:
    """A named ground for individual help: a tree that is YES while it holds, and the ``steps`` by which it is answered.

    Times run from the day of ``since`` (an event, a declared day); without it from the first day of those on which the trigger
    has held without a break. What was done is a recorded event; no state is stored.
    """

    id: str
    when: Clause
    subject: SubjectRole = SubjectRole.CHILD
    title: Wording | None = None
    since: Moment | None = None
    steps: tuple[Step, ...] = ()
    calendar: str = "default"
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield steps with one id, and those that wait for a step that does not come before them."""
        before: list[str] = []
        for index, step in enumerate(self.steps):
            if step.id in before:
                yield Problem(code="id_twice", path=("steps", index, "id"), values={"id": step.id})
            if step.after is not None and step.after not in before:
                yield Problem(code="step_after", path=("steps", index, "after"), values={"id": step.after})
            before.append(step.id)

    def respond(self, subject: Subject, on: date) -> Response:
        """Return whether the trigger holds on a day, since when, and what became of each step; NO: nothing is to be done."""
        finding = ask(self.when, subject, on)
        if finding.verdict is NO:
            return Response(trigger=self, finding=finding, since=None, steps=())
        since = self._since(subject, on, finding)
        lines: dict[str, StepLine] = {}
        for step in self.steps:
            line = step.line(lines, subject, on, since, finding.verdict, self.calendar)
            if line is not None:
                lines[step.id] = line
        missing = () if finding.verdict is YES else open_facts(finding)
        return Response(
            trigger=self, finding=finding, since=since.day, steps=tuple(lines.values()), missing=missing
        )

    def _since(self, subject: Subject, on: date, finding: Finding) -> Found:
        """Return the day from which times run; none if it has not come or is not known, or the trigger has held since ever."""
        if self.since is not None:
            return self.since.found(subject, on)
        return Found(self._held_since(subject, on) if finding.verdict is YES else None)

    def _held_since(self, subject: Subject, on: date) -> date | None:
        first = None
        days = {day for day in changes_of(self.when, subject, date.min) if date.min < day <= on}
        for day in sorted(days, reverse=True):
            if ask(self.when, subject, day).verdict is not YES:
                return first
            first = day
        return first if first is not None and ask(self.when, subject, date.min).verdict is not YES else None

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days among which is every later change of whether the trigger holds."""
        yield from changes_of(self.when, subject, after)


@attrs.frozen(kw_only=True)
class IndividualPlan:
    """Who gets an individual plan: ``any`` of the triggers (the list is joined by 、; default) or ``all`` of them.

    ``most``: how many children at most, for plans are "for a small number" 少数; None: no number is printed. ``order``: who comes first
    then, of which no source speaks: a key-help target, then whose grounds have held longest (``key_target``, as for pairings, PRI-b;
    default), or whose grounds have held longest, target or not (``longest``).
    """

    when: Literal["any", "all"] = "any"
    most: int | None = None
    order: Literal["key_target", "longest"] = "key_target"
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a number below one."""
        if self.most is not None and self.most < 1:
            yield Problem(code="at_least_one", path=("most",))


def individual_plan_needed(
    plan: IndividualPlan, triggers: tuple[Trigger, ...], facts: ChildFacts, *, on: date
) -> Finding:
    """Return whether the child needs an individual plan on the day, with a finding for every trigger that is about children.

    Where there is no such trigger, nobody needs one.
    """
    mine = [trigger for trigger in triggers if trigger.subject is SubjectRole.CHILD]
    join = all_of if plan.when == "all" and mine else any_of
    clauses = (all_of(trigger.when, id=trigger.id, source=trigger.source) for trigger in mine)
    clause: Clause = join(*clauses, id="individual_plan", source=plan.source)
    return clause.judge(facts, on)
