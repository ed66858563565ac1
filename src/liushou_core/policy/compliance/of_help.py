"""What a plan promises to children in need: an individual plan, support in money or goods."""

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.individual_plan import IndividualPlan
from liushou_core.domain.support import Support
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.policy.asking import ask
from liushou_core.policy.because import open_facts
from liushou_core.policy.compliance.checker import of_child, undefined, unkept
from liushou_core.policy.compliance.of_children import OfChildren
from liushou_core.policy.tables.supports import SupportRule
from liushou_core.policy.tables.triggers import individual_plan_needed
from liushou_core.policy.verdict import NO, UNKNOWN, Fact, Verdict

__all__ = ["IndividualPlans", "Supports"]


class IndividualPlans(OfChildren):
    """``individual_plan``: who meets the triggers has a plan in force (T1 … T5)."""

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Look for the plan of a child who needs one."""
        edition, on = self.matter.edition, self.matter.on
        finding = individual_plan_needed(edition.individual_plan, edition.trigger, facts, on=on)
        if finding.verdict is NO:
            return
        plans = self.records(IndividualPlan, facts.id)
        held = tuple(plan.id for plan in plans or () if Span(plan.start, plan.until).covers(on))
        unkept = () if plans is not None else (Fact("child", facts.id, "individual_plans", NOT_ASKED),)
        self.judge(
            "individual_plan",
            facts,
            cover=cover,
            belongs=finding.verdict,
            fulfilled=UNKNOWN if plans is None else Verdict.of(bool(held)),
            records=held,
            missing=(*unkept, *open_facts(finding)),
            why="not_kept" if plans is None else "no_plan",
        )


class Supports(OfChildren):
    """``support``: who meets the condition gets help of the kind (SUB-1 … SUB-9); amounts of single cases bind nobody."""

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Look for the support of a child who meets the condition."""
        for rule in self.matter.edition.support:
            if rule.when is None:
                continue
            finding = ask(rule.when, facts, self.matter.on)
            if finding.verdict & cover is NO:
                continue
            given = self.records(Support, facts.id)
            if given is None:
                self.tallies[rule.id].add(unkept("supports", of_child(facts)))
                continue
            fitting = tuple(one.id for one in given if self._fits(rule, one))
            self.judge(
                rule.id,
                facts,
                cover=cover,
                belongs=finding.verdict,
                fulfilled=Verdict.of(bool(fitting)),
                records=fitting,
                missing=open_facts(finding),
                why="no_support",
            )

    def _fits(self, rule: SupportRule, given: Support) -> bool:
        enough = rule.yuan is None or rule.example or (given.yuan is not None and given.yuan >= rule.yuan)
        lasts = given.until is None or self.matter.on < given.until or rule.per is None
        return given.kind is rule.kind and enough and lasts

    def end(self) -> None:
        """Say of a condition that is only named that it is."""
        for rule in self.matter.edition.support:
            if rule.when is None:
                self.tallies[rule.id].add(undefined())
