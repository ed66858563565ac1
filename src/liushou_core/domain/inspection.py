"""Inspection 检查: what was looked at, item by item, and what was found (requirements §6.4, §2.20)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Inspection", "InspectionFinding"]


@noun
class InspectionFinding:
    """Whether one item passed; ``item`` is its id in the plan."""

    item: str = plain("检查项目", source="002 §17")
    passed: Known[bool] = plain("合格", default=NOT_ASKED)
    note: Known[str] = sensitive("情况", default=NOT_ASKED)


@noun
class Inspection:
    """``organisation`` was inspected on ``day``, by others or by itself; ``kind`` is the id of the inspection in the plan."""

    id: RecordId = link("编号")
    organisation: OrganisationId = link("受检单位")
    kind: str = plain("检查类别", source="002 §17")
    day: date = plain("检查日期")
    by: OrganisationId | None = link("检查单位", default=None, source="002 §14 检查组")
    inspectors: tuple[HelperId, ...] = link("检查人员", default=())
    own: bool = plain("自查", default=False, source="002 §16 自查")
    findings: tuple[InspectionFinding, ...] = plain("检查结果", default=())
    materials_handed_in: Known[bool] = plain("材料和表格已报送", default=NOT_ASKED, source="002 §16, §17")

    def contradictions(self) -> Iterator[Problem]:
        """Yield an item found twice."""
        items = [finding.item for finding in self.findings]
        for index, item in enumerate(items):
            if item in items[:index]:
                yield Problem(code="repeated", path=("findings", index))
