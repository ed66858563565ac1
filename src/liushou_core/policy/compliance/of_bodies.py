"""What a plan promises of bodies: groups that lead the work, Homes and their equipment, inspections, assessments, funds."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from liushou_core.domain.assessment_result import AssessmentResult
from liushou_core.domain.calendar import Span, add_days, periods_within
from liushou_core.domain.care_home import CareHome
from liushou_core.domain.dropout_return import DropoutReturn
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.fund_entry import FundEntry
from liushou_core.domain.inspection import Inspection
from liushou_core.domain.leading_group import LeadingGroup
from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.compliance.checker import Checker, unkept
from liushou_core.policy.compliance.promise import Case, PromiseState, last_day, state_of
from liushou_core.policy.due.item import Subject
from liushou_core.policy.tables.organisations import OrganisationRule
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["Assessments", "Dropout", "Equipments", "Funds", "Inspections", "LegalAids", "Organisations"]


@attrs.define
class _SeesClasses(Checker):
    """Notes in which classes and schools the covered children sit."""

    classes: dict[str, str] = attrs.field(init=False, factory=dict)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Note the class of a covered child, and its school."""
        sits_in = facts.class_on(self.matter.on) if cover is YES else None
        if sits_in is not None:
            self.classes[sits_in.id] = sits_in.school


@attrs.define
class Organisations(_SeesClasses):
    """``organisation``: the body is there, and filled (S1)."""

    def end(self) -> None:
        """Look for the bodies of each rule."""
        groups = self.records(LeadingGroup)
        for rule in self.matter.edition.organisation:
            if groups is None:
                self.tallies[rule.id].add(unkept("leading_groups"))
                continue
            there = [g for g in groups if g.kind == rule.id and Span(g.start, g.until).covers(self.matter.on)]
            for subject in self._wanted(rule):
                mine = [g for g in there if subject is None or subject.id in (g.organisation, g.school_class)]
                self.tallies[rule.id].add(_filled(rule, subject, mine))

    def _wanted(self, rule: OrganisationRule) -> Iterator[Subject | None]:
        if rule.each == "programme":
            yield None
        elif rule.each == "each_class":
            yield from (Subject("class", id) for id in sorted(self.classes))
        else:
            yield from (Subject("school", id) for id in sorted(set(self.classes.values())))


def _filled(rule: OrganisationRule, subject: Subject | None, groups: Iterable[LeadingGroup]) -> Case:
    groups = tuple(groups)
    full = tuple(group.id for group in groups if _is_filled(rule, group))
    why = "recorded" if full else "not_filled" if groups else "no_record"
    return Case(
        state=PromiseState.KEPT if full else PromiseState.BROKEN,
        subject=subject,
        records=full or tuple(group.id for group in groups),
        why=why,
    )


def _is_filled(rule: OrganisationRule, group: LeadingGroup) -> bool:
    return (
        (group.head is not None) >= bool(rule.head)
        and len(group.deputies) >= rule.deputies
        and len(group.members) >= rule.members
    )


class Equipments(Checker):
    """``equipment``: each Home that is open has at least so many of each thing (HOME-1)."""

    def end(self) -> None:
        """Count the inventories."""
        homes = self.records(CareHome)
        for rule in self.matter.edition.equipment:
            if homes is None:
                self.tallies[rule.id].add(unkept("care_homes"))
                continue
            for home in homes:
                if Span(home.start, home.until).covers(self.matter.on) and not rule.shared:
                    things = (
                        t
                        for t in home.inventory
                        if t.item == rule.counted and (t.networked or not rule.networked)
                    )
                    enough = sum(thing.count for thing in things) >= rule.count
                    self.tallies[rule.id].add(
                        Case(
                            state=state_of(Verdict.of(enough)),
                            subject=Subject("organisation", home.organisation),
                            records=(home.id,),
                            why="recorded" if enough else "short",
                        )
                    )


class Inspections(Checker):
    """``inspection``: one in each period, and each item that was looked at passed."""

    def end(self) -> None:
        """Look for inspections, and for what they found."""
        found = self.records(Inspection)
        for rule in self.matter.edition.inspection:
            mine = None if found is None else [one for one in found if one.kind == rule.id]
            if mine is None:
                self.tallies[rule.id].add(unkept("inspections"))
                continue
            spans = list(periods_within(self.matter.over, rule.per)) if rule.per.value != "term" else []
            for span in spans:
                there = tuple(one.id for one in mine if span.covers(one.day))
                over = last_day(span) < self.matter.on
                state = state_of(Verdict.of(bool(there)), over=over)
                self.tallies[rule.id].add(
                    Case(state=state, span=span, records=there, why="recorded" if there else "no_record")
                )
            known = {item.id for item in rule.items}
            for one in mine:
                for finding in one.findings:
                    if finding.item in known and self.matter.over.covers(one.day):
                        passed = (
                            UNKNOWN if isinstance(finding.passed, Unknown) else Verdict.of(finding.passed)
                        )
                        self.tallies[f"{rule.id}.{finding.item}"].add(_looked_at(one, passed))


def _looked_at(inspection: Inspection, passed: Verdict) -> Case:
    return Case(
        state=state_of(passed),
        subject=Subject("organisation", inspection.organisation),
        span=Span(inspection.day, add_days(inspection.day, 1)),
        records=(inspection.id,),
        why="recorded" if passed is YES else "not_passed",
    )


