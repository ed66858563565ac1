"""What a plan promises child by child: archives, groups, priorities, helpers at the side."""

from datetime import date
from typing import TypeAlias

import attrs

from liushou_core.domain.archive import ArchiveFile
from liushou_core.domain.calendar import Span
from liushou_core.domain.care_plan import CarePlan, MeasureState
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import HelperId
from liushou_core.domain.individual_plan import IndividualPlan
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.school import SchoolClass
from liushou_core.domain.unknown import NOT_ASKED, Unknown, is_known
from liushou_core.errors import NotFound
from liushou_core.policy.asking import ask
from liushou_core.policy.because import open_facts
from liushou_core.policy.compliance.checker import Checker, of_child, owed, undefined
from liushou_core.policy.compliance.promise import Case, PromiseState, state_of
from liushou_core.policy.due.item import Subject
from liushou_core.policy.proposals import has_another
from liushou_core.policy.tables.categories import Category
from liushou_core.policy.tables.pairing_rules import PairingRule
from liushou_core.policy.tables.record_requirements import gaps
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["Archives", "Categories", "OfChildren", "Pairings", "Priorities"]

_Owed: TypeAlias = tuple[Verdict, tuple[str, ...], tuple[Fact, ...], str]
"""Whether one thing that is owed to a child is there, what shows it, what is missing, and the reason if it is not there."""


class OfChildren(Checker):
    """Adds a case for each child to whom something is owed."""

    def judge(
        self,
        id: str,
        facts: ChildFacts,
        *,
        cover: Verdict,
        fulfilled: Verdict,
        belongs: Verdict = YES,
        records: tuple[str, ...] = (),
        missing: tuple[Fact, ...] = (),
        why: str,
    ) -> None:
        """Add the case of a child who is *cover*-ed and *belongs* to those meant; *why*: the reason if it is not *fulfilled*."""
        verdict = owed(cover, belongs, fulfilled)
        if verdict is None:
            return
        kept = verdict is YES
        self.tallies[id].add(
            Case(
                state=state_of(verdict),
                subject=of_child(facts),
                records=records,
                missing=() if kept else missing,
                why="recorded" if kept else why,
            )
        )


class Archives(OfChildren):
    """``record``: every field that a plan wants known is known (REC-1)."""

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Look for gaps in the archive."""
        for requirement in self.matter.edition.record:
            missing = gaps((requirement,), facts)
            self.judge(
                requirement.id,
                facts,
                cover=cover,
                fulfilled=Verdict.of(not missing),
                missing=missing,
                why="fields_missing",
            )


class Categories(OfChildren):
    """``category``: archives filed apart, detailed notes, plans of help for each member (REC-7, REC-9, requirements §2.14)."""

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Look whether the child belongs, and what it is owed then."""
        for category in self.matter.edition.category:
            if category.when is None:
                continue
            finding = ask(category.when, facts, self.matter.on)
            within = cover if category.among == "covered" else YES
            if finding.verdict & within is NO:
                continue
            for fulfilled, records, missing, why in self._owed(category, facts):
                self.judge(
                    category.id,
                    facts,
                    cover=within,
                    belongs=finding.verdict,
                    fulfilled=fulfilled,
                    records=records,
                    missing=missing or open_facts(finding),
                    why=why,
                )

    def _owed(self, category: Category, facts: ChildFacts) -> list[_Owed]:
        found = []
        if category.dossier is not None:
            found.append(self._filed_apart(category.dossier, facts))
        if category.note:
            note = facts.child.specials_note
            missing = () if is_known(note) else (Fact("child", facts.id, "specials_note", note),)
            found.append((Verdict.of(not missing), (), missing, "fields_missing"))
        if category.programme:
            found.append(self._helped(facts))
        return found

    def _filed_apart(self, dossier: str, facts: ChildFacts) -> _Owed:
        files = self.records(ArchiveFile, facts.id)
        if files is None:
            return _unkept("archive_files", facts)
        kept = [file for file in files if Span(file.opened, file.closed).covers(self.matter.on)]
        apart = tuple(file.id for file in kept if file.dossier == dossier)
        missing = tuple(
            Fact("archive_file", f.id, "dossier", f.dossier) for f in kept if isinstance(f.dossier, Unknown)
        )
        return YES if apart else UNKNOWN if missing else NO, apart, missing, "not_filed_apart"

    def _helped(self, facts: ChildFacts) -> _Owed:
        on, own = self.matter.on, self.records(IndividualPlan, facts.id)
        drawn_up: tuple[CarePlan | IndividualPlan, ...] = (*facts.care_plans, *(own or ()))
        plans = tuple(str(plan.id) for plan in drawn_up if Span(plan.start, plan.until).covers(on))
        if own is None and not plans:
            return _unkept("individual_plans", facts)
        return Verdict.of(bool(plans)), plans, (), "no_plan"

    def end(self) -> None:
        """Say of what is only named that it is."""
        for category in self.matter.edition.category:
            if category.when is None:
                self.tallies[category.id].add(undefined())


