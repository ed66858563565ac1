"""The SQL store on SQLite keeps the contract, in both journal modes, and what SQLite needs beyond it."""

import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.dialects.mysql.mariadb import MariaDBDialect
from sqlalchemy.schema import CreateTable

from liushou_core.errors import Busy, InvalidValue, StoreFailed, UnknownScheme
from liushou_core.plugins.storage.sql import engine as sql_engine
from liushou_core.plugins.storage.sql.engine import has_wal_reset_bug, make_engine, prepare_engine
from liushou_core.plugins.storage.sql.store import SqlRecordStore, open_sql_store
from liushou_core.plugins.storage.sql.tables import tables_of
from liushou_core.ports.kind import Kind
from liushou_core.testing.contract import CONTRACT_KINDS, RecordStoreContract
from liushou_core.testing.record_store.samples import document, kept, stored, thing

Opener = Callable[..., SqlRecordStore]
CANARY = "金丝雀canary"


@pytest.fixture
def opener(tmp_path: Path) -> Iterator[Opener]:
    """Open stores on one file, and close them all at the end."""
    opened: list[SqlRecordStore] = []

    def open_store(**options: Any) -> SqlRecordStore:
        options = {"busy_timeout": 0.5, "migrated": False, **options}
        opened.append(open_sql_store(f"sqlite:///{tmp_path}/records.db", CONTRACT_KINDS, **options))
        return opened[-1]

    yield open_store
    for store in opened:
        store.close()


class TestSqliteStore(RecordStoreContract):
    """On the journal that suits the SQLite at hand."""

    @pytest.fixture
    def open_store(self, opener: Opener) -> Opener:
        return opener


