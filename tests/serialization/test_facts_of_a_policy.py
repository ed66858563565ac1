"""A facts document read for a policy: values that cannot be what it declares are refused, by the reader and by the schema."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from liushou_core.errors import InvalidFacts
from liushou_core.serialization.facts_document import facts_schema, read_facts
from liushou_core.serialization.packs import parse_policy

POLICY = parse_policy(
    """
    schema = "liushou-policy/1"
    id = "p"
    title = { zh = "样", en = "p" }
    in_force_from = 2022-09-01

    [fact.insured]
    type = "bool"
    source = "s"

    [fact.height_cm]
    type = "number"
    at_least = "30"
    at_most = "210.5"
    label = { zh = "身高", en = "height" }
    source = "s"

    [fact.housing]
    type = "choice"
    choices = ["own", "rented"]
    subject = "family"
    source = "s"

    [fact.illnesses]
    type = "choices"
    choices = ["asthma", "diabetes"]
    subject = "guardian"
    source = "s"

    [fact.moved_in]
    type = "day"
    source = "s"

    [fact.insurance]
    type = "span"
    source = "s"

    [fact.paid]
    type = "money"
    subject = "pairing"
    source = "s"

    [fact.siblings]
    type = "number"
    whole = true
    source = "s"

    [event.clinic]
    facts = ["paid"]
    source = "s"
    """,
    sources="optional",
)
SCHEMA = Draft202012Validator(facts_schema(POLICY))
Document = dict[str, Any]


def child(name: str, value: Any) -> Document:
    return {"children": [{"id": "c1", "facts": {name: value}}]}


def others(section: str, name: str, value: Any) -> Document:
    return {"children": [{"id": "c1"}], section: [{"id": "x", "facts": {name: value}}]}


def event(value: Any) -> Document:
    clinic = {"kind": "clinic", "day": "2023-01-01", "child": "c1", "facts": {"paid": value}}
    return {"children": [{"id": "c1"}], "events": [clinic]}


RIGHT: list[Document] = [
    child("insured", True),
    child("insured", {"unknown": "refused"}),
    child("insured", [{"from": "2023-01-01", "value": False}, {"value": {"unknown": "not_known"}}]),
    child("height_cm", 131.5),
    child("height_cm", "131.5"),
    child("moved_in", "2023-09-01"),
    child("insurance", {"from": "2023-09-01"}),
    child("something_else", "anything"),
    others("families", "housing", "rented"),
    others("persons", "illnesses", []),
    others("persons", "illnesses", ["diabetes", "asthma"]),
    others("persons", "insured", "not asked of persons"),
    event("12.50"),
    event({"unknown": "not_known"}),
]
WRONG: list[tuple[Document, str]] = [
    (child("insured", "yes"), "children.0.facts.insured"),
    (child("insured", [{"value": True}, {"from": "2023-01-01", "value": 1}]), "children.0.facts.insured"),
    (child("height_cm", 3), "children.0.facts.height_cm"),
    (child("height_cm", 210.6), "children.0.facts.height_cm"),
    (child("height_cm", "tall"), "children.0.facts.height_cm"),
    (child("siblings", 1.5), "children.0.facts.siblings"),
    (child("moved_in", "autumn"), "children.0.facts.moved_in"),
    (child("insurance", "2023-09-01"), "children.0.facts.insurance"),
    (others("families", "housing", "borrowed"), "families.0.facts.housing"),
    (others("persons", "illnesses", ["asthma", "cough"]), "persons.0.facts.illnesses"),
    (others("persons", "illnesses", "asthma"), "persons.0.facts.illnesses"),
    (event("a lot"), "events.0.facts.paid"),
]


@pytest.mark.parametrize("document", RIGHT, ids=str)
def test_values_that_fit_are_read_and_are_of_the_policys_schema(document: Document) -> None:
    assert read_facts(document, policy=POLICY) == read_facts(document)
    SCHEMA.validate(document)


@pytest.mark.parametrize(("document", "place"), WRONG, ids=str)
def test_values_that_do_not_fit_are_refused_at_their_place(document: Document, place: str) -> None:
    """They are right in themselves: whoever reads the document for no policy reads them."""
    read_facts(document)
    with pytest.raises(InvalidFacts) as caught:
        read_facts(document, policy=POLICY)
    assert [(place, "fact_misfit")] == [
        (".".join(map(str, problem.path)), problem.code) for problem in caught.value.problems
    ]
    assert not SCHEMA.is_valid(document)


def test_misfits_of_many_subjects_are_told_together() -> None:
    document = {
        "children": [{"id": "c1", "facts": {"insured": 1}}, {"id": "c2", "facts": {"height_cm": True}}],
        "families": [{"id": "c1", "facts": {"housing": 1}}],
    }
    with pytest.raises(InvalidFacts) as caught:
        read_facts(document, policy=POLICY)
    assert {"children", "families"} == {str(problem.path[0]) for problem in caught.value.problems}
    assert 3 == len(caught.value.problems)


def test_the_schema_names_what_is_declared() -> None:
    facts = facts_schema(POLICY)["properties"]["children"]["items"]["properties"]["facts"]["properties"]
    assert {"insured", "height_cm", "moved_in", "insurance", "siblings"} == set(facts)
    assert {"身高"} == {one["title"] for one in facts["height_cm"]["anyOf"] if "title" in one}


VALUE = (
    st.booleans()
    | st.integers(-10, 300)
    | st.sampled_from(("own", "asthma", "2023-09-01", "131.5", "x"))
    | st.lists(st.sampled_from(("asthma", "diabetes", "own")), unique=True)
    | st.fixed_dictionaries({"from": st.just("2023-09-01")})
    | st.fixed_dictionaries({"unknown": st.sampled_from(("refused", "not_known"))})
)


@given(st.sampled_from(POLICY.fact), VALUE)
def test_the_schema_and_the_reader_agree_on_every_value(fact: Any, value: Any) -> None:
    section = {"child": "children", "person": "persons", "family": "families", "pairing": "pairings"}
    name = section[fact.subject.kind.value]
    document: Document = {"children": [{"id": "c1"}], "persons": [{"id": "p1"}]}
    if name == "pairings":
        pairing = {"id": "q1", "child": "c1", "by": "p1", "role": "volunteer", "from": "2023-01-01"}
        document[name] = [{**pairing, "facts": {fact.id: value}}]
    else:
        document[name] = [{"id": "x1", "facts": {fact.id: value}}]
    try:
        read_facts(document, policy=POLICY)
    except InvalidFacts:
        # Whether a number is whole and within bounds, a schema can say only where it is no text.
        assert not SCHEMA.is_valid(document) or (fact.is_number and value == "131.5")
    else:
        assert SCHEMA.is_valid(document)
