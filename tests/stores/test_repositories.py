"""Typed repositories over any record store: what they keep, refuse, write into history, and never show."""

import json
import traceback
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liushou_core.domain.child import Child
from liushou_core.domain.contact import Contact, ContactKind
from liushou_core.domain.noun import changed
from liushou_core.domain.privacy import Sensitivity, sensitivity_of
from liushou_core.errors import AlreadyExists, Conflict, InvalidValue, NotFound, StoreClosed, UnitOfWorkClosed
from liushou_core.plugins.clock import SystemClock
from liushou_core.plugins.storage import repositories
from liushou_core.plugins.storage.document_store import DocumentStore, DocumentUnitOfWork
from liushou_core.plugins.storage.memory import MemoryRecordStore
from liushou_core.plugins.storage.record_types import KINDS, STORED, StoredKind, keys_of
from liushou_core.plugins.storage.sql import open_sql_store
from liushou_core.ports.actor import Actor
from liushou_core.ports.record_store import RecordStore
from liushou_core.ports.unit_of_work import Store, UnitOfWork
from liushou_core.serialization.documents import SCHEMAS, from_text
from liushou_core.testing.strategies import records

CANARY = "金丝雀canary"
NOON = datetime(2023, 9, 1, 12, tzinfo=UTC)


class Ticking:
    """A clock that goes on by a second whenever it is asked."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture(params=["memory", "sqlite"])
def backend(request: pytest.FixtureRequest) -> Iterator[RecordStore]:
    store = MemoryRecordStore(KINDS) if request.param == "memory" else open_sql_store("sqlite://", KINDS)
    yield store
    store.close()


@pytest.fixture
def store(backend: RecordStore) -> DocumentStore:
    return DocumentStore(backend, url="memory://", clock=Ticking())


def child(id: str = "c1", **fields: Any) -> Child:
    return Child(id=id, scope="s1", **fields)


def add(store: DocumentStore, *children: Child, **options: Any) -> None:
    with store.write(**options) as uow:
        uow.children.add_many(children)
        uow.commit()


def ids(found: Iterator[Any]) -> list[str]:
    return [record.id for record in found]


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored.name)
@given(data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_kind_comes_back_as_it_was_added(
    backend: RecordStore, stored: StoredKind[Any], data: st.DataObject
) -> None:
    record = data.draw(records(stored.of))
    with DocumentStore(backend, url="x").write() as uow:
        repository = uow.repository(stored.repository)
        repository.add(record)
        assert repository.get(record.id) == record
        assert list(repository) == [record]
        assert list(repository.get_many([record.id, record.id])) == [record]
        assert repository.version(record.id) == 1


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored.name)
@given(data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stored_keys_are_those_of_the_stored_document(
    backend: RecordStore, stored: StoredKind[Any], data: st.DataObject
) -> None:
    """After adding and after changing: keys say what the document says, and find the record."""
    before = data.draw(records(stored.of))
    after = data.draw(
        records(stored.of).filter(lambda record: not hasattr(record, "covers") or record.covers is None)
    )
    after = attrs.evolve(after, id=before.id)
    with DocumentStore(backend, url="x").write() as uow:
        repository = uow.repository(stored.repository)
        repository.add(before)
        repository.update(after)
        kept = uow.transaction.get(stored.name, before.id)
        keys = keys_of(stored, from_text(stored.of, kept.document))
        assert dict(kept.keys) == {
            n: tuple(sorted(k)) if isinstance(k, tuple) else k for n, k in keys.items()
        }
        for name, key in keys.items():
            if key != ():
                assert before.id in ids(repository.find(**{name: key}))


def test_every_kind_has_a_repository_a_schema_and_an_attribute() -> None:
    assert {stored.repository for stored in STORED} == set(DocumentUnitOfWork.__annotations__)
    ports = {n for n, v in vars(UnitOfWork).items() if isinstance(v, property)} - {"actor", "facts"}
    assert {stored.repository for stored in STORED} == ports
    assert {stored.of for stored in STORED} == set(SCHEMAS)
    for stored in STORED:
        assert SCHEMAS[stored.of] == f"liushou-{stored.name.replace('_', '-')}/1"


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored.name)
def test_no_personal_field_is_a_search_key(stored: StoredKind[Any]) -> None:
    fields = attrs.fields_dict(stored.of)
    marks = {sensitivity_of(fields[name]) for name in stored.keys}
    assert marks <= {Sensitivity.PLAIN, Sensitivity.LINK}


def test_get_many_keeps_the_order_asked_for_and_names_what_is_missing(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repositories, "BATCH", 2)
    add(store, *(child(f"c{n}") for n in range(5)))
    with store.read() as uow:
        assert ids(uow.children.get_many(["c4", "c0", "c4", "c3"])) == ["c4", "c0", "c3"]
        assert ids(uow.children.get_many([])) == []
        with pytest.raises(NotFound) as caught:
            list(uow.children.get_many(["c0", "c9"]))
        assert caught.value.id == "c9"


def test_records_are_found_by_their_keys(store: DocumentStore) -> None:
    days = [date(2023, 9, n) for n in (3, 1, 2)]
    contacts = [
        Contact(
            id=f"t{n}", scope="s", kind=ContactKind.TALK, day=day, by=f"h{n % 2}", children=("c1", f"x{n}")
        )
        for n, day in enumerate(days)
    ]
    with store.write() as uow:
        uow.contacts.add_many(contacts)
        assert ids(uow.contacts.find(children="c1")) == ["t0", "t1", "t2"]
        assert ids(uow.contacts.find(children=("x0", "x2"))) == ["t0", "t2"]
        assert ids(uow.contacts.find(by="h0", day=("2023-09-03", "2023-09-01"))) == ["t0"]
        assert ids(uow.contacts.find(school_class=None)) == ["t0", "t1", "t2"]
        assert ids(uow.contacts.since("day", ("2023-09-02", ""), children="c1")) == ["t2", "t0"]


def test_adding_what_exists_is_refused_and_what_was_there_stays(store: DocumentStore) -> None:
    add(store, child(boarder=True))
    with store.write() as uow:
        with pytest.raises(AlreadyExists):
            uow.children.add(child(boarder=False))
        uow.commit()
    with store.read() as uow:
        assert uow.children.get("c1").boarder is True


def test_adding_many_of_which_one_exists_keeps_nothing_of_the_unit(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repositories, "BATCH", 2)
    add(store, child("c3"))
    with store.write() as uow:
        uow.children.add(child("before"))
        with pytest.raises(AlreadyExists):
            uow.children.add_many(child(f"c{n}") for n in range(5))
        with pytest.raises(UnitOfWorkClosed):
            uow.commit()
    with store.read() as uow:
        assert ids(iter(uow.children)) == ["c3"]


def test_updating_counts_versions_and_refuses_a_stale_one(store: DocumentStore) -> None:
    add(store, child(boarder=True, name="甲"))
    with store.write() as uow:
        first = uow.children.get("c1")
        uow.children.update(changed(first, boarder=False))
        uow.children.update(changed(first, boarder=False, name="乙"), expected=2)
        assert uow.children.version("c1") == 3
        with pytest.raises(Conflict) as caught:
            uow.children.update(first, expected=1)
        assert (caught.value.expected, caught.value.actual) == (1, 3)
        assert set(caught.value.fields) == {"boarder", "name"}
        with pytest.raises(NotFound):
            uow.children.update(child("c9"))
        uow.commit()


def test_removing_refuses_a_stale_version_and_a_second_removal(store: DocumentStore) -> None:
    add(store, child())
    with store.write() as uow:
        with pytest.raises(Conflict):
            uow.children.remove("c1", expected=2)
        uow.children.remove("c1")
        with pytest.raises(NotFound):
            uow.children.remove("c1")
        uow.children.add(child())
        assert uow.children.version("c1") == 3
        uow.commit()


def test_history_says_who_did_what_when_and_why(store: DocumentStore) -> None:
    teacher = Actor("t1", ("class_teacher",), "yearly check")
    add(store, child(boarder=True), actor=teacher, reason="enrolment")
    with store.write(actor=teacher) as uow:
        uow.children.update(child(boarder=False))
        uow.children.remove("c1")
        uow.commit()
    with store.write() as uow:
        uow.children.add(child())
        uow.commit()
    with store.read() as uow:
        past = list(uow.transaction.history("child", "c1"))
        values = [(version, value) for version, _, value in uow.children.history("c1")]
    assert [(p.version, p.action, p.actor, p.reason) for p in past] == [
        (1, "insert", "t1", "enrolment"),
        (2, "replace", "t1", "yearly check"),
        (3, "delete", "t1", "yearly check"),
        (4, "insert", "local", "embedded use"),
    ]
    # What is stored together is recorded at one instant.
    assert [p.recorded_at for p in past] == [NOON + timedelta(seconds=s) for s in (1, 2, 2, 3)]
    assert values == [(1, child(boarder=True)), (2, child(boarder=False)), (3, None), (4, child())]


def test_every_change_of_a_unit_has_exactly_one_entry_and_a_refused_one_none(store: DocumentStore) -> None:
    add(store, *(child(f"c{n}") for n in range(3)))
    with store.write() as uow:
        uow.children.update(child("c0", boarder=True))
        with pytest.raises(Conflict):
            uow.children.update(child("c1"), expected=5)
        with pytest.raises(AlreadyExists):
            uow.children.add(child("c2"))
        uow.commit()
    with store.read() as uow:
        assert [len(list(uow.children.history(f"c{n}"))) for n in range(3)] == [2, 1, 1]


def test_nothing_stays_of_a_unit_that_was_not_committed(store: DocumentStore) -> None:
    with store.write() as uow:
        uow.children.add(child())

    def mishap() -> None:
        with store.write() as uow:
            uow.children.add(child())
            raise RuntimeError("mishap")

    with pytest.raises(RuntimeError, match="mishap"):
        mishap()
    with store.write() as uow:
        uow.children.add(child())
        uow.rollback()
        for use in (uow.commit, lambda: uow.children.get("c1"), lambda: uow.facts.child("c1")):
            with pytest.raises(UnitOfWorkClosed):
                use()
    with store.read() as uow:
        assert list(uow.children) == []
        assert list(uow.children.history("c1")) == []


def test_after_rollback_another_unit_may_write_at_once(store: DocumentStore) -> None:
    with store.write() as uow:
        uow.children.add(child())
        uow.rollback()
        add(store, child("c2"))
    with store.read() as uow:
        assert ids(iter(uow.children)) == ["c2"]


def test_a_reading_unit_refuses_to_write(store: DocumentStore) -> None:
    with store.read() as uow, pytest.raises(UnitOfWorkClosed) as caught:
        uow.children.add(child())
    assert caught.value.why == "reading_only"
    assert "只为读取" in caught.value.text("zh")


def test_a_closed_store_refuses_everything(store: DocumentStore) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreClosed), store.read():
        pass


def test_a_damaged_document_is_named_and_the_others_stay_readable(store: DocumentStore) -> None:
    add(store, child("c1"), child("c2", name=CANARY), child("c3"))
    with store.write() as uow:
        kept = uow.transaction.get("child", "c2")
        plain = json.loads(kept.document) | {"birthday": CANARY}
        uow.transaction.replace(attrs.evolve(kept, document=json.dumps(plain)), 1)
        with pytest.raises(InvalidValue) as caught:
            uow.children.get("c2")
        assert "child c2, version 2" in str(caught.value)
        assert CANARY not in "".join(traceback.format_exception(caught.value))
        assert ids(uow.children.get_many(["c1", "c3"])) == ["c1", "c3"]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+psycopg://clerk:s3:cret@host/db", "postgresql+psycopg://clerk:***@host/db"),
        ("mariadb+pymysql://:secret@host", "mariadb+pymysql://:***@host"),
        ("sqlite:///a@b.db", "sqlite:///a@b.db"),
        ("memory://", "memory://"),
    ],
)
def test_the_url_of_a_store_shows_no_password(url: str, shown: str) -> None:
    assert DocumentStore(MemoryRecordStore(KINDS), url=url).url == shown


def test_the_system_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_document_store_is_a_store(store: DocumentStore) -> None:
    port: Store = store
    with port.read() as uow:
        assert uow.actor == Actor.local()
