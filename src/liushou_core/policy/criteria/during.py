"""Whether a condition held in a period: on some day of it, on every day, on the first."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Final, Literal

import attrs

from liushou_core.domain.calendar import Duration, Period, WeekStarts, add_days
from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.errors import Problem
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.reading.own_term import term_changes, term_days, unannounced
from liushou_core.policy.reading.windows import Over, Window
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Finding

__all__ = ["CRITERIA", "During"]


@attrs.frozen(kw_only=True)
class During(Criterion):
    """``where`` holds on ``any`` day (default), on ``every`` day or on the ``first`` day of a period that ends on the judged day.

    The period is the calendar period ``over`` of the judged day, up to that day, or the ``last`` so long. Much that is owed "for
    every month in which" a condition holds is asked so on the last day of the month. A ``term`` is that of the school in which the child
    sits (or of the body); between terms, and for who belongs to no school, it is the judged day alone, and unknown where no term is
    announced.
    """

    name = "during"
    subjects = frozenset(SubjectKind)
    messages = {
        "zh": {
            "asks": "期间内",
            "with.day.any": "有一天符合",
            "with.day.every": "每天均符合",
            "with.day.first": "首日符合",
            "with.last": "最近{last}",
            "with.over": "当日所在的{over}",
            "found": "自{first}至{last}共询问{count}个日期",
            "no_term": "当日所在学期尚未公布",
        },
        "en": {
            "asks": "in the period",
            "with.day.any": "on some day",
            "with.day.every": "on every day",
            "with.day.first": "on the first day",
            "with.last": "the last {last}",
            "with.over": "the {over} of the day",
            "found": "asked of {count} days from {first} to {last}",
            "no_term": "no term of the day is announced",
        },
    }

    where: Clause
    over: Literal[Over, "term"] = "ever"
    last: Duration | None = None
    week_starts: WeekStarts = "monday"
    day: Literal["any", "every", "first"] = "any"

    def parameters(self) -> dict[str, object]:
        """Return the parameters with the period in words."""
        over = self.over if self.over == "ever" else Period(self.over)
        return {**super().parameters(), "over": over}

    def lint(self) -> Iterator[Problem]:
        """Yield no period, or two."""
        if (self.over == "ever") == (self.last is None):
            yield Problem(code="item_one_of", values={"choices": "over, last"})

    @property
    def _window(self) -> Window:
        over: Over = "day" if self.over == "term" else self.over
        return Window(over=over, week_starts=self.week_starts, last=self.last)

    def judge(self, facts: Subject, on: date) -> Finding:
        """Ask on the first day of the period and on every later day of it on which the answer may change."""
        period = term_days(facts, on) if self.over == "term" else self._window.on(on)
        if period is None:
            return self._open(facts, on)
        days = self._days(facts, period.start, on)
        inner = tuple(ask(self.where, facts, day) for day in days)
        verdicts = [finding.verdict for finding in inner]
        verdict = reduce(and_, verdicts, YES) if self.day == "every" else reduce(or_, verdicts, NO)
        missing = (fact for finding in inner for fact in open_facts(finding))
        return self.finding(
            verdict,
            "found",
            missing=tuple(dict.fromkeys(missing)) if verdict is UNKNOWN else (),
            inner=inner[-1:],
            first=days[0],
            last=days[-1],
            count=len(days),
        )

    def _open(self, facts: Subject, on: date) -> Finding:
        """Answer from the judged day alone, where nobody knows when its term began."""
        today = ask(self.where, facts, on)
        settled = {"any": YES, "every": NO, "first": None}[self.day]
        verdict = today.verdict if today.verdict is settled else UNKNOWN
        missing = (unannounced(facts, on), *open_facts(today)) if verdict is UNKNOWN else ()
        return self.finding(verdict, "no_term", missing=missing, inner=(today,))

    def _days(self, facts: Subject, first: date, on: date) -> list[date]:
        if self.day == "first":
            return [first]
        later = {day for day in changes_of(self.where, facts, first) if first < day <= on}
        return [first, *sorted(later)]

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which the condition may change, and those on which a period begins that was reached by another state."""
        if self.over == "term":
            yield from changes_of(self.where, facts, after)
            yield from term_changes(facts, after)
            return
        start = self._window.on(after).start
        for change in (after, *changes_of(self.where, facts, start)):
            yield from self._window.changes_for(change)
            if (
                change > date.min
            ):  # once the last day of the state before has left the period, only the new one is in it
                yield from self._window.changes_for(add_days(change, -1))


CRITERIA: Final = (During,)
