"""What the records about one subject come to: a person of up to three records, and all the spells of one."""

from typing import Final

from liushou_core.domain.calendar import Span
from liushou_core.domain.family import Absence, Guardian, Parent
from liushou_core.domain.grouped_records import ordered
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import PlaceId, SpellId, is_id
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.spell import Break, Spell, SpellList
from liushou_core.domain.subject import Around, SubjectFacts
from liushou_core.domain.unknown import NOT_ASKED, Known, Unknown, is_known

__all__ = ["ABSENCE", "person", "spells"]

ABSENCE: Final = "absence"
"""The kind of the spells that stand in a parent's own record."""


def person(
    id: str, parent: Parent | None, guardian: Guardian | None, helper: Helper | None, around: Around
) -> SubjectFacts:
    """Return the person who is all of these; the birthday is the guardian's."""
    record = next((one for one in (parent, guardian, helper) if one is not None), None)
    birthday = NOT_ASKED if guardian is None else guardian.birthday
    return SubjectFacts(kind=SubjectKind.PERSON, id=id, birthday=birthday, record=record, around=around)


def spells(parent: Parent | None, listed: SpellList | None) -> Known[tuple[Spell, ...]]:
    """Return a parent's absences and the spells of the list together, ordered by start (unknown first) and id.

    Whoever has neither was not asked. One of the two is enough, and is then complete.
    """
    away = NOT_ASKED if parent is None else parent.absences
    others = NOT_ASKED if listed is None else listed.spells
    if isinstance(away, Unknown) and isinstance(others, Unknown):
        return others if away is NOT_ASKED else away
    return ordered(
        [
            *((_spell(one) for one in away) if is_known(away) else ()),
            *(others if is_known(others) else ()),
        ]
    )


def _spell(absence: Absence) -> Spell:
    place = absence.place
    return Spell(
        id=SpellId(absence.id),
        kind=ABSENCE,
        start=absence.start,
        until=absence.until,
        reason=absence.reason if isinstance(absence.reason, Unknown) else absence.reason.value,
        # A place written in words is none that others could be compared with.
        place=PlaceId(place) if is_known(place) and is_id(place) else NOT_ASKED if is_known(place) else place,
        breaks=tuple(_break(one) for one in absence.breaks),
    )


def _break(home: Span) -> Break:
    return Break(start=home.start, until=home.until)
