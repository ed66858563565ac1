"""Expression trees: ``all``, ``any``, ``at_least = { n, of }`` and ``not`` over criteria.

One node type serves the first three: *at least ``need`` of the parts are YES*; ``all`` needs every part, ``any`` one.
"""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.locale import Locale, render
from liushou_core.policy.source import Source
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Finding, Verdict

__all__ = ["AtLeast", "Not", "all_of", "any_of"]


@attrs.frozen(kw_only=True)
class AtLeast:
    """At least ``need`` of ``parts`` hold: YES when that many are YES, NO when even every UNKNOWN would not suffice."""

    need: int
    parts: tuple[Clause, ...]
    name: str = "at_least"
    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True))
    source: Source | None = None

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Judge every part (an explanation wants them all) and count."""
        parts = tuple(part.judge(facts, on) for part in self.parts)
        return Finding(self, self.verdict_of([part.verdict for part in parts]), parts=parts)

    def verdict_of(self, verdicts: list[Verdict]) -> Verdict:
        """Return the verdict for the verdicts of the parts."""
        if verdicts.count(YES) >= self.need:
            return YES
        return NO if len(verdicts) - verdicts.count(NO) < self.need else UNKNOWN

    def boundaries(self, facts: ChildFacts, after: date) -> Iterator[date]:
        """Yield the boundaries of every part."""
        for part in self.parts:
            yield from part.boundaries(facts, after)

    def says(self, finding: Finding, locale: Locale) -> str:
        """Return how many parts must hold."""
        return render(f"tree.{self.name}", locale, need=self.need, count=len(self.parts))


@attrs.frozen(kw_only=True)
class Not:
    """The part does not hold; UNKNOWN stays UNKNOWN."""

    parts: tuple[Clause, ...]
    name: str = "not"
    id: str = "not"
    source: Source | None = None

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Judge the part and turn its verdict round."""
        part = self.parts[0].judge(facts, on)
        return Finding(self, ~part.verdict, parts=(part,))

    def boundaries(self, facts: ChildFacts, after: date) -> Iterator[date]:
        """Yield the boundaries of the part."""
        yield from self.parts[0].boundaries(facts, after)

    def says(self, finding: Finding, locale: Locale) -> str:
        """Return that the part must not hold."""
        return render("tree.not", locale)


def all_of(*parts: Clause, id: str = "all", source: Source | None = None) -> AtLeast:
    """Return a clause that holds when every part holds; with no parts it holds."""
    return AtLeast(need=len(parts), parts=parts, name="all", id=id, source=source)


def any_of(*parts: Clause, id: str = "any", source: Source | None = None) -> AtLeast:
    """Return a clause that holds when one part holds; with no parts it does not."""
    return AtLeast(need=1, parts=parts, name="any", id=id, source=source)