@attrs.define
class Assessments(_SeesClasses):
    """``assessment``: a result for each class, teacher or body in each period that is over (ASM-2, ASM-3)."""

    def end(self) -> None:
        """Look for the results."""
        results = self.records(AssessmentResult)
        for rule in self.matter.edition.assessment:
            if results is None:
                self.tallies[rule.id].add(unkept("assessment_results"))
                continue
            mine = [one for one in results if one.kind == rule.id]
            for span in periods_within(self.matter.over, rule.per):
                over = last_day(span) < self.matter.on
                for subject in self._assessed(rule.assesses):
                    there = tuple(one.id for one in mine if span.covers(one.day) and _about(one, subject))
                    self.tallies[rule.id].add(
                        Case(
                            state=state_of(Verdict.of(bool(there)), over=over),
                            subject=subject,
                            span=span,
                            records=there,
                            why="recorded" if there else "no_record",
                        )
                    )

    def _assessed(self, of: str) -> Iterator[Subject]:
        if of == "class":
            yield from (Subject("class", id) for id in sorted(self.classes))
        elif of == "organisation":
            yield from (Subject("school", id) for id in sorted(set(self.classes.values())))
        elif of == "class_teacher":
            posts = (post for id in sorted(self.classes) for post in self.matter.facts.posts(id))  # type: ignore[arg-type]
            held = {p.holder for p in posts if p.role.value == "class_teacher" and p.held_on(self.matter.on)}
            yield from (Subject("helper", id) for id in sorted(held))


def _about(result: AssessmentResult, subject: Subject) -> bool:
    return subject.id in (result.school_class, result.helper, result.organisation)


class Funds(Checker):
    """``fund``: everything spent went to one of its uses (FUND-2)."""

    def end(self) -> None:
        """Look at every entry of the ledger."""
        entries = self.records(FundEntry)
        for fund in self.matter.edition.fund:
            uses = {use.id for use in fund.uses}
            if entries is None:
                self.tallies[fund.id].add(unkept("fund_entries"))
            for entry in entries or ():
                if entry.fund == fund.id and not entry.paid_in:
                    state = PromiseState.KEPT if entry.use in uses else PromiseState.BROKEN
                    why = "recorded" if entry.use in uses else "other_use"
                    self.tallies[fund.id].add(Case(state=state, records=(entry.id,), why=why))


class LegalAids(Checker):
    """``legal_aid``: each qualifying case was given aid (LAW-1)."""

    def end(self) -> None:
        """Look at every case."""
        cases = self.records(LegalCase)
        rule, tally = self.matter.edition.legal_aid, self.tallies["legal_aid"]
        if cases is None:
            tally.add(unkept("legal_cases"))
        for case in cases or ():
            qualifies = YES if rule.denominator == "all" else _verdict(case.qualifies)
            if qualifies is NO:
                continue
            aided = _verdict(case.aided)
            verdict = aided if qualifies is YES or aided is YES else UNKNOWN
            asked = (("qualifies", qualifies, case.qualifies), ("aided", aided, case.aided))
            missing = tuple(
                Fact("legal_case", case.id, name, value) for name, v, value in asked if v is UNKNOWN
            )
            over = case.closed is not None and case.closed <= self.matter.on
            why = "recorded" if verdict is YES else "no_aid"
            tally.add(
                Case(
                    state=state_of(verdict, over=over),
                    subject=Subject("child", case.child),
                    records=(case.id,),
                    missing=missing,
                    why=why,
                )
            )


def _verdict(value: bool | Unknown) -> Verdict:
    return UNKNOWN if isinstance(value, Unknown) else Verdict.of(value)


class Dropout(Checker):
    """``dropout``: rates are handed in each period, and who is over the limit mends that in time (DROP-5)."""

    def end(self) -> None:
        """Look at every return."""
        rule, tally = self.matter.edition.dropout, self.tallies["dropout"]
        returns = self.records(DropoutReturn)
        if returns is None:
            tally.add(unkept("dropout_returns"))
            return
        for span in periods_within(self.matter.over, rule.per):
            there = tuple(one.id for one in returns if one.start < last_day(span) and span.start < one.until)
            over = last_day(span) < self.matter.on
            why = "recorded" if there else "no_record"
            tally.add(
                Case(state=state_of(Verdict.of(bool(there)), over=over), span=span, records=there, why=why)
            )
        limits = {limit.stage: Fraction(limit.at_most) for limit in rule.limits}
        for one in returns:
            if (
                one.stage in limits
                and one.enrolled
                and Fraction(one.dropped, one.enrolled) > limits[one.stage]
            ):
                tally.add(self._over_the_limit(one))

    def _over_the_limit(self, one: DropoutReturn) -> Case:
        within = self.matter.edition.dropout.rectify_within
        due = None if within is None else within.reached_on(one.until)
        mended = one.rectified_on is not None and one.rectified_on <= self.matter.on
        in_time = mended and (due is None or one.rectified_on <= due)
        over = due is not None and due < self.matter.on
        state = (
            PromiseState.KEPT
            if in_time
            else PromiseState.BROKEN
            if mended or over
            else PromiseState.NOT_YET_DUE
        )
        subject = Subject("organisation", one.organisation)
        return Case(
            state=state, subject=subject, records=(one.id,), why="recorded" if in_time else "over_the_limit"
        )
