"""Funds: where the money for a plan comes from, how much there is, and what it may be used for (FUND-1, FUND-2)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.source import Source, Wording

__all__ = ["Fund", "FundUse"]


@attrs.frozen(kw_only=True)
class FundUse:
    """One thing the fund may be used for."""

    id: str
    title: Wording


@attrs.frozen(kw_only=True)
class Fund:
    """A special fund: amounts year by year, what they add up to, and the uses.

    * ``amounts``: one for each year, in order, in units of ``unit`` yuan (FUND-1: 5,533, 6,045 and 6,146 ten thousands; the years
      themselves are lost). ``total``: what they must add up to; another sum is an error.
    * ``share`` of office expenses; ``share_is``: the fund is the ``saving`` from cutting the expenses by that share (default), or that
      share of what was saved (``of_saving``).
    * ``payers``: who pays it; no plan says how much each. ``uses``: all there are; an entry for another use is a breach.
    """

    id: str
    title: Wording
    share: Decimal | None = None
    share_is: Literal["saving", "of_saving"] = "saving"
    unit: Decimal = Decimal(1)
    amounts: tuple[Decimal, ...] = ()
    total: Decimal | None = None
    payers: tuple[str, ...] = ()
    uses: tuple[FundUse, ...] = ()
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield amounts that do not add up to the total, and a share that is none."""
        if self.total is not None and sum(self.amounts, Decimal(0)) != self.total:
            yield Problem(code="fund_total", path=("total",), values={"sum": sum(self.amounts, Decimal(0))})
        if self.share is not None and not 0 <= self.share <= 1:
            yield Problem(code="share_out_of_range", path=("share",))
        if self.unit <= 0:
            yield Problem(code="at_least_one", path=("unit",))
        ids = [use.id for use in self.uses]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem(code="id_twice", path=("uses", index, "id"), values={"id": id})

    @property
    def yuan(self) -> Decimal:
        """What the plan prints in all, in yuan."""
        return sum(self.amounts, Decimal(0)) * self.unit

    def budget_from(self, expenses: Decimal, saved: Decimal) -> Decimal | None:
        """Return the fund that the share gives, from the office *expenses* of a year and what was *saved* of them.

        >>> fund = Fund(id="f", title=Wording(zh="专项资金", en="Fund"), share=Decimal("0.08"))
        >>> fund.budget_from(Decimal(1000), saved=Decimal(100))
        Decimal('80.00')
        """
        if self.share is None:
            return None
        return self.share * (expenses if self.share_is == "saving" else saved)
