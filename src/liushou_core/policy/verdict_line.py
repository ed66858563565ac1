"""VerdictLine: a verdict for every day, judged once for each run of days in which it cannot change.

Judging a child costs far more than looking a day up, and a due list asks for the first and last day of every window.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import cast

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.subject import SubjectFacts
from liushou_core.policy.because import pivotal
from liushou_core.policy.decision import cover, decide
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.recorded_days import recorded_days
from liushou_core.policy.tree import verdict_about
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Fact, Verdict

__all__ = ["VerdictLine", "any_line", "both_lines", "clause_line", "cover_line", "line_within"]


def _blank(line: "VerdictLine") -> "list[Verdict | None]":
    return [None] * len(line.days)


@attrs.frozen(eq=False, repr=False)
class VerdictLine:
    """``judge`` answers on the days among which is every change; before the first of them the verdict is NO.

    ``asks`` names the facts that make a day UNKNOWN; they may differ from day to day.
    """

    days: tuple[date, ...]
    _judge: Callable[[date], Verdict]
    _asks: Callable[[date], tuple[Fact, ...]]
    _judged: list[Verdict | None] = attrs.field(init=False, default=attrs.Factory(_blank, takes_self=True))
    _asked: dict[date, tuple[Fact, ...]] = attrs.field(init=False, factory=dict)

    def at(self, day: date) -> Verdict:
        """Return the verdict on *day*."""
        index = bisect_right(self.days, day) - 1
        return NO if index < 0 else self._at(index)

    def run(self, day: date) -> tuple[Verdict, date | None]:
        """Return the verdict on *day* and the next day on which it may differ, None if it never does."""
        index = bisect_right(self.days, day)
        until = self.days[index] if index < len(self.days) else None
        return (NO if index == 0 else self._at(index - 1)), until

    def missing(self, day: date) -> tuple[Fact, ...]:
        """Return the facts that make *day* UNKNOWN; none if it is not."""
        if self.at(day) is not UNKNOWN:
            return ()
        if day not in self._asked:
            self._asked[day] = self._asks(day)
        return self._asked[day]

    def _at(self, index: int) -> Verdict:
        found = self._judged[index]
        if found is None:
            found = self._judged[index] = self._judge(self.days[index])
        return found

    def next_day(self, day: date, wanted: Callable[[Verdict], bool]) -> date | None:
        """Return the first day from *day* on whose verdict is *wanted*; None if there is none."""
        if wanted(self.at(day)):
            return day
        for index in range(bisect_right(self.days, day), len(self.days)):
            if wanted(self._at(index)):
                return self.days[index]
        return None

    def next_possible(self, day: date) -> date | None:
        """Return the first day from *day* on that is YES or UNKNOWN."""
        return self.next_day(day, lambda verdict: verdict is not NO)

    def next_certain(self, day: date) -> date | None:
        """Return the first day from *day* on that is YES."""
        return self.next_day(day, lambda verdict: verdict is YES)

    def next_no(self, day: date) -> date | None:
        """Return the first day from *day* on that is NO."""
        return self.next_day(day, lambda verdict: verdict is NO)


def cover_line(policy: Policy, facts: ChildFacts) -> VerdictLine:
    """Return whether *policy* covers the child, day by day (``decision.cover``)."""
    first = policy.in_force_from
    days = {day for day in (first, *(edition.from_ for edition in policy.edition)) if day >= first}
    editions = [policy.on(day).eligibility for day in sorted(days)]
    days.update(_change_days([clause for clause in editions if clause is not None], facts, first))
    return VerdictLine(
        tuple(sorted(days)),
        lambda day: cover(policy, facts, day),
        lambda day: decide(policy, facts, on=day).missing,
    )


def clause_line(clause: Clause, subject: ChildFacts | SubjectFacts, *, since: date = date.min) -> VerdictLine:
    """Return what *clause* answers for the child, or for a subject of another kind that it can be asked about, day by day from
    *since* on; before it NO.
    """
    # A clause is written for children; which others it can be asked about is checked when the pack is loaded.
    facts = cast("ChildFacts", subject)

    def missing(day: date) -> tuple[Fact, ...]:
        leaves = pivotal(clause.judge(facts, day))
        return tuple(dict.fromkeys(fact for leaf, _weight in leaves for fact in leaf.missing))

    days = {since, *_change_days([clause], facts, since)}
    return VerdictLine(tuple(sorted(days)), lambda day: verdict_about(clause, facts, day), missing)


def line_within(line: VerdictLine, span: Span) -> VerdictLine:
    """Return *line*, but NO outside *span*."""
    ends = {span.start} if span.until is None else {span.start, span.until}
    return VerdictLine(
        tuple(sorted({*ends, *filter(span.covers, line.days)})),
        lambda day: line.at(day) if span.covers(day) else NO,
        line.missing,
    )


def both_lines(one: VerdictLine, two: VerdictLine) -> VerdictLine:
    """Return the line that is YES where both are (Kleene)."""

    def judge(day: date) -> Verdict:
        verdict = one.at(day)
        return verdict if verdict is NO else verdict & two.at(day)

    return VerdictLine(
        tuple(sorted({*one.days, *two.days})),
        judge,
        lambda day: tuple(dict.fromkeys((*one.missing(day), *two.missing(day)))),
    )


def any_line(lines: Iterable[VerdictLine]) -> VerdictLine:
    """Return the line that is YES where one of *lines* is (Kleene)."""
    lines = tuple(lines)

    def judge(day: date) -> Verdict:
        verdict = NO
        for line in lines:
            verdict = verdict | line.at(day)
            if verdict is YES:
                break
        return verdict

    def missing(day: date) -> tuple[Fact, ...]:
        return tuple(dict.fromkeys(fact for line in lines for fact in line.missing(day)))

    return VerdictLine(tuple(sorted({day for line in lines for day in line.days})), judge, missing)


def _change_days(clauses: list[Clause], facts: ChildFacts, since: date) -> Iterator[date]:
    """Yield days after *since* among which is every change of the clauses: those on which something is recorded to begin or end,
    and the boundaries that a clause sees from each of them (a spell is unseen before it begins).
    """
    recorded = sorted(recorded_days(facts, with_contacts=not all(map(_is_ours, clauses))))
    # From the last of those up to *since* on, a clause sees all that it sees on that day.
    begun = bisect_right(recorded, since)
    seen_from = [*(recorded[begun - 1 : begun] or [date.min]), *recorded[begun:]]
    yield from recorded[begun:]
    for clause in clauses:
        for day in seen_from:
            yield from (change for change in clause.boundaries(facts, day) if change > since)


def _is_ours(clause: Clause) -> bool:
    """Say whether the clause is built of our own criteria, none of which reads contacts; a plugin's may."""
    return type(clause).__module__.startswith("liushou_core.policy.") and all(map(_is_ours, clause.parts))
