"""A decision never raises: any day from 1900 to 2100, anybody recorded, any valid policy; told in both languages, kept and replayed."""

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from liushou_core import Policy, decide, list_policies, load_policy, parse_policy, read_facts, replay
from liushou_core.domain.facts import Facts
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.locale import LOCALES
from liushou_core.serialization.schemas import schema_of
from liushou_core.testing.facts_documents import facts_documents
from liushou_core.testing.packs import facts_for, packs
from liushou_core.testing.registers import as_built, registers

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.sampled_from(
    [date(1900, 1, 1), date(2100, 12, 31)]
)
PEOPLE: st.SearchStrategy[Facts] = facts_documents().map(read_facts) | registers().map(
    lambda drawn: MemoryFacts.build(**as_built(drawn))
)


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema_of("liushou-decision/1"), format_checker=FormatChecker())


def subjects(facts: Facts, role: SubjectRole) -> list[Subject]:
    return list(facts.subjects(role))[:2]


def held(policy: Policy, facts: Facts, on: date) -> None:
    """Ask every question about a few whom it is about, and hold all that can be told of the answer."""
    about = {"eligibility": SubjectRole.CHILD, **{one.id: one.subject for one in policy.decision}}
    for question, role in about.items():
        for subject in subjects(facts, role):
            decision = decide(policy, subject, on=on, question=question)
            receipt: dict[str, Any] = decision.receipt()
            validator().validate(receipt)
            assert receipt == json.loads(json.dumps(receipt))
            assert all(decision.explain(locale) for locale in LOCALES)
            assert decision.changes_on is None or decision.changes_on[0] > on
            assert replay(receipt, policy=policy, facts=subject).same


@pytest.mark.parametrize("name", list_policies())
@settings(settings.get_profile("one of many"))
@given(facts=PEOPLE, on=DAYS)
def test_a_shipped_pack_decides_about_anybody_on_any_day_of_two_centuries(
    name: str, facts: Facts, on: date
) -> None:
    held(load_policy(name), facts, on)


@given(st.data())
def test_any_plan_decides_about_anybody_on_any_day_of_two_centuries(data: st.DataObject) -> None:
    """Whom its facts were meant for, and who has others."""
    policy = parse_policy(data.draw(packs(most_tables=3)))
    held(policy, data.draw(facts_for(policy).map(read_facts) | PEOPLE), data.draw(DAYS))
