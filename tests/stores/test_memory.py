"""The memory store keeps the contract."""

import pytest

from liushou_core.plugins.storage.memory import MemoryData, MemoryRecordStore
from liushou_core.testing.contract import CONTRACT_KINDS, OpenStore, RecordStoreContract


class TestMemoryStore(RecordStoreContract):
    @pytest.fixture
    def open_store(self) -> OpenStore:
        data = MemoryData()
        return lambda: MemoryRecordStore(CONTRACT_KINDS, data, busy_timeout=0.2)


def test_stores_without_common_data_know_nothing_of_each_other() -> None:
    one, two = MemoryRecordStore(CONTRACT_KINDS), MemoryRecordStore(CONTRACT_KINDS)
    with one.begin(write=True), two.begin(write=True) as transaction:
        assert not list(transaction.select("thing"))
