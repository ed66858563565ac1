"""What a plan promises in windows: duties, and the steps that answer a trigger; read from the due list."""

from functools import cached_property
from typing import Final

from liushou_core.policy.compliance.checker import Checker, undefined
from liushou_core.policy.compliance.promise import Case, PromiseState
from liushou_core.policy.due.item import DueItem, DueState
from liushou_core.policy.due.listing import unscheduled

__all__ = ["Duties", "Steps"]

_STATES: Final = {
    DueState.MET: PromiseState.KEPT,
    DueState.MISSED: PromiseState.BROKEN,
    DueState.OPEN: PromiseState.NOT_YET_DUE,
    DueState.UNDETERMINED: PromiseState.UNKNOWN,
}


def case_of(item: DueItem) -> Case:
    """Return a window of the due list as a case."""
    return Case(
        state=_STATES[item.state],
        subject=item.subject,
        span=item.window,
        records=item.counted,
        missing=item.missing,
        why="vacant" if item.vacancy and item.state is DueState.MISSED else item.state.value,
    )


class Duties(Checker):
    """``duty``: every window that was owed; excused ones are no cases. A duty without a number cannot be judged (ambiguity 10)."""

    def item(self, item: DueItem) -> None:
        """Take a window into account."""
        if item.duty in self.tallies and item.state in _STATES:
            self.tallies[item.duty].add(case_of(item))

    def end(self) -> None:
        """Say of duties without a number that they have none."""
        for duty in unscheduled(self.matter.edition, on=self.matter.on):
            self.tallies[duty.id].add(undefined("no_number"))


class Steps(Checker):
    """``trigger``: every step that a trigger asked for."""

    def item(self, item: DueItem) -> None:
        """Take a step into account."""
        trigger = item.duty.partition(".")[0]
        if item.duty not in self._duties and trigger in self.tallies and item.state in _STATES:
            self.tallies[trigger].add(case_of(item))

    @cached_property
    def _duties(self) -> frozenset[str]:
        return frozenset(duty.id for duty in self.matter.edition.duty)
