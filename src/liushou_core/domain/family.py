"""Parent, Absence (a spell away), Guardian and Guardianship; together the contact card 联系卡."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

from liushou_core.domain.calendar import Span
from liushou_core.domain.ids import AbsenceId, ChildId, GuardianId, GuardianshipId, OrganisationId, ParentId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import identity, link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known, is_known
from liushou_core.errors import Problem

__all__ = [
    "Absence",
    "AbsenceReason",
    "Guardian",
    "GuardianKind",
    "Guardianship",
    "LifeStatus",
    "Parent",
    "ParentRole",
]


class AbsenceReason(Enum):
    """Why a parent is away (EL question 7)."""

    WORKING = "working"
    TRADING = "trading"
    CUSTODY = "custody"
    STUDY = "study"
    ILLNESS = "illness"


class ParentRole(Enum):
    """Who the parent is to the child."""

    FATHER = "father"
    MOTHER = "mother"
    OTHER = "other"


class LifeStatus(Enum):
    """Whether a parent can be away at all (EL question 6)."""

    LIVING = "living"
    DECEASED = "deceased"
    MISSING = "missing"


class GuardianKind(Enum):
    """Who looks after the child (requirements §3.2); ``SECOND`` is the adult at home, sense A."""

    PARENT = "parent"
    TEMPORARY = "temporary"
    ENTRUSTED = "entrusted"
    SECOND = "second"
    OTHER = "other"
    DIRECT = "direct"
    SUBSTITUTE = "substitute"
    MINDER = "minder"
    CARETAKER = "caretaker"


@noun
class Absence:
    """One spell of one parent away from home: from ``start``, up to but not on ``until``, the first day back.

    ``until`` is None while the parent is still away. ``breaks`` are returns that the clerk chose to write inside
    one spell (a festival visit), each half-open; they count as returns like a gap between two spells.
    """

    id: AbsenceId = link("编号")
    start: Known[date] = plain("外出日期", default=NOT_ASKED, source="000 §5.三3①")
    until: date | None = plain("返回日期", default=None)
    reason: Known[AbsenceReason] = plain("外出原因", default=NOT_ASKED, source="000 §5.三3①, §8")
    place: Known[str] = sensitive("务工地点", default=NOT_ASKED, source="004 §5 step 1")
    breaks: tuple[Span, ...] = plain("期间返乡", default=())

    def contradictions(self) -> Iterator[Problem]:
        """Yield a spell that ends before it begins, and breaks outside it or out of order."""
        start = self.start if is_known(self.start) else date.min
        if self.until is not None and self.until <= start:
            yield Problem(code="until_before_start", path=("until",))
        for index, one in enumerate(self.breaks):
            ended = one.until is None or (self.until is not None and one.until >= self.until)
            if one.start <= start or ended:
                yield Problem(code="break_outside", path=("breaks", index))
        for index, (one, two) in enumerate(pairwise(self.breaks), start=1):
            if one.until is None or one.until > two.start:
                yield Problem(code="break_order", path=("breaks", index))

    def spans(self) -> tuple[Span, ...]:
        """Return the days away, breaks cut out, in order; empty when the start is unknown."""
        return self.spans_from(self.start) if is_known(self.start) else ()

    def spans_from(self, start: date) -> tuple[Span, ...]:
        """Return the days away if the spell began on *start*, a day before its first break and its end."""
        if not self.breaks:  # as with most: many are looked at
            return (Span(start, self.until),) if self.until is None or start < self.until else ()
        starts = [start, *(one.until for one in self.breaks if one.until is not None)]
        ends = [*(one.start for one in self.breaks), self.until]
        days = zip(starts, ends, strict=True)
        return tuple(Span(first, until) for first, until in days if until is None or first < until)


@noun
class Parent:
    """A legal parent with the spells away; shared by brothers and sisters.

    ``absences``: NOT_ASKED differs from ``()``, which means "asked: never away". A list that is there is complete.
    """

    id: ParentId = link("编号")
    scope: OrganisationId = link("所属单位")
    role: ParentRole = plain("父母关系", default=ParentRole.OTHER)
    name: Known[str] = identity("家长姓名", default=NOT_ASKED, source="000 §1.2, §3, §6")
    status: Known[LifeStatus] = sensitive("健在情况", default=LifeStatus.LIVING)
    absences: Known[tuple[Absence, ...]] = plain("外出经历", default=NOT_ASKED, source="000 §5.三3①")
    phone: Known[str] = identity("联系电话", default=NOT_ASKED, source="000 §5.三3②")
    work_unit: Known[str] = identity("务工单位", default=NOT_ASKED, source="000 §3, §6; 002 §1, §6")
    work_address: Known[str] = identity("务工单位详细地址", default=NOT_ASKED, source="000 §1.2, §3, §6")
    work_phone: Known[str] = identity("务工单位电话", default=NOT_ASKED, source="000 §1.2, §3, §6")

    def contradictions(self) -> Iterator[Problem]:
        """Yield spells that share an id or a day: nobody is away twice on one day."""
        if not is_known(self.absences):
            return
        ids = [a.id for a in self.absences]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem(code="repeated", path=("absences", index))
        back = date.min
        for first, until, index in sorted((*_certain(a), i) for i, a in enumerate(self.absences)):
            if first < back:
                yield Problem(
                    code="spells_overlap", path=("absences", index), values={"first_shared_day": first}
                )
            back = max(back, until)


def _certain(absence: Absence) -> tuple[date, date]:
    """Return the days within which the spell lasts for certain: where its start is unknown, from the day before its
    first break, or its last day.
    """
    until = date.max if absence.until is None else absence.until
    begun = [*(one.start for one in absence.breaks[:1]), until][0] - timedelta(days=1)
    return (absence.start if is_known(absence.start) else begun), until


@noun
class Guardian:
    """The adult who looks after a child while parents are away; the guardian part of the contact card (§2.4)."""

    id: GuardianId = link("编号")
    scope: OrganisationId = link("所属单位")
    name: Known[str] = identity("监护人姓名", default=NOT_ASKED)
    birthday: Known[date] = sensitive("出生日期", default=NOT_ASKED)
    age: Known[int] = sensitive("年龄", default=NOT_ASKED, source="000 §3, §6; 002 §1, §6; 003 §2.2")
    occupation: Known[str] = sensitive("职业", default=NOT_ASKED, source="000 §3, §6; 002 §1, §6; 003 §2.2")
    address: Known[str] = identity("详细地址", default=NOT_ASKED, source="000 §1.2")
    phone: Known[str] = identity("联系电话", default=NOT_ASKED, source="000 §1.2")
    physical_condition: Known[str] = sensitive("身体状况", default=NOT_ASKED, source="000 §3, §6; 003 §2.2")
    situation: Known[str] = sensitive("监护人等情况", default=NOT_ASKED, source="004 §5 step 1")

    def contradictions(self) -> Iterator[Problem]:
        """Yield an age below zero."""
        if is_known(self.age) and self.age < 0:
            yield Problem(code="negative", path=("age",))


@noun
class Guardianship:
    """A guardian looks after a child for an interval ``[start, until)``; ``capable``: fit to do so, with evidence."""

    id: GuardianshipId = link("编号")
    child: ChildId = link("儿童")
    guardian: GuardianId = link("监护人")
    kind: GuardianKind = plain("监护类别", default=GuardianKind.OTHER, source="requirements §3.2")
    relationship: Known[str] = sensitive("与儿童关系", default=NOT_ASKED, source="000 §1.3")
    start: Known[date] = plain("开始日期", default=NOT_ASKED)
    until: date | None = plain("结束日期", default=None)
    capable: Known[bool] = sensitive("有监护能力", default=NOT_ASKED, source="000 §8, 003 §5, 004 §2")
    evidence: Known[str] = sensitive("监护能力依据", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a guardianship that ends before it begins."""
        if is_known(self.start) and self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
