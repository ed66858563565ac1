"""What a plan promises to children in need: support in money or goods, legal aid."""

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.support import Support
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.policy.asking import ask
from liushou_core.policy.because import open_facts
from liushou_core.policy.compliance.checker import Checker, of_child, owed, undefined, unkept
from liushou_core.policy.compliance.of_children import OfChildren
from liushou_core.policy.compliance.promise import Case, state_of
from liushou_core.policy.due.item import Subject
from liushou_core.policy.indicators.legal_aid import CasesOfAid
from liushou_core.policy.tables.supports import SupportRule
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["LegalAids", "Supports"]


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
            mine = [one for one in given if self._is_meant(rule, one)]
            fitting = tuple(one.id for one in mine if _enough(rule, one) is YES)
            amounts = [one for one in mine if _enough(rule, one) is UNKNOWN]
            self.judge(
                rule.id,
                facts,
                cover=cover,
                belongs=finding.verdict,
                fulfilled=YES if fitting else UNKNOWN if amounts else NO,
                records=fitting or tuple(one.id for one in mine),
                missing=(
                    *(Fact("support", one.id, "yuan", NOT_ASKED) for one in amounts),
                    *open_facts(finding),
                ),
                why="short" if mine else "no_support",
            )

    def _is_meant(self, rule: SupportRule, given: Support) -> bool:
        """Say whether it is help of the kind, which goes on if the plan promises it again and again."""
        lasts = given.until is None or self.matter.on < given.until or rule.per is None
        return given.kind is rule.kind and lasts

    def end(self) -> None:
        """Say of a condition that is only named that it is."""
        for rule in self.matter.edition.support:
            if rule.when is None:
                self.tallies[rule.id].add(undefined())


def _enough(rule: SupportRule, given: Support) -> Verdict:
    """Return whether as much is given as the plan prints, each time that it prints."""
    if rule.yuan is None or rule.example:
        return YES
    if given.yuan is None:
        return UNKNOWN
    return Verdict.of(given.yuan >= rule.yuan and rule.per in (None, given.per))


def _aid_by(checker: "LegalAids") -> CasesOfAid:
    return CasesOfAid(checker.matter, checker.matter.edition.legal_aid)


@attrs.define
class LegalAids(Checker):
    """``legal_aid``: each qualifying case of a covered child was given aid (LAW-1); while it is open, its time is not over."""

    _aid: CasesOfAid = attrs.field(init=False, default=attrs.Factory(_aid_by, takes_self=True))

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Note whether the plan covered the child when its cases were opened."""
        self._aid.child(facts, cover)

    def end(self) -> None:
        """Look at every case that is open on one of the days looked at."""
        cases = self.records(LegalCase)
        if cases is None:
            self.tallies["legal_aid"].add(unkept("legal_cases"))
        for case in cases or ():
            if Span(case.opened, case.closed).overlaps(self.matter.over):
                self._judge(case)

    def _judge(self, case: LegalCase) -> None:
        counts, aided, missing = self._aid.of(case)
        verdict = owed(YES, counts, aided)
        if verdict is None:
            return
        self.tallies["legal_aid"].add(
            Case(
                state=state_of(verdict, over=case.closed is not None and case.closed <= self.matter.on),
                subject=Subject("child", case.child),
                records=(case.id,),
                missing=() if verdict is YES else missing,
                why="recorded" if verdict is YES else "no_aid",
            )
        )
