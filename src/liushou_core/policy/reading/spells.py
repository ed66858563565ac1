"""Spells read for a question: on which days one runs, as little and as much as the facts allow."""

from collections.abc import Collection
from datetime import date
from typing import Final

import attrs

from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.spell import Spell
from liushou_core.domain.unknown import is_known

__all__ = ["EVER", "SPELL_KINDS", "Runs", "runs"]

EVER: Final = Span(date.min)
SPELL_KINDS: Final = frozenset({"absence", "residence"})
"""Kinds of spells that need no declaration: a parent's away from home, and where somebody lives."""


@attrs.frozen
class Runs:
    """The days on which a spell runs: ``least`` for certain, ``most`` at the utmost."""

    spell: Spell
    least: tuple[Span, ...]
    most: tuple[Span, ...]

    @property
    def certain(self) -> bool:
        """Whether the two are the same."""
        return self.least == self.most


def runs(spell: Spell, on: date, ignored: Collection[str] = ()) -> Runs | None:
    """Return the days of a spell as known on *on*; None if it has not begun. Breaks of an *ignored* kind do not interrupt it.

    A spell of unknown start was recorded because it holds: it runs at least on the judged day, or on its last day before.
    """
    breaks = [one for one in spell.breaks if one.kind not in ignored and one.start <= on]
    if is_known(spell.start):
        if spell.start > on:
            return None
        days = _cut(Span(spell.start, spell.until), [Span(b.start, b.until) for b in breaks])
        return Runs(spell, days, days)
    until = spell.until
    latest = on if until is None or until > on else add_days(until, -1)
    latest = min([latest, *(add_days(b.start, -1) for b in breaks)])
    cuts = [Span(b.start, b.until) for b in breaks]
    return Runs(spell, _cut(Span(latest, until), cuts), _cut(Span(date.min, until), cuts))


def _cut(span: Span, breaks: list[Span]) -> tuple[Span, ...]:
    starts = [span.start, *(b.until for b in breaks if b.until is not None)]
    ends = [*(b.start for b in breaks), span.until]
    days = zip(starts, ends, strict=False)
    return tuple(Span(first, until) for first, until in days if until is None or first < until)
