"""A state machine that plays any sequence of steps on a record store and on the memory store, and compares.

Needs the extra ``testing``. Every step is done on both; both must answer the same, or refuse with the same error. It
finds what single tests do not think of: a version after the third removal, an order that a replacement disturbs.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from liushou_core.errors import LiushouError
from liushou_core.plugins.storage.memory import MemoryData, MemoryRecordStore
from liushou_core.ports.record_store import Condition, HistoryEntry, Record, RecordStore, RecordTransaction
from liushou_core.testing.record_store.samples import CONTRACT_KINDS, OpenStore, document, thing

__all__ = ["record_store_machine"]

# Few, so that steps meet: the same id inserted, removed and inserted again.
_IDS: Final = st.sampled_from(["a", "A", "b10", "b2"])
_WORDS: Final = st.sampled_from([None, "", "a", "A", "王", "𠮷", "a "])
_NUMBERS: Final = st.sampled_from([None, -1, 0, 9, 10, 2**63 - 1])
_TAGS: Final = st.lists(st.sampled_from(["", "x", "X", "𠮷"]), max_size=3).map(tuple)
_SEALED: Final = st.sampled_from([None, b"", b"\x00\xff"])
_VERSIONS: Final = st.integers(0, 6)
_ORDERS: Final = st.sampled_from(["id", "word", "number"])


@st.composite
def _things(draw: st.DrawFn) -> Record:
    text = document(n=draw(st.integers(0, 3)), s=draw(st.sampled_from(["", "𠮷 "])))
    keys = {"word": draw(_WORDS), "number": draw(_NUMBERS), "tags": draw(_TAGS)}
    return thing(draw(_IDS), text, sealed=draw(_SEALED), **keys)


@st.composite
def _conditions(draw: st.DrawFn) -> dict[str, Condition]:
    choices: dict[str, st.SearchStrategy[Condition]] = {
        "id": _IDS | st.lists(_IDS, max_size=3).map(tuple),
        "word": _WORDS | st.lists(_WORDS, max_size=3).map(tuple),
        "number": _NUMBERS,
        "tags": st.sampled_from(["", "x", "𠮷"]),
    }
    names = draw(st.sets(st.sampled_from(sorted(choices)), max_size=2))
    return {name: draw(choices[name]) for name in sorted(names)}


def record_store_machine(open_store: OpenStore, forget: Callable[[], None]) -> type[RuleBasedStateMachine]:
    """Return the machine for a store opened with ``CONTRACT_KINDS``; run it with Hypothesis or as ``.TestCase``.

    *open_store* opens the place, or opens it again; *forget* empties it, and is called after every run.
    """
    places = {"open_store": staticmethod(open_store), "forget": staticmethod(forget)}
    return type("RecordStoreMachine", (_RecordStoreMachine,), places)


class _RecordStoreMachine(RuleBasedStateMachine):
    open_store: OpenStore
    forget: Callable[[], None]

    @initialize()
    def open(self) -> None:
        self.data = MemoryData()
        self.stores: tuple[RecordStore, ...] = ()
        self._open_both()

    def _open_both(self) -> None:
        self.stores = (self.open_store(), MemoryRecordStore(CONTRACT_KINDS, self.data))
        self.block = ExitStack()
        self.transactions: Sequence[RecordTransaction] = ()

    def _both(self, step: Callable[[RecordTransaction], Any]) -> None:
        found, expected = (_outcome(step, transaction) for transaction in self.transactions)
        assert found == expected

    @precondition(lambda self: not self.transactions)
    @rule(write=st.sampled_from([True, True, True, False]))
    def begin(self, write: bool) -> None:
        self.transactions = [self.block.enter_context(store.begin(write=write)) for store in self.stores]

    @precondition(lambda self: self.transactions)
    @rule(how=st.sampled_from(["commit", "commit", "commit", "leave", "go on after commit"]))
    def finish(self, how: str) -> None:
        if how != "leave":
            self._both(lambda transaction: transaction.commit())
        if how != "go on after commit":
            self.block.close()
            self.transactions = ()

    @precondition(lambda self: not self.transactions)
    @rule()
    def reopen(self) -> None:
        for store in self.stores:
            store.close()
        self._open_both()

    @precondition(lambda self: self.transactions)
    @rule(records=st.lists(_things(), max_size=2))
    def insert(self, records: list[Record]) -> None:
        self._both(lambda transaction: transaction.insert(records))

    @precondition(lambda self: self.transactions)
    @rule(record=_things(), version=_VERSIONS)
    def replace(self, record: Record, version: int) -> None:
        self._both(lambda transaction: transaction.replace(record, version))

    @precondition(lambda self: self.transactions)
    @rule(record=_things())
    def replace_what_is_there(self, record: Record) -> None:
        self._both(lambda t: t.replace(record, t.get(record.kind, record.id).version))

    @precondition(lambda self: self.transactions)
    @rule(id=_IDS)
    def delete(self, id: str) -> None:
        self._both(lambda t: t.delete("thing", id, t.get("thing", id).version))

    @precondition(lambda self: self.transactions)
    @rule(id=_IDS, version=_VERSIONS, sealed=_SEALED)
    def append_history(self, id: str, version: int, sealed: bytes | None) -> None:
        entry = HistoryEntry(
            kind="thing",
            id=id,
            version=version,
            action="replace",
            recorded_at=datetime(2023, 9, 1, tzinfo=UTC),
            actor="a",
            document="{}",
            sealed=sealed,
        )
        self._both(lambda transaction: transaction.append_history([entry]))

    @precondition(lambda self: self.transactions)
    @rule(
        where=_conditions(),
        order_by=_ORDERS,
        after=st.none() | _things(),
        limit=st.none() | st.integers(0, 3),
    )
    def select(
        self, where: dict[str, Condition], order_by: str, after: Record | None, limit: int | None
    ) -> None:
        place = None if after is None else after.position(order_by)
        self._both(
            lambda transaction: list(
                transaction.select("thing", where, order_by=order_by, after=place, limit=limit)
            )
        )

    @invariant()
    def everything_is_equal(self) -> None:
        if self.transactions:
            self._both(lambda transaction: list(transaction.select("thing")))
            self._both(lambda transaction: [list(transaction.history("thing", id)) for id in ("a", "b2")])

    def teardown(self) -> None:
        self.block.close()
        for store in self.stores:
            store.close()
        self.forget()


def _outcome(step: Callable[[RecordTransaction], Any], transaction: RecordTransaction) -> object:
    try:
        return step(transaction)
    except LiushouError as error:
        return type(error), error.data
