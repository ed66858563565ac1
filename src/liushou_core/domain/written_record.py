"""WrittenRecord 文书: something written that a plan asks for: a plan, a summary, minutes, a reflection, a bulletin (requirements §2.20)."""

from datetime import date

from liushou_core.domain.ids import ChildId, ClassId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known

__all__ = ["WrittenRecord"]


@noun
class WrittenRecord:
    """It was written on ``day``; ``kind`` is the id by which a plan speaks of it (the ``document`` of a duty or of the agenda).

    It is about a child, a class, a body, or about the programme as a whole where it names none.
    """

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    kind: str = plain("文书类别", source="requirements §2.13, §2.20")
    day: date = plain("日期")
    by: HelperId | None = link("撰写人", default=None)
    child: ChildId | None = link("儿童", default=None)
    school_class: ClassId | None = link("班级", default=None)
    organisation: OrganisationId | None = link("单位", default=None)
    addressee: Known[str] = sensitive("收件人", default=NOT_ASKED, source="000 §3.(一)13; 003 §4.(二)8")
    occasion: Known[str] = plain("事由", default=NOT_ASKED, source="000 §3.(一)13; 003 §4.(二)8")
    text: Known[str] = sensitive("内容", default=NOT_ASKED, source="000 §3.(一)12, 13; 000 §4.4")
