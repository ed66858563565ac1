"""Declared facts: what each type holds, which observation counts on a day, and what is said of values that do not fit."""

from datetime import date
from typing import Any, get_args

import attrs
import pytest

from liushou_core.errors import dotted
from liushou_core.policy.criteria.declared_facts import FactIs
from liushou_core.policy.reading.declared import FactType
from liushou_core.serialization.facts_document import read_facts

DECLARED = """
[fact.number]
type = "number"
[fact.bounded]
type = "number"
at_least = 0
at_most = 10
whole = true
[fact.other_number]
type = "money"
[fact.choice]
type = "choice"
choices = ["red", "green"]
[fact.other_choice]
type = "choice"
choices = ["red", "green", "blue"]
[fact.choices]
type = "choices"
choices = ["flu", "cold", "gout"]
[fact.bool]
type = "bool"
[fact.day]
type = "day"
[fact.other_day]
type = "day"
[fact.span]
type = "span"
"""


@pytest.fixture
def told(ask: Any) -> Any:
    def judged(fact: str, facts: dict[str, Any], on: date = date(2023, 10, 1)) -> str:
        tables = f'{DECLARED}[[decision]]\nid = "d"\nwhen = {{ fact = {fact} }}\n'
        result = ask(tables, {"children": [{"id": "c1", "facts": facts}]}, on)
        return str(result["c1"].decisions["d"].verdict.value)

    return judged


@pytest.mark.parametrize(
    ("fact", "facts", "verdict"),
    [
        # numbers
        ('{ name = "number", is = 5 }', {"number": "5.00"}, "yes"),
        ('{ name = "number", in = [4, 5] }', {"number": 5}, "yes"),
        ('{ name = "number", in = [4, 6] }', {"number": 5}, "no"),
        ('{ name = "number", at_least = 5 }', {"number": 5}, "yes"),
        ('{ name = "number", more_than = 5 }', {"number": 5}, "no"),
        ('{ name = "number", at_most = 5 }', {"number": 5}, "yes"),
        ('{ name = "number", less_than = 5 }', {"number": 5}, "no"),
        ('{ name = "number", at_least = { fact = "other_number" } }', {"number": 5, "other_number": 5}, "yes"),
        ('{ name = "number", less_than = { fact = "other_number" } }', {"number": 5, "other_number": 5}, "no"),
        ('{ name = "number", less_than = { fact = "other_number" } }', {"number": 5}, "unknown"),
        ('{ name = "number", is = { fact = "other_number" } }', {"number": 5, "other_number": "5.0"}, "yes"),
        ('{ name = "number", in = [4, { fact = "other_number" }] }', {"number": 5, "other_number": 5}, "yes"),
        ('{ name = "number", in = [5, { fact = "other_number" }] }', {"number": 5}, "yes"),
        ('{ name = "number", in = [4, { fact = "other_number" }] }', {"number": 5}, "unknown"),
        ('{ name = "number", at_least = 1 }', {}, "unknown"),
        # bounds that the pack declares settle what nobody recorded
        ('{ name = "bounded", at_most = 10 }', {}, "yes"),
        ('{ name = "bounded", more_than = 10 }', {}, "no"),
        ('{ name = "bounded", at_most = 9 }', {}, "unknown"),
        ('{ name = "bounded", at_most = 10, is = 3 }', {}, "unknown"),
        # what does not fit is not known
        ('{ name = "bounded", at_most = 5 }', {"bounded": 11}, "unknown"),
        ('{ name = "bounded", at_most = 5 }', {"bounded": -1}, "unknown"),
        ('{ name = "bounded", at_most = 5 }', {"bounded": 2.5}, "unknown"),
        ('{ name = "bounded", at_most = 5 }', {"bounded": "many"}, "unknown"),
        ('{ name = "bounded", at_most = 5 }', {"bounded": True}, "unknown"),
        ('{ name = "bounded", at_most = 5 }', {"bounded": {"unknown": "refused"}}, "unknown"),
        # one of several
        ('{ name = "choice", is = "red" }', {"choice": "red"}, "yes"),
        ('{ name = "choice", in = ["red"] }', {"choice": "green"}, "no"),
        ('{ name = "choice", any_of = ["red", "green"] }', {"choice": "green"}, "yes"),
        ('{ name = "choice", none_of = ["red"] }', {"choice": "red"}, "no"),
        ('{ name = "choice", none_of = ["red"] }', {"choice": "green"}, "yes"),
        ('{ name = "choice", none_of = ["red"] }', {"choice": "black"}, "unknown"),
        ('{ name = "choice", is = { fact = "other_choice" } }', {"choice": "red", "other_choice": "red"}, "yes"),
        ('{ name = "choice", is = { fact = "other_choice" } }', {"choice": "red", "other_choice": "blue"}, "no"),
        # any number of them
        ('{ name = "choices", any_of = ["flu"] }', {"choices": ["cold", "flu"]}, "yes"),
        ('{ name = "choices", any_of = ["flu", "gout"] }', {"choices": ["cold"]}, "no"),
        ('{ name = "choices", none_of = ["flu"] }', {"choices": []}, "yes"),
        ('{ name = "choices", any_of = ["cold"], none_of = ["flu"] }', {"choices": ["cold", "flu"]}, "no"),
        ('{ name = "choices", any_of = ["flu"] }', {"choices": ["flu", "pox"]}, "unknown"),
        ('{ name = "choices", any_of = ["flu"] }', {}, "unknown"),
        # yes or no
        ('"bool"', {"bool": True}, "yes"),
        ('"bool"', {"bool": False}, "no"),
        ('{ name = "bool", is = false }', {"bool": False}, "yes"),
        ('"bool"', {"bool": "true"}, "unknown"),
        ('"bool"', {}, "unknown"),
        # days
        ('{ name = "day", at_least = 2023-09-01 }', {"day": "2023-09-01"}, "yes"),
        ('{ name = "day", less_than = 2023-09-01 }', {"day": "2023-09-01"}, "no"),
        ('{ name = "day", is = 2023-09-01 }', {"day": "2023-09-01"}, "yes"),
        ('{ name = "day", more_than = { fact = "other_day" } }', {"day": "2023-09-02", "other_day": "2023-09-01"}, "yes"),
        ('{ name = "day", at_least = 2023-09-01 }', {"day": "2023-13-01"}, "unknown"),
        # spans: the judged day lies in it
        ('"span"', {"span": {"from": "2023-10-01"}}, "yes"),
        ('"span"', {"span": {"from": "2023-09-01", "until": "2023-10-01"}}, "no"),
        ('"span"', {"span": {"from": "2023-09-01", "last_day": "2023-10-01"}}, "yes"),
        ('"span"', {"span": {"from": "2023-10-02"}}, "no"),
        ('"span"', {}, "unknown"),
    ],
)  # fmt: skip
def test_a_fact_of_each_type_is_compared(told: Any, fact: str, facts: dict[str, Any], verdict: str) -> None:
    assert verdict == told(fact, facts)


