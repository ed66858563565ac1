"""Schooling: enrolled or not, in which stage and grade (EL-4, EL-8, EL-9).

Enrolments are closed-world: no enrolment recorded means not enrolled, and then in no stage and no grade.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from liushou_core.domain.calendar import MonthDay
from liushou_core.domain.calendar.school_years import check_starts, starting_year
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.school import Stage, stage_of
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.errors import InvalidValue, Problem
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict

__all__ = ["CRITERIA", "Enrolled", "Grade", "InStage"]


FIRST_GRADES: Final = (1, 7, 10)
"""The grades with which primary, junior and senior stage begin."""


def _enrolment_days(facts: ChildFacts) -> Iterator[date]:
    for enrolment in facts.enrolments:
        yield enrolment.start
        if enrolment.until is not None:
            yield enrolment.until


def _in_grade(
    criterion: Criterion, facts: ChildFacts, on: date, starts: MonthDay, found: Callable[[int, Fact], Finding]
) -> Finding:
    """Return what is *found* of the grade in which the child's class is on the day."""
    enrolment, school_class = facts.enrolment_on(on), facts.class_on(on)
    if enrolment is None:
        return criterion.finding(NO, "nowhere", used=(_enrolments(facts),))
    if school_class is None:
        missing = Fact("class", enrolment.school_class, "entry_grade", NOT_ASKED)
        return criterion.finding(UNKNOWN, "open", missing=(missing,))
    grade = school_class.entry_grade + starting_year(on, starts) - school_class.entry.start_year
    return found(grade, Fact("class", school_class.id, "entry_grade", school_class.entry_grade))


def _enrolments(facts: ChildFacts) -> Fact:
    return Fact("child", facts.id, "enrolments", facts.enrolments)


def _grade_days(facts: ChildFacts, grades: Iterable[int], starts: MonthDay) -> Iterator[date]:
    """Yield the days on which an enrolment begins or ends, and those on which a class enters one of the *grades*."""
    yield from _enrolment_days(facts)
    for school_class in facts.classes:
        for grade in grades:
            year = school_class.entry.start_year + grade - school_class.entry_grade
            if date.min.year <= year <= date.max.year:
                yield date(year, *starts)


def _lint_starts(starts: MonthDay) -> Iterator[Problem]:
    try:
        check_starts(starts)
    except InvalidValue as error:
        yield from error.problems


@attrs.frozen(kw_only=True)
class Enrolled(Criterion):
    """The child sits in a class on the day."""

    name = "enrolled"
    messages = {
        "zh": {"asks": "在读", "in_class": "在{school_class}班", "nowhere": "当日没有在班记录"},
        "en": {
            "asks": "enrolled",
            "in_class": "in class {school_class}",
            "nowhere": "no enrolment on the day",
        },
    }

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the enrolment in force."""
        enrolment = facts.enrolment_on(on)
        if enrolment is None:
            return self.finding(NO, "nowhere", used=(_enrolments(facts),))
        fact = Fact("enrolment", enrolment.id, "school_class", enrolment.school_class)
        return self.finding(YES, "in_class", used=(fact,), school_class=enrolment.school_class)

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
            "nowhere": "当日没有在班记录",
            "open": "班级记录尚缺",
        },
        "en": {
            "asks": "grade",
            "with.from_": "from {from_}",
            "with.to": "to {to}",
            "grade": "grade {grade}",
            "nowhere": "no enrolment on the day",
            "open": "the class is not recorded",
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
        yield from _lint_starts(self.school_year_starts)

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the class of the day."""
        return _in_grade(self, facts, on, self.school_year_starts, self._found)

    def _found(self, grade: int, used: Fact) -> Finding:
        holds = (self.from_ is None or grade >= self.from_) and (self.to is None or grade <= self.to)
        return self.finding(Verdict.of(holds), "grade", used=(used,), grade=grade)

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield enrolments and the days on which a class enters the band and leaves it."""
        edges = [] if self.from_ is None else [self.from_]
        edges += [] if self.to is None else [self.to + 1]
        return _grade_days(facts, edges, self.school_year_starts)


@attrs.frozen(kw_only=True)
class InStage(Criterion):
    """The child's class is in one of these stages (EL-8: compulsory stage = primary and junior; EL-9: kindergarten)."""

    name = "stage"
    messages = {
        "zh": {
            "asks": "学段",
            "with.any_of": "{any_of}",
            "stage": "{stage}",
            "nowhere": "当日没有在班记录",
            "open": "班级记录尚缺",
        },
        "en": {
            "asks": "stage",
            "with.any_of": "{any_of}",
            "stage": "{stage}",
            "nowhere": "no enrolment on the day",
            "open": "the class is not recorded",
        },
    }

    any_of: tuple[Stage, ...]
    school_year_starts: MonthDay = (9, 1)

    def lint(self) -> Iterator[Problem]:
        """Yield a criterion that asks nothing, and a day on which no school year can begin."""
        if not self.any_of:
            yield Problem(code="asks_nothing", path=("any_of",))
        yield from _lint_starts(self.school_year_starts)

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the class of the day."""
        return _in_grade(self, facts, on, self.school_year_starts, self._found)

    def _found(self, grade: int, used: Fact) -> Finding:
        stage = stage_of(grade)
        return self.finding(Verdict.of(stage in self.any_of), "stage", used=(used,), stage=stage)

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield enrolments and the days on which a class enters another stage."""
        return _grade_days(facts, FIRST_GRADES, self.school_year_starts)


CRITERIA: Final = (Enrolled, Grade, InStage)
