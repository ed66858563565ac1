"""Documents of records: the same both ways, canonical, strict, and silent about values."""

import json
import traceback
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import DayTable, Span
from liushou_core.domain.child import Child
from liushou_core.domain.family import Absence, LifeStatus, Parent
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import WorkCalendar
from liushou_core.domain.school import TermResult, Title, TitleName
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED, Unknown
from liushou_core.errors import InvalidValue
from liushou_core.serialization.documents import SCHEMAS, document_of, from_document, from_text, text_of
from liushou_core.testing.strategies import records

RECORD_CLASSES = sorted(SCHEMAS, key=lambda cls: cls.__name__)
CANARY = "金丝雀canary"
DAY = date(2023, 6, 1)


def problems_of(cls: type[Any], document: Any) -> set[tuple[str, str]]:
    with pytest.raises(InvalidValue) as caught:
        from_document(cls, document)
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
    return {(".".join(map(str, problem.path)), problem.code) for problem in caught.value.problems}


@pytest.mark.parametrize("cls", RECORD_CLASSES, ids=lambda cls: cls.__name__)
@given(data=st.data())
def test_a_record_is_the_same_after_going_through_its_text(cls: type[Any], data: st.DataObject) -> None:
    record = data.draw(records(cls))
    text = text_of(record)
    again = from_text(cls, text)
    assert again == record
    assert text_of(again) == text


@pytest.mark.parametrize("cls", RECORD_CLASSES, ids=lambda cls: cls.__name__)
@given(data=st.data())
def test_the_text_is_canonical(cls: type[Any], data: st.DataObject) -> None:
    text = text_of(data.draw(records(cls)))
    plain = json.loads(text)
    assert json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    assert plain["schema"] == SCHEMAS[cls]


def test_unknown_facts_are_left_out_or_say_why() -> None:
    child = Child(id="c1", scope="s1", name=REFUSED, birthday=NOT_KNOWN, health=(), parents=("p1",))
    assert document_of(child) == {
        "schema": "liushou-child/1",
        "id": "c1",
        "scope": "s1",
        "name": {"unknown": "refused"},
        "birthday": {"unknown": "not_known"},
        "health": [],
        "guardianships_asked": False,
        "parents": ["p1"],
    }


def test_a_fact_not_asked_is_written_where_the_class_assumes_something_else() -> None:
    """A parent lives unless something else is said; "nobody asked" is something else."""
    parent = Parent(id="p1", scope="s1", status=NOT_ASKED)
    assert document_of(parent)["status"] == {"unknown": "not_asked"}
    assert from_document(Parent, document_of(parent)).status is NOT_ASKED
    without = {name: value for name, value in document_of(parent).items() if name != "status"}
    assert from_document(Parent, without).status is LifeStatus.LIVING


@pytest.mark.parametrize("unknown", Unknown)
def test_every_kind_of_unknown_can_be_written_out(unknown: Unknown) -> None:
    document = {"schema": "liushou-child/1", "id": "c1", "scope": "s1", "health": {"unknown": unknown.value}}
    assert from_document(Child, document).health is unknown


@pytest.mark.parametrize("text", ["0", "-0.00", "1E+3", "512.50", "0.1", "123456789012345.123456789"])
def test_exact_numbers_keep_every_digit(text: str) -> None:
    result = TermResult(
        id="r", child="c", school_class="k", term=from_term("2022-2023/1"), total=abs(Decimal(text))
    )
    again = from_text(TermResult, text_of(result)).total
    assert str(again) == str(abs(Decimal(text)))


def from_term(text: str) -> Any:
    document = {
        "schema": "liushou-result/1",
        "id": "r",
        "child": "c",
        "school_class": "k",
        "term": text,
        "total": "1",
    }
    return from_document(TermResult, document).term


def test_every_mistake_is_listed_with_its_path_and_no_value() -> None:
    absence = {"id": "a1", "start": CANARY, "breaks": [{"start": "2023-01-01", "until": CANARY}, CANARY]}
    document = {
        "schema": "liushou-parent/1",
        "id": 7,
        "role": CANARY,
        "name": [CANARY],
        "phone": {"unknown": CANARY},
        "work_unit": {"unknown": [CANARY]},
        "absences": [absence, {"start": "2023-02-30"}],
        CANARY: CANARY,
    }
    assert problems_of(Parent, document) == {
        ("id", "wrong_type"),
        ("scope", "field_missing"),
        ("role", "wrong_type"),
        ("name", "wrong_type"),
        ("phone.unknown", "bad_unknown"),
        ("work_unit.unknown", "bad_unknown"),
        ("absences.0.start", "wrong_type"),
        ("absences.0.breaks.0.until", "wrong_type"),
        ("absences.0.breaks.1", "wrong_type"),
        ("absences.1.id", "field_missing"),
        ("absences.1.start", "wrong_type"),
        ("", "field_unknown"),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("boarder", 1),
        ("boarder", "true"),
        ("birthday", "20230901"),
        ("birthday", "2023-W35-5"),
        ("birthday", "2023-09-01T00:00:00"),
        ("birthday", 20230901),
        ("name", None),
        ("parents", "p1"),
        ("parents", [1]),
        ("sex", 1),
    ],
)
def test_a_value_of_another_type_is_refused_and_never_converted(field: str, value: object) -> None:
    document = {"schema": "liushou-child/1", "id": "c1", "scope": "s1", field: value}
    (problem,) = problems_of(Child, document)
    assert problem[0].startswith(field)
    assert problem[1] == "wrong_type"


