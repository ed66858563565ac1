"""Engines: how SQLite has to be set up to keep its promises, for our own engine and for one the caller brings.

What Python's ``sqlite3`` does by default loses updates: it begins transactions late, not at all before a SELECT, and ends them
before some statements. So the driver is told to leave transactions alone, and BEGIN is ours. A unit of work that
writes says BEGIN IMMEDIATE, because a transaction that begins by reading and then writes is refused at once when
somebody else wrote meanwhile, without waiting; one that reads says BEGIN, because it must not keep writers out.
"""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

__all__ = ["BUSY_TIMEOUT", "WRITING", "has_wal_reset_bug", "make_engine", "prepare_engine"]

BUSY_TIMEOUT: Final = 10.0
"""Seconds a writer waits for another one where nothing else is said: SQLite's waiting is unfair, so give it time."""

WRITING: Final = "liushou_writing"
"""The execution option of a connection whose transactions are going to write."""


def has_wal_reset_bug(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite can lose committed pages in WAL mode when two connections write and checkpoint at once.

    Present from 3.7.0, mended in 3.51.3, 3.50.7 and 3.44.6 (sqlite.org/wal.html, "The WAL-reset bug").

    >>> has_wal_reset_bug((3, 40, 1)), has_wal_reset_bug((3, 51, 3)), has_wal_reset_bug((3, 44, 6))
    (True, False, False)
    """
    if version >= (3, 51, 3) or version < (3, 7, 0):
        return False
    return not any(branch <= version < (branch[0], branch[1] + 1) for branch in ((3, 50, 7), (3, 44, 6)))


def make_engine(
    url: str | sa.URL, *, busy_timeout: float = BUSY_TIMEOUT, single_connection: bool = False
) -> sa.Engine:
    """Return a prepared engine for *url* that never shows parameters in errors or logs.

    *single_connection* declares that nobody else uses the database, in this process or in another; it is then locked
    against everybody else, and transactions of this engine come one after the other. A database in memory is always so.
    """
    url = sa.make_url(url)
    single = single_connection or _in_memory(url)
    options: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if single else {}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": busy_timeout, "check_same_thread": False}
    engine = sa.create_engine(
        url, poolclass=QueuePool, pool_timeout=busy_timeout, hide_parameters=True, **options
    )
    return prepare_engine(engine, busy_timeout=busy_timeout, single_connection=single)


def prepare_engine(
    engine: sa.Engine, *, busy_timeout: float = BUSY_TIMEOUT, single_connection: bool = False
) -> sa.Engine:
    """Set up an engine of the caller's as ours are, and return it; doing so twice is no error.

    Parameters are hidden in errors. On SQLite: transactions are begun by us, foreign keys are enforced, writers wait
    *busy_timeout* seconds, commits reach the disk (``synchronous=FULL``), and the journal is a write-ahead log unless this
    SQLite has the WAL-reset bug and more than a single connection may use the database. Connections that the pool
    holds already are replaced.
    """
    engine.hide_parameters = True
    if engine.dialect.name != "sqlite" or event.contains(engine, "begin", _begin):
        return engine
    engine.dispose()
    pragmas = _pragmas(engine, busy_timeout=busy_timeout, single_connection=single_connection)

    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        try:
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
                cursor.fetchall()
        finally:
            cursor.close()

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _pragmas(engine: sa.Engine, *, busy_timeout: float, single_connection: bool) -> list[str]:
    version = engine.dialect.dbapi.sqlite_version_info  # type: ignore[union-attr]  # an engine has a driver
    wal = single_connection or not has_wal_reset_bug(version)
    return [
        # First, since the pragmas after it may have to wait.
        f"busy_timeout = {round(busy_timeout * 1000)}",
        *(["locking_mode = EXCLUSIVE"] if single_connection else []),
        # TRUNCATE rather than DELETE: a removed journal is gone for good only once its folder is synced too.
        f"journal_mode = {'WAL' if wal else 'TRUNCATE'}",
        "synchronous = FULL",
        "foreign_keys = ON",
    ]


def _begin(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _in_memory(url: sa.URL) -> bool:
    if url.get_backend_name() != "sqlite":
        return False
    return url.database in (None, "", ":memory:") or "mode=memory" in (url.database or "")
