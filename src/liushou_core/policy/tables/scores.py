"""Scores: the ``[[score]]`` tables: blocks of items added up, bounded at every step, with levels."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import inf

import attrs

from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.errors import Problem
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.measure import Bound, Measure, clamped, exact, hull, known, total
from liushou_core.policy.memory import remembered
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.bands import Bands
from liushou_core.policy.tables.classifications import NO_CLASS, Band
from liushou_core.policy.tables.points import Item
from liushou_core.policy.tables.reckoning import Reckoning, cut
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause

__all__ = ["Block", "Level", "Override", "Score"]


@attrs.frozen(kw_only=True)
class Block:
    """Items that are added up and bounded together."""

    id: str
    item: tuple[Item, ...]
    title: Wording | None = None
    floor: Decimal | None = None
    cap: Decimal | None = None
    maximum: Decimal | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a block without items, and items that do not add up to its maximum."""
        yield from _adds_up(self, self.item, "item")

    def reckon(self, subject: Subject, on: date) -> Reckoning:
        """Return the points of the block."""
        return _added_up(self, [item.reckon(subject, on) for item in self.item])

    def range(self) -> tuple[Bound, Bound]:
        """Return the fewest and the most points of the block."""
        return _range(self, self.item)

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days among which is every later change."""
        for item in self.item:
            yield from item.boundaries(subject, after)


@attrs.frozen(kw_only=True)
class Override:
    """Tried before anything is added up: where ``when`` is YES, the score is ``points``."""

    id: str
    when: Clause
    points: Decimal
    title: Wording | None = None
    source: Source | None = None


@attrs.frozen(kw_only=True)
class Level(Band):
    """A level of the score, as a band of its points."""

    id: str
    title: Wording | None = None
    source: Source | None = None


@attrs.frozen(kw_only=True)
class Score:
    """A points table for each ``subject``: ``block`` s of ``item`` s, or ``item`` s alone.

    ``override`` is tried first, in order; then everything is added up. ``floor`` and ``cap`` bound the sum. ``maximum`` is what
    the plan prints as its most: lint holds the parts to it. Outside ``applies_when`` nothing is scored: 0 points, and said so.
    """

    id: str
    subject: SubjectRole = SubjectRole.CHILD
    title: Wording | None = None
    applies_when: Clause | None = None
    block: tuple[Block, ...] = ()
    item: tuple[Item, ...] = ()
    override: tuple[Override, ...] = ()
    level: tuple[Level, ...] = ()
    floor: Decimal | None = None
    cap: Decimal | None = None
    maximum: Decimal | None = None
    source: Source | None = None

    @cached_property
    def _levels(self) -> Bands[Level]:
        return Bands(self.level)

    @property
    def parts(self) -> tuple[Block | Item, ...]:
        """The blocks, then the items that stand in none."""
        return (*self.block, *self.item)

    def lint(self) -> Iterator[Problem]:
        """Yield parts that do not add up to the maximum, ids that stand twice, and points that belong to no level."""
        yield from _adds_up(self, self.parts, "block")
        seen: set[str] = set()
        for place, id in _ids(self):
            if id in seen:
                yield Problem(code="id_twice", path=(*place, "id"), values={"id": id})
            seen.add(id)
        gaps = self._levels.gaps(*self.range()) if self.level else []
        if gaps:
            number = str(gaps[0].limit_denominator(1000))
            yield Problem(code="band_gap", path=("level",), values={"number": number}, severity="warning")

    def reckon(self, subject: Subject, on: date) -> Reckoning:
        """Return the score of a subject on a day, with its levels."""
        return remembered(self, subject, on, self._with_levels)

    def _with_levels(self, subject: Subject, on: date) -> Reckoning:
        found = self._reckon(subject, on)
        if not self.level or found.reason == "out_of_scope":
            return found
        possible = self._levels.possible(found.measure)
        levels = (*(row.id for row in possible.rows), *((NO_CLASS,) if possible.gap else ()))
        return attrs.evolve(found, levels=levels)

    def _reckon(self, subject: Subject, on: date) -> Reckoning:
        scope = YES
        if self.applies_when is not None:
            finding = ask(self.applies_when, subject, on)
            scope = finding.verdict
            if scope is NO:
                return self._told(known(0), "out_of_scope")
        open_ways: list[Measure] = []
        for override in self.override:
            finding = ask(override.when, subject, on)
            fixed = known(exact(override.points))
            if finding.verdict is YES:
                return self._told(
                    hull([*open_ways, fixed]) if open_ways else fixed, "override", override=override.id
                )
            if finding.verdict is UNKNOWN:
                open_ways.append(fixed.resting_on((), open_facts(finding)))
        added = _added_up(self, [part.reckon(subject, on) for part in self.parts])
        if scope is UNKNOWN and self.applies_when is not None:
            missing = open_facts(ask(self.applies_when, subject, on))
            open_ways.append(known(0).resting_on((), missing))
        return attrs.evolve(added, measure=hull([added.measure, *open_ways])) if open_ways else added

    def _told(self, measure: Measure, reason: str, **values: object) -> Reckoning:
        return Reckoning(
            id=self.id, title=self.title, source=self.source, measure=measure, reason=reason, values=values
        )

    def measure(self, subject: Subject, on: date) -> Measure:
        """Return only the number."""
        return self.reckon(subject, on).measure

    def range(self) -> tuple[Bound, Bound]:
        """Return the fewest and the most points of the table, overrides and what lies out of scope included."""
        fixed = [known(exact(override.points)) for override in self.override]
        outside = [] if self.applies_when is None else [known(0)]
        found = hull([Measure(*_range(self, self.parts)), *fixed, *outside])
        return found.low, found.high

    def boundaries(
        self, subject: Subject, after: date, thresholds: Sequence[Fraction] | None = None
    ) -> Iterator[date]:
        """Yield the days among which is every later change of the score."""
        for clause in (self.applies_when, *(override.when for override in self.override)):
            if clause is not None:
                yield from changes_of(clause, subject, after)
        for part in self.parts:
            yield from part.boundaries(subject, after)


def _added_up(table: Score | Block, parts: Sequence[Reckoning]) -> Reckoning:
    raw = total([part.measure for part in parts])
    bounds = [None if bound is None else exact(bound) for bound in (table.floor, table.cap)]
    measure = clamped(raw, *bounds)
    return Reckoning(
        id=table.id,
        title=table.title,
        source=table.source,
        measure=measure,
        reason="added_up",
        parts=tuple(parts),
        unbounded=cut(raw, measure),
    )


def _range(table: Score | Block, parts: Sequence[Block | Item]) -> tuple[Bound, Bound]:
    found = total([Measure(*part.range()) for part in parts])
    bounds = [None if bound is None else exact(bound) for bound in (table.floor, table.cap)]
    clamp = clamped(found, *bounds)
    return clamp.low, clamp.high


def _adds_up(table: Score | Block, parts: Sequence[Block | Item], key: str) -> Iterator[Problem]:
    if not parts:
        yield Problem(code="missing_key", values={"key": key})
        return
    if table.floor is not None and table.cap is not None and table.floor > table.cap:
        yield Problem(code="empty_band", path=("cap",))
    if table.maximum is not None:
        most = total([Measure(-inf, part.range()[1]) for part in parts]).high
        if table.cap is not None:
            most = min(most, Fraction(table.cap))
        if most != Fraction(table.maximum):
            values = {"most": "—" if isinstance(most, float) else str(most)}
            yield Problem(code="maximum_differs", path=("maximum",), values=values)


def _ids(score: Score) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for b, block in enumerate(score.block):
        yield ("block", b), block.id
        for i, item in enumerate(block.item):
            yield ("block", b, "item", i), item.id
    for i, item in enumerate(score.item):
        yield ("item", i), item.id
