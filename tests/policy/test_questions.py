"""Questions of a plan's own: to what they apply, what comes with a yes, and what is only noted."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from liushou_core.policy.verdict import NO, UNKNOWN, YES, Verdict

DECLARED = """
[fact.old]
type = "bool"
label = { zh = "年长", en = "old" }
[fact.ill]
type = "bool"
label = { zh = "患病", en = "ill" }
[fact.filed]
type = "bool"
label = { zh = "已建档", en = "on file" }
[fact.fee]
type = "money"
at_least = 0
"""


@pytest.fixture
def told(ask: Any) -> Any:
    def decided(lines: str, facts: dict[str, Any], on: date = date(2023, 10, 1)) -> Any:
        document = {"children": [{"id": "c1", "facts": facts}]}
        return ask(f'{DECLARED}[[decision]]\nid = "d"\n{lines}', document, on)["c1"].decisions["d"]

    return decided


SCOPED = 'applies_when = { fact = "old" }\nfact = "ill"\n'


@pytest.mark.parametrize(
    ("old", "ill", "verdict", "applies"),
    [
        (True, True, YES, YES),
        (True, False, NO, YES),
        (True, None, UNKNOWN, YES),
        (False, True, NO, NO),
        (False, None, NO, NO),
        (None, True, UNKNOWN, UNKNOWN),
        (None, False, NO, UNKNOWN),
        (None, None, UNKNOWN, UNKNOWN),
    ],
)
def test_where_a_question_does_not_arise_the_answer_is_no(
    told: Any, old: bool | None, ill: bool | None, verdict: Verdict, applies: Verdict
) -> None:
    facts = {name: value for name, value in (("old", old), ("ill", ill)) if value is not None}
    found = told(SCOPED, facts)
    assert (verdict, applies) == (found.verdict, found.applies)


def test_a_question_without_a_scope_applies_to_everybody(told: Any) -> None:
    assert YES is told('fact = "ill"\n', {}).applies


@pytest.mark.parametrize("lines", ['fact = "ill"', 'when = { fact = "ill" }', 'all = [ { fact = "ill" } ]', 'any = [ { fact = "ill" } ]', 'not = { not = { fact = "ill" } }', 'at_least = { n = 1, of = [ { fact = "ill" }, { fact = "old" } ] }'])  # fmt: skip
def test_a_tree_stands_in_the_table_itself_or_under_when(told: Any, lines: str) -> None:
    assert [YES, NO] == [told(lines, {"ill": ill, "old": False}).verdict for ill in (True, False)]


def test_values_come_with_a_yes_and_with_nothing_else(told: Any) -> None:
    lines = 'values = { yuan = 30, kind = "cash", paid = true }\nfact = "ill"'
    assert [{"kind": "cash", "paid": True, "yuan": 30}, {}, {}] == [
        dict(told(lines, facts).values) for facts in ({"ill": True}, {"ill": False}, {})
    ]


def test_values_may_be_reckoned(told: Any) -> None:
    lines = 'values = { yuan = { product = [ { fact = "fee" }, 0.8 ] } }\nfact = "ill"'
    assert Fraction(8) == Fraction(dict(told(lines, {"ill": True, "fee": 10}).values)["yuan"])


def test_what_is_only_noted_is_reported_and_decides_nothing(told: Any) -> None:
    lines = 'all = [ { fact = "ill" }, { fact = "filed", effect = "defect" } ]'
    answers = {filed: told(lines, {"ill": True, "filed": filed}) for filed in (True, False)}
    assert [YES, YES] == [answer.verdict for answer in answers.values()]
    assert [[], ["filed"]] == [[defect.id for defect in answer.defects] for answer in answers.values()]
    assert "reported only" in answers[False].explain("en")
    assert "仅作记录" in answers[False].explain("zh")


def test_a_question_is_explained_with_its_title_its_source_and_the_next_change(told: Any) -> None:
    lines = 'title = { zh = "补助", en = "allowance" }\nsource = "§4"\nfact = { name = "ill" }'
    facts = {
        "ill": [
            {"value": True, "from": "2023-01-01", "last_day": "2023-12-31"},
            {"value": False, "from": "2024-01-01"},
        ]
    }
    found = told(lines, facts)
    text = found.explain("en")
    assert (date(2024, 1, 1), NO) == found.changes_on
    assert "allowance" in text
    assert "[§4]" in text
    assert "2024-01-01" in text
    assert "补助" in found.explain("zh")


def test_before_the_plan_is_in_force_every_answer_is_no(told: Any) -> None:
    found = told('fact = "ill"', {"ill": True}, date(2019, 12, 31))
    assert (NO, date(2020, 1, 1)) == (found.verdict, found.changes_on[0])


@pytest.mark.parametrize(
    ("subject", "document", "about"),
    [
        ("person", {"persons": [{"id": "x1"}, {"id": "x2"}]}, ["x1", "x2"]),
        (
            "parent",
            {
                "children": [{"id": "c1"}],
                "persons": [{"id": "x1"}, {"id": "x2"}],
                "relations": [
                    {"child": "c1", "person": "x1", "role": "mother"},
                    {"child": "c1", "person": "x2", "role": "temporary"},
                ],
            },
            ["x1"],
        ),
        (
            "guardian",
            {
                "children": [{"id": "c1"}],
                "persons": [{"id": "x1"}, {"id": "x2"}],
                "relations": [
                    {"child": "c1", "person": "x1", "role": "mother"},
                    {"child": "c1", "person": "x2", "role": "temporary"},
                ],
            },
            ["x2"],
        ),
        ("family", {"families": [{"id": "x1"}]}, ["x1"]),
        ("organisation", {"organisations": [{"id": "x1", "kind": "school"}]}, ["x1"]),
    ],
)
def test_a_question_is_put_to_everybody_it_is_about_and_to_nobody_else(
    ask: Any, subject: str, document: dict[str, Any], about: list[str]
) -> None:
    tables = f'[fact.near]\ntype = "bool"\nsubject = "{subject}"\n[[decision]]\nid = "d"\nsubject = "{subject}"\nfact = "near"\n'
    result = ask(tables, document)
    assert about == [id for id in result if "d" in result[id].decisions]
