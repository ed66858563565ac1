"""Spell: an interval of any kind in the life of any subject, with its breaks; and the list of one subject's spells."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from liushou_core.domain.ids import OrganisationId, PlaceId, RecordId, SpellId
from liushou_core.domain.noun import noun
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known, is_known
from liushou_core.errors import Problem

__all__ = ["Break", "Spell", "SpellList"]


@noun
class Break:
    """Days ``[start, until)`` inside a spell on which it does not run; ``kind`` says why, so that a plan can ignore it."""

    start: date = plain("开始日期")
    until: date | None = plain("结束日期", default=None)
    kind: str | None = plain("类别", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a break that ends before it begins."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))


@noun
class Spell:
    """A spell of ``kind`` runs on the days ``[start, until)``; ``until`` None while it lasts."""

    id: SpellId = link("编号")
    kind: str = plain("类别")
    start: Known[date] = plain("开始日期", default=NOT_ASKED)
    until: date | None = plain("结束日期", default=None)
    reason: Known[str] = sensitive("原因", default=NOT_ASKED)
    place: Known[PlaceId] = link("地点", default=NOT_ASKED)
    breaks: tuple[Break, ...] = plain("中断", default=())

    def contradictions(self) -> Iterator[Problem]:
        """Yield a spell that ends before it begins, and breaks outside it or out of order."""
        start = self.start if is_known(self.start) else date.min
        if self.until is not None and self.until <= start:
            yield Problem(code="until_before_start", path=("until",))
        for index, one in enumerate(self.breaks):
            ended = self.until is not None and (one.until is None or one.until >= self.until)
            if one.start <= start or ended:
                yield Problem(code="break_outside", path=("breaks", index))
        for index, (one, two) in enumerate(pairwise(self.breaks), start=1):
            if one.until is None or one.until > two.start:
                yield Problem(code="break_order", path=("breaks", index))


@noun
class SpellList:
    """Every spell of one subject. The list is complete: a kind that is not in it, the subject never had.

    A subject of whom there is no list was not asked. The ``absence`` spells of a parent stand in its own record.
    """

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    subject: RecordId = link("对象")
    subject_kind: SubjectKind = plain("对象类别", default=SubjectKind.CHILD)
    spells: Known[tuple[Spell, ...]] = plain("时段", default=())

    def contradictions(self) -> Iterator[Problem]:
        """Yield spells that share an id."""
        ids = [spell.id for spell in self.spells] if is_known(self.spells) else []
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem(code="repeated", path=("spells", index))
