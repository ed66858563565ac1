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
    topics: Known[str] = sensitive("谈话内容", default=NOT_ASKED, source="003 §4.(二)4; 000 §2.三3")
    found: Known[str] = sensitive("发现的问题", default=NOT_ASKED, source="002 §4.9; 000 §7")
    agreed: Known[str] = sensitive("矫正和帮助措施", default=NOT_ASKED, source="002 §4.9")

    def contradictions(self) -> Iterator[Problem]:
        """Yield a contact with nobody, and a child named twice."""
        if not self.children and self.school_class is None and self.organisation is None:
            yield Problem(code="contact_with_nobody", path=("children",))
        if len(set(self.children)) < len(self.children):
            yield Problem(code="repeated", path=("children",))
