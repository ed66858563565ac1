"""Observation: one value of a fact that a pack declares, about one subject, from a day on."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from liushou_core.domain.calendar import Span
from liushou_core.domain.ids import ObservationId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import Known
from liushou_core.errors import Problem

__all__ = ["FactValue", "Observation", "SubjectKind"]

FactValue: TypeAlias = bool | Decimal | str | date | tuple[str, ...] | Span
"""What a declared fact may hold: yes or no, a number or amount, a choice, a day, several choices, an interval."""


class SubjectKind(Enum):
    """What facts can be about."""

    CHILD = "child"
    PERSON = "person"
    PAIRING = "pairing"
    FAMILY = "family"
    ORGANISATION = "organisation"


@noun
class Observation:
    """The fact ``name`` of a subject has this value on the days ``[start, until)``.

    ``start`` None: as long as anybody knows. Of two observations in force the one that begins later holds, so that a new one
    needs no change of the old. After ``until`` nobody has asked again. The pack says what type the value has; one that
    does not fit counts as not known.
    """

    id: ObservationId = link("编号")
    scope: OrganisationId = link("所属单位")
    subject: RecordId = link("对象")
    subject_kind: SubjectKind = plain("对象类别", default=SubjectKind.CHILD)
    name: str = plain("事实名称")
    value: Known[FactValue] = sensitive("内容")
    start: date | None = plain("起始日期", default=None)
    until: date | None = plain("结束日期", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield an observation that ends before it begins."""
        if self.start is not None and self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
