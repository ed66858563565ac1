"""Compliance: what share of the windows owed was met, for each who owed them and each period."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import attrs

from liushou_core.domain.calendar import Period, Span, TermTable, period_span
from liushou_core.domain.ids import HelperId
from liushou_core.policy.due.item import DueItem, DueState

__all__ = ["Compliance", "compliance", "compliance_by_actor"]


@attrs.frozen(kw_only=True)
class Compliance:
    """Windows counted by what became of them; advisory ones ("try to") apart: missing one is a warning, no violation.

    >>> Compliance(met=3, missed=1).rate, Compliance(open=2).rate
    (Fraction(3, 4), None)
    """

    met: int = 0
    missed: int = 0
    open: int = 0
    excused: int = 0
    undetermined: int = 0
    advisory_met: int = 0
    advisory_missed: int = 0

    @property
    def rate(self) -> Fraction | None:
        """The share met / (met + missed); None when nothing was owed: never 1, and never 0."""
        return _rate(self.met, self.missed)

    @property
    def advisory_rate(self) -> Fraction | None:
        """The same for the advisory windows."""
        return _rate(self.advisory_met, self.advisory_missed)


def compliance(items: Iterable[DueItem]) -> Compliance:
    """Return the count of *items*."""
    counts = dict.fromkeys((a.name for a in attrs.fields(Compliance)), 0)
    for item in items:
        apart = item.advisory and item.state in (DueState.MET, DueState.MISSED)
        counts[f"advisory_{item.state.value}" if apart else item.state.value] += 1
    return Compliance(**counts)


def compliance_by_actor(
    items: Iterable[DueItem], period: Period, *, terms: TermTable | None = None
) -> dict[tuple[HelperId | None, Span | None], Compliance]:
    """Return the compliance of everyone who owed something in every period, by the period of the deadline.

    Ordered by period, then by helper; None as helper: nobody held the role, or the plan names nobody. None as period:
    the deadline lies in no term of *terms*, or is unknown.
    """
    groups: dict[tuple[HelperId | None, Span | None], list[DueItem]] = {}
    spans: dict[date, Span | None] = {}
    for item in items:
        if item.deadline is not None and item.deadline not in spans:
            spans[item.deadline] = period_span(item.deadline, period, terms=terms)
        span = None if item.deadline is None else spans[item.deadline]
        groups.setdefault((item.owed_by, span), []).append(item)
    return {key: compliance(groups[key]) for key in sorted(groups, key=_order)}


def _order(key: tuple[HelperId | None, Span | None]) -> tuple[date, str]:
    helper, span = key
    return (date.max if span is None else span.start), helper or ""


def _rate(met: int, missed: int) -> Fraction | None:
    return Fraction(met, met + missed) if met + missed else None
