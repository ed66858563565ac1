"""Legal aid: in how many of the cases it was given."""

from functools import cached_property
from typing import ClassVar, Literal, Protocol

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.grouped_records import grouped
from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.decision import cover
from liushou_core.policy.indicators.counted import Counted, Share, unknown
from liushou_core.policy.indicators.rate import Count, Matter, Rate, not_kept
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["CasesOfAid", "LegalAidRate"]


@attrs.frozen(kw_only=True)
class LegalAidRate(Rate):
    """Cases in which legal aid was given (IND-4), of the ``qualifying`` ones (default) or of ``all``; undefined without a case.

    Cases of covered children that were opened by the judged day count; whether one qualifies is judged outside (requirements §4.11).
    ``covered``: who was left behind when the case was ``opened`` (default), or who is on the ``judged`` day.
    """

    name: ClassVar[str] = "legal_aid"

    denominator: Literal["qualifying", "all"] = "qualifying"
    covered: Literal["opened", "judged"] = "opened"

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return _Aided(matter, CasesOfAid(matter, self))


class AidRule(Protocol):
    """Whose cases count, and which of them: what a rate and a promise of legal aid both say."""

    @property
    def denominator(self) -> Literal["qualifying", "all"]: ...
    @property
    def covered(self) -> Literal["opened", "judged"]: ...


@attrs.define(slots=False)
class CasesOfAid:
    """Whether cases count, and whether aid was given in them by the judged day; told of every child before it is asked.

    By default a case is one of a left-behind child if the plan covered the child on the day on which it was opened, or on the plan's first
    day if that was later: what became of the family since takes no case away, and makes none.
    """

    matter: Matter
    rule: AidRule
    _covers: dict[str, Verdict] = attrs.field(init=False, factory=dict)

    def child(self, facts: ChildFacts, now: Verdict) -> None:
        """Note of each case of the child whether it is one of a child whom the plan covers; *now*: on the judged day."""
        for case in self._of_child.get(facts.id, ()):
            self._covers[case.id] = now if self.rule.covered == "judged" else self._then(facts, case)

    def _then(self, facts: ChildFacts, case: LegalCase) -> Verdict:
        day = max(case.opened, self.matter.policy.in_force_from)
        return NO if day > self.matter.on else cover(self.matter.policy, seen_on(facts, day), day)

    @cached_property
    def _of_child(self) -> dict[str, tuple[LegalCase, ...]]:
        cases = self.matter.facts.records(LegalCase)
        return {} if isinstance(cases, Unknown) else grouped(cases, lambda case: (case.child,))

    def of(self, case: LegalCase) -> tuple[Verdict, Verdict, tuple[Fact, ...]]:
        """Return whether a case counts, whether aid was given in it, and what nobody knows about that."""
        belongs = YES if self.rule.denominator == "all" else Verdict.of(case.qualifies)
        aided = NO if case.aided_on is not None and self.matter.on < case.aided_on else Verdict.of(case.aided)
        asked = (("qualifies", belongs, case.qualifies), ("aided", aided, case.aided))
        missing = tuple(
            Fact("legal_case", case.id, name, value) for name, verdict, value in asked if verdict is UNKNOWN
        )
        return belongs & self._covers.get(case.id, NO), aided, missing


@attrs.define
class _Aided(Count):
    matter: Matter
    aid: CasesOfAid

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        self.aid.child(facts, cover)

    def counted(self) -> Counted:
        cases = self.matter.facts.records(LegalCase)
        if isinstance(cases, Unknown):
            return unknown(not_kept("legal_cases"))
        share = Share()
        for case in cases:
            if case.opened <= self.matter.on:
                share.add(*self.aid.of(case))
        return share.counted()
