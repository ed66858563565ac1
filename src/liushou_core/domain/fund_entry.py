"""FundEntry: one line of a fund's ledger 资金台账 (requirements §2.20, FUND-1, FUND-2)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from liushou_core.domain.amounts import has_parts_of_a_fen
from liushou_core.domain.ids import OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["FundEntry"]


@noun
class FundEntry:
    """``yuan`` was paid into the fund on ``day`` (``paid_in``), or spent from it on one of its uses."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    fund: str = plain("资金", source="002 §8")
    day: date = plain("日期")
    yuan: Decimal = plain("金额（元）", source="002 §8")
    paid_in: bool = plain("入账", default=False)
    use: str | None = plain("用途", default=None, source="002 §8 FUND-2")
    payer: OrganisationId | None = link("出资单位", default=None, source="002 §8 市、县两级财政")
    note: Known[str] = sensitive("说明", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield an amount that is not positive or has parts of a fen."""
        if self.yuan <= 0:
            yield Problem(code="not_positive", path=("yuan",))
        elif has_parts_of_a_fen(self.yuan):
            yield Problem(code="parts_of_a_fen", path=("yuan",))
