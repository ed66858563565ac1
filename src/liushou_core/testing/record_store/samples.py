"""What the clauses of the contract share: the kinds to open a store with, sample records, and how to expect an error."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeAlias, TypeVar

from liushou_core.errors import LiushouError
from liushou_core.ports.kind import Kind
from liushou_core.ports.record_store import Action, HistoryEntry, KeyValue, Record, RecordStore

__all__ = [
    "CONTRACT_KINDS",
    "Caught",
    "OpenStore",
    "document",
    "entry",
    "ids",
    "kept",
    "refused",
    "stored",
    "thing",
    "tried",
]

E = TypeVar("E", bound=LiushouError)

OpenStore: TypeAlias = Callable[[], RecordStore]
"""Opens the store under test, or opens it again; empty when a test first calls it."""

CONTRACT_KINDS: Final = (
    Kind("thing", {"word": "text", "other": "text", "number": "int", "tags": "texts"}),
    Kind("plain"),
)
"""The kinds that the store under test is to be opened with."""

_NO_KEYS: Final[Mapping[str, KeyValue]] = {"word": None, "other": None, "number": None, "tags": ()}


def document(**fields: Any) -> str:
    """Return a JSON document in canonical form."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thing(id: str, text: str | None = None, *, sealed: bytes | None = None, **keys: KeyValue) -> Record:
    """Return a record of the kind ``thing``, with the keys given and none of the others."""
    text = document(id=id) if text is None else text
    return Record(kind="thing", id=id, document=text, keys={**_NO_KEYS, **keys}, sealed=sealed)


def entry(id: str, version: int = 1, action: Action = "insert", **fields: Any) -> HistoryEntry:
    """Return a history entry of a ``thing``."""
    fields = {"recorded_at": datetime(2023, 9, 1, 8, 0, 0, 123456, tzinfo=UTC), "actor": "a1", **fields}
    return HistoryEntry(kind="thing", id=id, version=version, action=action, **fields)


def kept(store: RecordStore, *records: Record) -> None:
    """Insert records in a transaction of their own."""
    with store.begin(write=True) as transaction:
        transaction.insert(records)
        transaction.commit()


def stored(store: RecordStore, kind: str = "thing") -> dict[str, tuple[int, str]]:
    """Return what a new transaction finds: version and document of every record of a kind, by id."""
    with store.begin(write=False) as transaction:
        return {record.id: (record.version, record.document) for record in transaction.select(kind)}


def ids(records: Iterator[Record]) -> list[str]:
    """Return the ids of records in the order they come."""
    return [record.id for record in records]


class Caught(Generic[E]):
    """The error that a block raised."""

    error: E


@contextmanager
def refused(expected: type[E]) -> Iterator[Caught[E]]:
    """Expect the block to raise *expected*, without a test framework."""
    caught: Caught[E] = Caught()
    try:
        yield caught
    except expected as error:
        caught.error = error
    else:
        raise AssertionError(f"{expected.__name__} was not raised")


def tried(action: Callable[[], object], *, on: type[LiushouError] | tuple[type[LiushouError], ...]) -> None:
    """Do *action* in up to 500 attempts, again whenever it raises one of *on*."""
    for _ in range(499):
        try:
            action()
        except on:
            continue
        return
    action()
