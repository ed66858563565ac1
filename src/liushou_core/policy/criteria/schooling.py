"""Schooling: enrolled or not, in which stage and grade (EL-4, EL-8, EL-9).

Enrolments are closed-world: no enrolment recorded means not enrolled, and then in no stage and no grade.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from liushou_core.domain.calendar import MonthDay, SchoolYear
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.school import Stage, stage_of
from liushou_core.errors import Problem
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.verdict import NO, Fact, Finding, Verdict

__all__ = ["CRITERIA", "Enrolled", "Grade", "InStage"]

GRADES_AHEAD: Final = 18
"""How many school years a class passes from its lowest grade (−3) until after grade 12, and two more."""


def _enrolment_days(facts: ChildFacts) -> Iterator[date]:
    for enrolment in facts.enrolments:
        yield enrolment.start
        if enrolment.until is not None:
            yield enrolment.until


def _grade(facts: ChildFacts, on: date, starts: MonthDay) -> tuple[int | None, tuple[Fact, ...]]:
    found = facts.class_on(on)
    if found is None:
        return None, (Fact("child", facts.id, "enrolments", ()),)
    return found.grade_in(SchoolYear.of(on, starts)), (
        Fact("class", found.id, "entry_grade", found.entry_grade),
    )


def _grade_days(facts: ChildFacts, after: date, starts: MonthDay) -> Iterator[date]:
    yield from _enrolment_days(facts)
    first = max([after, *(e.start for e in facts.enrolments)])
    for year in {after.year, first.year}:
        for later in range(year, min(year + GRADES_AHEAD, date.max.year) + 1):
            yield date(later, *starts)


@attrs.frozen(kw_only=True)
class Enrolled(Criterion):
    """The child sits in a class on the day."""

    name = "enrolled"
    messages = {
        "zh": {"asks": "在读", "in_class": "在{school_class}班", "nowhere": "没有在班记录"},
        "en": {
            "asks": "enrolled",
            "in_class": "in class {school_class}",
            "nowhere": "no enrolment is recorded",
        },
    }

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the enrolment in force."""
        enrolment = facts.enrolment_on(on)
        if enrolment is None:
            return self.finding(NO, "nowhere", used=(Fact("child", facts.id, "enrolments", ()),))
        fact = Fact("enrolment", enrolment.id, "school_class", enrolment.school_class)
        return self.finding(Verdict.of(True), "in_class", used=(fact,), school_class=enrolment.school_class)

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield the days on which an enrolment begins or ends."""
        return _enrolment_days(facts)


@attrs.frozen(kw_only=True)
class Grade(Criterion):
    """The child's class is in grade ``from`` to ``to``, both included; junior-middle grade one 初一 is 7 (EL-4).

    ``school_year_starts``: the month and day on which classes move up.
    """

    name = "grade"
    messages = {
        "zh": {
            "asks": "年级",
            "with.from_": "{from_}年级起",
            "with.to": "至{to}年级",
            "grade": "{grade}年级",
            "nowhere": "没有在班记录",
        },
        "en": {
            "asks": "grade",
            "with.from_": "from {from_}",
            "with.to": "to {to}",
            "grade": "grade {grade}",
            "nowhere": "no enrolment is recorded",
        },
    }

    from_: int | None = None
    to: int | None = None
    school_year_starts: MonthDay = (9, 1)

    def lint(self) -> Iterator[Problem]:
        """Yield a band that no grade reaches, and a criterion that asks nothing."""
        if self.from_ is None and self.to is None:
            yield Problem(code="asks_nothing")
        elif self.from_ is not None and self.to is not None and self.from_ > self.to:
            yield Problem(code="empty_band", path=("to",))

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the class of the day."""
        grade, used = _grade(facts, on, self.school_year_starts)
        if grade is None:
            return self.finding(NO, "nowhere", used=used)
        holds = (self.from_ is None or grade >= self.from_) and (self.to is None or grade <= self.to)
        return self.finding(Verdict.of(holds), "grade", used=used, grade=grade)

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield enrolments and the days on which classes move up."""
        return _grade_days(facts, after, self.school_year_starts)


@attrs.frozen(kw_only=True)
class InStage(Criterion):
    """The child's class is in one of these stages (EL-8: compulsory stage = primary and junior; EL-9: kindergarten)."""

    name = "stage"
    messages = {
        "zh": {"asks": "学段", "with.any_of": "{any_of}", "stage": "{stage}", "nowhere": "没有在班记录"},
        "en": {
            "asks": "stage",
            "with.any_of": "{any_of}",
            "stage": "{stage}",
            "nowhere": "no enrolment is recorded",
        },
    }

    any_of: tuple[Stage, ...]
    school_year_starts: MonthDay = (9, 1)

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the class of the day."""
        grade, used = _grade(facts, on, self.school_year_starts)
        if grade is None:
            return self.finding(NO, "nowhere", used=used)
        stage = stage_of(grade)
        return self.finding(Verdict.of(stage in self.any_of), "stage", used=used, stage=stage)

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield enrolments and the days on which classes move up."""
        return _grade_days(facts, after, self.school_year_starts)


CRITERIA: Final = (Enrolled, Grade, InStage)
