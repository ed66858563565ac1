"""Pairing 结对: who stands by whom, for an interval, in a role."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.calendar import Span
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import OrganisationId, PairingId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Pairing", "PartyKind"]


class PartyKind(Enum):
    """What stands on one side of a pairing."""

    HELPER = "helper"
    CHILD = "child"
    CLASS = "class"
    ORGANISATION = "organisation"


@noun
class Pairing:
    """``by`` helps ``to`` in ``role`` on the days ``[start, until)``; a pairing ends and another begins, none is rewritten.

    ``covers`` names the pairing whose holder this one stands in for (a cover replaces the holder while it lasts).
    """

    id: PairingId = link("编号")
    scope: OrganisationId = link("所属单位")
    role: HelperRole = plain("结对类别", source="requirements §4.6")
    by: RecordId = link("帮扶方")
    by_kind: PartyKind = plain("帮扶方类别", default=PartyKind.HELPER)
    to: RecordId = link("受助方")
    to_kind: PartyKind = plain("受助方类别", default=PartyKind.CHILD)
    start: date = plain("开始日期")
    until: date | None = plain("结束日期", default=None)
    covers: PairingId | None = link("代管的结对", default=None)
    start_reason: Known[str] = sensitive("结对原因", default=NOT_ASKED)
    end_reason: Known[str] = sensitive("结束原因", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a pairing that ends before it begins, pairs someone with themselves, or covers itself."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
        if self.by == self.to and self.by_kind is self.to_kind:
            yield Problem(code="paired_with_self", path=("to",))
        if self.covers == self.id:
            yield Problem(code="covers_itself", path=("covers",))

    @property
    def span(self) -> Span:
        """The days on which the pairing holds."""
        return Span(self.start, self.until)
