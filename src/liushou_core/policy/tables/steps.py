"""Steps: what is to be done in turn while a trigger holds, and what became of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

import attrs

from liushou_core.domain.calendar import Lapse, add_days, latest_lawful
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import NOT_ASKED, Unknown
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.asking import ask
from liushou_core.policy.because import open_facts
from liushou_core.policy.canonical import canonical
from liushou_core.policy.reading.happenings import Happening, events_fact, happened
from liushou_core.policy.reading.moments import Found, named
from liushou_core.policy.reading.tally_records import EventKind
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.bearers import Bearer
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Fact, Verdict
from liushou_core.policy.words import in_words

__all__ = ["Step", "StepLine", "StepState"]

StepState: TypeAlias = Literal["done", "open", "missed", "waiting", "undetermined"]
"""``waiting``: its time runs only from a step that is not done. ``undetermined``: nobody knows whether it is needed or done."""


@attrs.frozen(kw_only=True)
class Step:
    """One thing to do: an event of the kind ``do``, by somebody in the role ``by``, with or towards ``to`` (in words).

    ``when``: only if this is YES on the judged day. Its time: ``at_once`` (on the first day), ``within`` so long, or without limit;
    it runs from the trigger's first day, or from the day on which the step ``after`` was done. An event counts from that
    day on, if it is recorded as ``do`` asks (``{ kind, facts }``), and only once: neither the event that did the step ``after``
    nor one that did an earlier step which asks for the same does this one.
    """

    id: str
    do: EventKind
    title: Wording | None = None
    by: Bearer | None = None
    to: Wording | None = None
    when: Clause | None = None
    at_once: bool = False
    within: Lapse | None = None
    after: str | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield two times for one step, and a time that runs backwards."""
        if self.at_once and self.within is not None:
            yield Problem(code="one_comparator", path=("within",), values={"names": "at_once, within"})
        if self.within is not None and self.within.count < 0:
            yield Problem(code="negative_lapse", path=("within",))

    def line(
        self,
        before: "Mapping[str, StepLine]",
        subject: Subject,
        on: date,
        since: Found,
        holds: Verdict,
        calendar: str,
    ) -> "StepLine | None":
        """Return what became of the step; None if it is not needed.

        *before* are the lines of earlier steps, *since* is the trigger's first day.
        """
        asked = None if self.when is None else ask(self.when, subject, on)
        needed = holds if asked is None else holds & asked.verdict
        if needed is NO:
            return None
        start = self._start(before, since.day)
        waits = start is None and self.after in before
        done, missing = (None, ()) if waits else self._done(subject, on, start, before)
        if start is None and not waits and since.missing and (done or self.at_once or self.within):
            done, missing = None, since.missing  # it may have come before, or too late
        table = subject.around.day_table(calendar)
        deadline = None if start is None else self._deadline(start, table)
        if waits and self.after is not None and before[self.after].state == "undetermined":
            missing, waits = before[self.after].missing, False  # nobody knows whether its time runs
        if needed is UNKNOWN and asked is not None:
            missing = (*missing, *open_facts(asked))
        if deadline is None and start is not None and self.within is not None:
            missing = (*missing, Fact("calendar", calendar, "days", NOT_ASKED))
        return StepLine(
            step=self,
            state="waiting"
            if waits and needed is YES
            else _state(needed, done, deadline, on, known=not missing),
            start=start,
            deadline=deadline,
            done_on=None if done is None else done.day,
            event=None if done is None else done.id,
            missing=tuple(dict.fromkeys(missing)),
        )

    def _start(self, before: "Mapping[str, StepLine]", since: date | None) -> date | None:
        if self.after is None:
            return since
        earlier = before.get(self.after)
        return (
            since if earlier is None else earlier.done_on
        )  # a step that was not needed keeps nobody waiting

    def _done(
        self, subject: Subject, on: date, start: date | None, before: "Mapping[str, StepLine]"
    ) -> tuple[Happening | None, tuple[Fact, ...]]:
        events = happened(subject, self.do.kind)
        if isinstance(events, Unknown):
            return None, (events_fact(subject),)
        taken = {line.event for id, line in before.items() if id == self.after or self._asks_as(line.step)}
        since = [event for event in events if event.day <= on and (start is None or event.day >= start)]
        fits = [(event, event.recorded_as(self.do.facts)) for event in since if event.id not in taken]
        done = next((event for event, fit in fits if fit), None)
        unsure = (event for event, fit in fits if fit is None and (done is None or event.day < done.day))
        return done, tuple(fact for event in unsure for fact in event.lacks(self.do.facts))

    def _asks_as(self, other: "Step") -> bool:
        return (self.do.kind, self.do.facts) == (other.do.kind, other.do.facts)

    def _deadline(self, start: date, table: Any) -> date | None:
        if self.at_once:
            return start
        if self.within is None:
            return None
        return latest_lawful(start, self.within, direction="after", table=table)


def _state(
    needed: Verdict, done: Happening | None, deadline: date | None, on: date, *, known: bool
) -> StepState:
    if done is not None and needed is YES:
        return "done"
    if needed is UNKNOWN or not known:
        return "undetermined"
    return "missed" if deadline is not None and on > deadline else "open"


@attrs.frozen(kw_only=True)
class StepLine:
    """A step that is needed, or may be: its state, its first and its last day (None: no limit, or not known), when it was done.

    ``event``: the id of the event by which it was done.
    """

    step: Step
    state: StepState
    start: date | None = attrs.field(repr=False)
    deadline: date | None = attrs.field(repr=False)
    done_on: date | None
    event: str | None = None
    missing: tuple[Fact, ...] = ()

    @property
    def late(self) -> bool:
        """Whether it was done after its last day."""
        return self.done_on is not None and self.deadline is not None and self.done_on > self.deadline

    @property
    def overdue_since(self) -> date | None:
        """The day after its last day, if it was missed."""
        return add_days(self.deadline, 1) if self.state == "missed" and self.deadline is not None else None

    def text(self, locale: Locale = "en") -> str:
        """Return the step and its state in words."""
        step = self.step
        what = named(step.do.target, step.do.kind, locale) if step.title is None else step.title.text(locale)
        who = "" if step.by is None else render("steps.by", locale, by=in_words(step.by, locale))
        return render(
            f"steps.{self.state}",
            locale,
            what=what + who,
            deadline="—" if self.deadline is None else self.deadline.isoformat(),
            day="—" if self.done_on is None else self.done_on.isoformat(),
        )

    def to_document(self) -> dict[str, Any]:
        """Return the line as JSON data."""
        return {
            "id": self.step.id,
            "do": self.step.do.kind,
            "by": canonical(self.step.by),
            "to": None if self.step.to is None else {"zh": self.step.to.zh, "en": self.step.to.en},
            "state": self.state,
            "from": canonical(self.start),
            "deadline": canonical(self.deadline),
            "done_on": canonical(self.done_on),
            "late": self.late,
            "overdue_since": canonical(self.overdue_since),
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.step.source),
        }
