"""What a plan promises for points and ranks: the awards and payments of each school year that is settled."""

from datetime import date
from itertools import islice

from liushou_core.domain.calendar import SchoolYear
from liushou_core.domain.membership import Payment
from liushou_core.policy.compliance.checker import MOST_NAMED, Checker, unkept
from liushou_core.policy.compliance.promise import Case, PromiseState
from liushou_core.policy.due.item import Subject
from liushou_core.policy.settlement import settle
from liushou_core.policy.settlement.payments import differences, payables

__all__ = ["Payments"]


class Payments(Checker):
    """``scoring``: what each settled school year owes was paid. No plan says when, so that what is unpaid is not yet due (STU-8)."""

    def end(self) -> None:
        """Settle each school year that is over, and look for the payments."""
        payments = self.records(Payment)
        tally = self.tallies["scoring"]
        if payments is None:
            tally.add(unkept("payments"))
            return
        for year in self._years():
            settlement = settle(self.matter.edition, self.matter.facts, school_year=year)
            due = {(one.payee, one.for_what) for one in differences(settlement, payments) if one.remains > 0}
            mine = [one for one in payments if one.policy == settlement.policy]
            for (payee, what), yuan in payables(settlement).items():
                unpaid = (payee, what) in due
                ids = (str(one.id) for one in mine if (one.payee, one.for_what) == (payee, what))
                case = Case(
                    state=PromiseState.NOT_YET_DUE if unpaid else PromiseState.KEPT,
                    subject=Subject("child" if " award " in what else "helper", payee),
                    records=tuple(islice(ids, MOST_NAMED)),
                    why="unpaid" if unpaid else "paid",
                )
                if yuan > 0:
                    tally.add(case)

    def _years(self) -> list[SchoolYear]:
        first, last = self.matter.over.start.year - 1, self.matter.on.year
        years = (
            SchoolYear(year) for year in range(max(first, date.min.year), min(last, date.max.year - 1) + 1)
        )
        return [y for y in years if self.matter.over.start < y.until <= self.matter.on]