def _unkept(kind: str, facts: ChildFacts) -> _Owed:
    return UNKNOWN, (), (Fact("child", facts.id, kind, NOT_ASKED),), "not_kept"


class Priorities(OfChildren):
    """``priority``: each promised measure stands in a care plan of this policy that is in force, and was not dropped."""

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Look for the measures, and for the learning helpers."""
        on = self.matter.on
        plans = [plan for plan in facts.care_plans if self._mine(plan)]
        for priority in self.matter.edition.priority:
            for promise in priority.promises:
                having = tuple(
                    plan.id
                    for plan in plans
                    for measure in plan.measures
                    if measure.area is priority.area
                    and measure.promise == promise
                    and measure.state is not MeasureState.DROPPED
                )
                self.judge(
                    f"{priority.id}.{promise}",
                    facts,
                    cover=cover,
                    fulfilled=Verdict.of(bool(having)),
                    records=having[:1],
                    why="not_in_a_plan",
                )
            if priority.learning_helpers is not None:
                helpers = _paired(facts, HelperRole.PUPIL_HELPER, on)
                self.judge(
                    f"{priority.id}.learning_helpers",
                    facts,
                    cover=cover,
                    fulfilled=Verdict.of(len({p.by for p in helpers}) >= priority.learning_helpers),
                    records=tuple(pairing.id for pairing in helpers),
                    why="too_few_helpers",
                )

    def _mine(self, plan: CarePlan) -> bool:
        return plan.policy == self.matter.edition.id and Span(plan.start, plan.until).covers(self.matter.on)


@attrs.define
class Pairings(OfChildren):
    """``pairing``: each child has its helpers, helper and child share a class, none has more children than may be."""

    _children_of: dict[tuple[str, str], set[str]] = attrs.field(init=False, factory=dict)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Count the helpers at the child's side."""
        for rule in self.matter.edition.pairing:
            for pairing in facts.pairings:
                if pairing.role is rule.role and pairing.span.covers(self.matter.on):
                    self._children_of.setdefault((rule.id, pairing.by), set()).add(facts.id)
            belongs, missing = _required(rule, facts, self.matter.on)
            if belongs is NO or (rule.exclusive and has_another(rule, facts, self.matter.on)):
                continue
            paired = _paired(facts, rule.role, self.matter.on)
            fitting = [p for p in paired if not rule.same_class or self._share_a_class(p, facts)]
            enough = len({pairing.by for pairing in fitting}) >= rule.helpers_per_child
            # Who could have helped is not recorded: a place that is waived where nobody is left is never certainly owed.
            lacking = UNKNOWN if rule.nobody_free == "waived" else NO
            self.judge(
                rule.id,
                facts,
                cover=cover,
                belongs=belongs,
                fulfilled=YES if enough else lacking,
                records=tuple(pairing.id for pairing in fitting),
                missing=missing,
                why="too_few_helpers",
            )

    def _share_a_class(self, pairing: Pairing, facts: ChildFacts) -> bool:
        """Say whether the helper sits in the child's class as a pupil, or holds a post in it."""
        on, sits_in = self.matter.on, facts.class_on(self.matter.on)
        if sits_in is None or pairing.by_kind is not PartyKind.HELPER:
            return False
        helper = HelperId(pairing.by)
        posts = (post for post in self.matter.facts.posts(sits_in.id) if post.holder == helper)
        if any(post.held_on(on) for post in posts):
            return True
        there = self._class_of_pupil(helper)
        return there is not None and there.id == sits_in.id

    def _class_of_pupil(self, helper: HelperId) -> SchoolClass | None:
        """Return the class in which a helper sits; None for who is no pupil, or not described."""
        try:
            pupil = self.matter.facts.helper(helper).child
            return None if pupil is None else self.matter.facts.child(pupil).class_on(self.matter.on)
        except NotFound:
            return None

    def end(self) -> None:
        """Look for helpers with more children than the rule allows."""
        most = {rule.id: rule.children_per_helper for rule in self.matter.edition.pairing}
        for (id, helper), children in sorted(self._children_of.items()):
            limit = most[id]
            if limit is not None and len(children) > limit:
                case = Case(
                    state=PromiseState.BROKEN, subject=Subject("helper", helper), why="too_many_children"
                )
                self.tallies[id].add(case)


def _required(rule: PairingRule, facts: ChildFacts, on: date) -> tuple[Verdict, tuple[Fact, ...]]:
    if rule.requires is None:
        return YES, ()
    finding = ask(rule.requires, facts, on)
    return finding.verdict, open_facts(finding)


def _paired(facts: ChildFacts, role: HelperRole, on: date) -> tuple[Pairing, ...]:
    """Return the pairings in a role that hold on a day; a cover holds the place of the one it covers, no place of its own."""
    active = [pairing for pairing in facts.pairings if pairing.role is role and pairing.span.covers(on)]
    ids = {pairing.id for pairing in active}
    return tuple(pairing for pairing in active if pairing.covers not in ids)
