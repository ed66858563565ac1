"""Records in SQL databases, on SQLAlchemy Core. Imported only when a SQL URL is opened: SQLAlchemy is heavy."""

from liushou_core.plugins.storage.sql.engine import prepare_engine
from liushou_core.plugins.storage.sql.schema import upgrade_database
from liushou_core.plugins.storage.sql.store import SqlRecordStore, open_sql_store

__all__ = ["SqlRecordStore", "open_sql_store", "prepare_engine", "upgrade_database"]
