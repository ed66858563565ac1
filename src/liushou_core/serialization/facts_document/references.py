"""References: ids in the document must lead to an object of the document, and an id belongs to one object alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from liushou_core.domain.ids import (
    ChildId,
    ClassId,
    GuardianId,
    HelperId,
    OrganisationId,
    PairingId,
    ParentId,
    PlaceId,
)
from liushou_core.domain.pairing import PartyKind
from liushou_core.errors import Problem
from liushou_core.serialization.facts_document.sections import FAMILY, SECTIONS
from liushou_core.serialization.facts_document.tables import Row

__all__ = ["reference_problems"]

_LEADS_TO: Final[Mapping[Any, str]] = {
    ChildId: "children",
    ParentId: "persons",
    GuardianId: "persons",
    HelperId: "persons",
    ClassId: "classes",
    OrganisationId: "organisations",
    PairingId: "pairings",
    PlaceId: "places",
    FAMILY: "families",
}
_PARTIES: Final[Mapping[PartyKind, str]] = {
    PartyKind.HELPER: "persons",
    PartyKind.CHILD: "children",
    PartyKind.CLASS: "classes",
    PartyKind.ORGANISATION: "organisations",
}


def reference_problems(sections: Mapping[str, list[Row]], spells: Iterable[Row]) -> Iterator[Problem]:
    """Yield ids given twice and ids that lead nowhere, from the *sections* and from the *spells* inside their objects.

    A document without ``organisations`` may name bodies that it does not describe. A family is one that the document
    describes or that children live in.
    """
    ids = {name: [row.values["id"] for row in rows if "id" in row.values] for name, rows in sections.items()}
    known: dict[str, Collection[str]] = {name: frozenset(ids.get(name, ())) for name in SECTIONS}
    known["families"] = {*known["families"], *_households(sections.get("children", ()))}
    if "organisations" not in sections:
        known.pop("organisations")
    for name, rows in sections.items():
        yield from _twice(rows, Counter(ids[name]))
        for row in rows:
            yield from _all_nowhere(name, row, known)
    for row in spells:
        yield from _all_nowhere("spells", row, known)


def _households(children: Iterable[Row]) -> Iterator[str]:
    for child in children:
        household = child.values.get("household")
        if isinstance(household, str):
            yield household


def _all_nowhere(name: str, row: Row, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for field, section in _leads(name, row):
        if section in known:
            yield from _nowhere(row, field, known[section])


def _twice(rows: list[Row], times: Counter[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        id = row.values.get("id", "")
        if times[id] > 1 and id in seen:
            yield Problem(code="id_twice", path=row.place("id"), values={"id": id})
        seen.add(id)


def _leads(name: str, row: Row) -> Iterator[tuple[str, str]]:
    """Yield the fields of a row that hold ids, with the sections to which these lead."""
    for field in row.fields:
        if field.leads_to in _LEADS_TO:
            yield field.name, _LEADS_TO[field.leads_to]
    if name == "pairings":
        yield "by", _PARTIES[row.values.get("by_kind", PartyKind.HELPER)]
        yield "to", _PARTIES[row.values.get("to_kind", PartyKind.CHILD)]


def _nowhere(row: Row, field: str, known: Collection[str]) -> Iterator[Problem]:
    given = row.values.get(field)
    for id in given if isinstance(given, tuple) else (given,):
        if isinstance(id, str) and id not in known:
            yield Problem(code="leads_nowhere", path=row.place(field), values={"id": id})
