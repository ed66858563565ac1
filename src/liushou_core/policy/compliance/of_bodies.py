"""What a plan promises of bodies and money: groups that lead the work, Homes and their equipment, funds."""

from collections.abc import Iterator, Sequence

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.care_home import CareHome
from liushou_core.domain.fund_entry import FundEntry
from liushou_core.domain.leading_group import LeadingGroup
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.policy.compliance.checker import Checker, unkept
from liushou_core.policy.compliance.of_periods import SeesClasses
from liushou_core.policy.compliance.promise import Case, PromiseState, state_of
from liushou_core.policy.due.item import Subject
from liushou_core.policy.tables.equipment import EquipmentRule
from liushou_core.policy.tables.funds import Fund
from liushou_core.policy.tables.organisations import OrganisationRule
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["Equipments", "Funds", "Organisations"]


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
                mine = [group for group in there if subject is None or subject == _body_of(group)]
                self.tallies[rule.id].add(_filled(rule, subject, mine))

    def _wanted(self, rule: OrganisationRule) -> Iterator[Subject | None]:
        if rule.each == "programme":
            yield None
        else:
            yield from self.seen_classes() if rule.each == "each_class" else self.seen_schools()


def _body_of(group: LeadingGroup) -> Subject:
    """Return the class whose group it is, or else the body."""
    if group.school_class is not None:
        return Subject("class", group.school_class)
    return Subject("school", group.organisation)


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
    """``equipment``: each Home, or other place that is meant, that is open has at least so many of each thing (HOME-1).

    Of what the school's own will do for, its absence from the inventory tells nothing.
    """

    def end(self) -> None:
        """Count the inventories."""
        homes = self.records(CareHome)
        for rule in self.matter.edition.equipment:
            if homes is None:
                self.tallies[rule.id].add(unkept("care_homes"))
                continue
            for home in homes:
                if home.kind not in rule.places or not Span(home.start, home.until).covers(self.matter.on):
                    continue
                case = _equipped(rule, home)
                if not (rule.shared and case.state is PromiseState.BROKEN):
                    self.tallies[rule.id].add(case)


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
    """``fund``: everything spent went to one of its uses (FUND-2); where the plan names none, nothing is judged."""

    def end(self) -> None:
        """Look at every entry of the ledger."""
        entries = self.records(FundEntry)
        for fund in self.matter.edition.fund:
            if entries is None:
                self.tallies[fund.id].add(unkept("fund_entries"))
            for entry in entries or () if fund.uses else ():
                if entry.fund == fund.id and not entry.paid_in and self.matter.over.covers(entry.day):
                    self.tallies[fund.id].add(_spent(fund, entry))


def _spent(fund: Fund, entry: FundEntry) -> Case:
    fits = UNKNOWN if entry.use is None else Verdict.of(entry.use in {use.id for use in fund.uses})
    return Case(
        state=state_of(fits),
        records=(entry.id,),
        missing=(Fact("fund_entry", entry.id, "use", NOT_ASKED),) if fits is UNKNOWN else (),
        why="recorded" if fits is YES else "other_use" if fits is NO else "use_unknown",
    )
