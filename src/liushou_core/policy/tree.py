"""Expression trees: ``all``, ``any``, ``at_least = { n, of }`` and ``not`` over criteria.

One node type serves the first three: *at least ``need`` of the parts are YES*; ``all`` needs every part, ``any`` one. A part
with ``effect = "defect"`` is judged and reported but not counted.
"""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.locale import Locale, render
from liushou_core.policy.source import Source
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Finding, Verdict

__all__ = ["AtLeast", "Not", "Noted", "all_of", "any_of", "verdict_about"]


@attrs.frozen(kw_only=True)
class AtLeast:
    """At least ``need`` of ``parts`` hold: YES when that many are YES, NO when even every UNKNOWN would not suffice.

    Parts that are only noted do not count; ``need`` of an ``all`` is the number of the others.
    """

    need: int
    parts: tuple[Clause, ...]
    name: str = "at_least"
    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True))
    source: Source | None = None

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Judge every part (an explanation wants them all) and count."""
        parts = tuple(part.judge(facts, on) for part in self.parts)
        counted = [part.verdict for part in parts if not isinstance(part.clause, Noted)]
        return Finding(self, self.verdict_of(counted), parts=parts)

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
        count = sum(not isinstance(part, Noted) for part in self.parts)
        return render(f"tree.{self.name}", locale, need=self.need, count=count)


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


@attrs.frozen(kw_only=True)
class Noted:
    """A clause that is reported and decides nothing: one of a file's defects, say, that do not void it."""

    parts: tuple[Clause, ...]

    @property
    def name(self) -> str:
        """The name of the clause."""
        return self.parts[0].name

    @property
    def id(self) -> str:
        """The id of the clause."""
        return self.parts[0].id

    @property
    def source(self) -> Source | None:
        """The source of the clause."""
        return self.parts[0].source

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Judge the clause."""
        part = self.parts[0].judge(facts, on)
        return Finding(self, part.verdict, parts=(part,))

    def boundaries(self, facts: ChildFacts, after: date) -> Iterator[date]:
        """Yield none: the answer of the whole does not hang on it."""
        yield from ()

    def says(self, finding: Finding, locale: Locale) -> str:
        """Return that the clause is only noted."""
        return render("tree.noted", locale)


def verdict_about(clause: Clause, facts: ChildFacts, on: date) -> Verdict:
    """Return only the verdict of :meth:`Clause.judge`, asking no more parts than it takes."""
    if isinstance(clause, Not):
        return ~verdict_about(clause.parts[0], facts, on)
    if not isinstance(clause, AtLeast):
        return clause.judge(facts, on).verdict
    counted = [part for part in clause.parts if not isinstance(part, Noted)]
    yes, possible = 0, len(counted)
    for part in counted:
        if yes >= clause.need or possible < clause.need:
            break
        verdict = verdict_about(part, facts, on)
        yes += verdict is YES
        possible -= verdict is NO
    return YES if yes >= clause.need else NO if possible < clause.need else UNKNOWN


def all_of(*parts: Clause, id: str = "all", source: Source | None = None) -> AtLeast:
    """Return a clause that holds when every part holds; with no parts it holds."""
    return AtLeast(need=len(parts), parts=parts, name="all", id=id, source=source)


def any_of(*parts: Clause, id: str = "any", source: Source | None = None) -> AtLeast:
    """Return a clause that holds when one part holds; with no parts it does not."""
    return AtLeast(need=1, parts=parts, name="any", id=id, source=source)
