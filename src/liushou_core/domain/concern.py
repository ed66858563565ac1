"""Concern: a recorded reason T1–T13 for individual help (requirements §4.5), and what was found of moral development."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.ids import ChildId, ConcernId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Concern", "ConcernKind", "MoralDevelopment"]


class ConcernKind(Enum):
    """The thirteen triggers of requirements §4.5."""

    T1_NOT_STUDYING = "T1"
    T2_STUDY_DECLINE = "T2"
    T3_PERSONALITY = "T3"
    T4_MORAL = "T4"
    T5_SUSPECTED_OFFENCE = "T5"
    T6_BEHAVIOUR_OR_MIND = "T6"
    T7_ILLNESS = "T7"
    T8_MAJOR_EVENT = "T8"
    T9_ENVIRONMENT_CHANGE = "T9"
    T10_UNSUPERVISED = "T10"
    T11_POVERTY = "T11"
    T12_LEGAL_CASE = "T12"
    T13_DROPOUT_RISK = "T13"


class MoralDevelopment(Enum):
    """What T4 may mean: some plans print 失衡, others 失范."""

    UNBALANCED = "unbalanced"
    ANOMIC = "anomic"


@noun
class Concern:
    """Somebody judged that a trigger holds for a child on the days ``[start, until)``; the library never judges it.

    ``moral``: of a concern T4, which of the two was found, if anybody said so.
    """

    id: ConcernId = link("编号")
    child: ChildId = link("儿童")
    kind: ConcernKind = sensitive("类别", source="requirements §4.5")
    start: date = plain("发现日期")
    until: date | None = plain("解除日期", default=None)
    evidence: Known[str] = sensitive("依据", default=NOT_ASKED)
    moral: Known[MoralDevelopment] = sensitive(
        "道德发展情形", default=NOT_ASKED, source="000 §3.7 失衡; 000 §4.5, §6.5 失范"
    )

    def contradictions(self) -> Iterator[Problem]:
        """Yield a concern that ends before it begins."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
