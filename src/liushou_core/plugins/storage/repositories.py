"""Typed repositories over any record store: documents, search keys and history, once for every backend."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final, Generic, Protocol, TypeVar

from liushou_core.errors import InvalidValue, LiushouError, NotFound
from liushou_core.plugins.storage.record_types import StoredKind, keys_of
from liushou_core.ports.record_store import (
    Action,
    Condition,
    HistoryEntry,
    KeyValue,
    Position,
    Record,
    RecordTransaction,
)
from liushou_core.serialization.documents import from_text, text_of

__all__ = ["BATCH", "DocumentRepository", "Work"]

T = TypeVar("T")

BATCH: Final = 500
"""How many records are written or looked up in one call of the record store."""


class Work(Protocol):
    """What a repository needs of its unit of work."""

    @property
    def transaction(self) -> RecordTransaction:
        """The transaction of the record store."""
        ...

    def entry(self, record: Record, version: int, action: Action) -> HistoryEntry:
        """Return the entry of the history for a change, in the name of the unit's actor."""
        ...

    def changed(self) -> None:
        """Hear that something was written."""
        ...

    def rollback(self) -> None:
        """Forget everything of this unit of work."""
        ...


class DocumentRepository(Generic[T]):
    """A Repository of one kind, on a record store. Every change goes into the history in the same transaction."""

    def __init__(self, stored: StoredKind[T], work: Work) -> None:
        self._stored, self._work = stored, work
        self._kind = stored.name

    def get(self, id: str) -> T:
        """Return the record. Raises NotFound."""
        return self._read(self._work.transaction.get(self._kind, id))

    def get_many(self, ids: Iterable[str]) -> Iterator[T]:
        """Yield the records of *ids* in their order, each id once. Raises NotFound for the first that is missing."""
        wanted = iter(dict.fromkeys(ids))
        while batch := tuple(islice(wanted, BATCH)):
            found = {r.id: r for r in self._work.transaction.select(self._kind, {"id": batch})}
            for id in batch:
                if id not in found:
                    raise NotFound(kind=self._kind, id=id)
                yield self._read(found[id])

    def add(self, record: T) -> None:
        """Store a new record. Raises AlreadyExists."""
        self._insert([record])

    def add_many(self, records: Iterable[T]) -> int:
        """Store new records in batches and return how many. Raises AlreadyExists; then nothing of the unit stays."""
        count, left = 0, iter(records)
        while batch := list(islice(left, BATCH)):
            try:
                self._insert(batch)
            except LiushouError:
                # Earlier batches are written already: all or nothing is then the whole unit's.
                self._work.rollback()
                raise
            count += len(batch)
        return count

    def update(self, record: T, *, expected: int | None = None) -> None:
        """Replace the record of the same id. Raises NotFound and Conflict."""
        written = self._written(record)
        version = self._work.transaction.replace(written, self._expected(written.id, expected))
        self._tell([self._work.entry(written, version, "replace")])

    def remove(self, id: str, *, expected: int | None = None) -> None:
        """Remove the record; its history stays. Raises NotFound and Conflict."""
        version = self._work.transaction.delete(self._kind, id, self._expected(id, expected))
        self._tell([self._work.entry(Record(kind=self._kind, id=id, document=""), version, "delete")])

    def version(self, id: str) -> int:
        """Return the stored version. Raises NotFound."""
        return self._work.transaction.get(self._kind, id).version

    def find(self, **keys: KeyValue) -> Iterator[T]:
        """Yield, by id, the records whose search keys all have these values; a tuple: one of its values."""
        where: dict[str, Condition] = dict(keys)
        return self._each(self._work.transaction.select(self._kind, where))

    def __iter__(self) -> Iterator[T]:
        """Yield every record, by id."""
        return self._each(self._work.transaction.select(self._kind))

    def since(self, key: str, position: Position, **keys: KeyValue) -> Iterator[T]:
        """Yield, ordered by *key* and id, the records after *position*: how a range of days is read from its beginning."""
        where: dict[str, Condition] = dict(keys)
        found = self._work.transaction.select(self._kind, where, order_by=key, after=position)
        return self._each(found)

    def history(self, id: str) -> Iterator[tuple[int, datetime, T | None]]:
        """Yield each version of a record with the instant it was recorded; None: it was removed."""
        for past in self._work.transaction.history(self._kind, id):
            document = past.document
            value = None if document is None else self._decoded(past.id, past.version, document)
            yield past.version, past.recorded_at, value

    def _insert(self, records: list[T]) -> None:
        written = [self._written(record) for record in records]
        versions = self._work.transaction.insert(written)
        pairs = zip(written, versions, strict=True)
        self._tell([self._work.entry(record, version, "insert") for record, version in pairs])

    def _tell(self, entries: list[HistoryEntry]) -> None:
        self._work.transaction.append_history(entries)
        self._work.changed()

    def _expected(self, id: str, expected: int | None) -> int:
        # A transaction sees one moment (RS-28): the version it sees now is the one it has seen all along.
        return self.version(id) if expected is None else expected

    def _written(self, record: T) -> Record:
        id: str = record.id  # type: ignore[attr-defined]  # every kind has one
        return Record(kind=self._kind, id=id, document=text_of(record), keys=keys_of(self._stored, record))

    def _each(self, records: Iterator[Record]) -> Iterator[T]:
        return (self._read(record) for record in records)

    def _read(self, record: Record) -> T:
        return self._decoded(record.id, record.version, record.document)

    def _decoded(self, id: str, version: int, document: str) -> T:
        try:
            return from_text(self._stored.of, document)
        except InvalidValue as error:
            # Damaged or of another release: say which one; the others stay readable.
            raise InvalidValue(error.problems, what=f"{self._kind} {id}, version {version}") from None
