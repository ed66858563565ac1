"""check, section by section: the golden cases of ``golden/``, and what holds for every plan and every register."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.activity import Activity
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.policy.canonical import canonical
from liushou_core.policy.compliance import Case, ComplianceReport, PromiseState, check
from liushou_core.policy.policy import Policy
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import list_policies, load_policy, parse_policy
from liushou_core.testing.registers import as_built, registers

Table = Mapping[str, Any]

HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2023-09-01
source = "x"
"""
WORLD: Table = {
    "organisations": [{"id": "s1", "kind": "school"}],
    "classes": [{"id": "k1", "school": "s1", "entry": "2022-2023", "entry_grade": 1}],
    "children": [{"id": "c1"}],
    "enrolments": [{"child": "c1", "school_class": "k1", "start": "2022-09-01"}],
    "persons": [{"id": "h1"}, {"id": "h2"}, {"id": "t1"}],
}
"""One child in a class of a school. Of the records of a plan none are kept, unless a case says otherwise."""
_OF_CASE = ("says", "place", "on", "since", "more", "told")


def golden() -> Iterator[Any]:
    for file in sorted((Path(__file__).parent / "golden").glob("*.toml")):
        for promise in tomlkit.parse(file.read_text("utf-8")).unwrap()["promise"]:
            for case in promise["case"]:
                yield pytest.param(promise, case, id=f"{promise['place']}: {case['says']}")


@cache
def plan(tables: str) -> Policy:
    return parse_policy(HEAD + tables)


def written(value: Any) -> Any:
    """Return data of a golden file as a document has it: days as text."""
    if isinstance(value, dict):
        return {key: written(one) for key, one in value.items()}
    if isinstance(value, list):
        return [written(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def line(case: Case) -> str:
    """Return all of a case: its state and why; for whom; its first and last day; what shows it; what is missing."""
    told = [f"{case.state.value} {case.why}"]
    if case.subject is not None:
        told.append(f"{case.subject.kind} {case.subject.id}")
    if case.span is not None:
        told.append(f"{case.span.start}..{canonical(case.span.last_day) or ''}")
    if case.records:
        told.append(f"by {', '.join(case.records)}")
    if case.missing:
        told.append(f"lacks {', '.join(fact.path for fact in case.missing)}")
    return "; ".join(told)


@pytest.mark.parametrize(("promise", "case"), list(golden()))
def test_a_promise_has_just_these_cases(promise: Table, case: Table) -> None:
    """Each with its evidence or its gap; told in both languages without a hole."""
    lists = {name: value for name, value in case.items() if name not in _OF_CASE}
    facts = read_facts({**WORLD, **written(promise.get("facts", {})), **written(lists)})
    policy = plan(promise["tables"] + case.get("more", ""))
    on = case.get("on", date(2023, 10, 31))
    found = check(policy, facts, on=on, since=case.get("since"))[case.get("place", promise["place"])]
    assert case["told"] == [line(one) for one in found.cases]
    assert all(one.text(locale) for one in found.cases for locale in ("zh", "en"))


# ------------------------------------------------------------------------------------------------- whatever is recorded

PACKS = {name: load_policy(name) for name in list_policies()}
DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31)) | st.dates(date(1900, 1, 1), date(2100, 12, 31))
UNRELATED = Activity(id="zz", scope="s", kind="of-no-plan", day=date(2016, 9, 1))  # type: ignore[arg-type]


def told(report: ComplianceReport) -> list[Any]:
    return [promise.to_document() for promise in report.promises]


@pytest.mark.parametrize("name", sorted(PACKS))
@given(register=registers(), on=DAYS)
def test_the_cases_of_a_promise_add_up_to_its_counts(name: str, register: Any, on: date) -> None:
    """In every state, for any people and any day; of the gaps alone, too."""
    facts = MemoryFacts.build(**as_built(register))
    whole, gaps = (check(PACKS[name], facts, on=on, cases=cases) for cases in ("all", "gaps"))
    for one, less in zip(whole.promises, gaps.promises, strict=True):
        for state in PromiseState:
            counted = sum(case.state is state for case in one.cases)
            assert counted == getattr(one, state.value) == getattr(less, state.value)
        assert [case for case in one.cases if case.state is not PromiseState.KEPT] == list(less.cases)
