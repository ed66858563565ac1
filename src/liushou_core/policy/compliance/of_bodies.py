"""What a plan promises of bodies and money: groups that lead the work, Homes and their equipment, funds, legal aid."""

from collections.abc import Iterator, Sequence

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.care_home import CareHome
from liushou_core.domain.fund_entry import FundEntry
from liushou_core.domain.leading_group import LeadingGroup
from liushou_core.domain.legal_case import LegalCase
from liushou_core.policy.compliance.checker import Checker, owed, unkept
from liushou_core.policy.compliance.of_periods import SeesClasses
from liushou_core.policy.compliance.promise import Case, state_of
from liushou_core.policy.due.item import Subject
from liushou_core.policy.indicators.legal_aid import aided_in
from liushou_core.policy.tables.equipment import EquipmentRule
from liushou_core.policy.tables.organisations import OrganisationRule
from liushou_core.policy.verdict import YES, Verdict

__all__ = ["Equipments", "Funds", "LegalAids", "Organisations"]


@attrs.define
class Organisations(SeesClasses):
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
        else:
            yield from self.seen_classes() if rule.each == "each_class" else self.seen_schools()


def _filled(rule: OrganisationRule, subject: Subject | None, groups: Sequence[LeadingGroup]) -> Case:
    full = tuple(group.id for group in groups if _is_filled(rule, group))
    why = "recorded" if full else "not_filled" if groups else "no_record"
    return Case(
        state=state_of(Verdict.of(bool(full))),
        subject=subject,
        records=full or tuple(group.id for group in groups),
        why=why,
    )


def _is_filled(rule: OrganisationRule, group: LeadingGroup) -> bool:
    headed = group.head is not None or rule.head == 0
    return headed and len(group.deputies) >= rule.deputies and len(group.members) >= rule.members


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
                    self.tallies[rule.id].add(_equipped(rule, home))


def _equipped(rule: EquipmentRule, home: CareHome) -> Case:
    things = (t for t in home.inventory if t.item == rule.counted and (t.networked or not rule.networked))
    enough = sum(thing.count for thing in things) >= rule.count
    return Case(
        state=state_of(Verdict.of(enough)),
        subject=Subject("organisation", home.organisation),
        records=(home.id,),
        why="recorded" if enough else "short",
    )


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
                    fits = entry.use in uses
                    why = "recorded" if fits else "other_use"
                    state = state_of(Verdict.of(fits))
                    self.tallies[fund.id].add(Case(state=state, records=(entry.id,), why=why))


class LegalAids(Checker):
    """``legal_aid``: each qualifying case was given aid (LAW-1); while a case is open, its time is not over."""

    def end(self) -> None:
        """Look at every case."""
        cases = self.records(LegalCase)
        rule, tally = self.matter.edition.legal_aid, self.tallies["legal_aid"]
        if cases is None:
            tally.add(unkept("legal_cases"))
        for case in cases or ():
            belongs, aided, missing = aided_in(case, all_cases=rule.denominator == "all")
            verdict = owed(YES, belongs, aided)
            if verdict is not None:
                over = case.closed is not None and case.closed <= self.matter.on
                tally.add(
                    Case(
                        state=state_of(verdict, over=over),
                        subject=Subject("child", case.child),
                        records=(case.id,),
                        missing=missing,
                        why="recorded" if verdict is YES else "no_aid",
                    )
                )
