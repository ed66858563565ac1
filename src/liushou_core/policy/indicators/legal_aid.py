"""Legal aid: in how many of the cases it was given."""

from datetime import date
from typing import ClassVar, Literal

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.indicators.counted import Counted, Share, unknown
from liushou_core.policy.indicators.rate import Count, Matter, Rate, not_kept
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["CasesOfAid", "LegalAidRate"]


@attrs.frozen(kw_only=True)
class LegalAidRate(Rate):
    """Cases in which legal aid was given (IND-4), of the ``qualifying`` ones (default) or of ``all``; undefined without a case.

    Cases of covered children that were opened by the judged day count; whether one qualifies is judged outside
    (requirements §4.11).
    """

    name: ClassVar[str] = "legal_aid"

    denominator: Literal["qualifying", "all"] = "qualifying"

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return _Aided(matter, CasesOfAid(matter.on, self.denominator == "all"))


@attrs.define
class CasesOfAid:
    """Whether cases count, and whether aid was given in them by the day ``on``; told of every child before it is asked."""

    on: date
    all_cases: bool
    _covers: dict[str, Verdict] = attrs.field(init=False, factory=dict)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Note a child whom the plan does not certainly cover."""
        if cover is not YES:
            self._covers[facts.id] = cover

    def of(self, case: LegalCase) -> tuple[Verdict, Verdict, tuple[Fact, ...]]:
        """Return whether a case counts, whether aid was given in it, and what nobody knows about that."""
        belongs = YES if self.all_cases else Verdict.of(case.qualifies)
        aided = NO if case.aided_on is not None and self.on < case.aided_on else Verdict.of(case.aided)
        asked = (("qualifies", belongs, case.qualifies), ("aided", aided, case.aided))
        missing = tuple(
            Fact("legal_case", case.id, name, value) for name, verdict, value in asked if verdict is UNKNOWN
        )
        return belongs & self._covers.get(case.child, YES), aided, missing


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
