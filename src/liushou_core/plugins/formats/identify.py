"""Who is who: ids made where a table has none, ids met twice, and ids that lead nowhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final

from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.family import Guardian, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import (
    CarePlanId,
    ChildId,
    ClassId,
    GuardianId,
    HelperId,
    OrganisationId,
    PairingId,
    ParentId,
    derived_id,
    is_id,
)
from liushou_core.domain.organisation import Organisation
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.privacy import MASK
from liushou_core.domain.school import SchoolClass
from liushou_core.domain.unknown import Unknown
from liushou_core.plugins.formats.rows import Row
from liushou_core.plugins.formats.sheets import Sheet

__all__ = ["Known", "check_references", "give_ids", "record_id", "resolve_classes"]

Known = Mapping[type[Any], set[str]]
"""The ids there are of each kind, those of refused rows among them: one mistake is to be reported once."""

_LEADS_TO: Final[Mapping[Any, type[Any]]] = {
    CarePlanId: CarePlan,
    ChildId: Child,
    ClassId: SchoolClass,
    GuardianId: Guardian,
    HelperId: Helper,
    OrganisationId: Organisation,
    PairingId: Pairing,
    ParentId: Parent,
}
_LONG_NUMBER: Final = re.compile(r"\d{10}")
_PARTIES: Final[Mapping[PartyKind, type[Any]]] = {
    PartyKind.HELPER: Helper,
    PartyKind.CHILD: Child,
    PartyKind.CLASS: SchoolClass,
    PartyKind.ORGANISATION: Organisation,
}


def give_ids(rows: Iterable[Row]) -> None:
    """Make the ids that rows leave out, and refuse an id that an earlier row of the same kind has."""
    first: dict[tuple[type[Any], str], Row] = {}
    for row in rows:
        if "id" not in row.sheet.columns or "id" in row.failed:
            continue
        made = row.id is None
        if made and not row.failed.isdisjoint(row.sheet.key):
            row.failed.add("id")  # its key is wrong: nothing to make it from, and that is already reported
            continue
        if made:
            row.values["id"] = record_id(row.sheet, row.values)
        earlier = first.setdefault((row.sheet.noun, row.id), row)
        if earlier is not row:
            code = "same_record_twice" if made else "same_id_twice"
            row.problems.append(
                row.problem(code, None if made else "id", other=earlier.number, other_file=earlier.file)
            )


def record_id(sheet: Sheet, values: Mapping[str, Any]) -> str:
    """Return the id of a record that was given none: the same for the same key, in every file and on every day."""
    return derived_id(sheet.name, *(_key_text(values[name]) for name in sheet.key))


def _key_text(value: Any) -> str:
    if isinstance(value, tuple):
        return ";".join(_key_text(item) for item in value)
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.value}" if isinstance(value, Unknown) else str(value.value)
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def resolve_classes(rows: Iterable[Row], labels: Mapping[str, str]) -> None:
    """Put the id where a row names a class by its label; *labels* are those of all classes there are, by id."""
    by_label: dict[str, list[str]] = {}
    for id, label in labels.items():
        by_label.setdefault(label, []).append(id)
    for row in rows:
        for column in row.sheet.columns.values():
            text = row.values.get(column.name)
            if column.refers_to is not ClassId or not isinstance(text, str) or text in labels:
                continue
            meant = by_label.get(text, ())
            if len(meant) == 1:
                row.values[column.name] = meant[0]
            elif meant:
                row.refuse("two_classes_of_this_name", column.name)


def check_references(rows: Iterable[Row], known: Known) -> None:
    """Refuse every cell that leads to a record that is nowhere, neither in the tables nor among those stored."""
    for row in rows:
        for name, kind, id in [*_references(row), *_parties(row)]:
            if id not in known[kind] and name not in row.failed:
                row.refuse(
                    "unknown_class" if kind is SchoolClass else "leads_nowhere", name, id=_shown(kind, id)
                )


def _shown(kind: type[Any], text: str) -> str:
    # What stands in the wrong column may be a name, a phone or an identity number.
    harmless = is_id(text) if kind is not SchoolClass else not _LONG_NUMBER.search(text)
    return text if harmless else MASK


def _references(row: Row) -> Iterator[tuple[str, type[Any], str]]:
    for column in row.sheet.columns.values():
        kind = _LEADS_TO.get(column.refers_to)
        if kind is not None:
            value = row.values.get(column.name)
            ids = value if isinstance(value, tuple) else (value,)
            yield from ((column.name, kind, id) for id in ids if isinstance(id, str))


def _parties(row: Row) -> Iterator[tuple[str, type[Any], str]]:
    if row.sheet.noun is Pairing:
        for name in ("by", "to"):
            party, id = row.values.get(f"{name}_kind"), row.values.get(name)
            if party is not None and id is not None:
                yield name, _PARTIES[party], id
