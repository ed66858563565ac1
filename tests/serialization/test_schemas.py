"""JSON Schemas of the public documents: shipped, sound, and as strict as the code where they can be."""

import json
import os
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from liushou_core.policy.assessment import assess
from liushou_core.serialization.cases import read_cases
from liushou_core.serialization.facts_document import document_schema, facts_schema, read_facts
from liushou_core.serialization.packs import list_policies, load_policy, parse_policy
from liushou_core.serialization.schemas import DOCUMENTS, schema_of
from liushou_core.testing.facts_documents import facts_documents
from liushou_core.testing.pack_facts import facts_for
from liushou_core.testing.packs import packs


def validator(document: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(document), format_checker=FormatChecker())


FACTS = validator("liushou-facts/1")
ASSESSMENT = validator("liushou-assessment/1")
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_schema_is_a_schema(document: str) -> None:
    Draft202012Validator.check_schema(schema_of(document))


def test_an_unknown_document_has_no_schema() -> None:
    with pytest.raises(KeyError):
        schema_of("liushou-nothing/1")


def test_the_shipped_schema_of_facts_is_what_the_reader_reads() -> None:
    """The file equals the schema made from the reader's tables; LIUSHOU_UPDATE_SCHEMAS=1 writes it anew."""
    file = files("liushou_core.serialization.schemas").joinpath("liushou-facts-1.json")
    made = json.dumps(document_schema(), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("LIUSHOU_UPDATE_SCHEMAS"):
        with open(str(file), "w", encoding="utf-8", newline="\n") as shipped:  # noqa: PTH123 - a resource, in a checkout
            shipped.write(made)
    assert made == file.read_text("utf-8")


@given(facts_documents())
def test_what_is_read_is_of_the_schema(document: Any) -> None:
    read_facts(document)
    FACTS.validate(document)


@pytest.mark.parametrize(
    "wrong",
    [
        {"childs": []},
        {"children": {}},
        {"children": [{}]},
        {"children": [{"id": "c 1"}]},
        {"children": [{"id": "c1", "birthdy": "2012-01-01"}]},
        {"children": [{"id": "c1", "rural": None}]},
        {"children": [{"id": "c1", "rural": {"unknown": "maybe"}}]},
        {"children": [{"id": "c1", "birthday": "2012-02-30"}]},
        {"persons": [{"id": "p", "spells": [{"from": "2023-01-01", "start": "2023-01-01"}]}]},
        {"persons": [{"id": "p", "spells": [{"until": "2023-01-02", "last_day": "2023-01-01"}]}]},
        {"persons": [{"id": "p", "spells": [{"breaks": [{"from": "2023-01-01"}]}]}]},
        {"events": [{"kind": "Party", "day": "2023-01-01", "family": "f"}]},
        {"events": [{"kind": "commendation", "day": "2023-01-01", "child": "c1"}]},
        {"events": [{"kind": "talk", "day": "2023-01-01", "children": [], "facts": {"hours": 1}}]},
        {"events": [{"kind": "party", "day": "2023-01-01", "child": "c1", "facts": {"a b": 1}}]},
        {"events": [{"kind": "party", "day": "2023-01-01", "child": "c1", "children": ["c1"]}]},
        {"children": [{"id": "c1", "facts": {"a": None}}]},
        {"children": [{"id": "c1", "facts": {"a": {"until": "2023-01-01"}}}]},
        {"children": [{"id": "c1", "facts": {"a": [{"from": "2023-01-01"}]}}]},
        {"children": [{"id": "c1", "facts": {"a": ["x", "x"]}}]},
        {"children": [{"id": "c1", "spells": [{"from": "2023-01-01"}]}]},
        {"organisations": [{"id": "o", "kind": "school", "spells": [{"kind": "Closed"}]}]},
        {"families": [{"facts": {}}]},
        {"calendars": [{"rest": ["someday"]}]},
        {"relations": [{"child": "c1", "person": "v", "role": "helpers"}]},
        {"relations": [{"child": "c1", "person": "v", "role": "God-father"}]},
        {"relations": [{"child": "c1", "person": "v", "role": "volunteer"}]},
        {"relations": [{"person": "v", "role": "rower"}]},
        {"relations": [{"organisation": "o", "child": "c1", "person": "v", "role": "rower"}]},
        {"relations": [{"organisation": "o", "person": "v", "role": "member"}]},
        {"relations": [{"organisation": "o", "person": "v", "role": "rower", "capable": True}]},
        {"terms": [{"school_year": "2022-2023", "number": 3, "from": "2022-09-01", "until": "2023-01-15"}]},
        {"places": [{"id": "p"}]},
    ],
    ids=str,
)
def test_what_the_schema_refuses_is_not_read(wrong: Any) -> None:
    assert not FACTS.is_valid(wrong)
    with pytest.raises(ValueError, match="cannot be read"):
        read_facts(wrong)


@pytest.mark.parametrize("name", list_policies())
def test_receipts_and_settlements_are_of_their_schemas(name: str) -> None:
    policy = load_policy(name)
    facts = read_facts(
        {
            "children": [
                {"id": "c1", "rural": True},
                {"id": "c2", "single_parent": True, "birthday": "2010-01-01"},
            ]
        }
    )
    result = assess(policy, facts, on=date(2023, 9, 30))
    for id in result:
        validator("liushou-decision/1").validate(result[id].decisions["eligibility"].receipt())
    for settlement in result.settlements:
        validator("liushou-settlement/1").validate(settlement.to_document())


@given(facts_documents(), st.sampled_from(list_policies()), st.dates(date(2022, 8, 1), date(2024, 8, 31)))
def test_what_shipped_packs_answer_is_of_its_schema(document: Any, name: str, on: date) -> None:
    period = (on - timedelta(days=200), on)
    result = assess(load_policy(name), read_facts(document), on=on, over=period)
    ASSESSMENT.validate(result.to_document())


@given(st.data(), st.dates(date(2021, 6, 1), date(2025, 6, 1)))
def test_what_any_plan_answers_is_of_its_schema(data: st.DataObject, on: date) -> None:
    """Plans of every table of the language, each with facts that fit it."""
    policy = parse_policy(data.draw(packs()))
    facts = read_facts(data.draw(facts_for(policy)))
    result = assess(policy, facts, on=on, over=(on - timedelta(days=400), on))
    ASSESSMENT.validate(result.to_document())


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*cases.jsonl")), ids=lambda path: path.parent.name)
def test_what_the_example_packs_answer_is_of_its_schema(path: Path) -> None:
    pack_file = next(file for file in path.parent.glob("*.toml"))
    shared = path.with_name("facts.json")
    facts = read_facts(shared.read_text("utf-8") if shared.exists() else {})
    policy = load_policy(pack_file)
    for case in read_cases(path.read_text("utf-8")):
        ASSESSMENT.validate(case.answer(policy, facts).assessment.to_document())


@pytest.mark.parametrize("name", list_policies())
@settings(settings.get_profile("one of many"))
@given(document=facts_documents())
def test_the_schema_of_a_pack_takes_every_document(name: str, document: Any) -> None:
    """A document may serve several packs, so facts that one of them does not use are no mistake."""
    Draft202012Validator(facts_schema(load_policy(name))).validate(document)


def pack(*tables: str) -> str:
    head = (
        'schema = "liushou-policy/1"\nid = "p"\ntitle = { zh = "样", en = "p" }\nin_force_from = 2022-09-01\n'
    )
    return head + "\n".join(tables)


PEOPLE = {"organisations", "children", "persons", "relations"}


@pytest.mark.parametrize(
    ("tables", "used"),
    [
        ((), set()),
        (('[eligibility]\nsource = "s"\nall = [{ rural = {} }, { not = { boarder = {} } }]',), set()),
        (
            ('[eligibility]\nsource = "s"\nany = [{ concern = {} }, { all = [{ in_scheme = {} }] }]',),
            {"concerns", "memberships"},
        ),
        (('[eligibility]\nsource = "s"\nall = [{ enrolled = {} }]',), {"classes", "enrolments"}),
        (('[[trigger]]\nid = "t"\nsource = "s"\nwhen = { concern = {} }',), {"concerns"}),
        (
            (
                '[[duty]]\nid = "d"\nsource = "s"\ncontact = "talk"\nat_least = 1\nper = "month"\nwhen = { concern = {} }',
            ),
            {
                "classes",
                "posts",
                "enrolments",
                "pairings",
                "events",
                "care_plans",
                "terms",
                "concerns",
                "activities",
                "written_records",
            },
        ),
    ],
    ids=["people", "person", "concern_and_scheme", "enrolled", "trigger", "duty"],
)
def test_a_packs_schema_says_which_lists_the_pack_uses(tables: tuple[str, ...], used: set[str]) -> None:
    lists = facts_schema(parse_policy(pack(*tables)))["properties"]
    assert PEOPLE | used == {name for name, schema in lists.items() if schema.get("x-used")}


@given(st.sampled_from(list_policies()))
def test_asking_for_a_packs_schema_changes_nothing(name: str) -> None:
    """The schema handed out is the caller's own."""
    facts_schema(load_policy(name))["properties"].clear()
    assert "children" in facts_schema(load_policy(name))["properties"]
