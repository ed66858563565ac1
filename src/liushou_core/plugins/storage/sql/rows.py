"""Rows and what they hold: records, keys and history entries, to the tables and back."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from liushou_core.ports.kind import Kind
from liushou_core.ports.record_store import HistoryEntry, Record

__all__ = ["entry_of", "history_row", "record_of", "record_row", "set_key_rows"]


def record_row(kind: Kind, record: Record, version: int) -> dict[str, Any]:
    """Return the row of a record in its kind's table."""
    keys = {name: record.keys[name] for name in kind.single_keys}
    return {"id": record.id, "version": version, **keys, "doc": record.document, "sealed": record.sealed}


def set_key_rows(kind: Kind, record: Record) -> list[dict[str, Any]]:
    """Return a row for each text in the record's keys that hold sets."""
    rows = []
    for name in kind.set_keys:
        texts = record.keys[name]
        assert isinstance(texts, tuple)  # checked with the record
        rows += [{"kind": kind.name, "name": name, "value": text, "id": record.id} for text in texts]
    return rows


def record_of(kind: Kind, row: sa.Row[Any], sets: Mapping[str, tuple[str, ...]]) -> Record:
    """Return the record of a row, with the *sets* that its other table holds."""
    values = row._mapping  # noqa: SLF001  # public in spite of its name: rows keep other names for columns
    keys = {
        name: sets.get(name, ()) if type_ == "texts" else values[name] for name, type_ in kind.keys.items()
    }
    return Record(
        kind=kind.name, id=row.id, version=row.version, keys=keys, document=row.doc, sealed=row.sealed
    )


def history_row(entry: HistoryEntry) -> dict[str, Any]:
    """Return the row of a history entry."""
    return {
        "kind": entry.kind,
        "id": entry.id,
        "version": entry.version,
        "action": entry.action,
        "recorded_at": entry.recorded_at,
        "actor": entry.actor,
        "reason": entry.reason,
        "doc": entry.document,
        "sealed": entry.sealed,
    }


def entry_of(row: sa.Row[Any]) -> HistoryEntry:
    """Return the history entry of a row."""
    return HistoryEntry(
        kind=row.kind,
        id=row.id,
        version=row.version,
        action=row.action,
        recorded_at=row.recorded_at,
        actor=row.actor,
        reason=row.reason,
        document=row.doc,
        sealed=row.sealed,
    )
