"""SafetyRecord 安全记录: accidents, offences, hazards, drills, contraband, emergency plans (requirements §6.5, §2.20)."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.ids import OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["SafetyKind", "SafetyRecord"]


class SafetyKind(Enum):
    """What happened, or what was found or done."""

    INCIDENT = "incident"
    """An accident with harm to pupils."""
    OFFENCE = "offence"
    """A pupil broke the law."""
    HAZARD = "hazard"
    CONTRABAND = "contraband"
    DRILL = "drill"
    EMERGENCY_PLAN = "emergency_plan"
    SAFETY_EDUCATION = "safety_education"
    POLICE_ROUND = "police_round"


@noun
class SafetyRecord:
    """One event at a body on ``day``; ``persons``: how many were harmed or took part."""

    id: RecordId = link("编号")
    organisation: OrganisationId = link("单位")
    kind: SafetyKind = plain("类别", source="002 §8, §9, §17")
    day: date = plain("日期")
    persons: int | None = plain("人数", default=None, source="002 §8 伤亡人数")
    school_liable: Known[bool] = plain("学校负有责任", default=NOT_ASKED, source="002 §8 学校责任事故")
    rectified_on: date | None = plain("整改日期", default=None, source="002 §9, §17 隐患整改")
    note: Known[str] = sensitive("情况", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a number below zero, and what was mended before it was found."""
        if self.persons is not None and self.persons < 0:
            yield Problem(code="negative", path=("persons",))
        if self.rectified_on is not None and self.rectified_on < self.day:
            yield Problem(code="order_of_days", path=("rectified_on",))