def test_every_comparator_stands_in_the_table_above() -> None:
    comparators = {"is_", "in_", "any_of", "none_of", "at_least", "more_than", "at_most", "less_than"}
    assert comparators | {"name_"} == {field.name for field in attrs.fields(FactIs)} - {
        "id",
        "source",
        "target",
    }


# ------------------------------------------------------------------------------------------------ observations


@pytest.mark.parametrize(
    ("values", "answers"),
    [
        # a value without days holds always; of two, the one that begins later counts
        (True, {"2020-01-01": "yes", "2023-10-01": "yes"}),
        (
            [{"value": False}, {"value": True, "from": "2023-09-01"}],
            {"2023-08-31": "no", "2023-09-01": "yes"},
        ),
        (
            [{"value": True, "from": "2023-09-01"}, {"value": False, "from": "2023-10-01"}],
            {"2023-08-31": "unknown", "2023-09-30": "yes", "2023-10-01": "no"},
        ),
        # after its end nobody has asked again, unless an earlier one still holds
        ([{"value": True, "until": "2023-10-01"}], {"2023-09-30": "yes", "2023-10-01": "unknown"}),
        ([{"value": True, "last_day": "2023-10-01"}], {"2023-10-01": "yes", "2023-10-02": "unknown"}),
        (
            [{"value": False}, {"value": True, "from": "2023-09-01", "until": "2023-10-01"}],
            {"2023-09-30": "yes", "2023-10-01": "no"},
        ),
        # refused is an answer of the later observation: what was known before no longer is
        (
            [{"value": True}, {"value": {"unknown": "refused"}, "from": "2023-09-01"}],
            {"2023-08-31": "yes", "2023-09-01": "unknown"},
        ),
    ],
)
def test_the_observation_in_force_that_began_last_counts(
    told: Any, values: Any, answers: dict[str, str]
) -> None:
    assert answers == {day: told('"bool"', {"bool": values}, date.fromisoformat(day)) for day in answers}


