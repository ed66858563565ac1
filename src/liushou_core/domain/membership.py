"""Membership 入册 and Payment: acts that were really taken, with the digest of the receipt they rest on."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from liushou_core.domain.amounts import has_parts_of_a_fen
from liushou_core.domain.ids import ChildId, MembershipId, OrganisationId, PaymentId, PolicyId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Membership", "Payment"]


@noun
class Membership:
    """A child was taken into the scheme of ``policy`` on the days ``[start, until)``; never derived from a verdict."""

    id: MembershipId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    policy: PolicyId = link("方案")
    start: date = plain("入册日期")
    until: date | None = plain("出册日期", default=None)
    receipt: str | None = plain("认定依据摘要", default=None)
    reason: Known[str] = sensitive("原因", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a membership that ends before it begins."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))


@noun
class Payment:
    """Money really paid, in yuan, under a policy: to a helper for points, or to a child as an award."""

    id: PaymentId = link("编号")
    scope: OrganisationId = link("所属单位")
    policy: PolicyId = link("方案")
    payee: RecordId = link("领取人")
    day: date = plain("日期")
    yuan: Decimal = plain("金额（元）")
    for_what: str = plain("事由")
    receipt: str | None = plain("结算依据摘要", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield an amount that is not positive or has parts of a fen."""
        if self.yuan <= 0:
            yield Problem(code="not_positive", path=("yuan",))
        elif has_parts_of_a_fen(self.yuan):
            yield Problem(code="parts_of_a_fen", path=("yuan",))
