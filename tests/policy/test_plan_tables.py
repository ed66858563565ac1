"""The tables of whole plans: what each refuses, what it doubts, and what it says of itself."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liushou_core.domain.calendar import Span
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.policy import Policy
from liushou_core.policy.source import Wording
from liushou_core.policy.tables.agendas import AgendaItem
from liushou_core.policy.tables.funds import Fund
from liushou_core.serialization.packs import builtin_packs, lint_policy, parse_policy

HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2020-01-01
source = "x"
"""
TITLE = 'title = { zh = "甲", en = "a" }'


def found(tables: str) -> list[tuple[str, str, str]]:
    return [(p.severity, ".".join(map(str, p.path)), p.code) for p in lint_policy(HEAD + tables)]


def table(name: str, *lines: str) -> str:
    return "\n".join([f"[[{name}]]", *lines, ""])


@pytest.mark.parametrize(
    ("tables", "problems"),
    [
        # a group without a condition is only named
        (table("category", 'id = "a"', TITLE), [("warning", "category.0.when", "named_only")]),
        (table("category", 'id = "a"', TITLE, "when = { rural = {} }"), []),
        # "for a small number" may be capped at one or more
        ("[individual_plan]\nmost = 0\n", [("error", "individual_plan.most", "at_least_one")]),
        ("[individual_plan]\nmost = 1\n", []),
        (
            table("assessment", 'id = "a"', TITLE, 'assesses = "class"', 'grades = ["x", "x"]'),
            [
                ("error", "assessment.0.grades", "repeated"),
                ("warning", "assessment.0.criteria", "named_only"),
            ],
        ),
        (
            table("support", 'id = "a"', TITLE, 'kind = "relief"', "yuan = -1", "month = 13", "years = 0"),
            [
                ("error", "support.0.yuan", "negative"),
                ("error", "support.0.month", "bad_month"),
                ("error", "support.0.years", "at_least_one"),
                ("warning", "support.0.when", "named_only"),
            ],
        ),
        (
            table(
                "support", 'id = "a"', TITLE, 'kind = "relief"', 'part = "middle"', "when = { rural = {} }"
            ),
            [("error", "support.0.part", "needs_other_key")],
        ),
        # an empty table, or text, is no empty list
        (
            table("inspection", 'id = "a"', TITLE, 'per = "month"', "items = {}"),
            [("error", "inspection.0.items", "wrong_type")],
        ),
        (
            table("organisation", 'id = "a"', TITLE, 'kind = "office"', 'tasks = ""'),
            [("error", "organisation.0.tasks", "wrong_type")],
        ),
        # FUND-1: the amounts must add up to the total that is printed
        (table("fund", 'id = "a"', TITLE, "amounts = [5533, 6045, 6146]", "total = 17724"), []),
        (
            table("fund", 'id = "a"', TITLE, "amounts = [5533, 6045, 6146]", "total = 17725", "share = 8"),
            [("error", "fund.0.total", "fund_total"), ("error", "fund.0.share", "share_out_of_range")],
        ),
        (
            "[dropout]\n",
            [
                ("warning", f"dropout.{name}", "named_only")
                for name in ("limits", "rectify_within", "systems", "lines")
            ],
        ),
        (
            table("equipment", 'id = "a"', TITLE, "count = 0"),
            [("error", "equipment.0.count", "at_least_one")],
        ),
        (table("agenda", 'id = "a"', TITLE), [("error", "agenda.0", "item_one_of")]),
        (table("agenda", 'id = "a"', TITLE, "month = 0"), [("error", "agenda.0.month", "bad_month")]),
        (
            table("agenda", 'id = "a"', TITLE, "month = 3", 'kind = "k"', 'document = "d"'),
            [("error", "agenda.0", "item_one_of")],
        ),
        (
            table("inspection", 'id = "a"', TITLE, "items = []"),
            [("error", "inspection.0.items", "needs_parts")],
        ),
        (
            table(
                "inspection",
                'id = "a"',
                TITLE,
                'items = [{ id = "i", says = { zh = "甲", en = "a" }, record = "gone" }]',
                "sample = { primary = 2 }",
            ),
            [
                ("error", "inspection.0.items.0", "refers_nowhere"),
                ("warning", "inspection.0.sample_of", "named_only"),
            ],
        ),
        (
            table("organisation", 'id = "a"', TITLE, 'kind = "team"', "head = -1"),
            [("error", "organisation.0.head", "negative")],
        ),
        (
            table("activity", 'id = "a"', 'says = { zh = "甲", en = "a" }', "order = 1", "defined = false"),
            [
                ("error", "activity.0.order", "needs_other_key"),
                ("warning", "activity.0.says", "named_only"),
            ],
        ),
        (
            table("indicator", 'id = "a"', TITLE, "rate = { legal_aid = {} }", 'by = "class"'),
            [("error", "indicator.0.by", "rate_by_class")],
        ),
        (
            table("indicator", 'id = "a"', TITLE, 'rate = { compliance = { duties = ["gone"] } }'),
            [("error", "indicator.0.rate.compliance", "refers_nowhere")],
        ),
    ],
)
def test_a_table_says_what_is_wrong_with_it_and_what_is_only_named(
    tables: str, problems: list[tuple[str, str, str]]
) -> None:
    """Every problem of a table is reported at once; what the sources only name is a warning (requirements §8.2)."""
    assert sorted(problems) == sorted(found(tables))


