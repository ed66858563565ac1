"""Facts read from a store are the facts of the same records held in memory."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from liushou_core.domain.calendar import SchoolYear, Span, TermId
from liushou_core.domain.child import Child
from liushou_core.domain.contact import Contact, ContactKind
from liushou_core.domain.facts import Facts
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import Organisation, OrganisationKind, Post, PostRole
from liushou_core.domain.related import KNOWN_ROLES
from liushou_core.domain.subject import Around, SubjectKind, SubjectRole
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import NotFound
from liushou_core.plugins.storage import store_facts
from liushou_core.plugins.storage.document_store import DocumentStore
from liushou_core.plugins.storage.memory import MemoryRecordStore
from liushou_core.plugins.storage.record_types import KINDS
from liushou_core.plugins.storage.sql import open_sql_store
from liushou_core.testing.registers import (
    CHILDREN,
    CLASSES,
    FAMILIES,
    GUARDIANS,
    HELPERS,
    ORGANISATIONS,
    PARENTS,
    PLACES,
    TERMS,
    WORK_CALENDARS,
    as_built,
    registers,
)

Register = Mapping[str, tuple[Any, ...]]
SPANS = (Span(date(2015, 1, 1)), Span(date.min, date(2023, 9, 1)), Span(date(2020, 2, 29), date(2020, 3, 1)))


@pytest.fixture(params=["memory", "sqlite"])
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@contextmanager
def opened(backend: str) -> Iterator[DocumentStore]:
    records = (
        MemoryRecordStore(KINDS)
        if backend == "memory"
        else open_sql_store("sqlite://", KINDS, migrated=False)
    )
    store = DocumentStore(records, url="x")
    try:
        yield store
    finally:
        store.close()


def fill(store: DocumentStore, register: Register) -> None:
    with store.write() as uow:
        for name, records in register.items():
            uow.repository(name).add_many(records)
        uow.commit()


def everything(facts: Facts) -> dict[str, object]:
    """Ask everything that facts can be asked about a register."""
    owners = (*CLASSES, *ORGANISATIONS, "nobody")
    return {
        "children": list(facts.children()),
        "each": [facts.child(id) for id in CHILDREN],
        "results": [facts.class_results(id, term) for id in (*CLASSES, "k9") for term in TERMS],
        "events": [facts.group_events(owner, span) for owner in owners for span in SPANS],
        "terms": [facts.terms(id) for id in (*ORGANISATIONS, "nobody")],
        "organisations": [facts.organisation(id) for id in ORGANISATIONS],
        "classes": [facts.school_class(id) for id in CLASSES],
        "posts": [facts.posts(owner) for owner in owners],
        "helpers": [facts.helper(id) for id in HELPERS],
        "subjects": {
            role: [
                (one.kind, one.id, one.birthday, getattr(one, "record", None)) for one in facts.subjects(role)
            ]
            for role in SubjectRole
        },
        "around": surroundings(facts.child(CHILDREN[0]).around),
    }


IDS = {
    SubjectKind.CHILD: CHILDREN,
    SubjectKind.PERSON: (*PARENTS, *GUARDIANS, *HELPERS),
    SubjectKind.PAIRING: ("x0", "x1", "y0"),
    SubjectKind.FAMILY: FAMILIES,
    SubjectKind.ORGANISATION: ORGANISATIONS,
}
ROLES = (*sorted(KNOWN_ROLES), "sponsor", "neighbour", "aunt")


def surroundings(around: Around) -> dict[object, object]:
    """Ask everything that surroundings can be asked about the subjects of a register."""
    found: dict[object, object] = {id: around.place(id) for id in (*PLACES, "y9")}
    found |= {("days", id): around.day_table(id) for id in (*WORK_CALENDARS, "z9")}
    for kind, ids in IDS.items():
        for id in (*ids, "nobody"):
            near = [related(around, kind, id, role) for role in ROLES]
            asked = (around.observations(kind, id), around.events(kind, id), around.spells(kind, id))
            found[kind, id] = (*asked, around.own_roles(kind, id), near)
    return found


def related(around: Around, kind: SubjectKind, id: str, role: str) -> object:
    found = around.related(kind, id, role)
    if isinstance(found, Unknown):
        return found
    return [(one.subject.kind, one.subject.id, one.start, one.until, one.status) for one in found]


@given(register=registers())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_store_gives_the_facts_that_memory_gives(backend: str, register: Register) -> None:
    with opened(backend) as store:
        fill(store, register)
        with store.read() as uow:
            assert everything(uow.facts) == everything(MemoryFacts.build(**as_built(register)))


def a_child(id: str) -> Child:
    return Child(id=id, scope="s")


def test_children_come_in_the_order_of_their_ids_across_batches(
    backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_facts, "_CHILDREN_AT_ONCE", 3)
    ids = [f"c{number:02}" for number in range(10)]
    with opened(backend) as store:
        fill(store, {"children": tuple(a_child(id) for id in reversed(ids))})
        with store.read() as uow:
            assert [facts.id for facts in uow.facts.children()] == ids


def test_what_is_not_stored_is_not_found(backend: str) -> None:
    with opened(backend) as store, store.read() as uow:
        for ask in (uow.facts.child, uow.facts.organisation, uow.facts.school_class, uow.facts.helper):
            with pytest.raises(NotFound):
                ask("nobody")
        assert list(uow.facts.children()) == []
        assert uow.facts.class_results("k1", TermId(SchoolYear(2022), 1)) == ()


def test_facts_include_what_the_unit_of_work_has_written(backend: str) -> None:
    """Also where a question was answered before the change."""
    village = Organisation(id="v", kind=OrganisationKind.VILLAGE)
    with opened(backend) as store, store.write() as uow:
        facts = uow.facts
        assert facts.posts("v") == ()
        uow.organisations.add(village)
        post = Post(id="w", organisation="v", holder="h", role=PostRole.MEMBER, start=date(2023, 1, 1))
        uow.posts.add(post)
        assert facts.posts("v") == (post,)
        uow.posts.remove("w")
        assert facts.posts("v") == ()
        uow.children.add(a_child("c1"))
        contact = Contact(id="a", scope="s", kind=ContactKind.TALK, day=date(2023, 1, 1), children=("c1",))
        uow.contacts.add(contact)
        assert facts.child("c1").contacts == (contact,)


def test_what_surrounds_a_child_includes_what_the_unit_of_work_has_written(backend: str) -> None:
    """Also where a question was answered before the change, and of facts handed out before it."""
    with opened(backend) as store, store.write() as uow:
        uow.children.add(a_child("c1"))
        child = uow.facts.child("c1")
        assert child.around.observations(child.kind, "c1") == ()
        height = Observation(id="o", scope="s", subject="c1", name="height", value="tall")
        uow.observations.add(height)
        assert child.around.observations(child.kind, "c1") == (height,)


def test_asking_who_is_related_to_the_child_at_hand_joins_nothing_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with opened("memory") as store:
        fill(store, {"children": tuple(a_child(f"c{number:02}") for number in range(20))})
        with store.read() as uow:
            seen: list[str] = []
            select = uow.transaction.select

            def counted(kind: str, *args: Any, **more: Any) -> Any:
                seen.append(kind)
                return select(kind, *args, **more)

            monkeypatch.setattr(uow.transaction, "select", counted)
            for child in uow.facts.children():
                child.around.related(child.kind, child.id, "parents")
                child.around.related(child.kind, child.id, "school")
            assert len(seen) <= 15


def test_facts_of_one_child_take_few_selects(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same number for one child as for all, however many records there are."""
    counts = []
    with opened("memory") as store:
        fill(store, {"children": tuple(a_child(f"c{number:02}") for number in range(50))})
        for ask in (lambda facts: facts.child("c01"), lambda facts: list(facts.children())):
            with store.read() as uow:
                seen: list[str] = []
                select = uow.transaction.select

                def counted(
                    kind: str, *args: Any, select: Any = select, seen: list[str] = seen, **more: Any
                ) -> Any:
                    seen.append(kind)
                    return select(kind, *args, **more)

                monkeypatch.setattr(uow.transaction, "select", counted)
                ask(uow.facts)
                counts.append(len(seen))
    assert max(counts) <= 15
