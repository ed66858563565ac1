"""LeadingGroup 领导小组: a body that leads or does the work, and who fills it; ResponsibilityLetter 责任书 (requirements §3.4, §2.20)."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.ids import ClassId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["GroupRole", "GroupSeat", "LeadingGroup", "ResponsibilityLetter"]


class GroupRole(Enum):
    """A seat beside head, deputies and members (requirements §3.3, §3.4)."""

    OFFICE_HEAD = "office_head"
    ADVISER = "adviser"
    CHIEF_PLANNER = "chief_planner"
    EXECUTIVE_PLANNER = "executive_planner"
    PARTICIPANT = "participant"
    CHIEF = "chief"
    COORDINATOR = "coordinator"
    CHILDREN_LIAISON = "children_liaison"
    LEADER = "leader"
    LIAISON = "liaison"
    BROADCASTER = "broadcaster"
    LIBRARIAN = "librarian"
    ORGANISER = "organiser"
    RAPPORTEUR = "rapporteur"
    TEAM_COUNSELLOR = "team_counsellor"
    EDUCATION_HELPER = "education_helper"
    SCIENCE_POPULARISER = "science_populariser"
    PUBLICIST = "publicist"
    INFORMANT = "informant"


@noun
class GroupSeat:
    """Who holds a seat; one person may hold several (ROLE-V: one village official all four)."""

    role: GroupRole = plain("职责", source="004 §1.七, §3.九, §5 step 3; 002 §5, §7")
    holder: HelperId = link("担任人")


@noun
class LeadingGroup:
    """It is in place on the days ``[start, until)``; ``kind`` is the id by which a plan speaks of it."""

    id: RecordId = link("编号")
    organisation: OrganisationId = link("单位")
    school_class: ClassId | None = link("班级", default=None, source="002 §7 班级领导机构")
    kind: str = plain("机构类别", default="leading_group", source="requirements §3.4")
    start: date = plain("成立日期")
    until: date | None = plain("撤销日期", default=None)
    head: HelperId | None = link("组长", default=None, source="000 §3.(一)1; 002 §2, §7")
    deputies: tuple[HelperId, ...] = link("副组长", default=(), source="000 §3.(一)1; 002 §2, §7")
    members: tuple[HelperId, ...] = link("成员", default=(), source="000 §3.(一)1, §4; 002 §2; 004 §4")
    seats: tuple[GroupSeat, ...] = link("分工", default=())

    def contradictions(self) -> Iterator[Problem]:
        """Yield a body that ends before it begins, and somebody named twice in one rank."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
        for name in ("deputies", "members", "seats"):
            if len(set(getattr(self, name))) < len(getattr(self, name)):
                yield Problem(code="repeated", path=(name,))


@noun
class ResponsibilityLetter:
    """A letter of responsibility was signed on ``signed``; the sources print no form of it."""

    id: RecordId = link("编号")
    organisation: OrganisationId = link("单位")
    signed: date = plain("签订日期", source="002 §17.3")
    signer: HelperId | None = link("签订人", default=None)
    towards: OrganisationId | None = link("对方单位", default=None)
    until: date | None = plain("责任期满", default=None)
    role: Known[str] = plain("责任人身份", default=NOT_ASKED, source="002 §8 责任链")

    def contradictions(self) -> Iterator[Problem]:
        """Yield one that ends before it was signed."""
        if self.until is not None and self.until <= self.signed:
            yield Problem(code="until_before_start", path=("until",))
