"""The stores are record stores, as a type checker sees it; read by mypy and pyright, run by nobody."""

from liushou_core.plugins.storage.memory import MemoryRecordStore
from liushou_core.plugins.storage.sql.store import SqlRecordStore, open_sql_store
from liushou_core.ports.record_store import RecordStore
from liushou_core.testing.contract import CONTRACT_KINDS

memory: RecordStore = MemoryRecordStore(CONTRACT_KINDS)
sql: RecordStore = open_sql_store("sqlite:///records.db", CONTRACT_KINDS)


def as_any_other(store: SqlRecordStore) -> RecordStore:
    return store
