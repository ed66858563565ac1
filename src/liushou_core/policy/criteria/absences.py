"""When a parent is away as the records have it: what is certain, what is possible, and which facts are in doubt.

A spell whose start is unknown was recorded because it holds: it began on the judged day or before, unless another
spell of the parent, which ended before it did, began later.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Final

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Absence, LifeStatus, Parent
from liushou_core.domain.unknown import NOT_ASKED, Unknown, is_known
from liushou_core.policy.verdict import Fact

__all__ = [
    "EVER",
    "Away",
    "Spans",
    "facts_of",
    "least_and_most",
    "lives",
    "parents_of",
    "starts",
    "ways_to_live",
]

Spans = tuple[Span, ...]

EVER: Final = Span(date.min)
"""Every day: as much away as can be."""


@attrs.frozen
class Away:
    """When one parent is away, read as little and as much as the facts allow; each doubt with the days it is about."""

    parent: Parent
    least: Spans
    most: Spans
    doubts: tuple[tuple[Fact, Spans], ...] = ()


def parents_of(facts: ChildFacts) -> tuple[Parent, ...]:
    """Return the legal parents; of one whose record is not there nothing is known."""
    ids = facts.child.parents
    assert isinstance(ids, tuple)
    if ids == tuple([parent.id for parent in facts.parents]):  # as they mostly stand
        return facts.parents
    found = {parent.id: parent for parent in facts.parents}
    return tuple(found.get(id) or Parent(id=id, scope=facts.child.scope, status=NOT_ASKED) for id in ids)


def facts_of(parents: Iterable[Parent]) -> list[Fact]:
    """Return what is known of parents' lives and absences."""
    facts: list[Fact] = []
    for parent in parents:
        if not isinstance(parent.status, Unknown):
            facts.append(Fact("parent", parent.id, "status", parent.status))
        if not isinstance(parent.absences, Unknown):
            facts.append(Fact("parent", parent.id, "absences", parent.absences))
    return facts


def lives(parent: Parent) -> bool | None:
    """Say whether the parent can be away at all; None if that is unknown."""
    return None if isinstance(parent.status, Unknown) else parent.status is LifeStatus.LIVING


def ways_to_live(away: list[Away]) -> Iterator[tuple[Away, ...]]:
    """Yield who lives, for every way in which the unknown may turn out."""
    if all(lives(a.parent) for a in away):  # as with most, of whom it is known
        yield tuple(away)
        return
    choices = [(True, False) if lives(a.parent) is None else (True,) for a in away]
    for choice in product(*choices):
        yield tuple(a for a, alive in zip(away, choice, strict=True) if alive)


def least_and_most(absence: Absence, of: Parent, on: date) -> tuple[Spans, Spans]:
    """Return the days away read as little and as much as the start allows; nothing if the spell begins after *on*."""
    earliest, latest = starts(absence, of, on)
    if earliest > on:
        return (), ()
    most = absence.spans_from(earliest)
    return (most if latest == earliest else absence.spans_from(latest)), most


def starts(absence: Absence, of: Parent, on: date = date.max) -> tuple[date, date]:
    """Return the earliest and the latest day on which a spell can have begun; the start twice if it is known.

    Not before the spells that ended before this one did; on *on* or before, and before the first break and the end.
    """
    if is_known(absence.start):
        return absence.start, absence.start
    others = of.absences if is_known(of.absences) else ()
    until = absence.until or date.max
    earliest = max((o.until for o in others if o.until is not None and o.until < until), default=date.min)
    last = [one.start for one in absence.breaks[:1]] + [until]
    return earliest, min(on, *(day - timedelta(days=1) for day in last))
