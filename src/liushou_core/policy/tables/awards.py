"""Student awards (004 §2.六): the ``[[award]]`` tables and their small closed set of conditions (STU-1 … STU-7).

Who pays an award, and when, no plan says (STU-8): a settlement states amounts, and what was paid is recorded as a Payment.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Literal

import attrs

from liushou_core.domain.amounts import has_parts_of_a_fen
from liushou_core.errors import Problem
from liushou_core.policy.ranks import Comparison
from liushou_core.policy.source import Source, Wording

__all__ = ["Award", "AwardWhen", "Earned", "EndRank", "Progress", "overlapping"]


@attrs.frozen
class Earned:
    """How many times an award is earned (0: not), with the message key of the reason and its values."""

    times: int
    reason: str
    values: Mapping[str, object] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class EndRank:
    """The rank at the end of the second term lies ``from_`` … ``to``, both included (STU-1, STU-2)."""

    from_: int
    to: int

    def lint(self) -> Iterator[Problem]:
        """Yield a band that no rank reaches."""
        if not 1 <= self.from_ <= self.to:
            yield Problem(code="empty_band", path=("to",))

    def judge(self, of_year: Comparison, of_scoring: Comparison) -> Earned:
        """Say whether the end rank lies in the band; not without one."""
        if of_year.end is None:
            return Earned(0, "no_end")
        rank = of_year.end.rank
        return Earned(int(self.from_ <= rank <= self.to), "end_rank", {"end": rank})


@attrs.frozen(kw_only=True)
class Progress:
    """The rank rose by ``at_least`` so many places (STU-3, default: 达 = reaches), by ``exactly`` so many, or the award
    is given once ``per_each`` so many places; one of the three.

    ``compares``: the first with the second term of the same year (``terms_of_year``, as printed, in every year) or the
    base of the helpers' scoring with the end rank (``scoring_base``) (STU-5).
    """

    at_least: int | None = None
    exactly: int | None = None
    per_each: int | None = None
    compares: Literal["terms_of_year", "scoring_base"] = "terms_of_year"

    def lint(self) -> Iterator[Problem]:
        """Yield none or several of the three numbers, and a number below one."""
        given = [n for n in ("at_least", "exactly", "per_each") if getattr(self, n) is not None]
        if len(given) != 1:
            yield Problem(code="award_one_of", values={"choices": "at_least, exactly, per_each"})
        for name in given:
            if getattr(self, name) < 1:
                yield Problem(code="empty_band", path=(name,))

    def judge(self, of_year: Comparison, of_scoring: Comparison) -> Earned:
        """Say how often the progress was made; not without two comparable ranks (SCO-15, SCO-17)."""
        finals = of_year if self.compares == "terms_of_year" else of_scoring
        rise = finals.rise
        if rise is None:
            return Earned(0, finals.gap)
        if self.per_each is not None:
            return Earned(int(max(rise, Fraction(0)) // self.per_each), "progress_each", {"rise": rise})
        if self.exactly is not None:
            times = int(rise == self.exactly)
        else:
            times = int(self.at_least is not None and rise >= self.at_least)
        return Earned(times, "progress", {"rise": rise})


@attrs.frozen(kw_only=True)
class AwardWhen:
    """What earns the award: one condition of the closed set."""

    end_rank: EndRank | None = None
    progress: Progress | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield none or two conditions."""
        if (self.end_rank is None) == (self.progress is None):
            yield Problem(code="award_one_of", values={"choices": "end_rank, progress"})

    def judge(self, of_year: Comparison, of_scoring: Comparison) -> Earned:
        """Judge the condition by the year's two finals, or by those that the helpers' scoring compares."""
        condition = self.end_rank or self.progress
        return Earned(0, "no_condition") if condition is None else condition.judge(of_year, of_scoring)


@attrs.frozen(kw_only=True)
class Award:
    """An award to students, in yuan.

    The first of the class has an award of its own, so that its amount does not add to that of ranks 2–5 (STU-1); what
    the award is called stands in ``title`` (STU-2). ``open_to``: children of the ``scheme`` (default) or any pupil of a
    ``class`` in which a child of the scheme sits (STU-6). ``violation``: a serious one in the year has ``no_effect``
    (default) or ``voids`` the award (STU-7). Whether one student may have two awards: ``scoring.student_awards`` (STU-4).
    """

    id: str
    title: Wording | None = None
    when: AwardWhen
    yuan: Decimal
    open_to: Literal["scheme", "class"] = "scheme"
    violation: Literal["no_effect", "voids"] = "no_effect"
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield an amount that is not positive or has parts of a fen."""
        if self.yuan <= 0:
            yield Problem(code="not_positive", path=("yuan",))
        elif has_parts_of_a_fen(self.yuan):
            yield Problem(code="parts_of_a_fen", path=("yuan",))


def overlapping(awards: tuple[Award, ...]) -> Iterator[Problem]:
    """Yield a warning for every two awards that one end rank earns together (STU-1: the first gets 100, not 100 + 30)."""
    bands = [(index, award.when.end_rank) for index, award in enumerate(awards)]
    for (_, one), (index, two) in combinations([(i, b) for i, b in bands if b is not None], 2):
        if one.from_ <= two.to and two.from_ <= one.to:
            values = {"ranks": f"{max(one.from_, two.from_)}–{min(one.to, two.to)}"}
            yield Problem(code="award_overlap", path=("award", index), values=values, severity="warning")
