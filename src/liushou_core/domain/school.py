"""SchoolClass, Enrolment, TermResult, Conduct and Title: what a school records of a pupil."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum

from liushou_core.domain.calendar import SchoolYear, Span, TermId
from liushou_core.domain.ids import (
    ChildId,
    ClassId,
    ConductId,
    EnrolmentId,
    OrganisationId,
    ResultId,
    TitleId,
)
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = [
    "Conduct",
    "ConductKind",
    "Enrolment",
    "LeavingReason",
    "SchoolClass",
    "Stage",
    "TermResult",
    "Title",
    "TitleLevel",
    "TitleName",
    "stage_of",
]


class Stage(Enum):
    """A stage of schooling; grades are counted through: junior-middle grade one 初一 is grade 7."""

    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"


def stage_of(grade: int) -> Stage:
    """Return the stage of a grade: up to 0 kindergarten, 1–6 primary, 7–9 junior, from 10 senior.

    >>> stage_of(7)
    <Stage.JUNIOR: 'junior'>
    """
    if grade <= 0:
        return Stage.KINDERGARTEN
    return Stage.PRIMARY if grade <= 6 else Stage.JUNIOR if grade <= 9 else Stage.SENIOR


class LeavingReason(Enum):
    """Why an enrolment ended."""

    MOVED_CLASS = "moved_class"
    TRANSFERRED = "transferred"
    GRADUATED = "graduated"
    DROPPED_OUT = "dropped_out"


class ConductKind(Enum):
    """What kind of conduct was recorded; what is *serious* is the school's judgement (SCO-6)."""

    SERIOUS_VIOLATION = "serious_violation"
    MINOR_VIOLATION = "minor_violation"
    COMMENDATION = "commendation"


class TitleName(Enum):
    """Titles that plans name."""

    THREE_GOOD_STUDENT = "three_good_student"
    SELF_STRONG = "self_strong"
    EXCELLENT_PUPIL = "excellent_pupil"


class TitleLevel(Enum):
    """Who awarded a title (SCO-7)."""

    CLASS = "class"
    SCHOOL = "school"
    COUNTY = "county"


@noun
class SchoolClass:
    """A class that stays together: in the school year ``entry`` it was in grade ``entry_grade``."""

    id: ClassId = link("编号")
    school: OrganisationId = link("学校")
    label: str = plain("班级名称")
    entry: SchoolYear = plain("建班学年")
    entry_grade: int = plain("建班年级")

    def contradictions(self) -> Iterator[Problem]:
        """Yield a grade outside −3 … 12."""
        if not -3 <= self.entry_grade <= 12:
            yield Problem(code="bad_grade", path=("entry_grade",), values={"grade": self.entry_grade})

    def grade_in(self, school_year: SchoolYear) -> int:
        """Return the class's grade in *school_year*; junior-middle grade one 初一 is 7."""
        return self.entry_grade + school_year.start_year - self.entry.start_year


@noun
class Enrolment:
    """A child sits in a class on the days ``[start, until)``."""

    id: EnrolmentId = link("编号")
    child: ChildId = link("儿童")
    school_class: ClassId = link("班级")
    start: date = plain("入班日期")
    until: date | None = plain("离班日期", default=None)
    left_because: Known[LeavingReason] = plain("离班原因", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield an enrolment that ends before it begins."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))

    @property
    def span(self) -> Span:
        """The days in the class."""
        return Span(self.start, self.until)


@noun
class TermResult:
    """A child's final result of one term in one class: exactly one of total marks, or a given rank in that class.

    ``of`` is the number of pupils ranked. Mixing totals and ranks in one class and term is a Contradiction.
    """

    id: ResultId = link("编号")
    child: ChildId = link("儿童")
    school_class: ClassId = link("班级")
    term: TermId = plain("学期")
    total: Decimal | None = sensitive("总分", default=None, source="004 §2.六")
    rank: int | None = sensitive("名次", default=None, source="004 §2.六")
    of: int | None = plain("班级人数", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield both or neither of total and rank, a rank without class size, a rank outside the class."""
        if (self.total is None) == (self.rank is None):
            yield Problem(code="total_or_rank")
        if (self.rank is None) != (self.of is None):
            yield Problem(code="rank_needs_of", path=("of",))
        elif self.rank is not None and self.of is not None and not 1 <= self.rank <= self.of:
            yield Problem(code="rank_outside_class", path=("rank",))
        if self.total is not None and self.total < 0:
            yield Problem(code="negative", path=("total",))


@noun
class Conduct:
    """A recorded act; what is not recorded did not happen (SCO-5)."""

    id: ConductId = link("编号")
    child: ChildId = link("儿童")
    day: date = plain("日期")
    kind: ConductKind = sensitive("类别", source="004 §2.六")
    note: Known[str] = sensitive("说明", default=NOT_ASKED)


@noun
class Title:
    """A title won, such as Three Good Student 三好学生."""

    id: TitleId = link("编号")
    child: ChildId = link("儿童")
    day: date = plain("日期")
    name: TitleName = plain("称号", source="004 §2.六")
    level: TitleLevel = plain("级别", default=TitleLevel.SCHOOL)
