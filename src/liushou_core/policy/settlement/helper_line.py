"""One helper's line of a settlement."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import ChildId, ClassId, RecordId
from liushou_core.locale import Locale, render
from liushou_core.policy.settlement.wording import number, points
from liushou_core.policy.tables.scoring import Share
from liushou_core.policy.words import in_words

__all__ = ["Credit", "HelperLine"]


@attrs.frozen(kw_only=True)
class Credit:
    """A helper's part (0 < ``part`` ≤ 1) of one child's ``score`` (None: undefined)."""

    child: ChildId
    score: Fraction | None = attrs.field(repr=False)
    part: Fraction


@attrs.frozen(kw_only=True)
class HelperLine:
    """One helper's score in one role, and what it is worth; a class teacher has a line for each class.

    ``points``: of this school year, None if undefined; ``earlier``: those of the years before, where they accumulate (SCO-8).
    ``notes``: ``no_relevant_pupil`` (SCO-12), ``no_defined_score``, ``other_role`` (SCO-20), ``cap`` (SCO-21),
    ``below_zero``.
    """

    helper: RecordId
    role: HelperRole
    school_class: ClassId | None = None
    share: Share
    credits: tuple[Credit, ...] = attrs.field(repr=False)
    points: Fraction | None
    earlier: Fraction = Fraction(0)
    yuan: Decimal = Decimal(0)
    notes: tuple[str, ...] = ()

    @property
    def payable_points(self) -> Fraction | None:
        """The points that are worth money: of the year, and the earlier ones where they accumulate; None if undefined."""
        if self.points is None:
            return self.earlier or None
        return self.points + self.earlier

    def explain(self, locale: Locale = "en") -> str:
        """Return the line in words: whose scores make it, the points, the amount."""
        return "\n".join(self._told(locale))

    def _told(self, locale: Locale) -> Iterator[str]:
        of_class = (
            "" if self.school_class is None else render("settlement.of_class", locale, id=self.school_class)
        )
        yield render(
            "settlement.helper",
            locale,
            helper=self.helper,
            role=in_words(self.role, locale),
            of_class=of_class,
            share=render(f"settlement.share_{self.share}", locale),
            points=points(self.points, locale),
            yuan=self.yuan,
        )
        if self.earlier:
            yield "  " + render("settlement.earlier", locale, points=points(self.earlier, locale))
        for credit in self.credits:
            key = "settlement.credit" if credit.part == 1 else "settlement.credit_part"
            score, part = points(credit.score, locale), number(credit.part, locale)
            yield "  " + render(key, locale, child=credit.child, score=score, part=part)
        for note in self.notes:
            yield "  " + render(f"settlement.note.{note}", locale)
