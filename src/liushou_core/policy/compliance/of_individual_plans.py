"""What a plan promises to children whose case asks for an individual plan, where there may be one for a few only."""

from bisect import bisect_left

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.individual_plan import IndividualPlan
from liushou_core.domain.unknown import NOT_ASKED, is_known
from liushou_core.policy.because import open_facts
from liushou_core.policy.compliance.checker import MOST_NAMED, Checker, of_child, owed
from liushou_core.policy.compliance.promise import Case, state_of
from liushou_core.policy.due.item import Subject
from liushou_core.policy.individual_plans import Place, places_in_line
from liushou_core.policy.tables.triggers import individual_plan_needed
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["IndividualPlans"]


@attrs.frozen
class _Needing:
    """A child who needs a plan, or may need one, and the plans it has."""

    child: Subject
    needs: Verdict
    missing: tuple[Fact, ...]
    has: Verdict
    plans: tuple[str, ...]


@attrs.frozen
class _InLine:
    """One who waits for one of few plans, its place at best and at worst, and what may change it."""

    needing: _Needing
    best: Place
    worst: Place
    open: tuple[Fact, ...]


@attrs.define
class IndividualPlans(Checker):
    """``individual_plan``: who meets the triggers has a plan in force (T1 … T5); where there are places for a few, those who get one.

    Whether a child is one of the few stays open while others may come before it of whom nobody knows enough.
    """

    _line: list[_InLine] = attrs.field(init=False, factory=list)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Look for the plan of a child who needs one; where there are few, it is judged when the whole line is known."""
        needing = self._needing(facts, cover)
        if needing is None:
            return
        if self.matter.edition.individual_plan.most is None:
            self._judge(needing)
        else:
            best, worst = places_in_line(self.matter.edition, facts, self.matter.on)
            target = facts.child.key_target
            unknown = () if is_known(target) else (Fact("child", facts.id, "key_target", target),)
            self._line.append(_InLine(needing, best, worst, (*needing.missing, *unknown)))

    def _needing(self, facts: ChildFacts, cover: Verdict) -> _Needing | None:
        edition, on = self.matter.edition, self.matter.on
        finding = individual_plan_needed(edition.individual_plan, edition.trigger, facts, on=on)
        needs = finding.verdict & cover
        if needs is NO:
            return None
        plans = self.records(IndividualPlan, facts.id)
        held = tuple(plan.id for plan in plans or () if Span(plan.start, plan.until).covers(on))
        unkept = () if plans is not None else (Fact("child", facts.id, "individual_plans", NOT_ASKED),)
        has = UNKNOWN if plans is None else Verdict.of(bool(held))
        return _Needing(of_child(facts), needs, (*unkept, *open_facts(finding)), has, held)

    def end(self) -> None:
        """Judge those who are among the few, or may be."""
        most = self.matter.edition.individual_plan.most
        at_best = sorted(one.best for one in self._line)
        at_worst = sorted(one.worst for one in self._line if one.needing.needs is YES)
        open_ = tuple(fact for one in self._line for fact in one.open)[:MOST_NAMED]
        for one in self._line:
            surely_before = bisect_left(at_worst, one.best)
            perhaps_before = bisect_left(at_best, one.worst) - (
                one.best < one.worst
            )  # itself is not before it
            if perhaps_before < most:
                self._judge(one.needing)
            elif surely_before < most:
                self._judge(attrs.evolve(one.needing, needs=UNKNOWN, missing=open_))

    def _judge(self, one: _Needing) -> None:
        verdict = owed(YES, one.needs, one.has)
        if verdict is None:
            return
        kept = verdict is YES
        self.tallies["individual_plan"].add(
            Case(
                state=state_of(verdict),
                subject=one.child,
                records=one.plans,
                missing=() if kept else one.missing,
                why="recorded" if kept else "not_kept" if one.has is UNKNOWN else "no_plan",
            )
        )
