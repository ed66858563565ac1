"""The conformance contract of record stores: inherit the class, give one fixture.

.. code-block:: python

    class TestMyStore(RecordStoreContract):
        @pytest.fixture
        def open_store(self, tmp_path):
            return lambda: MyStore(tmp_path, CONTRACT_KINDS, busy_timeout=0.5)

Importing this module does not import pytest. For readable failures put
``pytest.register_assert_rewrite("liushou_core.testing")`` into a ``conftest.py``, before the import.
"""

from typing import Any

from liushou_core.testing.record_store.finding import FindingClauses
from liushou_core.testing.record_store.past import HistoryClauses
from liushou_core.testing.record_store.samples import CONTRACT_KINDS, OpenStore
from liushou_core.testing.record_store.stores import StoreClauses
from liushou_core.testing.record_store.transactions import TransactionClauses
from liushou_core.testing.record_store.values import ValueClauses
from liushou_core.testing.record_store.versions import VersionClauses

__all__ = ["CONTRACT_KINDS", "OpenStore", "RecordStoreContract"]


class RecordStoreContract(
    ValueClauses, VersionClauses, FindingClauses, HistoryClauses, TransactionClauses, StoreClauses
):
    """Every clause of ``docs/reference/storage-contract.md`` that can be tested on any backend.

    A subclass gives the pytest fixture ``open_store``: a callable without arguments that opens the store under test
    with :data:`CONTRACT_KINDS` and a busy timeout of at most a second. Each call opens the same place, empty at the
    start of each test, and the stores so opened may be used side by side. A test of the contract cannot be redefined:
    that raises TypeError when the class is made, as does an interpreter that leaves out assertions.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not __debug__:
            raise TypeError("under `python -O` assertions check nothing; run the contract without it")
        tests = {name for name in dir(RecordStoreContract) if name.startswith("test_")}
        if weakened := {
            name for name in tests if getattr(cls, name, None) is not getattr(RecordStoreContract, name)
        }:
            raise TypeError(f"{cls.__name__} redefines tests of the contract: {', '.join(sorted(weakened))}")
