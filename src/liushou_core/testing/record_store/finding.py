"""RS-15 to RS-19: finding records."""

import random
import tracemalloc
from collections.abc import Mapping
from itertools import islice, product

from liushou_core.errors import UnitOfWorkClosed
from liushou_core.ports.record_store import Condition, Record, RecordStore, SingleValue
from liushou_core.testing.record_store.samples import OpenStore, document, ids, kept, refused, thing

__all__ = ["FindingClauses"]

WORDS: tuple[str | None, ...] = (
    None,
    "",
    "a",
    "A",
    "a ",
    "ａ",
    "王",
    "𠮷",
    "🀄",
    "%",
    "_",
    "\uffff",
    "\\",
    "ab",
)
NUMBERS: tuple[int | None, ...] = (None, -10, -9, 0, 2, 10, 2**40)
TAGS: tuple[tuple[str, ...], ...] = ((), ("a",), ("a", "A"), ("王", "𠮷", "a"), ("%",))
CONDITIONS: tuple[dict[str, Condition], ...] = (
    {},
    {"word": "a"},
    {"word": None},
    {"word": ("a", "𠮷", None)},
    {"word": ()},
    {"word": "%"},
    {"word": "_"},
    {"number": 0},
    {"number": (None, 10)},
    {"tags": "a"},
    {"tags": ("A", "𠮷")},
    {"tags": ()},
    {"word": "王", "tags": ("a", "%"), "number": (2, 10, None)},
    {"id": ("r3", "r30", "never")},
    {"id": "r7", "word": WORDS},
)


def _mixed_records() -> list[Record]:
    # Every word and number meets; insertion order, id order and key order all differ. Seeded: the same each time.
    cases = list(product(WORDS, NUMBERS))
    records = [
        thing(f"r{i}", word=word, number=number, other=None, tags=TAGS[i % len(TAGS)])
        for i, (word, number) in enumerate(cases)
    ]
    random.Random(7).shuffle(records)  # noqa: S311  # a test's shuffle, no secret
    return records


def _filled(open_store: OpenStore, records: list[Record]) -> RecordStore:
    store = open_store()
    kept(store, *records)
    return store


def _fulfils(record: Record, where: Mapping[str, Condition]) -> bool:
    def holds(name: str, condition: Condition) -> bool:
        value = record.id if name == "id" else record.keys[name]
        wanted = condition if isinstance(condition, tuple) else (condition,)
        return bool(set(value) & set(wanted)) if isinstance(value, tuple) else value in wanted

    return all(holds(name, condition) for name, condition in where.items())


def _place(record: Record, order_by: str) -> tuple[bool, SingleValue, str]:
    value, id = record.position(order_by)
    return value is not None, value, id


def _expected(records: list[Record], where: Mapping[str, Condition], order_by: str) -> list[str]:
    found = [record for record in records if _fulfils(record, where)]
    return [record.id for record in sorted(found, key=lambda record: _place(record, order_by))]


