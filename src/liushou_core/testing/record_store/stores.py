"""RS-32 to RS-34 and RS-36: the store itself. RS-35 needs an old schema, which only the backend's own tests can make."""

import threading
import traceback
from concurrent.futures import ThreadPoolExecutor

from liushou_core.errors import AlreadyExists, Busy, Conflict, InvalidValue, LiushouError, StoreClosed
from liushou_core.ports.record_store import RecordStore
from liushou_core.testing.record_store.samples import (
    OpenStore,
    document,
    entry,
    kept,
    refused,
    stored,
    thing,
    tried,
)

__all__ = ["StoreClauses"]

CANARY = "金丝雀canary"


class StoreClauses:
    """RS-32 to RS-34, RS-36."""

    def test_what_was_committed_survives_closing(self, open_store: OpenStore) -> None:
        """RS-32: records, keys, sealed sections, versions and history; and nothing that was not committed."""
        store = open_store()
        kept(store, thing("a", word="w", tags=("t",), sealed=b"s"), thing("gone"))
        with store.begin(write=True) as transaction:
            transaction.replace(thing("a", '{"x":2}', word="w", tags=("t",), sealed=b"s"), 1)
            transaction.delete("thing", "gone", 1)
            transaction.append_history([entry("a", reason="kept")])
            transaction.commit()
        with store.begin(write=True) as transaction:
            transaction.insert([thing("never")])
        store.close()
        store = open_store()
        assert stored(store) == {"a": (2, '{"x":2}')}
        with store.begin(write=True) as transaction:
            (found,) = transaction.select("thing", {"tags": "t", "word": "w"})
            assert (found.sealed, found.keys["tags"]) == (b"s", ("t",))
            assert [past.reason for past in transaction.history("thing", "a")] == ["kept"]
            assert transaction.insert([thing("gone")]) == (3,)

    def test_a_closed_store_refuses_everything(self, open_store: OpenStore) -> None:
        """RS-33: also transactions that were open; they are undone."""
        store = open_store()
        kept(store, thing("a"))
        with store.begin(write=True) as transaction:
            transaction.insert([thing("b")])
            found = transaction.select("thing")
            store.close()
            for call in (
                lambda: transaction.get("thing", "a"),
                lambda: transaction.insert([thing("c")]),
                lambda: list(found),
                transaction.commit,
            ):
                with refused(StoreClosed):
                    call()
        for write in (True, False):
            with refused(StoreClosed), store.begin(write=write):
                pass
        store.close()
        assert set(stored(open_store())) == {"a"}

    def test_one_opening_may_close_while_another_goes_on(self, open_store: OpenStore) -> None:
        """RS-33: closing concerns the store that was closed and no other."""
        store, other = open_store(), open_store()
        store.close()
        kept(other, thing("a"))
        assert set(stored(other)) == {"a"}

    def test_several_may_open_an_empty_place_at_once(self, open_store: OpenStore) -> None:
        """RS-34: each finds one schema, and writes; who had to wait too long for the others tries again (RS-30)."""
        start = threading.Barrier(4)
        opened: list[RecordStore] = []

        def open_and_write(number: int) -> None:
            start.wait()
            tried(lambda: opened.append(open_store()), on=Busy)
            tried(lambda: kept(opened[-1], thing(f"r{number}")), on=Busy)

        with ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(open_and_write, number) for number in range(4)]:
                done.result()
        assert len(opened) == 4
        for store in opened:
            assert set(stored(store)) == {f"r{i}" for i in range(4)}

    def test_no_error_shows_what_is_stored(self, open_store: OpenStore) -> None:
        """RS-36: neither an error's text nor its traceback nor a record's repr holds a value."""
        store = open_store()
        secret = thing("a", document(name=CANARY), word=CANARY, tags=(CANARY,), sealed=CANARY.encode())
        kept(store, secret)
        errors: list[LiushouError] = []
        with store.begin(write=True) as transaction:
            with refused(AlreadyExists) as again:
                transaction.insert([secret])
            with refused(Conflict) as stale:
                transaction.replace(thing("a", document(name="", note=CANARY), word=CANARY), 9)
            with refused(InvalidValue) as wrong:
                transaction.insert([thing("b", CANARY + "\ud800", number=CANARY)])
            transaction.append_history([entry("a", document=document(name=CANARY))])
            with refused(AlreadyExists) as twice:
                transaction.append_history([entry("a", document=document(name=CANARY))])
            errors += [again.error, stale.error, wrong.error, twice.error]
            shown = [repr(transaction.get("thing", "a")), *map(repr, transaction.history("thing", "a"))]
        for error in errors:
            shown += [repr(error), error.text("zh"), *traceback.format_exception(error)]
        assert not [text for text in shown if CANARY in text]
