"""Dates by rule, the judged day and lapses as a pack writes them."""

import tomllib
from datetime import date
from typing import Any

import pytest

from liushou_core.domain.calendar import Lapse, Span
from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ChildId, OrganisationId
from liushou_core.errors import InvalidPolicy
from liushou_core.policy.canonical import canonical
from liushou_core.policy.date_rules import DateReference, DateRule, FixedDate
from liushou_core.policy.date_rules.date_moment import DateMoment
from liushou_core.policy.reading.moments import EventMoment, FactMoment
from liushou_core.policy.registry import builtin_registry
from liushou_core.policy.tables.limits import Limit
from liushou_core.policy.verdict import NO, YES, Verdict
from liushou_core.serialization.pack_refusals import Refused
from liushou_core.serialization.packs import parse_policy
from liushou_core.serialization.structuring import PackConverter

HEAD = """
schema = "liushou-policy/1"
id = "dates"
title = { zh = "日期", en = "Dates" }
in_force_from = 2020-01-01
"""
DATES = """
[[date]]
id = "eve"
title = { zh = "除夕", en = "New Year's Eve" }
rule = { lunar = { month = 12, day = "last" } }

[[date]]
id = "lanterns"
rule = { lunar = { month = 1, day = 15 } }

[[date]]
id = "letters"
rule = { week_of = { day = { offset = { from = { date = "eve" }, by = "-2 weeks" } } } }
"""


def pack(text: str) -> Any:
    return parse_policy(HEAD + text, sources="optional")


def structured(text: str, hint: Any) -> Any:
    return PackConverter(builtin_registry()).structure(tomllib.loads(f"it = {text}")["it"], hint)


@pytest.mark.parametrize(
    ("text", "year", "first"),
    [
        ("{ fixed = { month = 2, day = 29, leap_day = 'mar_1' } }", 2023, date(2023, 3, 1)),
        ("{ nth_weekday = { n = -1, weekday = 'friday', month = 5 } }", 2024, date(2024, 5, 31)),
        (
            "{ weekday_of_week = { week = 1, weekday = 'monday', month = 9, first_week = 'first_full' } }",
            2024,
            date(2024, 9, 2),
        ),
        (
            "{ weekday_of_week = { week = 40, weekday = 'monday', first_week = 'iso' } }",
            2024,
            date(2024, 9, 30),
        ),
        (
            "{ week_of = { day = { fixed = { month = 6, day = 1 } }, week_starts = 'sunday' } }",
            2023,
            date(2023, 5, 28),
        ),
        ("{ ten_days = { month = 3, part = 'middle' } }", 2023, date(2023, 3, 11)),
        ("{ lunar = { month = 9, day = 9 } }", 2023, date(2023, 10, 23)),
        ("{ lunar = { month = 2, day = 2, leap = 'only' } }", 2023, date(2023, 3, 23)),
        (
            "{ offset = { from = { fixed = { month = 1, day = 31 } }, by = '1 month' } }",
            2023,
            date(2023, 2, 28),
        ),
    ],
)
def test_rules(text: str, year: int, first: date) -> None:
    """Every rule is written under its name; what it is written as again is the same rule."""
    rule = structured(text, DateRule)
    found = rule.span(year)
    assert isinstance(found, Span)
    assert first == found.start
    assert rule == PackConverter(builtin_registry()).structure(canonical(rule), DateRule)


@pytest.mark.parametrize("text", ["'eve'", "{ date = 'eve' }", "{ date = { date = 'eve' } }"])
def test_a_date_is_named_by_its_id(text: str) -> None:
    assert DateReference(date="eve") == structured(text, DateRule)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{ fixed = { month = 2 } }", ("fixed",)),
        ("{ fixed = { month = '2', day = 1 } }", ("fixed", "month")),
        ("{ lunar = { month = 2, day = 'first' } }", ("lunar", "day")),
        ("{ offset = { from = 'eve', by = '2 fortnights' } }", ("offset", "by")),
        ("{ week_of = { day = { nth = {} } } }", ("week_of", "day", "nth")),
        ("3", ()),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(text: str, path: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as refused:
        structured(text, DateRule)
    assert [path] == [problem.path for problem in refused.value.problems]


def test_a_limit() -> None:
    text = """{ id = "visit", from = { event = "report" }, to = { event = "home_visit" }, at_least = "1 week",
        at_most = "10 working days", count = "clear", calendar = "city", at_once = { rural = {} } }"""
    limit = structured(text.replace("\n", " "), Limit)
    assert (EventMoment(kind="report"), EventMoment(kind="home_visit")) == (limit.from_, limit.to)
    assert (Lapse.parse("1 week"), Lapse.parse("10 working days")) == (limit.at_least, limit.at_most)
    assert ("clear", "city", "rural") == (limit.count, limit.calendar, limit.at_once.name)
    assert "10 working days" == canonical(limit)["at_most"]


def test_moments_of_a_limit() -> None:
    text = '{ id = "x", from = { date = { date = "eve", which = "next" } }, to = { fact = "hearing" }, direction = "before" }'
    limit = structured(text, Limit)
    assert (DateMoment(date="eve", which="next"), FactMoment(fact="hearing")) == (limit.from_, limit.to)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 2, 8), NO),
        (date(2024, 2, 9), YES),
        (date(2024, 2, 24), YES),
        (date(2024, 2, 25), NO),
    ],
)
def test_the_judged_day_is_asked_by_the_ids_of_dates(on: date, expected: Verdict) -> None:
    """References are led to their tables when the policy is linked, and the decision tells when it will change."""
    policy = pack('[eligibility]\njudged_day = { from = "eve", to = "lanterns" }\n' + DATES)
    facts = ChildFacts(child=Child(id=ChildId("c1"), scope=OrganisationId("o1")))
    decision = policy.decide(facts, on=on)
    assert expected is decision.verdict
    changes = {date(2024, 2, 8): date(2024, 2, 9), date(2024, 2, 25): date(2025, 1, 28)}
    assert (changes.get(on, date(2024, 2, 25)), ~expected) == decision.changes_on


def test_a_date_may_rest_on_another() -> None:
    policy = pack(DATES)
    letters = policy.on(date(2024, 1, 1)).date[2]
    assert [Span(date(2024, 1, 22), date(2024, 1, 29))] == [
        span for span, _ in letters.over(Span(date(2024, 1, 1), date(2025, 1, 1)))
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            '[[date]]\nid = "a"\nrule = { date = "b" }\n[[date]]\nid = "b"\nrule = { date = "a" }',
            "refers_to_itself",
        ),
        ('[[date]]\nid = "a"\nrule = { date = "nowhere" }', "refers_nowhere"),
        ('[[date]]\nid = "a"\nrule = { fixed = { month = 2, day = 30 } }', "bad_day_of_month"),
        ('[eligibility]\njudged_day = { in = "nowhere" }', "refers_nowhere"),
        ("[eligibility]\njudged_day = {}", "in_or_from_to"),
    ],
)
def test_mistakes_are_reported(text: str, code: str) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        pack(text)
    assert {code} == {problem.code for problem in refused.value.problems}


def test_parameters_of_a_rule_can_be_changed() -> None:
    """A reform moves a date; the path leads through the rule's name."""
    policy = pack('[[date]]\nid = "day"\nrule = { fixed = { month = 6, day = 1 } }')
    reform = policy.evolve({"date.day.rule.fixed.day": 2})
    assert FixedDate(month=6, day=2) == reform.date[0].rule
    assert policy.fingerprint != reform.fingerprint
