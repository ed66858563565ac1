"""KeyHelp 重点帮扶对象: a child was designated a key-help target (requirements §4.5); the sources print no criterion."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["KeyHelp"]


@noun
class KeyHelp:
    """Somebody decided it; it holds on the days ``[start, until)``."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    start: date = plain("确定日期")
    until: date | None = plain("解除日期", default=None)
    reason: Known[str] = sensitive("确定理由", default=NOT_ASKED, source="000 §3.6, §6.4; 002 §4.7; 004 §5")
    decided_by: HelperId | None = link("决定人", default=None)
    programme: Known[str] = sensitive("帮扶方案", default=NOT_ASKED, source="004 §5 step 1; 003 §3")

    def contradictions(self) -> Iterator[Problem]:
        """Yield one that ends before it begins."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
