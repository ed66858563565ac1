"""stand-in"""
from datetime import date
from enum import Enum
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
from liushou_core.domain.school import Stage
from liushou_core.domain.unknown import NOT_ASKED, Known
class SafetyKind(Enum):
    HAZARD = "hazard"
    INCIDENT = "incident"
    OFFENCE = "offence"
@noun
class SafetyRecord:
    id: str = link("a")
    organisation: str = link("a")
    kind: SafetyKind = plain("a")
    day: date = plain("a")
    persons: int | None = plain("a", default=None)
    school_liable: bool = plain("a", default=False)
@noun
class DropoutReturn:
    id: str = link("a")
    organisation: str = link("a")
    start: date = plain("a")
    until: date = plain("a")
    stage: Stage = plain("a")
    enrolled: int = plain("a")
    dropped: int = plain("a")
    rectified_on: date | None = plain("a", default=None)
@noun
class InspectionFinding:
    item: str = plain("a")
    passed: Known[bool] = plain("a", default=NOT_ASKED)
@noun
class Inspection:
    id: str = link("a")
    organisation: str = link("a")
    kind: str = plain("a")
    day: date = plain("a")
    findings: tuple[InspectionFinding, ...] = plain("a", default=())
@noun
class LeadingGroup:
    id: str = link("a")
    organisation: str = link("a")
    school_class: str | None = link("a", default=None)
    kind: str = plain("a")
    start: date = plain("a")
    until: date | None = plain("a", default=None)
    head: str | None = link("a", default=None)
    deputies: tuple[str, ...] = link("a", default=())
    members: tuple[str, ...] = link("a", default=())
@noun
class AssessmentResult:
    id: str = link("a")
    scope: str = link("a")
    kind: str = plain("a")
    day: date = plain("a")
    school_class: str | None = link("a", default=None)
    helper: str | None = link("a", default=None)
    organisation: str | None = link("a", default=None)
    grade: Known[str] = plain("a", default=NOT_ASKED)
