"""Survey 摸底排查: who was counted when, by whom, and what was found (requirements §2.5; screening returns of §2.20)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ClassId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Survey", "SurveyCount"]


@noun
class SurveyCount:
    """How many children of a group, or of a stage of schooling, were found."""

    group: str = plain("类别", source="002 §8")
    count: int = plain("人数", source="002 §8")

    def contradictions(self) -> Iterator[Problem]:
        """Yield a number below zero."""
        if self.count < 0:
            yield Problem(code="negative", path=("count",))


@noun
class Survey:
    """A survey of a body or of one class on ``day``; ``as_of``: the day for which its numbers hold."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    kind: str = plain("调查类别", source="001 §1.二1; 002 §4.二1, §8; 004 §5")
    day: date = plain("调查日期", source="002 §8; 004 §5, §10")
    as_of: Known[date] = plain("截至日期", default=NOT_ASKED, source="002 §8")
    organisation: OrganisationId | None = link("调查单位", default=None)
    school_class: ClassId | None = link("班级", default=None, source="002 §4.二1, §10, §12")
    surveyors: tuple[HelperId, ...] = link("调查人", default=(), source="000 §7.一 人手一本登记册")
    counts: tuple[SurveyCount, ...] = plain("人数", default=(), source="002 §8")
    added: Known[int] = plain("新增人数", default=NOT_ASKED, source="000 §1.2")
    left: Known[int] = plain("减少人数", default=NOT_ASKED, source="000 §1.2")
    changed: Known[int] = plain("变更人数", default=NOT_ASKED, source="000 §1.2")

    def contradictions(self) -> Iterator[Problem]:
        """Yield numbers for a later day, and a group counted twice."""
        if isinstance(self.as_of, date) and self.as_of > self.day:
            yield Problem(code="order_of_days", path=("as_of",))
        groups = [one.group for one in self.counts]
        if len(set(groups)) < len(groups):
            yield Problem(code="repeated", path=("counts",))
