"""Cases: questions with the answers they should have; the repository's example is one run of them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from liushou_core.errors import InvalidFacts
from liushou_core.policy.assessment import assess
from liushou_core.policy.policy import Policy
from liushou_core.serialization.cases import ABSENT, Case, read_cases
from liushou_core.serialization.facts_document import facts_schema, read_facts
from liushou_core.serialization.packs import load_policy

EXAMPLE = Path(__file__).parents[2] / "examples" / "assess"
CASES = read_cases((EXAMPLE / "cases.jsonl").read_text("utf-8"))


@pytest.fixture(scope="module")
def plan() -> Policy:
    return load_policy(EXAMPLE / "plan.toml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_example_gives_the_answers_it_promises(case: Case, plan: Policy) -> None:
    assert () == case.answer(plan, read_facts((EXAMPLE / "facts.json").read_text("utf-8"))).unmet


def test_the_example_is_of_its_plans_schema(plan: Policy) -> None:
    Draft202012Validator(facts_schema(plan)).validate(json.loads((EXAMPLE / "facts.json").read_text("utf-8")))


def test_a_wrong_expectation_is_named_with_what_was_found(plan: Policy) -> None:
    expect = {
        "/subjects/c1/decisions/eligibility/verdict": "no",
        "/on": "2023-07-31",
        "/windows/99": ABSENT,
        "/no~1thing": 1,
    }
    (case,) = read_cases(
        json.dumps({"on": "2023-07-31", "expect": expect, "facts": {"children": [{"id": "c1"}]}})
    )
    unmet = case.answer(plan, read_facts({})).unmet
    assert [("/subjects/c1/decisions/eligibility/verdict", "no", "unknown"), ("/no~1thing", 1, ABSENT)] == [
        (one.pointer, one.expected, one.found) for one in unmet
    ]


def test_a_pointer_finds_what_the_whole_document_has_there(plan: Policy) -> None:
    """Though no more of the document is made than it takes; what leads nowhere is absent."""
    facts = read_facts((EXAMPLE / "facts.json").read_text("utf-8"))
    on = date(2023, 7, 31)
    everything = dict(_pointers("", assess(plan, facts, on=on).to_document()))
    assert len(everything) > 200
    assert () == Case(name="all", line=1, on=on, expect=everything).answer(plan, facts).unmet
    nowhere = ("/subjects", "/subjects/c1", "/subjects/c1/scores", "/subjects/c1/decisions/eligibility")
    lost = {f"{pointer}/nothing": ABSENT for pointer in nowhere}
    assert () == Case(name="none", line=1, on=on, expect=lost).answer(plan, facts).unmet


def _pointers(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    yield pointer, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for step, one in pairs:
        yield from _pointers(f"{pointer}/{str(step).replace('~', '~0').replace('/', '~1')}", one)


def test_a_case_needs_only_a_day() -> None:
    (case,) = read_cases('\n{"on": "2023-09-30"}\n\n')
    assert ("line 2", 2, date(2023, 9, 30), None, None, {}) == (
        case.name,
        case.line,
        case.on,
        case.over,
        case.facts,
        case.expect,
    )


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{", {("", "facts_not_json")}),
        ("[]", {("", "wrong_type")}),
        ("{}", {("", "missing_key")}),
        ('{"on": "2023-09-31"}', {("on", "wrong_type")}),
        ('{"on": "2023-09-30", "over": ["2023-09-01"]}', {("over", "wrong_type")}),
        ('{"on": "2023-09-30", "over": ["2023-09-02", "2023-09-01"]}', {("over", "period_reversed")}),
        ('{"on": "2023-09-30", "expects": {}}', {("", "unknown_key")}),
        ('{"on": "2023-09-30", "expect": []}', {("expect", "wrong_type")}),
        (
            '{"on": 1, "facts": {"children": [{"id": "c 1"}]}}',
            {("on", "wrong_type"), ("facts.children.0.id", "bad_id")},
        ),
    ],
)
def test_a_wrong_line_is_told_with_its_number(line: str, wrong: Any) -> None:
    with pytest.raises(InvalidFacts) as caught:
        read_cases('{"on": "2023-09-30"}\n' + line)
    assert wrong == {(".".join(map(str, p.path)), p.code) for p in caught.value.problems}
    assert {2} == {problem.line for problem in caught.value.problems}
