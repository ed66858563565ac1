"""check, section by section: the golden cases of ``golden/``, and what holds for every plan and every register."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou_core.domain.activity import Activity
from liushou_core.domain.assessment_result import AssessmentResult
from liushou_core.domain.care_home import CareHome
from liushou_core.domain.ids import HelperId, OrganisationId, RecordId
from liushou_core.domain.inspection import Inspection
from liushou_core.domain.leading_group import LeadingGroup
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.written_record import WrittenRecord
from liushou_core.policy.canonical import canonical
from liushou_core.policy.compliance import Case, PromiseState, check
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
DAYS_IN_FORCE = st.integers(0, 800)
"""The judged day, from the plan's first; test_shipped_packs.py looks at two centuries."""


CASES: tuple[Literal["all", "gaps"], ...] = ("all", "gaps")
OF_NO_PLAN: dict[str, Any] = {"id": RecordId("zz"), "scope": OrganisationId("o"), "kind": "of-no-plan"}
UNRELATED = (
    Activity(**OF_NO_PLAN, day=date(2020, 9, 1)),
    WrittenRecord(**OF_NO_PLAN, day=date(2020, 9, 1)),
    AssessmentResult(**OF_NO_PLAN, day=date(2020, 9, 1), helper=HelperId("nobody")),
    Inspection(id=RecordId("zz"), organisation=OrganisationId("o"), kind="of-no-plan", day=date(2020, 9, 1)),
    LeadingGroup(
        id=RecordId("zz"), organisation=OrganisationId("o"), kind="of-no-plan", start=date(2020, 9, 1)
    ),
    CareHome(
        **{**OF_NO_PLAN, "kind": "reading_room"}, organisation=OrganisationId("o"), start=date(2020, 9, 1)
    ),
)
"""One record of every kind that plans ask for by name, of a name that none of them knows."""


@st.composite
def kept_or_not(draw: st.DrawFn) -> dict[str, Any]:
    """Return a register as facts are built from it: every kind of record is kept, as in a store, or only those that are there."""
    register = as_built(draw(registers()))
    return register if draw(st.booleans()) else {**register, "records_kept": ()}


@settings(max_examples=15)
@given(name=st.sampled_from(sorted(PACKS)), register=kept_or_not(), days=DAYS_IN_FORCE)
def test_the_cases_of_a_promise_add_up_to_its_counts(name: str, register: Any, days: int) -> None:
    """In every state, for any people and any day; and the gaps alone are those of the whole report."""
    facts, on = MemoryFacts.build(**register), PACKS[name].in_force_from + timedelta(days)
    whole, gaps = (check(PACKS[name], facts, on=on, cases=cases) for cases in CASES)
    for one, less in zip(whole.promises, gaps.promises, strict=True):
        for state in PromiseState:
            counted = sum(case.state is state for case in one.cases)
            assert counted == getattr(one, state.value) == getattr(less, state.value)
        assert [case for case in one.cases if case.state is not PromiseState.KEPT] == list(less.cases)


@settings(max_examples=15)
@given(name=st.sampled_from(sorted(PACKS)), register=registers().map(as_built), days=DAYS_IN_FORCE)
def test_a_record_that_no_promise_asks_for_changes_nothing(name: str, register: Any, days: int) -> None:
    """A promise reads what it names, and nothing else."""
    on = PACKS[name].in_force_from + timedelta(days)
    more = {**register, "records": [*register["records"], *UNRELATED]}
    before, after = (check(PACKS[name], MemoryFacts.build(**facts), on=on) for facts in (register, more))
    assert before.promises == after.promises
