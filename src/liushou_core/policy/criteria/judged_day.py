"""The judged day itself, asked: whether it lies in a date of the plan, or from one date up to another."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.date_rules import DateRule, Tables, ahead, backward, forward, over
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding

__all__ = ["CRITERIA", "JudgedDay"]


@attrs.frozen(kw_only=True)
class JudgedDay(Criterion):
    """The judged day lies ``in`` a date, or ``from`` the first day of one up to the last day of another, both included.

    From each ``from`` it reaches up to the first ``to`` that is over on that day or later, in the same year or the next. UNKNOWN
    where a date cannot be told: outside the lunar table, or without the calendar of working days that it asks for.
    """

    name = "judged_day"
    subjects = frozenset(SubjectKind)
    messages = {
        "zh": {
            "asks": "当日",
            "with.in_": "在{in_}期间",
            "with.from_": "自{from_}起",
            "with.to": "至{to}止",
            "inside": "在{first}至{last}之间",
            "outside": "不在其内",
            "open": "无法确定日期",
        },
        "en": {
            "asks": "the day",
            "with.in_": "in {in_}",
            "with.from_": "from {from_}",
            "with.to": "to {to}",
            "inside": "it lies in {first} to {last}",
            "outside": "it lies outside",
            "open": "the date cannot be told",
        },
    }

    in_: DateRule | None = None
    from_: DateRule | None = None
    to: DateRule | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield anything but a date, or one date and another."""
        given = tuple(rule is not None for rule in (self.in_, self.from_, self.to))
        if given not in ((True, False, False), (False, True, True)):
            yield Problem(code="in_or_from_to")

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer from the calendar; of the facts, only the tables of working days are read."""
        tables = facts.around.day_table
        found, missing = self._span(on, tables)
        if found is not None:
            return self.finding(YES, "inside", first=found.start, last=found.last_day or date.max)
        return self.finding(UNKNOWN if missing else NO, "open" if missing else "outside", missing=missing)

    def _span(self, on: date, tables: Tables) -> tuple[Span | None, tuple[Fact, ...]]:
        """Return the span in which the day lies, else None and what is missing to be sure of it."""
        if self.in_ is not None:
            spans = list(over(self.in_, Span(on, None if on == date.max else add_days(on, 1)), tables))
            missing = (
                fact
                for span, year in spans
                if isinstance(span, Unknown)
                for fact in self.in_.lacks(year, tables)
            )
            return next((span for span, _ in spans if isinstance(span, Span)), None), tuple(missing)
        assert self.from_ is not None
        assert self.to is not None
        start, missing_from = _latest_start(self.from_, on, tables)
        if start is None:
            return None, missing_from
        last, missing_to = _first_end(self.to, start, tables)
        if last is None or last < on:
            return None, (*missing_from, *missing_to)
        # Should a missing date lie between the two, it would begin a span that ends on the same day.
        return Span(start, None if last == date.max else add_days(last, 1)), ()

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which a date begins and those after it ends, of the next 40 years; no rule waits longer."""
        for rule in filter(None, (self.in_, self.from_, self.to)):
            for span in ahead(rule, after, facts.around.day_table):
                yield from (day for day in (span.start, span.until) if day is not None and day > after)


def _latest_start(rule: DateRule, on: date, tables: Tables) -> tuple[date | None, tuple[Fact, ...]]:
    """Return the first day of the latest span that has begun on *on*, and what is missing to know of later ones."""
    missing: tuple[Fact, ...] = ()
    for found, year in backward(rule, on, tables):
        if isinstance(found, Span):
            return found.start, missing
        missing = missing or tuple(rule.lacks(year, tables))
    return None, missing


def _first_end(rule: DateRule, start: date, tables: Tables) -> tuple[date | None, tuple[Fact, ...]]:
    """Return the last day of the first span that is over on *start* or later; None, and what is missing, if it cannot be told."""
    for found, year in forward(rule, start, tables):
        if isinstance(found, Span):
            return found.last_day or date.max, ()
        return None, tuple(rule.lacks(year, tables))
    return None, ()


CRITERIA: Final = (JudgedDay,)