def test_no_table_of_the_language_is_left_unread() -> None:
    """An unknown table is an error, and every table of design §6.6 is known."""
    assert [("error", "gone", "unknown_pack_table")] == found("[gone]\n")


@pytest.mark.parametrize(("year", "first"), [(2023, "2023-10-23"), (2024, "2024-10-11")])
def test_a_lunar_festival_has_its_day_in_every_year_of_the_table(year: int, first: str) -> None:
    """Double Ninth, the ninth of the ninth lunar month (requirements §5.6)."""
    text = HEAD + table("agenda", 'id = "double-ninth"', TITLE, "day = { lunar = { month = 9, day = 9 } }")
    span = parse_policy(text).agenda[0].span(year)
    assert isinstance(span, Span)
    assert first == span.start.isoformat()


def test_a_month_of_the_agenda_is_the_whole_month() -> None:
    """From its first to its last day."""
    item = AgendaItem(id="a", title=Wording(zh="甲", en="a"), month=2)
    assert Span(date(2024, 2, 1), date(2024, 3, 1)) == item.span(2024)


def test_outside_the_lunar_table_nobody_can_tell_the_day() -> None:
    """Before 1900 a lunar day is an Unknown, no guess (design §3)."""
    text = HEAD + table("agenda", 'id = "a"', TITLE, "day = { lunar = { month = 9, day = 9 } }")
    assert isinstance(parse_policy(text).agenda[0].span(1850), Unknown)


@pytest.mark.parametrize(("reading", "yuan"), [("saving", "80"), ("of_saving", "8")])
def test_the_fund_is_the_saving_or_a_share_of_it(reading: Any, yuan: str) -> None:
    """FUND-1: an 8% cut of office expenses is the fund; by the other reading 8% of what was saved."""
    fund = Fund(id="f", title=Wording(zh="资金", en="fund"), share=Decimal("0.08"), share_is=reading)
    assert Decimal(yuan) == fund.budget_from(Decimal(1000), saved=Decimal(100))


@pytest.mark.parametrize("name", builtin_packs())
def test_a_policy_evolves_by_the_paths_of_its_new_tables(name: str) -> None:
    """Every parameter that is a number can be reached by a path, and the original stays as it is."""
    policy = parse_policy(builtin_packs()[name])
    before = policy.fingerprint
    reform = _reform(policy)
    assert policy.fingerprint == before
    assert reform is None or reform.fingerprint != before


def _reform(policy: Policy) -> Policy | None:
    for indicator in policy.indicator:
        if indicator.target is not None:
            return policy.evolve({f"indicator.{indicator.id}.target": "0.5"})
    return None
