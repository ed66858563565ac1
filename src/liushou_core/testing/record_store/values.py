"""RS-1 to RS-5: what is kept."""

import traceback
from typing import Any

from liushou_core.errors import InvalidValue
from liushou_core.ports.record_store import KeyValue, Record
from liushou_core.testing.record_store.samples import (
    OpenStore,
    document,
    entry,
    kept,
    refused,
    stored,
    thing,
)

__all__ = ["ValueClauses"]

TEXTS = (
    "",
    " ",
    "blank at the end ",
    "line\nfeed\r\nand\treturn\r",
    "王小明",
    "𠮷野家🀄",
    "e\u0301 and \u00e9",
    "\u202eright to left\u200f",
    "'; DROP TABLE thing; --",
    "%_\\\"'",
    "\ufeff\ufffd\U0010ffff",
)
NUMBERS = (None, 0, 1, -1, 2**31, 2**63 - 1, -(2**63))
CANARY = "金丝雀canary"


class ValueClauses:
    """RS-1 to RS-5."""

    def test_records_come_back_as_they_were_stored(self, open_store: OpenStore) -> None:
        """RS-1: documents, keys and sealed sections come back unchanged, in get and in select."""
        records = [thing(f"t{i}", document(text=text, null=None), word=text) for i, text in enumerate(TEXTS)]
        records += [thing(f"n{i}", number=number) for i, number in enumerate(NUMBERS)]
        records += [thing("escaped", '{"nul":"\\u0000"}'), thing("no-word", word=None)]
        records += [thing(f"s{i}", sealed=sealed) for i, sealed in enumerate((None, b"", bytes(range(256))))]
        store = open_store()
        kept(store, *records)
        with store.begin(write=False) as transaction:
            selected = {record.id: record for record in transaction.select("thing")}
            for record in records:
                for found in (transaction.get("thing", record.id), selected[record.id]):
                    assert found.document == record.document
                    assert found.sealed == record.sealed
                    assert dict(found.keys) == dict(record.keys)

    def test_a_replacement_changes_document_keys_and_sealed_section_together(
        self, open_store: OpenStore
    ) -> None:
        """RS-1: nothing of the version replaced is left."""
        store = open_store()
        kept(store, thing("a", '{"v":1}', word="x", number=1, tags=("p", "q"), sealed=b"1"))
        new = thing("a", '{"v":2}', other="y", tags=("q", "r"))
        with store.begin(write=True) as transaction:
            transaction.replace(new, 1)
            transaction.commit()
        with store.begin(write=False) as transaction:
            found = transaction.get("thing", "a")
            assert (found.document, found.sealed, dict(found.keys)) == ('{"v":2}', None, dict(new.keys))
            for tag, holders in (("p", []), ("q", ["a"]), ("r", ["a"])):
                assert [r.id for r in transaction.select("thing", {"tags": tag})] == holders

    def test_sets_of_texts_come_back_sorted_each_text_once(self, open_store: OpenStore) -> None:
        """RS-2: the order in which a set was given, and repetitions, are not kept."""
        store = open_store()
        cases: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
            "none": ((), ()),
            "empty-text": (("",), ("",)),
            "sorted": (("b", "a", "b", "𠮷", "\uffff", "A"), ("A", "a", "b", "\uffff", "𠮷")),
        }
        kept(store, *(thing(id, tags=given) for id, (given, _) in cases.items()))
        with store.begin(write=False) as transaction:
            for id, (_, expected) in cases.items():
                assert transaction.get("thing", id).keys["tags"] == expected

    def test_large_documents_are_kept_whole(self, open_store: OpenStore) -> None:
        """RS-3: four million bytes of document and of sealed section come back whole."""
        text, sealed = document(note="𠮷" * 999_000), bytes(range(250)) * 16_000
        store = open_store()
        kept(store, thing("large", text, sealed=sealed))
        with store.begin(write=False) as transaction:
            found = transaction.get("thing", "large")
        assert found.document == text
        assert found.sealed == sealed

    def test_what_cannot_be_kept_is_refused_without_showing_it(self, open_store: OpenStore) -> None:
        """RS-4: a wrong record is refused whole, together with the right ones beside it."""
        wrong_keys: tuple[dict[str, KeyValue], ...] = (
            {"number": True},
            {"number": 2**63},
            {"number": CANARY},
            {"word": 7},
            {"word": (CANARY,)},
            {"word": "x" * 256},
            {"word": CANARY + "\0"},
            {"word": CANARY + "\ud800"},
            {"tags": CANARY},
            {"tags": (CANARY, "\udfff")},
            {"unheard_of": CANARY},
        )
        wrong = [thing("wrong", None, sealed=None, **keys) for keys in wrong_keys]
        wrong += [
            thing("wrong", f'{{"a":"{CANARY}\ud83d"}}'),
            thing("11010519491231002X"),
            thing(""),
            thing("a b"),
            thing("x" * 65),
            Record(kind="thing", id="wrong", document="{}", keys={"word": CANARY}),
            Record(kind="unheard_of", id="wrong", document="{}"),
        ]
        store = open_store()
        with store.begin(write=True) as transaction:
            for record in wrong:
                with refused(InvalidValue) as caught:
                    transaction.insert([thing("right"), record])
                shown = "".join(traceback.format_exception(caught.error))
                assert CANARY not in shown
                assert "11010519491231002" not in shown
            transaction.commit()
        assert stored(store) == {}

    def test_every_problem_of_a_call_is_listed(self, open_store: OpenStore) -> None:
        """RS-4: two wrong records with two mistakes in one of them make three problems."""
        store = open_store()
        with store.begin(write=True) as transaction, refused(InvalidValue) as caught:
            transaction.insert([thing("a", number="x", word=1), thing("a b")])
        assert len(caught.error.problems) == 3

    def test_questions_that_make_no_sense_are_refused_when_they_are_asked(
        self, open_store: OpenStore
    ) -> None:
        """RS-4: a wrong condition, order, position or limit raises at the call, not at the first record."""
        store = open_store()
        with store.begin(write=True) as transaction:
            questions: tuple[dict[str, Any], ...] = (
                {"where": {"unheard_of": "x"}},
                {"where": {"number": "x"}},
                {"where": {"tags": None}},
                {"order_by": "tags"},
                {"order_by": "unheard_of"},
                {"order_by": "number", "after": ("x", "a")},
                {"limit": -1},
            )
            for question in questions:
                with refused(InvalidValue):
                    transaction.select("thing", **question)
            for id in ("a b", "", "11010519491231002X"):
                for call in (transaction.get, transaction.history):
                    with refused(InvalidValue):
                        call("thing", id)
            with refused(InvalidValue):
                transaction.select("unheard_of")
            for wrong in (entry("a", 0), entry("a b"), entry("a", reason="\0"), entry("a", actor="x" * 256)):
                with refused(InvalidValue):
                    transaction.append_history([wrong])

    def test_nothing_is_shared_with_the_caller(self, open_store: OpenStore) -> None:
        """RS-5: changing what was passed in, afterwards, changes nothing stored."""
        keys: dict[str, KeyValue] = {"word": "before", "other": None, "number": 1, "tags": ("a",)}
        records = [Record(kind="thing", id="a", document="{}", keys=keys)]
        store = open_store()
        with store.begin(write=True) as transaction:
            transaction.insert(records)
            keys["word"] = "after"
            records.clear()
            where = {"word": "before"}
            found = transaction.select("thing", where)
            where["word"] = "nothing"
            assert [record.keys["word"] for record in found] == ["before"]
            transaction.commit()
        with store.begin(write=False) as transaction:
            assert transaction.get("thing", "a").keys["word"] == "before"
