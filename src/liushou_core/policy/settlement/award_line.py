"""One student award of a settlement."""

from decimal import Decimal

import attrs

from liushou_core.domain.ids import ChildId
from liushou_core.locale import Locale, render
from liushou_core.policy.tables.awards import Award, Earned
from liushou_core.policy.words import in_words

__all__ = ["AwardLine"]


@attrs.frozen(kw_only=True)
class AwardLine:
    """An award earned by a student, and why. ``withheld`` (then 0 yuan): ``violation`` (STU-7) or ``higher`` (STU-4)."""

    child: ChildId
    award: Award = attrs.field(repr=lambda award: repr(award.id))
    earned: Earned = attrs.field(repr=False)
    yuan: Decimal
    withheld: str = ""

    def explain(self, locale: Locale = "en") -> str:
        """Return the line in words."""
        title = self.award.id if self.award.title is None else self.award.title.text(locale)
        values = {name: in_words(value, locale) for name, value in self.earned.values.items()}
        why = render(f"settlement.award.{self.earned.reason}", locale, times=self.earned.times, **values)
        told = render("settlement.award.line", locale, child=self.child, title=title, why=why, yuan=self.yuan)
        source = f" [{self.award.source}]" if self.award.source else ""
        withheld = " " + render(f"settlement.award.{self.withheld}", locale) if self.withheld else ""
        return told + withheld + source
