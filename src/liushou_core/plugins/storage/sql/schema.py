"""The schema of a database: made when the database is empty, kept by migrations, refused when it is another's (RS-34, RS-35)."""

import threading
from typing import Final

import sqlalchemy as sa

from liushou_core.__about__ import __version__
from liushou_core.errors import SchemaTooNew, SchemaTooOld
from liushou_core.plugins.storage.sql.engine import BUSY_TIMEOUT, WRITING, make_engine
from liushou_core.plugins.storage.sql.failures import translated
from liushou_core.plugins.storage.sql.tables import FORMAT, PREFIX, Tables

__all__ = ["HEAD", "REVISIONS", "VERSION_TABLE", "ensure_derived", "ensure_migrated", "upgrade_database"]

REVISIONS: Final = ("0001", "0002", "0003")
"""Every revision of the schema, oldest first. Stated here so that opening a database need not import Alembic."""

HEAD: Final = REVISIONS[-1]

VERSION_TABLE: Final = PREFIX + "alembic_version"

_MIGRATIONS: Final = "liushou_core.plugins.storage.sql:migrations"

# Alembic keeps the running migration in a module, so one at a time in a process; taken before the database's own lock,
# or two threads would wait for each other.
_migrating: Final = threading.Lock()


def ensure_migrated(engine: sa.Engine) -> None:
    """Make the library's schema in a database that holds none of its tables; refuse one that is not up to date.

    Raises SchemaTooOld and SchemaTooNew, which name the command that mends it; then nothing is changed.
    """
    with engine.connect() as connection:
        found = _revision(connection)
    if found is None:
        _upgrade(engine)
    elif found not in REVISIONS:
        raise _too_new(found)
    elif found != HEAD:
        url = engine.url.render_as_string(hide_password=True)
        raise SchemaTooOld(found=found, wanted=HEAD, command=f"liushou db upgrade {url}")


def upgrade_database(url: str, *, busy_timeout: float = BUSY_TIMEOUT) -> tuple[str | None, str]:
    """Bring the schema at *url* up to date, and return the revisions before and after; None: there was no schema.

    Raises SchemaTooNew, Busy and StoreFailed. Interrupted, it leaves a SQLite database as it was.
    """
    with translated(busy_timeout):
        engine = make_engine(url, busy_timeout=busy_timeout)
        try:
            return _upgrade(engine), HEAD
        finally:
            engine.dispose()


def ensure_derived(engine: sa.Engine, tables: Tables) -> None:
    """Make the tables that are missing, as their kinds have them today, without migrations."""
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        tables.metadata.create_all(connection)
        _say_who(connection)


def _upgrade(engine: sa.Engine) -> str | None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    with (
        _migrating,
        engine.connect().execution_options(**{WRITING: True}) as connection,
        # BEGIN IMMEDIATE: whoever opens the same database now waits, and then finds the work done.
        connection.begin(),
    ):
        found = _revision(connection)
        if found is not None and found not in REVISIONS:
            raise _too_new(found)
        if found != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _say_who(connection)
        return found


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    table = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))
    return connection.execute(sa.select(table.c.version_num)).scalar()


def _say_who(connection: sa.Connection) -> None:
    meta = sa.table(PREFIX + "meta", sa.column("name", sa.String), sa.column("value", sa.String))
    rows = {"format": FORMAT, "library": f"liushou-core {__version__}"}
    connection.execute(sa.delete(meta).where(meta.c.name.in_(rows)))
    connection.execute(sa.insert(meta), [{"name": name, "value": value} for name, value in rows.items()])


def _too_new(found: str) -> SchemaTooNew:
    command = "pip install --upgrade liushou-core"
    return SchemaTooNew(found=found, wanted=HEAD, command=command)
