"""The memory store: the reference that other backends are held against. It keeps nothing when the process ends.

It has no trick: a writing transaction works on copies of what it touches, and commit puts the copies in place of the
originals with one assignment. So whoever reads goes on seeing the state it began with (RS-28), and undoing is
forgetting the copies (RS-25).
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import attrs

from liushou_core.errors import AlreadyExists, Busy, Conflict, NotFound, StoreClosed, UnitOfWorkClosed
from liushou_core.ports.kind import Kind, Kinds, fields_that_differ
from liushou_core.ports.record_store import Condition, HistoryEntry, Position, Record

__all__ = ["MemoryData", "MemoryRecordStore"]


@attrs.frozen
class _State:
    """What was committed; never changed, only replaced. Each mapping holds one dict a kind, by id."""

    records: Mapping[str, Mapping[str, Record]]
    last_versions: Mapping[str, Mapping[str, int]]
    history: Mapping[str, Mapping[str, tuple[HistoryEntry, ...]]]


class MemoryData:
    """What memory stores share: two stores over the same data are like two connections to one database."""

    def __init__(self) -> None:
        self.state = _State({}, {}, {})
        self.writing = threading.Lock()


class MemoryRecordStore:
    """A RecordStore in memory (RS-1 to RS-35), over *data* of its own or over data shared with other stores.

    *busy_timeout*: how many seconds a writer waits for another one.
    """

    def __init__(
        self, kinds: Iterable[Kind], data: MemoryData | None = None, *, busy_timeout: float = 10.0
    ) -> None:
        self.kinds = Kinds(kinds)
        self.closed = False
        self._data = data or MemoryData()
        self._busy_timeout = busy_timeout

    @contextmanager
    def begin(self, *, write: bool) -> "Iterator[MemoryTransaction]":
        """Open a transaction for a ``with`` block. Raises StoreClosed and Busy."""
        if self.closed:
            raise StoreClosed
        if write and not self._data.writing.acquire(timeout=self._busy_timeout):
            raise Busy(seconds=self._busy_timeout)
        transaction = MemoryTransaction(self, self._data, write=write)
        try:
            yield transaction
        finally:
            transaction.end()

    def close(self) -> None:
        """Refuse everything from now on; what is committed stays in the data."""
        self.closed = True


class _Copied:
    """Mappings by kind and id, of which a kind's is copied when it is first written."""

    def __init__(self, base: Mapping[str, Mapping[str, Any]]) -> None:
        self.by_kind = dict(base)
        self._copied: set[str] = set()

    def read(self, kind: str) -> Mapping[str, Any]:
        return self.by_kind.get(kind, {})

    def write(self, kind: str) -> dict[str, Any]:
        if kind not in self._copied:
            self.by_kind[kind] = dict(self.by_kind.get(kind, {}))
            self._copied.add(kind)
        copy: dict[str, Any] = self.by_kind[kind]  # type: ignore[assignment]  # _copied says that it is our dict
        return copy


