"""A title won: 获得"三好学生"称号的加10分 (SCO-7)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from liushou_core.domain.school import TitleName
from liushou_core.errors import Problem
from liushou_core.policy.component import Component, ComponentLine, ScoringView

__all__ = ["TitleWon"]


@attrs.frozen(kw_only=True)
class TitleWon(Component):
    """Points for a title won in the year (SCO-7); ``name_`` is the key ``name`` of the pack.

    ``once``: one amount however often and on whichever level it was won (default), or the amount for each title recorded
    (class, school and county level).
    ``with_violation``: a serious violation in the same year changes nothing (``independent``, default) or ``voids`` the
    points (SCO-23).
    """

    name = "title"
    messages = {
        "zh": {
            "gives": "获得“{name_}”称号加{points}分",
            "none": "本学年未获得",
            "won": "本学年获得{count}次",
            "voided": "本学年获得，但同年有严重违纪违法行为，不计",
        },
        "en": {
            "gives": "{points} points for the title “{name_}”",
            "none": "not won in the year",
            "won": "won in the year, {count}×",
            "voided": "won, but void for a serious violation in the same year",
        },
    }

    name_: TitleName = TitleName.THREE_GOOD_STUDENT
    points: Decimal = Decimal(10)
    once: bool = True
    with_violation: Literal["independent", "voids"] = "independent"

    def lint(self) -> Iterator[Problem]:
        """Yield points that are none."""
        if self.points <= 0:
            yield Problem(code="scoring_points", path=("points",), severity="warning")

    def score(self, view: ScoringView) -> ComponentLine:
        """Return the points for the title; closed-world: not recorded was not won."""
        count = sum(t.name is self.name_ and view.year.covers(t.day) for t in view.facts.titles)
        if count == 0:
            return self.line(0, "none")
        if self.with_violation == "voids" and view.violations():
            return self.line(0, "voided")
        return self.line(Fraction(self.points) * (1 if self.once else count), "won", count=count)
