"""Organisation (kind, parent), the posts held in it, its school calendar, and calendars of working days."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.calendar import DayTable, Span, TermTable
from liushou_core.domain.ids import ClassId, HelperId, OrganisationId, PostId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import identity, link, plain
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = [
    "Organisation",
    "OrganisationKind",
    "Post",
    "PostRole",
    "SchoolCalendar",
    "WorkCalendar",
]


class OrganisationKind(Enum):
    """What kind of body runs or carries a plan (requirements §3.5)."""

    KINDERGARTEN = "kindergarten"
    SCHOOL = "school"
    VILLAGE = "village"
    COMMUNITY = "community"
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"
    DEPARTMENT = "department"
    ASSOCIATION = "association"
    OTHER = "other"
    YOUNG_PIONEERS = "young_pioneers"
    STUDENT_UNION = "student_union"
    TEACHING_OFFICE = "teaching_office"
    GENERAL_AFFAIRS = "general_affairs"
    PARENTS_COMMITTEE = "parents_committee"
    VILLAGE_COMMITTEES = "village_committees"
    STREET_OFFICE = "street_office"
    EDUCATION_BUREAU = "education_bureau"
    CIVIL_AFFAIRS = "civil_affairs"
    FINANCE = "finance"
    WOMENS_FEDERATION = "womens_federation"
    YOUTH_LEAGUE = "youth_league"
    NEXT_GENERATION_COMMITTEE = "next_generation_committee"
    CHARITY = "charity"
    LOVE_ASSOCIATION = "love_association"
    LOVE_STATION = "love_station"
    VOLUNTEER_ASSOCIATION = "volunteer_association"
    SPONSOR = "sponsor"


class PostRole(Enum):
    """A post that somebody holds in an organisation or class, by which duties find who owes them."""

    CLASS_TEACHER = "class_teacher"
    SUBJECT_TEACHER = "subject_teacher"
    HEAD = "head"
    DEPUTY_HEAD = "deputy_head"
    MEMBER = "member"
    ARCHIVE_KEEPER = "archive_keeper"
    PHONE_MANAGER = "phone_manager"
    COUNSELLOR = "counsellor"
    COMMUNITY_WORKER = "community_worker"
    HOME_TEACHER = "home_teacher"
    PRINCIPAL = "principal"
    DIRECTOR = "director"
    UNIT_HEAD = "unit_head"
    LEGAL_VICE_PRINCIPAL = "legal_vice_principal"
    LEGAL_TUTOR = "legal_tutor"
    GUARD = "guard"
    DRIVER = "driver"
    VILLAGE_OFFICIAL = "village_official"

    @property
    def of_class(self) -> bool:
        """Whether it is held in a class and nowhere else."""
        return self in (PostRole.CLASS_TEACHER, PostRole.SUBJECT_TEACHER)


@noun
class Organisation:
    """A school, village, community, township, department or county; ``parent`` is the body above it."""

    id: OrganisationId = link("编号")
    kind: OrganisationKind = plain("单位类别")
    parent: OrganisationId | None = link("上级单位", default=None)
    name: Known[str] = identity("单位名称", default=NOT_ASKED)
    rural: Known[bool] = plain("地处农村", default=NOT_ASKED)


@noun
class Post:
    """``holder`` holds ``role`` in an organisation or in one class of it, on the days ``[start, until)``."""

    id: PostId = link("编号")
    organisation: OrganisationId = link("单位")
    holder: HelperId = link("任职人")
    role: PostRole = plain("职务", source="requirements §3.3, §3.4")
    school_class: ClassId | None = link("班级", default=None)
    subject: str | None = plain("任教学科", default=None)
    start: date = plain("任职日期")
    until: date | None = plain("离任日期", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a post that ends before it begins, and a class post without a class."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
        if self.role.of_class and self.school_class is None:
            yield Problem(code="class_missing", path=("school_class",))

    def held_on(self, day: date) -> bool:
        """Say whether the post is held on *day*."""
        return Span(self.start, self.until).covers(day)


@noun
class SchoolCalendar:
    """The terms and vacations of an organisation; a school without one falls back to the body above it."""

    id: OrganisationId = link("单位")
    terms: TermTable = plain("学期表")


@noun
class WorkCalendar:
    """The working days that a plan counts in; ``default`` is the id of the calendar meant where none is named."""

    id: RecordId = link("编号")
    table: DayTable = plain("工作日表")
