"""Settlement 考核结算: a school year's points, awards and money; every line explains itself.

Points are exact fractions; an amount of money was rounded once, as the policy says. None where a score or a mean is
*undefined*: it adds nothing, and is not 0. People appear by id, never by name.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from liushou_core.__about__ import __version__
from liushou_core.domain.calendar import SchoolYear
from liushou_core.domain.ids import ChildId, PolicyId
from liushou_core.locale import Locale, render
from liushou_core.policy.canonical import digest
from liushou_core.policy.origin import Origin
from liushou_core.policy.receipt import origins_document
from liushou_core.policy.rounding import exact_sum
from liushou_core.policy.settlement.award_line import AwardLine
from liushou_core.policy.settlement.child_line import ChildLine
from liushou_core.policy.settlement.document import award_document, child_document, helper_document
from liushou_core.policy.settlement.helper_line import HelperLine

__all__ = ["Settlement"]


@attrs.frozen(kw_only=True)
class Settlement:
    """What one policy comes to in one school year.

    ``lines`` are ordered by child, ``helpers`` by helper, role (class teacher, volunteer) and class, ``awards`` by child and
    then as in the pack. ``withheld``: awards earned and not given. ``undetermined``: children of whom it is not known
    whether the plan covers them; they are not scored until it is. ``fingerprint``: of the edition applied.
    """

    policy: PolicyId
    fingerprint: str = attrs.field(repr=False)
    school_year: SchoolYear
    accumulates: bool = attrs.field(default=False, repr=False)
    lines: tuple[ChildLine, ...] = attrs.field(repr=False)
    helpers: tuple[HelperLine, ...] = attrs.field(repr=False)
    awards: tuple[AwardLine, ...] = attrs.field(repr=False)
    withheld: tuple[AwardLine, ...] = attrs.field(default=(), repr=False)
    undetermined: tuple[ChildId, ...] = attrs.field(default=(), repr=False)
    origins: tuple[tuple[str, Origin], ...] = attrs.field(default=(), eq=False, repr=False)

    @property
    def helpers_yuan(self) -> Decimal:
        """What all helpers are paid."""
        return exact_sum(line.yuan for line in self.helpers)

    @property
    def awards_yuan(self) -> Decimal:
        """What all students are given."""
        return exact_sum(line.yuan for line in self.awards)

    @property
    def total_yuan(self) -> Decimal:
        """The whole payout."""
        return exact_sum((self.helpers_yuan, self.awards_yuan))

    def line(self, child: str) -> ChildLine:
        """Return the line of one child. Raises KeyError for a child that was not scored."""
        for line in self.lines:
            if line.child == child:
                return line
        raise KeyError(child)

    def to_document(self) -> dict[str, Any]:
        """Return the settlement as JSON data, schema ``liushou-settlement/1``; exact numbers are texts such as "160/3"."""
        return {
            "schema": "liushou-settlement/1",
            "policy": self.policy,
            "fingerprint": self.fingerprint,
            "school_year": str(self.school_year),
            "children": [child_document(line) for line in self.lines],
            "helpers": [helper_document(line) for line in self.helpers],
            "awards": [award_document(line) for line in (*self.awards, *self.withheld)],
            "undetermined": list(self.undetermined),
            "helpers_yuan": str(self.helpers_yuan),
            "awards_yuan": str(self.awards_yuan),
            "total_yuan": str(self.total_yuan),
            "origins": origins_document(self.origins),
            "library": __version__,
        }

    def digest(self) -> str:
        """Return the SHA-256 of the document (64 hexadecimal digits): what ``Payment.receipt`` records."""
        return digest(self.to_document())

    def explain(self, locale: Locale = "en") -> str:
        """Return the whole settlement in words."""
        return "\n".join(self._told(locale))

    def _told(self, locale: Locale) -> Iterator[str]:
        yield render("settlement.head", locale, policy=self.policy, year=self.school_year)
        yield from (line.explain(locale) for line in self.lines)
        yield from (line.explain(locale) for line in self.helpers)
        yield from (line.explain(locale) for line in (*self.awards, *self.withheld))
        if self.undetermined:
            names = ("、" if locale == "zh" else ", ").join(self.undetermined)
            yield render("settlement.undecided", locale, count=len(self.undetermined), children=names)
        yield render(
            "settlement.total",
            locale,
            helpers=self.helpers_yuan,
            awards=self.awards_yuan,
            total=self.total_yuan,
        )
