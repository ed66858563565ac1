"""Each place risen in the class ranking: 每上升1个名次加10分 (SCO-2)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.component import Component, ComponentLine, ScoringView

__all__ = ["RankRise"]


@attrs.frozen(kw_only=True)
class RankRise(Component):
    """Points for every place risen from the base final to the end final (SCO-2).

    ``falls``: a fall costs nothing (``ignore``, default: the text only adds, "加分") or as much as a rise earns
    (``deduct``, a reading the text does not support). Since a fall costs nothing and the base moves on every year, a rank
    that swings 20 → 30 → 20 earns its rise anew (SCO-22): a risk of the plan, counted as it stands.
    """

    name = "rank_rise"
    counts = "finals"
    messages = {
        "zh": {
            "gives": "班级名次每上升1名加{points_per_place}分",
            "rose": "由第{base}名升至第{end}名，上升{places}名",
            "same": "名次未变（第{end}名）",
            "fell": "由第{base}名降至第{end}名，不扣分",
            "deducted": "由第{base}名降至第{end}名，下降{places}名，照扣",
            "gave_way": "已得保持名次加分，不再计上升分",
            "no_base": "缺少基数名次，无法计算",
            "no_end": "缺少期末名次，无法计算",
            "other_class": "两次名次不在同一班级，无法比较",
        },
        "en": {
            "gives": "{points_per_place} points for each place risen in the class",
            "rose": "rose from {base} to {end}, by {places}",
            "same": "stayed at {end}",
            "fell": "fell from {base} to {end}; nothing is deducted",
            "deducted": "fell from {base} to {end}, by {places}; deducted",
            "gave_way": "the points for staying at the top stand instead",
            "no_base": "no base rank, so it cannot be judged",
            "no_end": "no end rank, so it cannot be judged",
            "other_class": "the two ranks are of different classes and cannot be compared",
        },
    }

    points_per_place: Decimal = Decimal(10)
    falls: Literal["ignore", "deduct"] = "ignore"

    def lint(self) -> Iterator[Problem]:
        """Yield points that reward a fall."""
        if self.points_per_place <= 0:
            yield Problem(code="scoring_points", path=("points_per_place",), severity="warning")

    def score(self, view: ScoringView) -> ComponentLine:
        """Return the points for the rise; undefined without two comparable ranks (SCO-15, SCO-17)."""
        finals = view.finals
        rise, base, end = finals.rise, finals.base, finals.end
        if rise is None or base is None or end is None:
            return self.line(None, finals.gap)
        points = Fraction(self.points_per_place) * rise
        if rise >= 0:
            reason = "rose" if rise else "same"
        elif self.falls == "ignore":
            reason, points = "fell", Fraction(0)
        else:
            reason = "deducted"
        return self.line(points, reason, base=base.rank, end=end.rank, places=abs(rise))
