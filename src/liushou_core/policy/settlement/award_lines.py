"""Which students earned which awards, and which of them are given (STU-1 … STU-7)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from liushou_core.domain.calendar import TermId
from liushou_core.policy.component import ScoringView
from liushou_core.policy.ranks import Rankings
from liushou_core.policy.rounding import exact_sum
from liushou_core.policy.settlement.award_line import AwardLine
from liushou_core.policy.settlement.finals import base_term, compared
from liushou_core.policy.settlement.scheme import Subject
from liushou_core.policy.tables.awards import Award
from liushou_core.policy.tables.scoring import Scoring

__all__ = ["award_lines"]


def award_lines(
    scoring: Scoring, awards: Iterable[Award], rankings: Rankings, subject: Subject
) -> tuple[AwardLine, ...]:
    """Return the awards that the child earned, in the order of the pack; those not given say why."""
    awards = tuple(awards)
    if not awards:
        return ()
    first, second = TermId(subject.school_year, 1), TermId(subject.school_year, 2)
    base = base_term(scoring, subject.grade, subject.school_year)
    of_year = compared(scoring, rankings, subject, first, second)
    of_scoring = compared(scoring, rankings, subject, base, second)
    judged = subject.judged
    view = ScoringView(facts=subject.child, year=judged.span, terms=judged.terms, finals=of_year)
    violated = bool(view.violations())
    lines = []
    for award in awards:
        earned = award.when.judge(of_year, of_scoring)
        if earned.times:
            withheld = "violation" if violated and award.violation == "voids" else ""
            yuan = Decimal(0) if withheld else exact_sum([award.yuan] * earned.times)
            lines.append(
                AwardLine(child=subject.child.id, award=award, earned=earned, yuan=yuan, withheld=withheld)
            )
    return tuple(_combined(scoring, lines))


def _combined(scoring: Scoring, lines: list[AwardLine]) -> Iterator[AwardLine]:
    """Yield the lines; under ``higher`` only the highest is given, the earlier in the pack of two equal ones (STU-4)."""
    given = [line for line in lines if not line.withheld]
    highest = max(given, key=lambda line: Fraction(line.yuan), default=None)
    for line in lines:
        if scoring.student_awards == "both" or line.withheld or line is highest:
            yield line
        else:
            yield attrs.evolve(line, yuan=Decimal(0), withheld="higher")
