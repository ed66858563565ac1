"""Kinds and records: what may be declared, and what a record says of itself."""

from datetime import UTC, datetime
from typing import Any

import pytest

from liushou_core.errors import InvalidValue
from liushou_core.ports.kind import Kind, Kinds, fields_that_differ
from liushou_core.ports.record_store import HistoryEntry, Record

CANARY = "金丝雀canary"


def codes_of(make: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(InvalidValue) as caught:
        make()
    return [(problem.path, problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["", "A", "1a", "a-b", "a b", "x" * 25, "名"])
def test_names_are_short_and_plain(name: str) -> None:
    assert codes_of(lambda: Kind(name)) == [(("name",), "bad_name")]
    assert codes_of(lambda: Kind("a", {name: "text"})) == [(("keys", name), "bad_name")]


@pytest.mark.parametrize("name", ["id", "version", "doc", "document", "sealed"])
def test_a_key_cannot_be_named_like_a_part_of_a_record(name: str) -> None:
    assert codes_of(lambda: Kind("a", {name: "text"})) == [(("keys", name), "bad_name")]


def test_a_key_has_a_known_type() -> None:
    keys: Any = {"a": "float"}
    assert codes_of(lambda: Kind("a", keys)) == [(("keys", "a"), "wrong_type")]


def test_what_is_declared_stays_as_it_was_declared() -> None:
    keys: Any = {"a": "text"}
    kind = Kind("a", keys)
    keys["b"] = "int"
    assert dict(kind.keys) == {"a": "text"}


def test_two_kinds_of_one_name_are_refused() -> None:
    assert codes_of(lambda: Kinds([Kind("a"), Kind("a", {"x": "int"}), Kind("b")])) == [(("a",), "repeated")]


def test_a_kind_that_is_not_declared_is_refused_by_name() -> None:
    kinds = Kinds([Kind("a")])
    assert [kind.name for kind in kinds] == ["a"]
    assert codes_of(lambda: kinds["b"]) == [((), "unknown_kind")]
    assert codes_of(lambda: kinds.check_id("b", "not an id")) == [((), "unknown_kind"), ((), "bad_id")]


def test_a_history_entry_of_no_kind_no_version_and_no_action_is_refused() -> None:
    action: Any = "forget"
    entry = HistoryEntry(
        kind="b", id="a", version=0, action=action, recorded_at=datetime(2023, 9, 1, tzinfo=UTC), actor="x"
    )
    assert {code for _, code in codes_of(lambda: Kinds([Kind("a")]).check_history([entry]))} == {
        "unknown_kind",
        "bad_version",
        "wrong_type",
    }


def test_a_sealed_section_is_bytes() -> None:
    sealed: Any = "text"
    record = Record(kind="a", id="a", document="{}", sealed=sealed)
    assert codes_of(lambda: Kinds([Kind("a")]).check_records([record])) == [
        (("records", 0, "sealed"), "wrong_type")
    ]


def test_a_set_of_texts_has_no_position() -> None:
    record = Record(kind="a", id="a", document="{}", keys={"tags": ("x",), "word": "w"})
    assert record.position("word") == ("w", "a")
    assert codes_of(lambda: record.position("tags")) == [((), "key_cannot_order")]


def test_neither_a_record_nor_an_entry_shows_what_it_holds() -> None:
    record = Record(kind="a", id="a", document=CANARY, keys={"word": CANARY}, sealed=CANARY.encode())
    entry = HistoryEntry(
        kind="a",
        id="a",
        version=1,
        action="insert",
        recorded_at=datetime(2023, 9, 1, tzinfo=UTC),
        actor="x",
        reason=CANARY,
        document=CANARY,
    )
    assert CANARY not in repr(record) + repr(entry)


@pytest.mark.parametrize(
    ("stored", "offered", "fields"),
    [
        ("{}", "{}", ()),
        ('{"a":1}', '{"a":1}', ()),
        ('{"a":1}', '{"a":null}', ("a",)),
        ('{"a":null}', "{}", ("a",)),
        ('{"b":[1,{"c":2}],"a":0}', '{"b":[1,{"c":3}],"d":0}', ("a", "b", "d")),
        ("[1]", '{"a":1}', ()),
    ],
)
def test_differences_are_names_of_top_level_fields(
    stored: str, offered: str, fields: tuple[str, ...]
) -> None:
    assert fields_that_differ(stored, offered) == fields
