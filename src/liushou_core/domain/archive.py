"""ArchiveFile 档案: the file of one child and who keeps it; ProgressEntry and GrowthEntry, what is put into it over the years."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.ids import ChildId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["ArchiveFile", "GrowthEntry", "GrowthKind", "ProgressEntry", "ProgressMeasure"]


@noun
class ArchiveFile:
    """One child's file 一人一档 (requirements §2.2), kept on the days ``[opened, closed)``.

    ``dossier``: filed apart under this name (REC-7: ``unsupervised``); ``policy``: the household's own 一户一策 (REC-8).
    """

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    opened: date = plain("建档日期")
    closed: date | None = plain("结档日期", default=None)
    keeper: HelperId | None = link("档案管理人", default=None, source="000 §1–§4, §6; 003 §2.2; 004 §4, §6")
    dossier: Known[str] = sensitive("专门装档", default=NOT_ASKED, source="000 §3.(一)3; 004 §6.3")
    place: Known[str] = plain("存放位置", default=NOT_ASKED, source="000 §3.(一)3; 004 §6.(一)3")
    household_policy: Known[str] = sensitive("一户一策", default=NOT_ASKED, source="002 §8")
    updated: date | None = plain("最近更新", default=None, source="000 §1.2, §2.三2, §3.(一)2, §6.2")

    def contradictions(self) -> Iterator[Problem]:
        """Yield a file closed before it was opened, or updated before."""
        if self.closed is not None and self.closed <= self.opened:
            yield Problem(code="until_before_start", path=("closed",))
        if self.updated is not None and self.updated < self.opened:
            yield Problem(code="order_of_days", path=("updated",))


class ProgressMeasure(Enum):
    """By what progress is seen."""

    RANK = "rank"
    MARKS = "marks"
    CONDUCT = "conduct"
    OTHER = "other"


@noun
class ProgressEntry:
    """One check of the effect of help 进步档案 (requirements §2.11)."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    day: date = plain("检查日期")
    measure: ProgressMeasure = plain("衡量依据", source="000 §3, §4, §6; 003 §2.3")
    before: Known[str] = sensitive("此前", default=NOT_ASKED)
    after: Known[str] = sensitive("此后", default=NOT_ASKED)
    checker: HelperId | None = link("检查人", default=None, source="000 §3, §4, §6; 003 §2.3")


class GrowthKind(Enum):
    """Where an entry stands."""

    DIARY = "diary"
    """The teacher's growth diary 成长日记."""
    BAG = "bag"
    """The growth record bag 成长记录袋."""


@noun
class GrowthEntry:
    """One entry of the growth diary, or one piece in the growth bag (requirements §2.12)."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    kind: GrowthKind = plain("类别", source="000 §3.(一)6; 003 §2.4, §4.四4; 004 §4.4, §6.6, §10")
    day: date = plain("日期")
    by: HelperId | None = link("记录人", default=None)
    text: Known[str] = sensitive("内容", default=NOT_ASKED)
