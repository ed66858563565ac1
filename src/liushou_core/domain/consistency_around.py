"""Checks across what plans declare: observations, events, spell lists, relations and places."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.place import Place
from liushou_core.errors import Problem

__all__ = ["problems_around"]

_RECORDS: Final[Mapping[SubjectKind, tuple[str, ...]]] = {
    SubjectKind.CHILD: ("child",),
    SubjectKind.PERSON: ("parent", "guardian", "helper"),
    SubjectKind.PAIRING: ("pairing",),
}
"""The kinds of records that a subject has. A family has none, and an organisation need not be described."""


def problems_around(given: Mapping[str, Iterable[Any]]) -> Iterator[Problem]:
    """Yield what is wrong among the records *given* by kind: ids that lead nowhere, two answers where there is one."""
    known = {
        kind: {record.id for name in names for record in given[name]} for kind, names in _RECORDS.items()
    }
    for name in ("observation", "spell_list"):
        for one in given[name]:
            yield from _absent(known, one.subject_kind, one.subject, (name, one.id, "subject"))
    for event in given["event"]:
        for kind, id in event.subjects():
            yield from _absent(known, kind, id, ("event", event.id))
    for relation in given["relation"]:
        if relation.child is not None:
            yield from _absent(known, SubjectKind.CHILD, relation.child, ("relation", relation.id, "child"))
        yield from _absent(known, SubjectKind.PERSON, relation.person, ("relation", relation.id, "person"))
    yield from _second("two_values", "observation", given["observation"])
    yield from _second("two_spell_lists", "spell_list", given["spell_list"])
    # Of two places of one id, which is told already, the same one counts in whatever order they come.
    in_order = sorted(given["place"], key=lambda place: place.within or "")
    yield from _places({place.id: place for place in in_order})


def _absent(
    known: Mapping[SubjectKind, AbstractSet[str]], kind: SubjectKind, id: str, path: tuple[str, ...]
) -> Iterator[Problem]:
    if kind in known and id not in known[kind]:
        yield Problem(code="leads_nowhere", path=path, values={"id": id})


def _second(code: str, kind: str, records: Iterable[Any]) -> Iterator[Problem]:
    """Yield all but the first, by id, of records that answer the same."""
    seen: set[Hashable] = set()
    for one in sorted(records, key=lambda record: record.id):
        question = (
            one.subject_kind,
            one.subject,
            getattr(one, "name", None),
            getattr(one, "start", None),
        )
        if question in seen:
            yield Problem(code=code, path=(kind, one.id))
        seen.add(question)


def _places(places: Mapping[str, Place]) -> Iterator[Problem]:
    for place in places.values():
        if place.within is None:
            continue
        if place.within not in places:
            yield Problem(
                code="leads_nowhere", path=("place", place.id, "within"), values={"id": place.within}
            )
        elif place.id in _above(place, places):
            yield Problem(code="place_circle", path=("place", place.id, "within"))


def _above(place: Place, places: Mapping[str, Place]) -> set[str]:
    """Return the places that contain a place, itself among them if they go round in a circle."""
    above: set[str] = set()
    within = place.within
    while within is not None and within in places and within not in above:
        above.add(within)
        within = places[within].within
    return above
