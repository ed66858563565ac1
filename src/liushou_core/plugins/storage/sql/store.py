"""SqlRecordStore: the record store in a SQL database."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa
import sqlalchemy.exc

from liushou_core.errors import StoreClosed, UnknownScheme
from liushou_core.plugins.storage.sql.engine import BUSY_TIMEOUT, WRITING, make_engine
from liushou_core.plugins.storage.sql.failures import translated
from liushou_core.plugins.storage.sql.schema import ensure_derived, ensure_migrated
from liushou_core.plugins.storage.sql.statements import Statements
from liushou_core.plugins.storage.sql.tables import tables_of
from liushou_core.plugins.storage.sql.transaction import SqlTransaction
from liushou_core.ports.kind import Kind, Kinds

__all__ = ["SqlRecordStore", "open_sql_store"]


class SqlRecordStore:
    """A RecordStore (RS-1 to RS-36) on an engine set up by ``prepare_engine``, over tables that exist.

    *owned*: whether closing the store closes the engine's connections too.
    """

    def __init__(
        self,
        engine: sa.Engine,
        kinds: Iterable[Kind],
        *,
        busy_timeout: float = BUSY_TIMEOUT,
        owned: bool = False,
    ) -> None:
        self.kinds = Kinds(kinds)
        self.tables = tables_of(self.kinds)
        self.statements: Mapping[str, Statements] = {
            kind.name: Statements(kind, self.tables) for kind in self.kinds
        }
        self.busy_timeout = busy_timeout
        self.closed = False
        self._engine, self._owned = engine, owned

    @contextmanager
    def begin(self, *, write: bool) -> Iterator[SqlTransaction]:
        """Open a transaction for a ``with`` block. Raises StoreClosed and Busy."""
        if self.closed:
            raise StoreClosed
        with translated(self.busy_timeout):
            connection = self._engine.connect().execution_options(**{WRITING: write})
        try:
            with translated(self.busy_timeout):
                connection.begin()
            transaction = SqlTransaction(self, connection, write=write)
            try:
                yield transaction
            finally:
                transaction.end()
        finally:
            # Closing rolls back what is not committed.
            with translated(self.busy_timeout):
                self._give_back(connection)

    def _give_back(self, connection: sa.Connection) -> None:
        """Close a connection; one that outlived the store for good, since its pool is gone and would not."""
        if self.closed and self._owned and not connection.closed and not connection.invalidated:
            connection.detach()
        connection.close()

    def close(self) -> None:
        """Refuse everything from now on, and close the connections that are the store's own."""
        self.closed = True
        if self._owned:
            with translated(self.busy_timeout):
                self._engine.dispose()


def open_sql_store(
    url: str,
    kinds: Iterable[Kind],
    *,
    migrated: bool = True,
    busy_timeout: float = BUSY_TIMEOUT,
    single_connection: bool = False,
) -> SqlRecordStore:
    """Open the database at *url*, and make the schema if it holds none of our tables (RS-34).

    *migrated*: the schema is the library's own, made and checked by its migrations, and *kinds* are the library's; with
    False the tables are those of *kinds* as they are, without migrations (for tests, and for kinds of one's own in a
    database of their own). *single_connection*: see ``make_engine``. Raises SchemaTooOld and SchemaTooNew (RS-35), Busy,
    StoreFailed if the database cannot be opened, and UnknownScheme for a database that is not built in.
    """
    try:
        parsed = sa.make_url(url)
    except sqlalchemy.exc.ArgumentError:
        raise UnknownScheme(scheme=url.partition(":")[0], known="sqlite") from None
    if parsed.get_backend_name() != "sqlite":
        raise UnknownScheme(scheme=parsed.get_backend_name(), known="sqlite")
    engine = make_engine(parsed, busy_timeout=busy_timeout, single_connection=single_connection)
    store = SqlRecordStore(engine, kinds, busy_timeout=busy_timeout, owned=True)
    try:
        with translated(busy_timeout):
            if migrated:
                ensure_migrated(engine)
            else:
                ensure_derived(engine, store.tables)
    except BaseException:
        store.close()
        raise
    return store