class TestSqliteStoreWithWriteAheadLog(RecordStoreContract):
    """On a write-ahead log, as on builds without the WAL-reset bug."""

    @pytest.fixture
    def open_store(self, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> Opener:
        monkeypatch.setattr(sql_engine, "has_wal_reset_bug", lambda version: False)
        return opener


class TestSqliteStoreWithRollbackJournal(RecordStoreContract):
    """On a rollback journal, as on builds with the bug."""

    @pytest.fixture
    def open_store(self, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> Opener:
        monkeypatch.setattr(sql_engine, "has_wal_reset_bug", lambda version: True)
        return opener


def pragma(engine: sa.Engine, name: str) -> Any:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("version", "bug"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_builds_with_the_wal_reset_bug_are_known(version: tuple[int, ...], bug: bool) -> None:
    assert has_wal_reset_bug(version) is bug


@pytest.mark.parametrize(("bug", "journal"), [(True, "truncate"), (False, "wal")])
def test_connections_are_set_up_for_durable_commits_and_patient_writers(
    bug: bool, journal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_engine, "has_wal_reset_bug", lambda version: bug)
    engine = make_engine(f"sqlite:///{tmp_path}/a.db", busy_timeout=7)
    expected = {"journal_mode": journal, "synchronous": 2, "foreign_keys": 1, "busy_timeout": 7000}
    assert {name: pragma(engine, name) for name in expected} == expected
    engine.dispose()


def test_a_declared_single_connection_has_a_write_ahead_log_and_keeps_others_out(opener: Opener) -> None:
    store = opener(single_connection=True)
    kept(store, thing("a"))
    with pytest.raises(Busy):
        opener()
    with store.begin(write=False), pytest.raises(Busy), store.begin(write=True):
        pass
    store.close()
    assert set(stored(opener())) == {"a"}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_a_database_in_memory_lives_as_long_as_its_store(url: str) -> None:
    store = open_sql_store(url, CONTRACT_KINDS, migrated=False, busy_timeout=0.2)
    kept(store, thing("a"))
    assert set(stored(store)) == {"a"}
    store.close()
    store = open_sql_store(url, CONTRACT_KINDS, migrated=False)
    assert stored(store) == {}
    store.close()


def test_an_engine_of_the_callers_is_prepared_once_and_stays_open(tmp_path: Path, opener: Opener) -> None:
    opener().close()
    engine = sa.create_engine(f"sqlite:///{tmp_path}/records.db")
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    assert prepare_engine(prepare_engine(engine)) is engine
    assert pragma(engine, "foreign_keys") == 1
    store = SqlRecordStore(engine, CONTRACT_KINDS)
    kept(store, thing("a"))
    store.close()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM liushou_thing").scalar() == 1
    engine.dispose()


def test_statements_that_change_the_schema_are_undone_too(tmp_path: Path) -> None:
    """Which Python's driver, left to itself, does not do."""
    engine = make_engine(f"sqlite:///{tmp_path}/a.db")
    with engine.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql("CREATE TABLE half_made (id INTEGER)")
        transaction.rollback()
    assert not sa.inspect(engine).get_table_names()
    engine.dispose()


def failures_of(action: Callable[[], object]) -> StoreFailed:
    with pytest.raises(StoreFailed) as caught:
        action()
    assert CANARY not in "".join(traceback.format_exception(caught.value)) + caught.value.text("zh")
    return caught.value


def test_a_full_disk_is_an_error_of_ours_and_leaves_the_old_state(opener: Opener) -> None:
    """RS-14, RS-36."""
    store = opener()
    kept(store, thing("a"))
    sa.event.listen(
        store._engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1")
    )
    large = thing("b", document(note=CANARY * 100_000), word=CANARY)
    assert failures_of(lambda: kept(store, large)).reason == "SQLITE_FULL"
    assert set(stored(store)) == {"a"}


def test_a_file_that_may_not_be_written_is_an_error_of_ours(tmp_path: Path, opener: Opener) -> None:
    """RS-36: here by the URL, since permissions do not hold back whoever runs tests as root."""
    opener().close()
    url = f"sqlite:///file:{tmp_path}/records.db?mode=ro&uri=true"
    store = SqlRecordStore(make_engine(url), CONTRACT_KINDS, owned=True)
    assert stored(store) == {}
    assert failures_of(lambda: kept(store, thing("a", word=CANARY))).reason == "SQLITE_READONLY"
    store.close()


@pytest.mark.parametrize(("content", "reason"), [(b"no database" * 100, "SQLITE_NOTADB")])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    assert failures_of(lambda: open_sql_store(f"sqlite:///{path}", CONTRACT_KINDS)).reason == reason
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/nowhere/a.db"
    assert failures_of(lambda: open_sql_store(url, CONTRACT_KINDS)).reason == "SQLITE_CANTOPEN"


@pytest.mark.parametrize("url", ["oracle://db", "no url", "postgresql://db"])
def test_a_database_that_is_not_built_in_is_refused_by_name(url: str) -> None:
    with pytest.raises(UnknownScheme):
        open_sql_store(url, CONTRACT_KINDS)


def test_statements_are_logged_without_their_values(opener: Opener, caplog: pytest.LogCaptureFixture) -> None:
    """RS-36: also by a caller who turns on SQLAlchemy's own log."""
    with caplog.at_level("DEBUG", logger="sqlalchemy.engine"):
        # Opened inside: an engine looks at the level of its logger once.
        store = opener()
        kept(store, thing("a", document(name=CANARY), word=CANARY))
    assert "INSERT INTO liushou_thing" in caplog.text
    assert CANARY not in caplog.text


def test_tables_others_have_in_the_database_are_left_alone(tmp_path: Path, opener: Opener) -> None:
    """RS-34."""
    engine = sa.create_engine(f"sqlite:///{tmp_path}/records.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE pupils (name TEXT)")
        connection.exec_driver_sql("INSERT INTO pupils VALUES ('x')")
    kept(opener(), thing("a"))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM pupils").scalars().all() == ["x"]
    engine.dispose()


@pytest.mark.parametrize("name", ["history", "meta", "removed", "set_key", "alembic_version"])
def test_a_kind_cannot_be_named_like_a_table_of_the_store(name: str) -> None:
    with pytest.raises(InvalidValue):
        tables_of([Kind(name)])


@pytest.mark.parametrize(
    ("dialect", "collation"),
    [
        (postgresql.dialect(), 'COLLATE "C"'),
        (mysql.dialect(), "COLLATE utf8mb4_nopad_bin"),
        (MariaDBDialect(), "COLLATE utf8mb4_nopad_bin"),
    ],
    ids=["postgresql", "mysql", "mariadb"],
)
def test_every_text_that_is_compared_has_a_collation_by_character(
    dialect: sa.Dialect, collation: str
) -> None:
    """RS-15, RS-16: also on the databases that are to come."""
    for table in tables_of(CONTRACT_KINDS).metadata.tables.values():
        text = str(CreateTable(table).compile(dialect=dialect))
        compared = [line for line in text.splitlines() if "VARCHAR" in line]
        assert compared
        assert all(collation in line for line in compared)
