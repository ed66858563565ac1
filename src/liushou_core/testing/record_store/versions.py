"""RS-6 to RS-14: records and versions."""

from liushou_core.errors import AlreadyExists, Conflict, InvalidValue, NotFound
from liushou_core.ports.record_store import Record
from liushou_core.testing.record_store.samples import (
    OpenStore,
    document,
    entry,
    kept,
    refused,
    stored,
    thing,
)

__all__ = ["VersionClauses"]


class VersionClauses:
    """RS-6 to RS-14."""

    def test_get_returns_the_record_or_says_what_is_missing(self, open_store: OpenStore) -> None:
        """RS-6: NotFound names kind and id."""
        store = open_store()
        kept(store, thing("a"))
        with store.begin(write=False) as transaction:
            assert transaction.get("thing", "a").id == "a"
            with refused(NotFound) as caught:
                transaction.get("thing", "b")
        assert (caught.error.kind, caught.error.id) == ("thing", "b")

    def test_ids_are_told_apart_by_case(self, open_store: OpenStore) -> None:
        """RS-6: an id that differs in case alone is another id."""
        store = open_store()
        kept(store, thing("abc"), thing("ABC"))
        with store.begin(write=False) as transaction, refused(NotFound):
            transaction.get("thing", "Abc")
        assert set(stored(store)) == {"abc", "ABC"}

    def test_inserting_returns_a_version_for_each_record(self, open_store: OpenStore) -> None:
        """RS-7, RS-8: new records have version 1, whatever version they carry when they are passed."""
        store = open_store()
        with store.begin(write=True) as transaction:
            assert transaction.insert([]) == ()
            assert transaction.insert([thing("a"), thing("b")]) == (1, 1)
            carried = Record(kind="plain", id="c", document="{}", version=9)
            assert transaction.insert([carried]) == (1,)
            transaction.commit()
        assert {id: version for id, (version, _) in stored(store).items()} == {"a": 1, "b": 1}

    def test_inserting_what_exists_stores_nothing_of_the_call(self, open_store: OpenStore) -> None:
        """RS-7: neither an older record nor one of the same call is overwritten."""
        store = open_store()
        kept(store, thing("a", '{"old":1}'))
        with store.begin(write=True) as transaction:
            with refused(AlreadyExists) as caught:
                transaction.insert([thing("b"), thing("a", '{"new":1}')])
            assert (caught.error.kind, caught.error.id) == ("thing", "a")
            with refused(AlreadyExists):
                transaction.insert([thing("c"), thing("c")])
            transaction.commit()
        assert stored(store) == {"a": (1, '{"old":1}')}

    def test_versions_are_never_given_twice(self, open_store: OpenStore) -> None:
        """RS-8: replacing, removing and inserting again go on counting, in one transaction or in several."""
        store = open_store()
        given: list[int] = []
        for _ in range(2):
            with store.begin(write=True) as transaction:
                given += transaction.insert([thing("a")])
                given.append(transaction.replace(thing("a", '{"x":1}'), given[-1]))
                given.append(transaction.delete("thing", "a", given[-1]))
                given += transaction.insert([thing("a"), thing("b")])[:1]
                transaction.commit()
            with store.begin(write=True) as transaction:
                given.append(transaction.delete("thing", "a", given[-1]))
                transaction.delete("thing", "b", transaction.get("thing", "b").version)
                transaction.commit()
        assert given == list(range(1, 11))

    def test_a_replacement_counts_even_if_nothing_differs(self, open_store: OpenStore) -> None:
        """RS-9: the same record again gets the next version."""
        store = open_store()
        kept(store, thing("a"))
        with store.begin(write=True) as transaction:
            assert transaction.replace(thing("a"), 1) == 2
            assert transaction.replace(thing("a"), 2) == 3
            transaction.commit()
        assert stored(store)["a"][0] == 3

    def test_a_stale_version_is_refused_with_both_versions_and_the_fields(
        self, open_store: OpenStore
    ) -> None:
        """RS-10: the fields are names, sorted; what is stored stays."""
        store = open_store()
        kept(store, thing("a", document(a=1, b="x", c=[1], e=0)))
        with store.begin(write=True) as transaction:
            transaction.replace(thing("a", document(a=1, b="y", c=[1, 2], e=0)), 1)
            transaction.commit()
        with store.begin(write=True) as transaction:
            with refused(Conflict) as caught:
                transaction.replace(thing("a", document(b="x", a=1, d=None, e=0)), 1)
            error = caught.error
            assert (error.kind, error.id, error.expected, error.actual) == ("thing", "a", 1, 2)
            assert tuple(error.fields) == ("b", "c", "d")
            for version in (1, 3, 0):
                with refused(Conflict) as caught:
                    transaction.delete("thing", "a", version)
                assert (caught.error.expected, caught.error.actual) == (version, 2)
                assert tuple(caught.error.fields) == ()
            transaction.commit()
        assert stored(store)["a"] == (2, document(a=1, b="y", c=[1, 2], e=0))

    def test_what_is_not_stored_can_be_neither_replaced_nor_removed(self, open_store: OpenStore) -> None:
        """RS-11: not even what was stored once."""
        store = open_store()
        kept(store, thing("gone"))
        with store.begin(write=True) as transaction:
            transaction.delete("thing", "gone", 1)
            for id in ("never", "gone"):
                with refused(NotFound):
                    transaction.replace(thing(id), 1)
                with refused(NotFound):
                    transaction.delete("thing", id, 1)

    def test_a_removed_record_is_gone_and_its_history_stays(self, open_store: OpenStore) -> None:
        """RS-12: neither get nor any select finds it."""
        store = open_store()
        kept(store, thing("a", word="w", tags=("t",)), thing("b", word="w", tags=("t",)))
        with store.begin(write=True) as transaction:
            transaction.append_history([entry("a")])
            transaction.delete("thing", "a", 1)
            transaction.commit()
        with store.begin(write=False) as transaction:
            for where in ({}, {"word": "w"}, {"tags": "t"}, {"id": ("a", "b")}):
                assert [record.id for record in transaction.select("thing", where)] == ["b"]
            assert [past.version for past in transaction.history("thing", "a")] == [1]

    def test_kinds_are_apart(self, open_store: OpenStore) -> None:
        """RS-13: one id in two kinds is two records, each with its own versions."""
        store = open_store()
        plain = Record(kind="plain", id="a", document='{"plain":1}')
        kept(store, thing("a"), plain)
        with store.begin(write=True) as transaction:
            transaction.replace(thing("a"), 1)
            assert transaction.get("plain", "a").version == 1
            transaction.delete("plain", "a", 1)
            assert transaction.get("thing", "a").version == 2
            assert not list(transaction.select("plain"))

    def test_a_transaction_goes_on_after_a_call_was_refused(self, open_store: OpenStore) -> None:
        """RS-14: what was done before and after the refusals is committed."""
        store = open_store()
        kept(store, thing("old"))
        with store.begin(write=True) as transaction:
            transaction.insert([thing("before")])
            with refused(AlreadyExists):
                transaction.insert([thing("x"), thing("old")])
            with refused(Conflict):
                transaction.replace(thing("old", '{"stale":1}'), 7)
            with refused(NotFound):
                transaction.delete("thing", "never", 1)
            with refused(InvalidValue):
                transaction.insert([thing("a b")])
            transaction.insert([thing("after")])
            transaction.commit()
        assert set(stored(store)) == {"old", "before", "after"}