class MemoryTransaction:
    """A RecordTransaction on a memory store."""

    def __init__(self, store: MemoryRecordStore, data: MemoryData, *, write: bool) -> None:
        self._over = False
        self._store, self._data, self._write = store, data, write
        state = data.state
        self._records = _Copied(state.records)
        self._last_versions = _Copied(state.last_versions)
        self._history = _Copied(state.history)

    def get(self, kind: str, id: str) -> Record:
        """Return the record. Raises NotFound."""
        self._check_usable()
        self._store.kinds.check_id(kind, id)
        record: Record | None = self._records.read(kind).get(id)
        if record is None:
            raise NotFound(kind=kind, id=id)
        return record

    def insert(self, records: Sequence[Record]) -> tuple[int, ...]:
        """Store new records, all or none. Raises AlreadyExists."""
        self._check_usable(writing=True)
        records = tuple(records)
        self._store.kinds.check_records(records)
        seen: set[tuple[str, str]] = set()
        for record in records:
            if record.id in self._records.read(record.kind) or (record.kind, record.id) in seen:
                raise AlreadyExists(kind=record.kind, id=record.id)
            seen.add((record.kind, record.id))
        return tuple(self._put(record) for record in records)

    def replace(self, record: Record, expected_version: int) -> int:
        """Store the record in place of the version expected. Raises NotFound and Conflict."""
        self._check_usable(writing=True)
        self._store.kinds.check_records([record])
        self._expect(record.kind, record.id, expected_version, record.document)
        return self._put(record)

    def delete(self, kind: str, id: str, expected_version: int) -> int:
        """Remove the record. Raises NotFound and Conflict."""
        self._check_usable(writing=True)
        self._expect(kind, id, expected_version, None)
        del self._records.write(kind)[id]
        return self._next_version(kind, id)

    def select(
        self,
        kind: str,
        where: Mapping[str, Condition] | None = None,
        *,
        order_by: str = "id",
        after: Position | None = None,
        limit: int | None = None,
    ) -> Iterator[Record]:
        """Yield the records that fulfil the conditions, in order."""
        self._check_usable()
        where = dict(where or {})
        self._store.kinds.check_select(kind, where, order_by, after, limit)
        found = [r for r in self._records.read(kind).values() if _fulfils(r, where)]
        if after is not None:
            start = _order(after)
            found = [r for r in found if _order(r.position(order_by)) > start]
        found.sort(key=lambda r: _order(r.position(order_by)))
        return self._each(found[:limit])

    def append_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Add entries, all or none. Raises AlreadyExists."""
        self._check_usable(writing=True)
        entries = tuple(entries)
        self._store.kinds.check_history(entries)
        seen = set()
        for entry in entries:
            place = (entry.kind, entry.id, entry.version)
            taken = {e.version for e in self._history.read(entry.kind).get(entry.id, ())}
            if entry.version in taken or place in seen:
                raise AlreadyExists(kind=entry.kind, id=entry.id, version=entry.version)
            seen.add(place)
        for entry in entries:
            by_id = self._history.write(entry.kind)
            by_id[entry.id] = tuple(sorted([*by_id.get(entry.id, ()), entry], key=lambda e: e.version))

    def history(self, kind: str, id: str) -> Iterator[HistoryEntry]:
        """Yield what was done to a record, ordered by version."""
        self._check_usable()
        self._store.kinds.check_id(kind, id)
        return self._each(self._history.read(kind).get(id, ()))

    def commit(self) -> None:
        """Put the copies in place of the originals, and end the transaction."""
        self._check_usable()
        if self._write:
            self._data.state = _State(
                self._records.by_kind, self._last_versions.by_kind, self._history.by_kind
            )
        self.end()

    def end(self) -> None:
        """Forget what was not committed and let the next writer in; ending twice is no error."""
        if self._write and not self._over:
            self._data.writing.release()
        self._over = True

    def _check_usable(self, *, writing: bool = False) -> None:
        if self._store.closed:
            raise StoreClosed
        if self._over:
            raise UnitOfWorkClosed(why="over")
        if writing and not self._write:
            raise UnitOfWorkClosed(why="reading_only")

    def _each(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._check_usable()
            yield item

    def _expect(self, kind: str, id: str, version: int, offered: str | None) -> None:
        stored = self.get(kind, id)
        if stored.version != version:
            fields = () if offered is None else fields_that_differ(stored.document, offered)
            raise Conflict(kind=kind, id=id, expected=version, actual=stored.version, fields=fields)

    def _next_version(self, kind: str, id: str) -> int:
        # Kept apart from the records, so that a removed id goes on where it stopped (RS-8).
        versions = self._last_versions.write(kind)
        versions[id] = versions.get(id, 0) + 1
        return int(versions[id])

    def _put(self, record: Record) -> int:
        version = self._next_version(record.kind, record.id)
        self._records.write(record.kind)[record.id] = attrs.evolve(record, version=version)
        return version


def _fulfils(record: Record, where: Mapping[str, Condition]) -> bool:
    return all(
        _one_of(record.id if name == "id" else record.keys[name], condition)
        for name, condition in where.items()
    )


def _one_of(value: object, condition: Condition) -> bool:
    wanted = condition if isinstance(condition, tuple) else (condition,)
    return any(item in wanted for item in value) if isinstance(value, tuple) else value in wanted


def _order(position: Position) -> tuple[bool, Any, str]:
    # None first; Python compares texts by code point, which is what RS-16 promises.
    value, id = position
    return value is not None, value, id
