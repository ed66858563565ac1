"""Places compared: which place of a level contains another, as far as the table of places says."""

from datetime import date
from typing import Final

from liushou_core.domain.subject import Around, Subject
from liushou_core.domain.unknown import Known, Unknown, is_known

__all__ = ["home_on", "place_at"]

_DEEPEST: Final = 50
"""How many places may contain each other; a table with a circle in it is refused where it is read."""


def place_at(around: Around, place: Known[str], level: str) -> str | None:
    """Return the id of the place of *level* that contains *place*, or is it; None where nobody says."""
    at = place if is_known(place) else None
    for _ in range(_DEEPEST):
        found = None if at is None else around.place(at)
        if found is None or found.level == level:
            return None if found is None else str(found.id)
        at = found.within
    return None


def home_on(subject: Subject, kind: str, on: date) -> Known[str] | None:
    """Return where the subject is at home: the place of its spell of *kind* on the day, the latest begun; None if there is none."""
    spells = subject.around.spells(subject.kind, subject.id)
    if isinstance(spells, Unknown):
        return None
    held = [
        spell
        for spell in spells
        if spell.kind == kind
        and (not is_known(spell.start) or spell.start <= on)
        and (spell.until is None or on < spell.until)
    ]
    return held[-1].place if held else None