# ---------------------------------------------------------------------------------------------------- mistakes


@pytest.fixture
def mistakes(ask: Any) -> Any:
    def found(document: dict[str, Any]) -> list[tuple[str, str, str]]:
        tables = DECLARED + '[event.visit_home]\nfacts = ["bounded"]\n[spell.boarding]\n[role.sponsor]\n'
        result = ask(tables, document)
        return [(dotted(one.path), one.code, one.severity) for one in result.mistakes]

    return found


@pytest.mark.parametrize(
    ("facts", "misfits"),
    [
        ({"number": 3, "choice": "red", "choices": [], "bool": False, "day": "2023-09-01"}, []),
        ({"number": "three"}, ["number"]),
        ({"bounded": 11}, ["bounded"]),
        ({"bounded": "2.5"}, ["bounded"]),
        ({"choice": "black"}, ["choice"]),
        ({"choices": ["flu", "pox"]}, ["choices"]),
        ({"bool": 1}, ["bool"]),
        ({"day": "soon"}, ["day"]),
        ({"span": "2023-09-01"}, ["span"]),
        ({"number": {"unknown": "not_known"}}, []),
        ({"number": [{"value": 1}, {"value": "x", "from": "2023-09-01"}]}, ["number"]),
    ],
)
def test_a_value_that_cannot_be_one_of_the_fact_is_a_mistake(
    mistakes: Any, facts: dict[str, Any], misfits: list[str]
) -> None:
    expected = [(f"child.c1.facts.{name}", "fact_misfit", "error") for name in misfits]
    assert expected == mistakes({"children": [{"id": "c1", "facts": facts}]})


def test_what_the_plan_does_not_declare_is_told(mistakes: Any) -> None:
    document = {
        "children": [{"id": "c1", "facts": {"numbr": 3}}],
        "persons": [{"id": "p1", "facts": {"number": 3}}],
        "events": [
            {"kind": "visit_home", "day": "2023-09-01", "child": "c1", "id": "e1", "facts": {"bounded": 99}}
        ],
    }
    found = mistakes(document)
    assert ("child.c1.facts.numbr", "fact_undeclared", "warning") in found
    assert ("person.p1.facts.number", "fact_undeclared", "warning") in found
    assert ("event.e1.facts.bounded", "fact_misfit", "error") in found


def test_a_mistake_says_what_to_do_and_never_what_was_recorded(ask: Any) -> None:
    document = {"children": [{"id": "c1", "facts": {"choice": "Zhang-San-7", "numbr": "Zhang-San-8"}}]}
    for one in ask(DECLARED, document).mistakes:
        for text in (one.text("zh"), one.text("en"), repr(one)):
            assert "Zhang" not in text
    texts = [one.text("en") for one in ask(DECLARED, document).mistakes]
    assert any("counts as not known; correct the value" in text for text in texts)
    assert any("did you mean: number" in text for text in texts)


def test_every_type_is_declared_here() -> None:
    declared = {line.split('"')[1] for line in DECLARED.splitlines() if line.startswith("type")}
    assert set(get_args(FactType)) == declared


def test_facts_are_about_the_subjects_that_the_plan_says(ask: Any) -> None:
    lists = {"person": "persons", "family": "families", "organisation": "organisations"}
    for subject, key in lists.items():
        tables = f'[fact.near]\ntype = "bool"\nsubject = "{subject}"\n[[decision]]\nid = "d"\nsubject = "{subject}"\nfact = "near"\n'
        body = {"id": "x1", "facts": {"near": True}} | (
            {"kind": "school"} if subject == "organisation" else {}
        )
        assert "yes" == ask(tables, {key: [body]})["x1"].decisions["d"].verdict.value


def test_facts_of_a_pairing_are_those_of_the_pairing(ask: Any) -> None:
    tables = '[fact.near]\ntype = "bool"\nsubject = "pairing"\n[[decision]]\nid = "d"\nsubject = "pairing"\nfact = "near"\n'
    document = {
        "children": [{"id": "c1"}],
        "persons": [{"id": "v1"}],
        "pairings": [
            {
                "id": "x1",
                "by": "v1",
                "child": "c1",
                "role": "volunteer",
                "from": "2023-01-01",
                "facts": {"near": True},
            }
        ],
    }
    assert read_facts(document)
    assert "yes" == ask(tables, document)["x1"].decisions["d"].verdict.value
