"""Staying among the first of the class: 保持在班级前5名的加10分 (SCO-3)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.component import Component, ComponentLine, ScoringView

__all__ = ["StayInTop"]


@attrs.frozen(kw_only=True)
class StayInTop(Component):
    """Points for a child who stays within the first ``places`` of the class (SCO-3).

    ``reading``: at the base and at the end (``base_and_end``, default: one can only keep what one had) or at the end
    alone (``end_only``; then the base rank need not even be known).
    ``when_fell``: one who fell but is still within the first ``places`` keeps the points (``keeps``, default) or not
    (``loses``).
    """

    name = "stay_in_top"
    counts = "finals"
    messages = {
        "zh": {
            "gives": "保持在班级前{places}名加{points}分",
            "stayed": "期末第{end}名，保持",
            "outside": "期末第{end}名，不在其列",
            "entered": "期末进入前列（第{end}名），但基数为第{base}名，不算保持",
            "fell": "由第{base}名降至第{end}名，不算保持",
            "gave_way": "已得名次上升分，不再计保持分",
            "no_base": "缺少基数名次，无法计算",
            "no_end": "缺少期末名次，无法计算",
            "other_class": "两次名次不在同一班级，无法比较",
        },
        "en": {
            "gives": "{points} points for staying among the first {places} of the class",
            "stayed": "stayed, at {end}",
            "outside": "ended at {end}, outside",
            "entered": "entered at {end} from {base}, which is not staying",
            "fell": "fell from {base} to {end}, which is not staying",
            "gave_way": "the points for the rise stand instead",
            "no_base": "no base rank, so it cannot be judged",
            "no_end": "no end rank, so it cannot be judged",
            "other_class": "the two ranks are of different classes and cannot be compared",
        },
    }

    places: int = 5
    points: Decimal = Decimal(10)
    reading: Literal["base_and_end", "end_only"] = "base_and_end"
    when_fell: Literal["keeps", "loses"] = "keeps"

    def lint(self) -> Iterator[Problem]:
        """Yield a band that no rank reaches, and points that are none."""
        if self.places < 1:
            yield Problem(code="empty_band", path=("places",))
        if self.points <= 0:
            yield Problem(code="scoring_points", path=("points",), severity="warning")

    def score(self, view: ScoringView) -> ComponentLine:
        """Return the points for staying; undefined without the ranks that the reading needs (SCO-15, SCO-17)."""
        finals = view.finals
        if finals.end is None:
            return self.line(None, finals.gap if self._needs_base else "no_end")
        end = finals.end.rank
        if not self._needs_base:
            return self.line(self.points, "stayed", end=end) if end <= self.places else self._outside(end)
        if finals.rise is None or finals.base is None:
            return self.line(None, finals.gap)
        base = finals.base.rank
        if end > self.places:
            return self._outside(end)
        if self.reading == "base_and_end" and base > self.places:
            return self.line(0, "entered", base=base, end=end)
        if self.when_fell == "loses" and end > base:
            return self.line(0, "fell", base=base, end=end)
        return self.line(self.points, "stayed", end=end)

    @property
    def _needs_base(self) -> bool:
        return self.reading == "base_and_end" or self.when_fell == "loses"

    def _outside(self, end: object) -> ComponentLine:
        return self.line(0, "outside", end=end)
