"""Several processes on one SQLite file: nothing lost, nothing half done, nobody in another's way."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from liushou_core.plugins.storage.record_types import KINDS
from liushou_core.plugins.storage.sql import engine as sql_engine
from liushou_core.plugins.storage.sql import open_sql_store
from liushou_core.ports.record_store import Record, RecordStore

SCRIPT = Path(__file__).with_name("processes.py")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/records.db"


@contextmanager
def opened(url: str) -> Iterator[RecordStore]:
    store = open_sql_store(url, KINDS)
    try:
        yield store
    finally:
        store.close()


def started(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run_together(*commands: tuple[str, ...]) -> None:
    """Start a process a command, let them all go at once, and see that each ends well."""
    processes = [started(*command) for command in commands]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0


def pairing(id: str, number: int) -> Record:
    keys = {"by": None, "to": None, "start": None}
    return Record(kind="pairing", id=id, document=json.dumps({"n": number}, separators=(",", ":")), keys=keys)


def test_another_process_sees_what_was_committed(url: str) -> None:
    """RS-24, RS-32."""
    with opened(url) as store:
        with store.begin(write=True) as transaction:
            transaction.insert([pairing("a", 7)])
            transaction.commit()
        shown = subprocess.run(
            [sys.executable, str(SCRIPT), "show", url, "a"], capture_output=True, text=True, check=True
        )
    assert json.loads(shown.stdout) == [1, '{"n":7}']


def test_processes_that_count_lose_nothing(url: str) -> None:
    """RS-29: three processes add 40 each to one number."""
    with opened(url) as store:
        with store.begin(write=True) as transaction:
            transaction.insert([pairing("counter", 0)])
            transaction.commit()
        run_together(*[("count", url, "40")] * 3)
        with store.begin(write=False) as transaction:
            found = transaction.get("pairing", "counter")
    assert (found.version, found.document) == (121, '{"n":120}')


@pytest.mark.parametrize("round", range(2))
def test_processes_that_open_an_empty_file_at_once_all_succeed(url: str, round: int) -> None:
    """RS-34: one of them makes the schema."""
    run_together(*[("open_and_write", url, f"r{i}") for i in range(4)])
    with opened(url) as store, store.begin(write=False) as transaction:
        assert [record.id for record in transaction.select("pairing")] == ["r0", "r1", "r2", "r3"]


@pytest.mark.parametrize("commits", [1, 5, 17])
def test_a_killed_writer_leaves_what_it_committed_and_nothing_half(url: str, commits: int) -> None:
    """RS-25, RS-32: every commit that was reported is there; every record has its history, and the reverse."""
    process = started("write_for_ever", url, "")
    assert process.stdout is not None
    reported = [int(process.stdout.readline()) for _ in range(commits)]
    process.send_signal(signal.SIGKILL)
    reported += [int(line) for line in process.communicate()[0].splitlines() if line]
    with opened(url) as store, store.begin(write=True) as transaction:
        records = {record.id for record in transaction.select("pairing")}
        assert records >= {f"r{number}" for number in reported}
        assert len(records) <= len(reported) + 1
        for number in range(len(reported) + 2):
            past = list(transaction.history("pairing", f"r{number}"))
            found = list(transaction.select("pairing", {"by": f"r{number}"}))
            assert len(past) == len(found) == int(f"r{number}" in records)
        transaction.insert([pairing("after", 1)])
        transaction.commit()


def test_a_writer_killed_before_commit_leaves_nothing_and_no_lock(url: str) -> None:
    """RS-25, RS-30."""
    with opened(url):
        pass
    process = started("write_and_hang", url, "never")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with opened(url) as store, store.begin(write=True) as transaction:
        assert not list(transaction.select("pairing"))
        transaction.insert([pairing("a", 1)])
        transaction.commit()


def test_a_file_left_on_a_write_ahead_log_is_read_on(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """RS-32: a file goes from a newer SQLite to one with the WAL-reset bug, and back."""
    for bug in (False, True, False):
        monkeypatch.setattr(sql_engine, "has_wal_reset_bug", lambda version, bug=bug: bug)
        with opened(url) as store, store.begin(write=True) as transaction:
            transaction.insert([pairing(f"r{len(list(transaction.select('pairing')))}", 1)])
            transaction.commit()
    with opened(url) as store, store.begin(write=False) as transaction:
        assert [record.id for record in transaction.select("pairing")] == ["r0", "r1", "r2"]
