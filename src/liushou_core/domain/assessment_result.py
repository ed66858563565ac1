"""AssessmentResult 考核结果 and Commendation 表彰: how classes, teachers and bodies were judged, and who was commended (requirements §4.8, §4.9)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, ClassId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["AssessmentResult", "Commendation"]


def _one_of(record: "AssessmentResult | Commendation", *names: str) -> Iterator[Problem]:
    if sum(getattr(record, name) is not None for name in names) != 1:
        yield Problem(code="about_one", values={"choices": ", ".join(names)})


@noun
class AssessmentResult:
    """A class, a teacher or helper, or a body was assessed on ``day``; ``kind`` is the id of the assessment in the plan.

    ``may_take_part``: False where it was found not serious enough (ASM-5).
    """

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    kind: str = plain("考核类别", source="003 §4.四6")
    day: date = plain("考核日期", source="003 §4.四6 年终")
    school_class: ClassId | None = link("班级", default=None)
    helper: HelperId | None = link("教师", default=None)
    organisation: OrganisationId | None = link("单位", default=None)
    grade: Known[str] = plain("等次", default=NOT_ASKED, source="003 §4.四6 先进班级、先进教师")
    linked: tuple[str, ...] = plain("挂钩评比", default=(), source="003 §4.四6 文明班级")
    may_take_part: Known[bool] = plain("可参评", default=NOT_ASKED, source="003 §4.四6")
    note: Known[str] = sensitive("评语", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a result about nobody, or about several."""
        yield from _one_of(self, "school_class", "helper", "organisation")


@noun
class Commendation:
    """Somebody was commended or given an award on ``day``; ``kind`` is its id in the plan (requirements §2.20)."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    kind: str = plain("奖项", source="000 §3.17; 004 §4.(二)3, §11")
    day: date = plain("日期", source="000 §3.17 五一")
    child: ChildId | None = link("受表彰儿童", default=None)
    helper: HelperId | None = link("受表彰人员", default=None)
    school_class: ClassId | None = link("受表彰班级", default=None)
    organisation: OrganisationId | None = link("受表彰单位", default=None)
    ground: Known[str] = sensitive("事由", default=NOT_ASKED, source="000 §3.17")

    def contradictions(self) -> Iterator[Problem]:
        """Yield one for nobody, or for several."""
        yield from _one_of(self, "child", "helper", "school_class", "organisation")
