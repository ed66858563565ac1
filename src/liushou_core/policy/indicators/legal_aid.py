"""Legal aid: in how many of the cases it was given."""

from typing import ClassVar, Literal

import attrs

from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.indicators.counted import Counted, Share, unknown
from liushou_core.policy.indicators.rate import Count, Later, Matter, Rate, not_kept
from liushou_core.policy.verdict import UNKNOWN, YES, Fact, Verdict

__all__ = ["LegalAidRate", "aided_in"]


@attrs.frozen(kw_only=True)
class LegalAidRate(Rate):
    """Cases in which legal aid was given (IND-4), of the ``qualifying`` ones (default) or of ``all``; undefined without a case.

    Cases opened by the judged day count; whether one qualifies is judged outside (requirements §4.11).
    """

    name: ClassVar[str] = "legal_aid"

    denominator: Literal["qualifying", "all"] = "qualifying"

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return Later(matter, self.count)

    def count(self, matter: Matter) -> Counted:
        """Return the share of the cases."""
        cases = matter.facts.records(LegalCase)
        if isinstance(cases, Unknown):
            return unknown(not_kept("legal_cases"))
        share = Share()
        for case in cases:
            if case.opened <= matter.on:
                share.add(*aided_in(case, all_cases=self.denominator == "all"))
        return share.counted()


def aided_in(case: LegalCase, *, all_cases: bool) -> tuple[Verdict, Verdict, tuple[Fact, ...]]:
    """Return whether a case counts, whether aid was given in it, and what nobody knows about that."""
    belongs = YES if all_cases else _verdict(case.qualifies)
    asked = (("qualifies", belongs, case.qualifies), ("aided", _verdict(case.aided), case.aided))
    missing = tuple(
        Fact("legal_case", case.id, name, value) for name, verdict, value in asked if verdict is UNKNOWN
    )
    return belongs, _verdict(case.aided), missing


def _verdict(value: bool | Unknown) -> Verdict:
    return UNKNOWN if isinstance(value, Unknown) else Verdict.of(value)
