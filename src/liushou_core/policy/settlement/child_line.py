"""One child's line of a settlement."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from liushou_core.domain.ids import ChildId, ClassId
from liushou_core.locale import Locale, render
from liushou_core.policy.component import ComponentLine
from liushou_core.policy.ranks import Comparison, Placing
from liushou_core.policy.settlement.wording import placing, points
from liushou_core.policy.source import Source

__all__ = ["ChildLine"]


@attrs.frozen(kw_only=True)
class ChildLine:
    """One child's score: base and end rank, the points of each component, the total.

    ``total`` is None (undefined) only when no component could be judged. ``source``: of the scoring, which also holds for a
    component that cites none of its own. ``judged_on``: the settlement day, or the child's
    last day in the scheme (SCO-26). ``notes``: what was done to the total: ``left`` (SCO-26), ``no_score`` (SCO-17),
    ``most_points`` (SCO-21), ``vetoed`` (SCO-5).
    """

    child: ChildId
    school_class: ClassId | None = None
    judged_on: date
    finals: tuple[Comparison, ...] = attrs.field(repr=False)
    lines: tuple[ComponentLine, ...] = attrs.field(repr=False)
    total: Fraction | None = attrs.field(repr=False)
    source: Source | None = attrs.field(default=None, repr=False)
    notes: tuple[str, ...] = attrs.field(default=(), repr=False)

    @property
    def base(self) -> Placing | None:
        """The rank from which the year's rise is counted, and where it comes from."""
        return self.finals[0].base

    @property
    def end(self) -> Placing | None:
        """The rank at the end, and where it comes from."""
        return self.finals[-1].end

    def points(self, component: str) -> Fraction | None:
        """Return the points of the component with this id; None if undefined. Raises KeyError for an unknown id.

        Where each term's end is compared (SCO-13), the sum over the comparisons.
        """
        found = [line.points for line in self.lines if line.id == component]
        if not found:
            raise KeyError(component)
        defined = [points for points in found if points is not None]
        return sum(defined, Fraction(0)) if defined else None

    def explain(self, locale: Locale = "en") -> str:
        """Return the line in words: the ranks and their origin, each component with its source, the total."""
        return "\n".join(self._told(locale))

    def _told(self, locale: Locale) -> Iterator[str]:
        day, total = self.judged_on.isoformat(), points(self.total, locale)
        yield render("settlement.child", locale, child=self.child, day=day, total=total) + _cited(self.source)
        for finals in self.finals:
            base = placing(finals.base, finals.base_term, locale)
            end = placing(finals.end, finals.end_term, locale)
            yield "  " + render("settlement.ranks", locale, base=base, end=end)
        for line in self.lines:
            given, text = points(line.points, locale), line.text(locale)
            told = render("settlement.component", locale, points=given, text=text)
            yield f"  {told}{_cited(line.source)}"
        for note in self.notes:
            yield "  " + render(f"settlement.note.{note}", locale)


def _cited(source: Source | None) -> str:
    return "" if source is None else f" [{source}]"
