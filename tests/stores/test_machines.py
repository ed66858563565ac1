"""Any sequence of steps gives the same answers on the SQL store as on the memory store."""

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from liushou_core.plugins.storage.sql import open_sql_store
from liushou_core.testing.contract import CONTRACT_KINDS
from liushou_core.testing.machine import record_store_machine

SETTINGS = settings(
    max_examples=30, stateful_step_count=30, suppress_health_check=[HealthCheck.too_slow], deadline=None
)


def test_sqlite_answers_as_memory_does(tmp_path: Path) -> None:
    """RS-1 to RS-28, in sequences that nobody thought of."""
    path = tmp_path / "records.db"
    machine = record_store_machine(
        lambda: open_sql_store(f"sqlite:///{path}", CONTRACT_KINDS, migrated=False, busy_timeout=0.5),
        path.unlink,
    )
    run_state_machine_as_test(machine, settings=SETTINGS)
