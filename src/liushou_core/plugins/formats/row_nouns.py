"""What a row says beyond the noun it is about: columns that lead elsewhere, and rows that have no noun of their own."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.calendar import Span, TermId
from liushou_core.domain.ids import CarePlanId, ClassId, OrganisationId, ParentId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
from liushou_core.domain.school import LeavingReason
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["OfCarePlan", "OfParent", "PupilExtras", "TermRow"]


@noun
class PupilExtras:
    """A pupil's row may also say in which class the pupil sits, since when and until when; that is an enrolment.

    Earlier classes of the pupil stand in the table of enrolments.
    """

    school_class: ClassId | None = link("班级", default=None)
    entered: date | None = plain("入班日期", default=None)
    left: date | None = plain("离班日期", default=None)
    left_because: Known[LeavingReason] = plain("离班原因", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a class without the day of entering it, days without a class, and leaving before entering."""
        if self.school_class is not None and self.entered is None:
            yield Problem(code="class_and_day", path=("entered",))
        if self.school_class is None and (self.entered is not None or self.left is not None):
            yield Problem(code="class_and_day", path=("school_class",))
        if self.entered is not None and self.left is not None and self.left <= self.entered:
            yield Problem(code="until_before_start", path=("left",))


@noun
class OfParent:
    """Whose spell away a row of the table of absences is."""

    parent: ParentId = link("家长")


@noun
class OfCarePlan:
    """To which care plan a row of the tables of measures and reviews belongs."""

    care_plan: CarePlanId = link("帮扶计划")


@noun
class TermRow:
    """One term of an organisation; its rows together are the organisation's calendar. ``until`` is the first day after."""

    organisation: OrganisationId = link("单位")
    term: TermId = plain("学期")
    start: date = plain("开学日期")
    until: date = plain("结束日期")
    vacations: tuple[Span, ...] = plain("假期", default=())
