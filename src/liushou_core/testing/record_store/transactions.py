"""RS-23 to RS-31: transactions."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from liushou_core.errors import Busy, Conflict, NotFound, UnitOfWorkClosed
from liushou_core.ports.record_store import RecordStore, RecordTransaction
from liushou_core.testing.record_store.samples import (
    OpenStore,
    document,
    entry,
    ids,
    kept,
    refused,
    stored,
    thing,
    tried,
)

__all__ = ["TransactionClauses"]

_CALLS: dict[str, Callable[[RecordTransaction], object]] = {
    "insert": lambda t: t.insert([thing("x")]),
    "replace": lambda t: t.replace(thing("a"), 1),
    "delete": lambda t: t.delete("thing", "a", 1),
    "append_history": lambda t: t.append_history([entry("a")]),
    "get": lambda t: t.get("thing", "a"),
    "select": lambda t: list(t.select("thing")),
    "history": lambda t: list(t.history("thing", "a")),
    "commit": lambda t: t.commit(),
}
_WRITING = ("insert", "replace", "delete", "append_history")


class _Mishap(Exception):
    """Something goes wrong in the caller's block."""


class TransactionClauses:
    """RS-23 to RS-31."""

    def test_a_transaction_sees_what_it_has_written(self, open_store: OpenStore) -> None:
        """RS-23: in get, select by every key and order, and history."""
        store = open_store()
        kept(store, thing("old", number=1), thing("gone", number=2))
        with store.begin(write=True) as transaction:
            transaction.insert([thing("new", number=3, tags=("t",))])
            transaction.replace(thing("old", '{"x":2}', number=4, tags=("t",)), 1)
            transaction.delete("thing", "gone", 1)
            transaction.append_history([entry("new")])
            assert transaction.get("thing", "old").document == '{"x":2}'
            assert ids(transaction.select("thing", order_by="number")) == ["new", "old"]
            assert ids(transaction.select("thing", {"tags": "t"})) == ["new", "old"]
            assert ids(transaction.select("thing", {"number": 1})) == []
            assert len(list(transaction.history("thing", "new"))) == 1
            with refused(NotFound):
                transaction.get("thing", "gone")

    def test_nobody_sees_anything_before_commit_and_everybody_everything_after(
        self, open_store: OpenStore
    ) -> None:
        """RS-24: seen from the same store and from another opening of it."""
        store, other = open_store(), open_store()
        kept(store, thing("old", '{"x":1}'))
        with store.begin(write=True) as transaction:
            transaction.replace(thing("old", '{"x":2}'), 1)
            transaction.insert([thing("new")])
            for watcher in (store, other):
                assert stored(watcher) == {"old": (1, '{"x":1}')}
            transaction.commit()
        for watcher in (store, other):
            assert set(stored(watcher)) == {"old", "new"}
            assert stored(watcher)["old"] == (2, '{"x":2}')

    def test_leaving_without_commit_undoes_everything(self, open_store: OpenStore) -> None:
        """RS-25: records, keys, history and versions are as before; an exception goes on unchanged."""
        store = open_store()
        kept(store, thing("a", '{"x":1}', tags=("before",)), thing("b"))

        def write(transaction: RecordTransaction) -> None:
            transaction.insert([thing("new", tags=("after",))])
            transaction.replace(thing("a", '{"x":2}', tags=("after",)), 1)
            transaction.delete("thing", "b", 1)
            transaction.append_history([entry("a")])

        with store.begin(write=True) as transaction:
            write(transaction)
        mishap = _Mishap()
        try:
            with store.begin(write=True) as transaction:
                write(transaction)
                raise mishap
        except _Mishap as caught:
            assert caught is mishap  # noqa: PT017  # the kit does without pytest
        with store.begin(write=True) as transaction:
            assert ids(transaction.select("thing", {"tags": "before"})) == ["a"]
            assert ids(transaction.select("thing", {"tags": "after"})) == []
            assert not list(transaction.history("thing", "a"))
            assert transaction.insert([thing("new")]) == (1,)
            assert transaction.replace(thing("a"), 1) == 2
            assert transaction.get("thing", "b").version == 1

    def test_a_transaction_that_is_over_refuses_everything(self, open_store: OpenStore) -> None:
        """RS-26: after commit, inside and outside its block, and after leaving the block."""
        store = open_store()
        kept(store, thing("a"))
        with store.begin(write=True) as committed:
            committed.commit()
            for call in _CALLS.values():
                with refused(UnitOfWorkClosed) as caught:
                    call(committed)
                assert caught.error.why == "over"
        with store.begin(write=True) as left:
            pass
        with store.begin(write=False) as read:
            pass
        for transaction in (committed, left, read):
            for call in _CALLS.values():
                with refused(UnitOfWorkClosed):
                    call(transaction)

    def test_a_reading_transaction_refuses_to_write(self, open_store: OpenStore) -> None:
        """RS-27: it goes on reading afterwards."""
        store = open_store()
        kept(store, thing("a"))
        with store.begin(write=False) as transaction:
            for name in _WRITING:
                with refused(UnitOfWorkClosed) as caught:
                    _CALLS[name](transaction)
                assert caught.error.why == "reading_only"
            assert transaction.get("thing", "a").version == 1
            transaction.commit()
        assert set(stored(store)) == {"a"}

    def test_a_reader_sees_one_moment(self, open_store: OpenStore) -> None:
        """RS-28: whatever a writer commits meanwhile; the writer may have to wait until it gives up (RS-30)."""
        store, other = open_store(), open_store()
        kept(store, *(thing(f"r{i:04}", number=1) for i in range(600)))
        with store.begin(write=False) as reader:
            before = reader.get("thing", "r0000")
            running = reader.select("thing", order_by="number")
            next(running)
            try:
                with other.begin(write=True) as writer:
                    writer.replace(thing("r0000", '{"x":2}', number=2), 1)
                    writer.insert([thing("s", number=1)])
                    writer.delete("thing", "r0599", 1)
                    writer.commit()
            except Busy:
                pass
            assert reader.get("thing", "r0000") == before
            assert [r.keys["number"] for r in reader.select("thing")] == [1] * 600
            assert len(list(running)) == 599

    def test_of_two_that_change_one_version_only_one_succeeds(self, open_store: OpenStore) -> None:
        """RS-29: the second learns of it by a conflict."""
        store, other = open_store(), open_store()
        kept(store, thing("a", document(n=0)))
        for opened in (store, other):
            with opened.begin(write=False) as transaction:
                assert transaction.get("thing", "a").version == 1
        with store.begin(write=True) as transaction:
            transaction.replace(thing("a", document(n=1)), 1)
            transaction.commit()
        with other.begin(write=True) as transaction:
            assert transaction.get("thing", "a").version == 2
            with refused(Conflict) as caught:
                transaction.replace(thing("a", document(n=5)), 1)
        assert caught.error.actual == 2
        assert tuple(caught.error.fields) == ("n",)

    def test_threads_that_count_lose_nothing(self, open_store: OpenStore) -> None:
        """RS-29, RS-31: four threads on two openings of the store, 25 increments each."""
        stores = [open_store(), open_store()]
        kept(stores[0], thing("counter", document(n=0)))
        start = threading.Barrier(4)

        def count(store: RecordStore) -> None:
            start.wait()
            for _ in range(25):
                tried(lambda: _increment(store), on=(Conflict, Busy))

        with ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(count, stores[i % 2]) for i in range(4)]:
                done.result()
        assert stored(stores[0])["counter"] == (101, document(n=100))

    def test_waiting_for_another_writer_is_bounded(self, open_store: OpenStore) -> None:
        """RS-30: the second gets Busy and leaves nothing; the first commits."""
        store, other = open_store(), open_store()
        kept(store, thing("a", document(n=0)))
        with store.begin(write=True) as first:
            first.replace(thing("a", document(n=1)), 1)
            with refused(Busy), other.begin(write=True) as second:
                second.insert([thing("b")])
                second.replace(thing("a", document(n=2)), 1)
            first.commit()
        assert stored(other) == {"a": (2, document(n=1))}
        kept(other, thing("b"))

    def test_a_finished_transaction_hinders_nobody(self, open_store: OpenStore) -> None:
        """RS-30: a thousand transactions one after the other, left in every way, leave the store usable."""
        store = open_store()
        for turn in range(1_000):
            try:
                with store.begin(write=turn % 3 == 0) as transaction:
                    next(transaction.select("thing"), None)
                    if turn % 5 == 0:
                        raise _Mishap
                    if turn % 2 == 0:
                        transaction.commit()
            except _Mishap:
                pass
        kept(store, thing("a"))


def _increment(store: RecordStore) -> None:
    with store.begin(write=True) as transaction:
        found = transaction.get("thing", "counter")
        number = json.loads(found.document)["n"]
        transaction.replace(thing("counter", document(n=number + 1)), found.version)
        transaction.commit()