@pytest.mark.parametrize("total", [1, 1.5, "NaN", "Infinity", "１", " 1", "1_000", "0x1", ""])
def test_an_exact_number_is_the_text_of_a_finite_decimal(total: object) -> None:
    document = {"schema": "liushou-result/1", "id": "r", "child": "c", "school_class": "k"}
    document |= {"term": "2022-2023/1", "total": total}
    assert problems_of(TermResult, document) == {("total", "wrong_type")}


def test_what_the_record_itself_refuses_is_refused_too() -> None:
    title = Title(id="t1", child="c1", day=date(2023, 6, 1), name=TitleName.SELF_STRONG)
    assert problems_of(Title, document_of(title) | {"id": "a b"}) == {("id", "bad_id")}
    absence = {"id": "a1", "start": "2023-02-01", "until": "2023-01-01", "reason": "working"}
    document = {"schema": "liushou-parent/1", "id": "p1", "scope": "s1", "absences": [absence]}
    assert problems_of(Parent, document) == {("absences.0.until", "until_before_start")}


@pytest.mark.parametrize(
    "document", [None, [], "text", 1, {}, {"schema": "liushou-child/2"}, {"schema": ["x"]}]
)
def test_a_document_of_another_schema_is_not_read(document: object) -> None:
    assert problems_of(Child, document) == {("", "other_schema")}


@pytest.mark.parametrize("text", ["", "{", CANARY, '{"a":1}x', "[" * 100_000])
def test_what_is_no_json_is_refused_as_such(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        from_text(Child, text)
    assert [problem.code for problem in caught.value.problems] == ["bad_json"]
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def observation(value: Any) -> Observation:
    return Observation(id="o1", scope="s1", subject="c1", name="fact", value=value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, True),
        ("2023-09-01", "2023-09-01"),
        ("1", "1"),
        ("", ""),
        ((), []),
        (("b", "a"), ["b", "a"]),
        (Decimal("1.50"), {"number": "1.50"}),
        (date(2023, 9, 1), {"day": "2023-09-01"}),
        (Span(date(2023, 9, 1)), {"span": {"start": "2023-09-01", "until": None}}),
        (REFUSED, {"unknown": "refused"}),
    ],
    ids=str,
)
def test_the_value_of_a_declared_fact_keeps_its_type(value: Any, written: Any) -> None:
    """A text that looks like a day or a number comes back as the text it is."""
    document = document_of(observation(value))
    assert written == document["value"]
    again = from_document(Observation, document).value
    assert (value, type(value)) == (again, type(again))


@given(records(Observation), records(Observation))
def test_values_of_different_types_have_different_texts(one: Observation, two: Observation) -> None:
    """To Python, True is 1 and Decimal 1 is 1; to a document they are not."""
    same = type(one.value) is type(two.value) and str(one.value) == str(two.value)
    written = [document_of(observation(record.value))["value"] for record in (one, two)]
    assert same or json.dumps(written[0]) != json.dumps(written[1])


@pytest.mark.parametrize(
    ("written", "path"),
    [
        (1, "value"),
        (1.5, "value"),
        (None, "value"),
        ({}, "value"),
        ({"number": "1", "day": "2023-09-01"}, "value"),
        ({CANARY: "1"}, "value"),
        ({"number": 1}, "value.number"),
        ({"number": CANARY}, "value.number"),
        ({"day": CANARY}, "value.day"),
        ({"span": {"start": CANARY}}, "value.span.start"),
        ([1], "value.0"),
    ],
    ids=str,
)
def test_a_value_of_no_type_is_refused(written: Any, path: str) -> None:
    document = {**document_of(observation("x")), "value": written}
    assert problems_of(Observation, document) == {(path, "wrong_type")}


def test_sets_are_written_in_order_and_read_as_sets() -> None:
    table = DayTable(rest=frozenset({"sunday", "friday"}), workdays=frozenset({DAY, date(2022, 1, 1)}))
    document = document_of(WorkCalendar(id="w", table=table))
    assert (["friday", "sunday"], ["2022-01-01", "2023-06-01"]) == (
        document["table"]["rest"],
        document["table"]["workdays"],
    )
    assert from_document(WorkCalendar, document).table == table
    wrong = {**document["table"], "holidays": ["2022-01-01", CANARY], "rest": "sunday"}
    assert problems_of(WorkCalendar, {**document, "table": wrong}) == {
        ("table.holidays.1", "wrong_type"),
        ("table.rest", "wrong_type"),
    }
    assert problems_of(WorkCalendar, {**document, "table": {"rest": ["someday"]}}) == {
        ("table.rest", "not_one_of")
    }


def test_parts_of_records_are_read_as_strictly_as_records() -> None:
    assert {field.name for field in attrs.fields(Absence)} >= {"id", "start", "until"}
    document = {
        "schema": "liushou-parent/1",
        "id": "p1",
        "scope": "s1",
        "absences": [{"id": "a1", "end": None}],
    }
    assert problems_of(Parent, document) == {("absences.0", "field_unknown")}
