"""The SQL store on SQLite keeps the contract."""

from pathlib import Path

import pytest

from liushou_core.plugins.storage.sql.store import SqlRecordStore, open_sql_store
from liushou_core.testing.contract import CONTRACT_KINDS, RecordStoreContract


class TestSqliteStore(RecordStoreContract):
    @pytest.fixture
    def open_store(self, tmp_path: Path):
        opened: list[SqlRecordStore] = []

        def open_store() -> SqlRecordStore:
            url = f"sqlite:///{tmp_path}/records.db"
            opened.append(open_sql_store(url, CONTRACT_KINDS, migrated=False, busy_timeout=0.5))
            return opened[-1]

        yield open_store
        for store in opened:
            store.close()
