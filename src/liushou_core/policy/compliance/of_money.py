"""What a plan promises for points and ranks: the awards and payments of each school year that is settled."""

from collections.abc import Iterator, Sequence
from datetime import date

from liushou_core.domain.calendar import SchoolYear
from liushou_core.domain.grouped_records import grouped
from liushou_core.domain.membership import Payment
from liushou_core.policy.compliance.checker import MOST_NAMED, Checker, unkept
from liushou_core.policy.compliance.promise import Case, PromiseState
from liushou_core.policy.due.item import Subject
from liushou_core.policy.settlement import settle
from liushou_core.policy.settlement.payments import differences, is_award, payables
from liushou_core.policy.settlement.settled import Settlement

__all__ = ["Payments"]


class Payments(Checker):
    """``scoring``: what each settled school year owes was paid. No plan says when, so that what is unpaid is not yet due (STU-8)."""

    def end(self) -> None:
        """Settle each school year that is over, and look for the payments."""
        payments = self.records(Payment)
        if payments is None:
            self.tallies["scoring"].add(unkept("payments"))
            return
        for year in self._years():
            settlement = settle(self.matter.policy, self.matter.facts, school_year=year)
            for case in _paid(settlement, [one for one in payments if one.policy == settlement.policy]):
                self.tallies["scoring"].add(case)

    def _years(self) -> list[SchoolYear]:
        first, last = self.matter.over.start.year - 1, self.matter.on.year
        years = (
            SchoolYear(year) for year in range(max(first, date.min.year), min(last, date.max.year - 1) + 1)
        )
        return [y for y in years if self.matter.over.start < y.until <= self.matter.on]


def _paid(settlement: Settlement, payments: Sequence[Payment]) -> Iterator[Case]:
    """Yield a case for everything that is owed, and for each child of whom nobody knows whether anything is."""
    due = {(one.payee, one.for_what) for one in differences(settlement, payments) if one.remains > 0}
    made = grouped(payments, lambda one: ((one.payee, one.for_what),))
    for (payee, what), yuan in payables(settlement).items():
        unpaid = (payee, what) in due
        if yuan > 0:
            yield Case(
                state=PromiseState.NOT_YET_DUE if unpaid else PromiseState.KEPT,
                subject=Subject("child" if is_award(what) else "helper", payee),
                records=tuple(str(one.id) for one in made.get((payee, what), ())[:MOST_NAMED]),
                why="unpaid" if unpaid else "paid",
            )
    for child in settlement.undetermined:
        yield Case(state=PromiseState.UNKNOWN, subject=Subject("child", child), why="undetermined")
