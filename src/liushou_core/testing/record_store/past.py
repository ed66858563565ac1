"""RS-20 to RS-22: history."""

from datetime import UTC, datetime, timedelta, timezone

from liushou_core.errors import AlreadyExists, InvalidValue
from liushou_core.testing.record_store.samples import OpenStore, document, entry, refused

__all__ = ["HistoryClauses"]


class HistoryClauses:
    """RS-20 to RS-22."""

    def test_history_comes_back_by_version_as_it_was_added(self, open_store: OpenStore) -> None:
        """RS-20: every field of every entry, in the order of versions and not of adding."""
        entries = [
            entry("a", 2, "replace", document=document(x="𠮷 "), actor="王", reason="改\n正"),
            entry("a", 1, document="{}", sealed=b"\x00\xff"),
            entry("a", 3, "delete", actor=""),
            entry("b", 1, sealed=b""),
        ]
        store = open_store()
        with store.begin(write=True) as transaction:
            transaction.append_history(entries)
            transaction.append_history([])
            transaction.commit()
        with store.begin(write=False) as transaction:
            assert list(transaction.history("thing", "a")) == [entries[1], entries[0], entries[2]]
            assert list(transaction.history("thing", "b")) == [entries[3]]
            assert list(transaction.history("thing", "never")) == []
            assert list(transaction.history("plain", "a")) == []

    def test_instants_come_back_aware_in_utc_and_exact(self, open_store: OpenStore) -> None:
        """RS-20: microseconds, far years and other time zones keep the instant; one without a zone is refused."""
        china = timezone(timedelta(hours=8))
        instants = [
            datetime(1, 1, 2, tzinfo=UTC),
            datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
            datetime(2023, 9, 1, 8, 0, 0, 1, tzinfo=china),
            datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        ]
        store = open_store()
        with store.begin(write=True) as transaction:
            transaction.append_history(
                [entry("a", i, recorded_at=at) for i, at in enumerate(instants, start=1)]
            )
            transaction.commit()
        with store.begin(write=False) as transaction:
            found = [past.recorded_at for past in transaction.history("thing", "a")]
        assert found == instants
        assert {at.utcoffset() for at in found} == {timedelta(0)}
        with refused(InvalidValue):
            entry("a", recorded_at=datetime(2023, 9, 1))  # noqa: DTZ001  # the mistake that is refused

    def test_a_version_has_at_most_one_entry(self, open_store: OpenStore) -> None:
        """RS-21: a second one is refused, and so are those added with it."""
        store = open_store()
        with store.begin(write=True) as transaction:
            transaction.append_history([entry("a", reason="first")])
            for second in ([entry("b"), entry("a", reason="second")], [entry("c"), entry("c")]):
                with refused(AlreadyExists):
                    transaction.append_history(second)
            transaction.commit()
        with store.begin(write=False) as transaction:
            assert [past.reason for past in transaction.history("thing", "a")] == ["first"]
            assert not list(transaction.history("thing", "b"))
            assert not list(transaction.history("thing", "c"))

    def test_history_is_undone_with_its_transaction(self, open_store: OpenStore) -> None:
        """RS-22: an entry of a transaction that was not committed is not there, and its version is free."""
        store = open_store()
        with store.begin(write=True) as transaction:
            transaction.append_history([entry("a", reason="undone")])
            assert [past.reason for past in transaction.history("thing", "a")] == ["undone"]
        with store.begin(write=True) as transaction:
            assert not list(transaction.history("thing", "a"))
            transaction.append_history([entry("a", reason="kept")])
            transaction.commit()
        with store.begin(write=False) as transaction:
            assert [past.reason for past in transaction.history("thing", "a")] == ["kept"]
