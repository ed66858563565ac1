"""The shipped packs: one for every plan family of the sources, each whole, cited, short, and answered by every question."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.locale import LOCALES, Locale
from liushou_core.policy.assessment import assess
from liushou_core.policy.compliance import PromiseState, check
from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.policy.prose import explain_policy
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import builtin_packs, lint_policy, load_policy
from liushou_core.testing.registers import as_built, registers

FAMILIES = [f"F{number:02}" for number in range(1, 28)]
PACKS = {name: load_policy(name) for name in builtin_packs()}
every_pack = pytest.mark.parametrize("name", PACKS)
MEANT = {"named_only", "duty_owner_unseen"}
"""Warnings that a shipped pack may have: what its source only names, and a role that no pairing rule of the plan provides."""


def test_every_plan_family_has_its_pack() -> None:
    """Requirements §1.6: 27 families, one pack each."""
    assert sorted(FAMILIES) == sorted(str(policy.family) for policy in PACKS.values())


@every_pack
def test_a_pack_is_at_most_120_lines_long(name: str) -> None:
    assert len(builtin_packs()[name].splitlines()) <= 120


@every_pack
def test_a_pack_is_called_as_its_file_and_lints(name: str) -> None:
    """No error, and no doubt but those that are meant."""
    assert name == PACKS[name].id
    assert {problem.code for problem in lint_policy(builtin_packs()[name])} <= MEANT


def test_the_packs_use_every_table_of_the_sources() -> None:
    """What no pack uses serves plans that nobody here has seen: the general tables of the language."""
    used = {section for policy in PACKS.values() for section, _ in policy.sections()}
    general = {
        "fact",
        "spell",
        "role",
        "decision",
        "classification",
        "score",
        "tally",
        "ladder",
        "limit",
        "identity",
    }
    assert set(SECTIONS) - general == used


@every_pack
@pytest.mark.parametrize("locale", LOCALES)
def test_a_pack_reads_in_both_languages(name: str, locale: Locale) -> None:
    """Every promise has words in the language that is asked for."""
    told = explain_policy(PACKS[name], locale)
    assert PACKS[name].title.text(locale) in told
    assert "`None`" not in told


# ------------------------------------------------------------------------------------------------- the numbers that are printed


def parameter(name: str, section: str, id: str, key: str) -> Any:
    """Return a parameter of a table of a pack."""
    value = getattr(PACKS[name], section)
    table = next(one for one in value if one.id == id) if isinstance(value, tuple) else value
    return getattr(table, key)


@pytest.mark.parametrize(
    ("name", "section", "id", "key", "value"),
    [
        # requirements §9, row by row
        ("township-care-work", "duty", "roster", "within", "1 month"),
        ("talk-visit-call", "duty", "weekly-talk", "per", "week"),
        ("ten-ones-potential-students", "duty", "loving-mother-talk", "per", "week"),
        ("kindergarten-teacher-mothers", "duty", "talk", "per", "fortnight"),
        ("archive-priorities-pairing", "duty", "talk", "per", "month"),
        ("talk-visit-call", "duty", "quarterly-visit", "per", "quarter"),
        ("second-guardian-school", "duty", "feedback", "per", "month"),
        ("village-four-platforms", "duty", "video", "per", "week"),
        ("school-implementation-scheme", "duty", "book", "per", "month"),
        ("village-four-platforms", "duty", "film", "per", "month"),
        ("ten-ones-potential-students", "duty", "birthday-party", "per", "month"),
        ("kindergarten-teacher-mothers", "duty", "birthday", "per", "term"),
        ("ten-ones-potential-students", "duty", "lecture", "per", "term"),
        ("ten-ones-potential-students", "duty", "outing", "per", "term"),
        ("nine-ones", "duty", "meaningful-thing", "per", "term"),
        ("school-implementation-scheme", "duty", "seminar", "per", "term"),
        ("five-ones-legal-aid", "duty", "class-meeting", "per", "month"),
        ("both-parents-away-class", "duty", "special-class-activity", "per", "month"),
        ("city-mechanism", "duty", "bulletin", "per", "half_year"),
        ("school-implementation-scheme", "priority", "study", "learning_helpers", "1"),
        ("one-to-one-by-class", "pairing", "teacher", "helpers_per_child", "1"),
        ("one-to-one-by-class", "pairing", "excellent-pupil", "helpers_per_child", "1"),
        ("nine-ones", "pairing", "loving-mother", "helpers_per_child", "1"),
        ("five-ones-legal-aid", "indicator", "legal-aid", "target", "1"),
        ("city-mechanism", "fund", "care-fund", "total", "17724"),
        ("city-mechanism", "fund", "care-fund", "share", "0.08"),
        ("city-mechanism", "indicator", "dropout-primary", "target", "0.0029"),
        ("city-mechanism", "indicator", "dropout-junior", "from_before", "0.0817"),
        ("community-case-tracking", "support", "relief", "yuan", "4000"),
        ("community-case-tracking", "support", "allowance", "yuan_before", "245"),
        ("community-case-tracking", "support", "allowance", "yuan", "650"),
        ("community-case-tracking", "support", "boarding-fee", "part", "middle"),
        ("school-implementation-scheme", "support", "social-help", "years", "9"),
        ("primary-three-lines", "equipment", "telephone", "count", "2"),
        ("primary-three-lines", "equipment", "computer", "count", "10"),
        ("ten-ones-potential-students", "duty", "two-bodies-two-arts", "at_least", "1"),
    ],
)
def test_a_printed_number_is_a_parameter_of_its_pack(
    name: str, section: str, id: str, key: str, value: str
) -> None:
    """Requirements §9: every number that a policy object should expose."""
    found = parameter(name, section, id, key)
    assert value == str(getattr(found, "value", found))


def test_the_survey_of_the_village_is_one_of_three_months() -> None:
    """Requirements §9: three months to start, and no more."""
    (survey,) = (duty for duty in PACKS["village-four-platforms"].duty if duty.id == "start-survey")
    assert [("3 months", "3 months")] == [(str(one.for_), str(one.every)) for one in survey.phases]


@pytest.mark.parametrize(
    ("name", "section", "id", "numbers"),
    [
        ("volunteer-outing", "activity", "outing", {"children": 30, "volunteers": 15, "schoolbags": 20}),
        ("joint-childrens-day", "organisation", "team", {"school": 8, "post_office": 5}),
        ("joint-childrens-day", "activity", "garden-party", {"tug_of_war": 10}),
        ("joint-childrens-day", "activity", "visit", {"volunteers": 13, "minutes": 105}),
        ("county-contracted-schools", "organisation", "departments", {"departments": 88, "pilots": 1}),
        (
            "start-of-term-inspection",
            "inspection",
            "care-work",
            dict.fromkeys(("kindergarten", "primary", "junior", "senior"), 2),
        ),
    ],
)
def test_printed_counts_stand_beside_what_they_count(
    name: str, section: str, id: str, numbers: dict[str, int]
) -> None:
    """Requirements §5.9, §5.10, §6.4."""
    key = "sample" if section == "inspection" else "numbers"
    assert numbers == dict(parameter(name, section, id, key).rows)


@pytest.mark.parametrize(
    ("catalogue", "count"),
    [
        ("nine_ones", 9),
        ("ten_ones", 10),
        ("five_ones", 5),
        ("five_basics", 5),
        ("plan_222", 3),
        ("four_mechanisms", 4),
    ],
)
def test_a_catalogue_is_complete_and_in_order(catalogue: str, count: int) -> None:
    """Requirements §5.1 to §5.4: sets that share a number are different catalogues."""
    items = [
        one.order
        for policy in PACKS.values()
        for section in ("activity", "communication", "responsibility")
        for one in getattr(policy, section)
        if one.catalogue == catalogue
    ]
    assert list(range(1, count + 1)) == items


# ------------------------------------------------------------------------------------------------- every question is answered


@every_pack
def test_of_a_child_of_whom_nothing_is_known_nothing_is_broken(name: str) -> None:
    """Facts that are merely missing make UNKNOWN; a plan for everybody owes its records all the same."""
    policy = PACKS[name]
    report = check(policy, read_facts({"children": [{"id": "c1"}]}), on=date(2024, 6, 30))
    broken = Counter(promise.section for promise in report.in_state(PromiseState.BROKEN))
    if policy.eligibility is not None:
        assert {} == dict(broken)


@given(st.sampled_from(sorted(PACKS)), registers(), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_no_pack_raises_whatever_the_register(name: str, register: Any, on: date) -> None:
    """check and assess answer with plain data for any people, any pack and any day of two centuries."""
    policy: Policy = PACKS[name]
    facts = MemoryFacts.build(**as_built(register))
    report = check(policy, facts, on=on, cases="gaps")
    assert report.to_json() == check(policy, facts, on=on, cases="gaps").to_json()
    assert assess(policy, facts, on=on).to_document()["schema"] == "liushou-assessment/1"