class FindingClauses:
    """RS-15 to RS-19."""

    def test_select_yields_what_fulfils_all_conditions_in_order(self, open_store: OpenStore) -> None:
        """RS-15, RS-16: exact comparison, None first, numbers by size, texts by code point, then id."""
        records = _mixed_records()
        store = _filled(open_store, records)
        with store.begin(write=False) as transaction:
            for where, order_by in product(CONDITIONS, ("id", "word", "number")):
                found = ids(transaction.select("thing", where, order_by=order_by))
                assert found == _expected(records, where, order_by), (where, order_by)

    def test_many_values_may_be_asked_for_at_once(self, open_store: OpenStore) -> None:
        """RS-15: ten thousand ids, most of them unknown, and one of them twice."""
        store = _filled(open_store, [thing(f"r{i}") for i in range(300)])
        wanted = (*(f"r{i}" for i in range(290, 10_290)), "r295")
        with store.begin(write=False) as transaction:
            found = ids(transaction.select("thing", {"id": wanted}))
        assert found == [f"r{i}" for i in range(290, 300)]

    def test_pages_are_the_list_cut(self, open_store: OpenStore) -> None:
        """RS-17: whatever the order and the size of the page."""
        records = _mixed_records()
        store = _filled(open_store, records)
        with store.begin(write=False) as transaction:
            for order_by, size in product(("id", "word", "number"), (1, 7, 1000)):
                where: dict[str, Condition] = {"tags": "a"}
                found: list[str] = []
                after = None
                # Bounded, so that a store that repeats itself is found out and not waited for.
                for _ in range(len(records) + 1):
                    page = list(
                        transaction.select("thing", where, order_by=order_by, after=after, limit=size)
                    )
                    if not page:
                        break
                    assert len(page) <= size
                    found += [record.id for record in page]
                    after = page[-1].position(order_by)
                assert found == _expected(records, where, order_by), (order_by, size)

    def test_a_position_need_not_be_that_of_a_record(self, open_store: OpenStore) -> None:
        """RS-17: so a range of days or numbers can be read from its beginning."""
        store = _filled(open_store, [thing(f"r{n}", number=n) for n in (1, 3, 5)] + [thing("none")])
        with store.begin(write=False) as transaction:
            for after, expected in (
                ((2, "x"), ["r3", "r5"]),
                ((3, ""), ["r3", "r5"]),
                ((3, "r3"), ["r5"]),
                ((None, ""), ["none", "r1", "r3", "r5"]),
                ((None, "none"), ["r1", "r3", "r5"]),
                ((9, ""), []),
            ):
                assert ids(transaction.select("thing", order_by="number", after=after)) == expected
            assert ids(transaction.select("thing", after=("r1", "r1"))) == ["r3", "r5"]
            assert ids(transaction.select("thing", limit=0)) == []

    def test_a_long_list_is_not_held_in_memory(self, open_store: OpenStore) -> None:
        """RS-18: reading 24 MB of documents one by one takes less than half of that at any time."""
        size, count = 20_000, 1_200
        store = open_store()
        for start in range(0, count, 100):
            kept(store, *(thing(f"r{i:05}", document(note="x" * size)) for i in range(start, start + 100)))
        with store.begin(write=False) as transaction:
            tracemalloc.start()
            try:
                seen = sum(1 for _ in transaction.select("thing"))
                _, peak = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
        assert seen == count
        assert peak < size * count / 2

    def test_an_iterator_may_be_left_early(self, open_store: OpenStore) -> None:
        """RS-19: the transaction goes on, commits, and the next one writes."""
        store = _filled(open_store, [thing(f"r{i:04}") for i in range(1_000)])
        with store.begin(write=True) as transaction:
            first = ids(islice(transaction.select("thing"), 3))
            transaction.insert([thing("new")])
            transaction.commit()
        kept(store, thing("newer"))
        assert first == ["r0000", "r0001", "r0002"]

    def test_writing_behind_an_open_iterator_disturbs_nothing(self, open_store: OpenStore) -> None:
        """RS-19: every record that stays unchanged comes exactly once."""
        count = 700
        store = _filled(open_store, [thing(f"r{i:04}", number=i) for i in range(count)])
        for order_by in ("id", "number"):
            with store.begin(write=True) as transaction:
                found = []
                for turn, record in enumerate(transaction.select("thing", order_by=order_by)):
                    if record.id.startswith("r"):
                        found.append(record.id)
                    if turn < count:
                        transaction.replace(record, record.version)
                        transaction.insert([thing(f"a{turn:04}", number=turn), thing(f"s{turn:04}")])
                assert found == [f"r{i:04}" for i in range(count)]

    def test_an_iterator_ends_with_its_transaction(self, open_store: OpenStore) -> None:
        """RS-19: asked after commit it raises; it does not quietly stop."""
        store = _filled(open_store, [thing(f"r{i:04}") for i in range(1_000)])
        with store.begin(write=False) as transaction:
            found = transaction.select("thing")
            next(found)
            transaction.commit()
            with refused(UnitOfWorkClosed):
                list(found)
