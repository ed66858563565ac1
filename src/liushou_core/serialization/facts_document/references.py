"""References: ids in the document must lead to an object of the document, and an id belongs to one object alone."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from liushou_core.domain.ids import (
    ChildId,
    ClassId,
    GuardianId,
    HelperId,
    OrganisationId,
    PairingId,
    ParentId,
)
from liushou_core.domain.pairing import PartyKind
from liushou_core.errors import Problem
from liushou_core.serialization.facts_document.sections import SECTIONS
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
}
_PARTIES: Final[Mapping[PartyKind, str]] = {
    PartyKind.HELPER: "persons",
    PartyKind.CHILD: "children",
    PartyKind.CLASS: "classes",
    PartyKind.ORGANISATION: "organisations",
}


def reference_problems(sections: Mapping[str, list[Row]]) -> Iterator[Problem]:
    """Yield ids given twice and ids that lead nowhere.

    A document without ``organisations`` may name bodies that it does not describe.
    """
    ids = {name: [row.values["id"] for row in rows if "id" in row.values] for name, rows in sections.items()}
    known: dict[str, Collection[str]] = {name: frozenset(ids.get(name, ())) for name in SECTIONS}
    if "organisations" not in sections:
        known.pop("organisations")
    for name, rows in sections.items():
        yield from _twice(rows, Counter(ids[name]))
        for row in rows:
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
    for field in SECTIONS[name].table.fields:
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
