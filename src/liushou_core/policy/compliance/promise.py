"""Promise: one thing that a plan promises, the cases in which it was due, and what became of each."""

from datetime import date
from enum import Enum
from typing import Any

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.locale import Locale, render
from liushou_core.policy.canonical import canonical
from liushou_core.policy.due.item import Subject
from liushou_core.policy.labels import fact_text
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.verdict import NO, UNKNOWN, Fact, Verdict

__all__ = ["Case", "Promise", "PromiseState", "Tally", "last_day", "state_of"]


class PromiseState(Enum):
    """What became of a promise, or of one case of it."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_YET_DUE = "not_yet_due"
    """Its time is not over, or nothing was owed so far."""
    UNKNOWN = "unknown"
    """It cannot be said before the missing facts are known, or before the plan says what it means."""


def state_of(verdict: Verdict, *, over: bool = True) -> PromiseState:
    """Return the state of what is so (YES), not so (NO), or open; *over*: its time is over, so that NO is a breach."""
    if verdict is UNKNOWN:
        return PromiseState.UNKNOWN
    if verdict is NO:
        return PromiseState.BROKEN if over else PromiseState.NOT_YET_DUE
    return PromiseState.KEPT


@attrs.frozen(kw_only=True)
class Case:
    """One case: for whom and when the promise was due, and its evidence or its gap.

    ``records``: the ids of what shows it. ``missing``: the facts without which nothing can be said, or whose absence is the gap.
    ``why``: in a word, for the message catalogue (``compliance.why.…``).
    """

    state: PromiseState
    subject: Subject | None = None
    span: Span | None = None
    records: tuple[str, ...] = ()
    missing: tuple[Fact, ...] = ()
    why: str = "recorded"

    def text(self, locale: Locale = "en") -> str:
        """Return the case in one line, by ids: no name enters it."""
        parts = [render(f"compliance.state.{self.state.value}", locale)]
        if self.subject is not None:
            parts.append(render(f"due.{self.subject.kind}", locale, id=self.subject.id))
        if self.span is not None:
            days = {"first": self.span.start.isoformat(), "last": canonical(self.span.last_day) or "…"}
            parts.append(render("compliance.span", locale, **days))
        kind = self.missing[0].field if self.why == "not_kept" else ""
        parts.append(
            render(
                f"compliance.why.{self.why}", locale, kind=render(f"records.{kind}", locale) if kind else ""
            )
        )
        if self.records:
            parts.append(
                render("compliance.records", locale, ids=render("due.and", locale).join(self.records))
            )
        if self.missing and not kind:
            facts = render("due.and", locale).join(fact_text(fact, locale) for fact in self.missing)
            parts.append(render("due.missing", locale, facts=facts))
        return render("due.separator", locale).join(parts)

    def to_document(self) -> dict[str, Any]:
        """Return the case as JSON data."""
        subject = None if self.subject is None else {"kind": self.subject.kind, "id": self.subject.id}
        return {
            "state": self.state.value,
            "subject": subject,
            "from": None if self.span is None else canonical(self.span.start),
            "last_day": None if self.span is None else canonical(self.span.last_day),
            "why": self.why,
            "records": list(self.records),
            "missing": [fact.path for fact in self.missing],
        }


@attrs.frozen(kw_only=True)
class Promise:
    """A promise of the plan with its cases counted by what became of them.

    ``section`` and ``id`` say where it stands in the pack. ``binding``: False for what the plan only tries or offers; a breach is
    a warning. ``cases``: in the order in which they were found; only those that are not kept, if no others were wanted.
    """

    section: str
    id: str
    title: Wording | None = None
    source: Source | None = None
    binding: bool = True
    kept: int = 0
    broken: int = 0
    not_yet_due: int = 0
    unknown: int = 0
    cases: tuple[Case, ...] = attrs.field(default=(), repr=False)

    @property
    def state(self) -> PromiseState:
        """Broken if any case is; else unknown if any is; else kept if any is; else not yet due."""
        if self.broken:
            return PromiseState.BROKEN
        if self.unknown:
            return PromiseState.UNKNOWN
        return PromiseState.KEPT if self.kept else PromiseState.NOT_YET_DUE

    def text(self, locale: Locale = "en") -> str:
        """Return the promise in one line."""
        return render(
            "compliance.promise",
            locale,
            title=self.id if self.title is None else self.title.text(locale),
            place=f"{self.section}.{self.id}",
            state=render(f"compliance.state.{self.state.value}", locale),
            kept=self.kept,
            broken=self.broken,
            unknown=self.unknown,
            open=self.not_yet_due,
            source="" if self.source is None else self.source.cite,
        )

    def to_document(self) -> dict[str, Any]:
        """Return the promise as JSON data."""
        return {
            "section": self.section,
            "id": self.id,
            "state": self.state.value,
            "binding": self.binding,
            "kept": self.kept,
            "broken": self.broken,
            "not_yet_due": self.not_yet_due,
            "unknown": self.unknown,
            "source": canonical(self.source),
            "cases": [case.to_document() for case in self.cases],
        }


@attrs.define(kw_only=True)
class Tally:
    """A promise under way: cases are added one by one."""

    section: str
    id: str
    title: Wording | None = None
    source: Source | None = None
    binding: bool = True
    all_cases: bool = True
    _counts: dict[PromiseState, int] = attrs.field(init=False, factory=lambda: dict.fromkeys(PromiseState, 0))
    _cases: list[Case] = attrs.field(init=False, factory=list)

    def add(self, case: Case) -> None:
        """Take a case into account."""
        self._counts[case.state] += 1
        if self.all_cases or case.state is not PromiseState.KEPT:
            self._cases.append(case)

    def promise(self) -> Promise:
        """Return the promise as it stands."""
        return Promise(
            section=self.section,
            id=self.id,
            title=self.title,
            source=self.source,
            binding=self.binding,
            cases=tuple(self._cases),
            **{state.value: count for state, count in self._counts.items()},
        )


def last_day(span: Span) -> date:
    """Return the last day of a span; the end of the calendar if it is open."""
    return date.max if span.until is None else span.last_day or date.max
