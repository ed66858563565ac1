"""Contact 联系: a talk, visit, call, video, letter or meeting, tried or made."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.ids import ChildId, ClassId, ContactId, HelperId, OrganisationId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Contact", "ContactKind", "Counterpart"]


class ContactKind(Enum):
    """How somebody was met or reached."""

    TALK = "talk"
    VISIT = "visit"
    CALL = "call"
    VIDEO = "video"
    LETTER = "letter"
    MEETING = "meeting"
    FEEDBACK = "feedback"


class Counterpart(Enum):
    """With whom: the child, a parent away, or the adult at home."""

    CHILD = "child"
    PARENT = "parent"
    GUARDIAN = "guardian"


@noun
class Contact:
    """One contact on one day. It counts for every child it names; ``made`` is False for an attempt that failed.

    ``by`` is who made it (None when the child did, CAD-4). ``school_class`` or ``organisation`` is set for contacts with
    a whole class or body (class meeting, symposium).
    """

    id: ContactId = link("编号")
    scope: OrganisationId = link("所属单位")
    kind: ContactKind = plain("方式", source="requirements §4.4")
    day: date = plain("日期", source="requirements §2.7")
    by: HelperId | None = link("联系人", default=None)
    children: tuple[ChildId, ...] = link("儿童", default=())
    counterparts: tuple[Counterpart, ...] = plain("对象", default=(Counterpart.CHILD,))
    made: bool = plain("已完成", default=True)
    school_class: ClassId | None = link("班级", default=None)
    organisation: OrganisationId | None = link("单位", default=None)
    recorded: Known[bool] = plain("已填记录卡", default=NOT_ASKED, source="000 §3.7, §4.5; 003 §2.5")
    place: Known[str] = sensitive("地点", default=NOT_ASKED)
    channel: Known[str] = plain("联系渠道", default=NOT_ASKED, source="000 §1.4, §2.三4, §5.4; 004 §5, §11")
    occasion: Known[str] = sensitive("联系事由", default=NOT_ASKED, source="002 §3; 000 §3.(一)13")
    topics: Known[str] = sensitive("谈话内容", default=NOT_ASKED, source="003 §4.(二)4; 000 §2.三3")
    found: Known[str] = sensitive("发现的问题", default=NOT_ASKED, source="002 §4.9; 000 §7")
    study_attitude: Known[str] = sensitive("学习态度", default=NOT_ASKED, source="000 §2.三3")
    moral_quality: Known[str] = sensitive("思想品质", default=NOT_ASKED, source="000 §2.三3")
    psychological_state: Known[str] = sensitive(
        "心理状况", default=NOT_ASKED, source="000 §2.三3; 003 §4.(二)4"
    )
    life_situation: Known[str] = sensitive("家庭生活现状", default=NOT_ASKED, source="000 §2.三1")
    difficulties: Known[str] = sensitive("实际困难和思想情绪", default=NOT_ASKED, source="000 §7; 003 §1.1")
    guardian_exchange: Known[str] = sensitive(
        "与临时监护人交流", default=NOT_ASKED, source="000 §2.三3, §3.(一)6; 003 §1.2"
    )
    feedback_given: Known[str] = sensitive(
        "反馈在校情况", default=NOT_ASKED, source="000 §3.(一)6, §6.4; 003 §2.4; 004 §4.4"
    )
    change_found: Known[str] = sensitive("发现的变化", default=NOT_ASKED, source="000 §7.一")
    intervention_adjusted: Known[str] = sensitive("调整介入方式", default=NOT_ASKED, source="000 §7.一")
    agreed: Known[str] = sensitive("矫正和帮助措施", default=NOT_ASKED, source="002 §4.9")

    def contradictions(self) -> Iterator[Problem]:
        """Yield a contact with nobody, and a child named twice."""
        if not self.children and self.school_class is None and self.organisation is None:
            yield Problem(code="contact_with_nobody", path=("children",))
        if len(set(self.children)) < len(self.children):
            yield Problem(code="repeated", path=("children",))
