"""No serious violation of discipline or law: 无严重违纪违法行为的另加20分 (SCO-5, SCO-6)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.component import Component, ComponentLine, ScoringView

__all__ = ["NoSeriousViolation"]


@attrs.frozen(kw_only=True)
class NoSeriousViolation(Component):
    """Points for a year without a serious violation (SCO-5); what is serious the school records (SCO-6).

    ``violation``: loses these points only (``lose_bonus``, default) or the whole score (``veto``).
    ``per``: once a ``year`` (default) or for each ``term`` without one.
    ``unrecorded``: nothing recorded means that nothing happened (``granted``, default), or, where a school keeps a conduct
    record of every pupil, that a child of whom nothing at all is recorded was not judged (``undefined``).
    """

    name = "no_serious_violation"
    messages = {
        "zh": {
            "gives": "无严重违纪违法行为加{points}分",
            "none": "未记录严重违纪违法行为",
            "violated": "有{count}次严重违纪违法行为",
            "vetoed": "有{count}次严重违纪违法行为，全部分数取消",
            "terms": "{clean}个学期无严重违纪违法行为",
            "unrecorded": "没有任何品行记录，无法认定",
            "terms_unknown": "学期起止不详，无法按学期计算",
        },
        "en": {
            "gives": "{points} points for no serious violation of discipline or law",
            "none": "none is recorded",
            "violated": "{count} recorded",
            "vetoed": "{count} recorded; the whole score is forfeited",
            "terms": "{clean} terms without one",
            "unrecorded": "no conduct is recorded at all, so it cannot be judged",
            "terms_unknown": "it is not known when the terms begin, so it cannot be judged by term",
        },
    }

    points: Decimal = Decimal(20)
    violation: Literal["lose_bonus", "veto"] = "lose_bonus"
    per: Literal["year", "term"] = "year"
    unrecorded: Literal["granted", "undefined"] = "granted"

    def lint(self) -> Iterator[Problem]:
        """Yield points that are none."""
        if self.points <= 0:
            yield Problem(code="scoring_points", path=("points",), severity="warning")

    def score(self, view: ScoringView) -> ComponentLine:
        """Return the points for conduct."""
        count = len(view.violations())
        if count and self.violation == "veto":
            return self.line(0, "vetoed", vetoes=True, count=count)
        if self.unrecorded == "undefined" and not any(view.year.covers(c.day) for c in view.facts.conduct):
            return self.line(None, "unrecorded")
        if self.per == "term":
            return self._by_term(view)
        return self.line(0, "violated", count=count) if count else self.line(self.points, "none")

    def _by_term(self, view: ScoringView) -> ComponentLine:
        if not view.terms:
            return self.line(None, "terms_unknown")
        clean = sum(not view.violations(term) for term in view.terms)
        return self.line(Fraction(self.points) * clean, "terms", clean=clean)
