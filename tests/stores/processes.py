"""What second processes do in the tests of stores: ``python processes.py WHAT URL ARGUMENT``."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from liushou_core.plugins.storage.record_types import KINDS
from liushou_core.plugins.storage.sql import SqlRecordStore, open_sql_store
from liushou_core.ports.record_store import HistoryEntry, Record


def pairing(id: str, number: int, **keys: str | None) -> Record:
    keys = {"by": None, "to": None, "start": None, **keys}
    return Record(kind="pairing", id=id, document=json.dumps({"n": number}, separators=(",", ":")), keys=keys)


def opened(url: str) -> SqlRecordStore:
    return open_sql_store(url, KINDS, busy_timeout=30)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def wait_for_start() -> None:
    say("ready")
    sys.stdin.readline()


def count(url: str, times: str) -> None:
    """Add one to a number that the others count on too."""
    store = opened(url)
    wait_for_start()
    for _ in range(int(times)):
        with store.begin(write=True) as transaction:
            found = transaction.get("pairing", "counter")
            number = json.loads(found.document)["n"]
            transaction.replace(pairing("counter", number + 1), found.version)
            transaction.commit()
    store.close()


def open_and_write(url: str, id: str) -> None:
    """Open a place that may be empty, at the same instant as others, and write one record."""
    wait_for_start()
    store = opened(url)
    with store.begin(write=True) as transaction:
        transaction.insert([pairing(id, 1)])
        transaction.commit()
    store.close()


def write_for_ever(url: str, _: str) -> None:
    """Commit a record with its history again and again, and say so after each commit; to be killed."""
    store = opened(url)
    number = 0
    while True:
        with store.begin(write=True) as transaction:
            transaction.insert([pairing(f"r{number}", number, by=f"r{number}")])
            entry = HistoryEntry(
                kind="pairing",
                id=f"r{number}",
                version=1,
                action="insert",
                recorded_at=datetime.now(UTC),
                actor="a",
            )
            transaction.append_history([entry])
            transaction.commit()
        say(str(number))
        number += 1


def write_and_hang(url: str, id: str) -> None:
    """Write without committing, say so, and wait to be killed."""
    with opened(url).begin(write=True) as transaction:
        transaction.insert([pairing(id, 1)])
        wait_for_start()


def show(url: str, id: str) -> None:
    """Print version and document of a record."""
    store = opened(url)
    with store.begin(write=False) as transaction:
        found = transaction.get("pairing", id)
        say(json.dumps([found.version, found.document]))
    store.close()


ACTIONS: dict[str, Callable[[str, str], None]] = {
    "count": count,
    "open_and_write": open_and_write,
    "write_for_ever": write_for_ever,
    "write_and_hang": write_and_hang,
    "show": show,
}

if __name__ == "__main__":
    ACTIONS[sys.argv[1]](*sys.argv[2:])
