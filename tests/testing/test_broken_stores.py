"""The contract and the state machine catch stores that break a promise: a memory store with one planted fault each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from liushou_core.errors import AlreadyExists, Conflict, LiushouError, NotFound
from liushou_core.plugins.storage.memory import MemoryData, MemoryRecordStore, MemoryTransaction
from liushou_core.ports.record_store import HistoryEntry, Record
from liushou_core.testing.contract import CONTRACT_KINDS, RecordStoreContract
from liushou_core.testing.machine import record_store_machine

TESTS = sorted(name for name in dir(RecordStoreContract) if name.startswith("test_"))


class Sound(MemoryTransaction):
    """Nothing is wrong with it: what is caught below is the planted fault."""


class LosesUpdates(Sound):
    def replace(self, record: Record, expected_version: int) -> int:
        return super().replace(record, self.get(record.kind, record.id).version)


class OverwritesOnInsert(Sound):
    def insert(self, records: Sequence[Record]) -> tuple[int, ...]:
        for record in records:
            if record.id in self._records.read(record.kind):
                self.delete(record.kind, record.id, self.get(record.kind, record.id).version)
        return super().insert(records)


class KeepsHalfACall(Sound):
    def insert(self, records: Sequence[Record]) -> tuple[int, ...]:
        return tuple(super(KeepsHalfACall, self).insert([record])[0] for record in records)


class ForgetsVersionsOfTheRemoved(Sound):
    def delete(self, kind: str, id: str, expected_version: int) -> int:
        version = super().delete(kind, id, expected_version)
        self._last_versions.write(kind).pop(id)
        return version


class SkipsUnchangedReplacements(Sound):
    def replace(self, record: Record, expected_version: int) -> int:
        stored = self.get(record.kind, record.id)
        if stored.version == expected_version and stored.document == record.document:
            return expected_version
        return super().replace(record, expected_version)


class NamesNoFields(Sound):
    def replace(self, record: Record, expected_version: int) -> int:
        try:
            return super().replace(record, expected_version)
        except Conflict as error:
            raise Conflict(**{**error.data, "fields": ()}) from None


class ShowsValues(Sound):
    def insert(self, records: Sequence[Record]) -> tuple[int, ...]:
        try:
            return super().insert(records)
        except AlreadyExists as error:
            raise AlreadyExists(kind=error.kind, id=f"{error.id} {records[0].document}") from None


class CutsTexts(Sound):
    def _put(self, record: Record) -> int:
        return super()._put(attrs.evolve(record, document=record.document[:100_000]))


class StripsTexts(Sound):
    def _put(self, record: Record) -> int:
        keys = {name: key.rstrip() if isinstance(key, str) else key for name, key in record.keys.items()}
        return super()._put(attrs.evolve(record, keys=keys))


class TakesEmptyForNone(Sound):
    def _put(self, record: Record) -> int:
        return super()._put(attrs.evolve(record, sealed=record.sealed or None))


class SortsWithoutCase(Sound):
    def select(self, kind: str, where: Any = None, **options: Any) -> Iterator[Record]:
        found = list(super().select(kind, where, **options))
        return iter(sorted(found, key=lambda record: record.id.lower()) if not options else found)


class PutsNoneLast(Sound):
    def select(self, kind: str, where: Any = None, **options: Any) -> Iterator[Record]:
        found = list(super().select(kind, where, **options))
        key = options.get("order_by", "id")
        return iter(sorted(found, key=lambda record: key != "id" and record.keys[key] is None))


class StartsAtThePosition(Sound):
    def select(self, kind: str, where: Any = None, **options: Any) -> Iterator[Record]:
        after = options.pop("after", None)
        found = super().select(kind, where, **options)
        if after is None:
            return found
        ids = [record.id for record in super().select(kind, where, order_by=options.get("order_by", "id"))]
        start = ids.index(after[1]) if after[1] in ids else 0
        return (record for record in found if ids.index(record.id) >= start)


class TakesWildcards(Sound):
    def select(self, kind: str, where: Mapping[str, Any] | None = None, **options: Any) -> Iterator[Record]:
        kept = {name: value for name, value in (where or {}).items() if value != "%"}
        return super().select(kind, kept, **options)


class EndsQuietly(Sound):
    def _each(self, items: Any) -> Iterator[Any]:
        for item in items:
            if self._over:
                return
            yield item


class RefusesNothingWhenReading(Sound):
    def _check_usable(self, *, writing: bool = False) -> None:
        super()._check_usable()


class GoesOnAfterCommit(Sound):
    def _check_usable(self, *, writing: bool = False) -> None:
        over, self._over = self._over, False
        try:
            super()._check_usable(writing=writing)
        finally:
            self._over = over


class CommitsOnLeaving(Sound):
    left = False

    def end(self) -> None:
        if self._write and not self.left and not self._over and not self._store.closed:
            self.left = True
            self.commit()
        super().end()


class ShowsUncommittedWrites(Sound):
    def _put(self, record: Record) -> int:
        version = super()._put(record)
        kind: Any = self._data.state.records.get(record.kind)
        if kind is not None:
            kind[record.id] = attrs.evolve(record, version=version)
        return version


class HistoryWithoutOrder(Sound):
    def append_history(self, entries: Sequence[HistoryEntry]) -> None:
        super().append_history(entries)
        for entry in entries:
            by_id = self._history.write(entry.kind)
            by_id[entry.id] = tuple(sorted(by_id[entry.id], key=lambda e: e.reason))


class HistoryOverwritten(Sound):
    def append_history(self, entries: Sequence[HistoryEntry]) -> None:
        for entry in entries:
            by_id = self._history.write(entry.kind)
            by_id[entry.id] = tuple(e for e in by_id.get(entry.id, ()) if e.version != entry.version)
        super().append_history(entries)


class HistoryGoesWithTheRecord(Sound):
    def delete(self, kind: str, id: str, expected_version: int) -> int:
        version = super().delete(kind, id, expected_version)
        self._history.write(kind).pop(id, None)
        return version


class WholeSeconds(Sound):
    def append_history(self, entries: Sequence[HistoryEntry]) -> None:
        rounded = [attrs.evolve(e, recorded_at=e.recorded_at.replace(microsecond=0)) for e in entries]
        super().append_history(rounded)


class SwallowsMissing(Sound):
    def delete(self, kind: str, id: str, expected_version: int) -> int:
        try:
            return super().delete(kind, id, expected_version)
        except NotFound:
            return expected_version


FAULTS = Sound.__subclasses__()


def opening(faulty: type[MemoryTransaction], data: MemoryData) -> Callable[[], MemoryRecordStore]:
    class Store(MemoryRecordStore):
        @contextmanager
        def begin(self, *, write: bool) -> Iterator[MemoryTransaction]:
            with super().begin(write=write) as transaction:
                transaction.__class__ = faulty
                yield transaction

    return lambda: Store(CONTRACT_KINDS, data, busy_timeout=0.05)


def failing(faulty: type[MemoryTransaction]) -> Iterator[str]:
    """Yield the tests of the contract that a store with this transaction fails."""
    for name in TESTS:
        try:
            getattr(RecordStoreContract(), name)(opening(faulty, MemoryData()))
        except (AssertionError, LiushouError):
            yield name


def test_a_sound_store_passes() -> None:
    assert list(failing(Sound)) == []


@pytest.mark.parametrize("faulty", FAULTS, ids=lambda faulty: faulty.__name__)
def test_the_contract_catches(faulty: type[MemoryTransaction]) -> None:
    assert next(failing(faulty), None)


@pytest.mark.parametrize("faulty", [LosesUpdates, ForgetsVersionsOfTheRemoved, HistoryOverwritten])
def test_the_machine_catches(faulty: type[MemoryTransaction]) -> None:
    data = MemoryData()
    machine = record_store_machine(opening(faulty, data), lambda: vars(data).update(vars(MemoryData())))
    limits = settings(
        max_examples=500,
        database=None,
        print_blob=False,
        phases=[Phase.generate],  # found is enough; making it small takes longer
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=limits)
