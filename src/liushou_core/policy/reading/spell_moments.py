"""Moments at which a spell begins or ends."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from liushou_core.domain.spell import Spell
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown, is_known
from liushou_core.locale import Locale, render
from liushou_core.policy.reading.moments import Found, Moment
from liushou_core.policy.reading.tally_records import SpellKind
from liushou_core.policy.verdict import Fact

__all__ = ["BeginOf", "EndOf"]


@attrs.frozen(kw_only=True)
class _OfSpell(Moment):
    shorthand: ClassVar[str] = "spell"

    spell: SpellKind

    def found(self, subject: Subject, on: date) -> Found:
        """Return the latest such day up to the judged day."""
        spells = subject.around.spells(subject.kind, subject.id)
        if isinstance(spells, Unknown):
            return Found(None, missing=(Fact(subject.kind.value, subject.id, "spells", spells),))
        mine = [spell for spell in spells if spell.kind == self.spell.kind]
        unknown = [spell for spell in mine if self._day(spell) is None and self._may_have_come(spell, on)]
        come = [(day, spell.id) for spell in mine if (day := self._day(spell)) is not None and day <= on]
        if unknown:
            return Found(None, missing=tuple(Fact("spell", spell.id, "start") for spell in unknown))
        if not come:
            return Found(None)
        day, id = max(come)
        return Found(day, (Fact("spell", id, "kind", self.spell.kind),))

    def _day(self, spell: Spell) -> date | None:
        raise NotImplementedError

    def _may_have_come(self, spell: Spell, on: date) -> bool:
        return False

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days themselves."""
        spells = subject.around.spells(subject.kind, subject.id)
        for spell in () if isinstance(spells, Unknown) else spells:
            if spell.kind == self.spell.kind:
                yield from (day for day in (self._day(spell), spell.until) if day is not None)

    def says(self, locale: Locale) -> str:
        """Return which end of which spell is meant."""
        return render(f"moment.{self.name}", locale, spell=self.spell.says(locale))


@attrs.frozen(kw_only=True)
class BeginOf(_OfSpell):
    """The first day of the subject's latest spell of a kind that has begun; not known where such a spell has no known start."""

    name: ClassVar[str] = "begin_of"

    def _day(self, spell: Spell) -> date | None:
        return spell.start if is_known(spell.start) else None

    def _may_have_come(self, spell: Spell, on: date) -> bool:
        return True


@attrs.frozen(kw_only=True)
class EndOf(_OfSpell):
    """The first day after the subject's latest spell of a kind that is over: the day of the return, of the discharge."""

    name: ClassVar[str] = "end_of"

    def _day(self, spell: Spell) -> date | None:
        return spell.until
