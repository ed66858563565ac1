"""What holds of every settlement, whatever the school."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.membership import Payment
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.policy.policy import Policy
from liushou_core.policy.settlement import Settlement, differences, payables, settle

Settled = Callable[..., Settlement]
World = Callable[[Mapping[str, Any]], Any]

YEAR = "2023-2024"  # has a year before it, so that bases come from another year
DAYS = st.dates(date(2023, 9, 1), date(2024, 8, 31))
MARKS = st.one_of(st.just(""), st.integers(400, 412).map(str), st.just("405.5"))
HELPERS = st.sampled_from(["v1", "v2", "t1"])

CHILDREN = st.fixed_dictionaries(
    {
        "class": st.sampled_from(["c1", "c2"]),
        "scheme": st.sampled_from(["single", "away", "both", "none", "unknown"]),
        "marks": st.lists(MARKS, min_size=4, max_size=4),
        "violations": st.lists(DAYS, max_size=2),
        "titles": st.lists(DAYS.map(lambda day: [day]), max_size=2),
        "volunteers": st.lists(HELPERS, max_size=2, unique=True),
    }
)
CASES = st.lists(CHILDREN, min_size=1, max_size=9).map(
    lambda children: {
        "year": YEAR,
        "classes": {"c1": {"teacher": "t1"}, "c2": {"teacher": "t2"}},
        "child": {f"p{n}": child for n, child in enumerate(children)},
    }
)
CHANGES = st.sampled_from(
    [
        {},
        {"scoring.ties": "dense"},
        {"scoring.ties": "average", "scoring.rank_rise.falls": "deduct"},
        {"scoring.rank_in": "grade", "scoring.several_volunteers": "split"},
        {"scoring.changed_mid_year": "pro_rata", "scoring.year_end": "each_term"},
        {"scoring.missing_rank": "no_score", "award.first.open_to": "class"},
        {"scoring.no_serious_violation.violation": "veto", "scoring.both_roles": "higher"},
    ]
)


def by_child(settlement: Settlement) -> dict[str, tuple[Fraction | None, Counter[tuple[str, Decimal]]]]:
    """Return every child's total and awards."""
    awards: dict[str, Counter[tuple[str, Decimal]]] = {}
    for line in settlement.awards:
        awards.setdefault(line.child, Counter())[line.award.id, line.yuan] += 1
    totals = {line.child: line.total for line in settlement.lines}
    return {child: (totals.get(child), awards.get(child, Counter())) for child in {*totals, *awards}}


@given(case=CASES, changes=CHANGES, random=st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(
    pack: Policy, world: World, case: Mapping[str, Any], changes: Mapping[str, Any], random: Random
) -> None:
    """Records given in any order settle alike, line by line."""
    records = world(case).records
    mixed = {kind: random.sample(items, len(items)) for kind, items in records.items()}
    policy = pack.evolve(changes)
    one = settle(policy, MemoryFacts.build(**records), school_year=YEAR)
    two = settle(policy, MemoryFacts.build(**mixed), school_year=YEAR)
    assert (one, one.to_document()) == (two, two.to_document())


@given(case=CASES, changes=CHANGES, random=st.randoms(use_true_random=False))
def test_names_change_nothing(
    settled: Settled, case: Mapping[str, Any], changes: Mapping[str, Any], random: Random
) -> None:
    """Children under other ids, in another order, have the same points and awards (but for ties broken by id)."""
    old = list(case["child"])
    new = dict(zip(old, random.sample([f"q{n}" for n in range(len(old))], len(old)), strict=True))
    renamed = {**case, "child": {new[id]: child for id, child in case["child"].items()}}
    before, after = settled(case, changes), settled(renamed, changes)
    assert {new[id]: found for id, found in by_child(before).items()} == by_child(after)
    assert [(h.helper, h.role, h.points, h.yuan) for h in before.helpers] == [
        (h.helper, h.role, h.points, h.yuan) for h in after.helpers
    ]
    assert before.total_yuan == after.total_yuan


@given(case=CASES, changes=CHANGES)
def test_an_unrelated_class_changes_nothing(
    settled: Settled, case: Mapping[str, Any], changes: Mapping[str, Any]
) -> None:
    """A class of another school without a child of the scheme changes no child's line, no award and no amount."""
    stranger = {"class": "far", "scheme": "none", "marks": ["500"] * 4}
    more = {
        **case,
        "classes": {**case["classes"], "far": {"teacher": "t9", "school": "s9"}},
        "child": {**case["child"], "stranger": stranger},
    }
    before, after = settled(case, changes), settled(more, changes)
    assert (before.lines, before.awards, before.total_yuan) == (after.lines, after.awards, after.total_yuan)
    assert before.helpers == tuple(line for line in after.helpers if line.helper != "t9")


@given(case=CASES)
def test_what_volunteers_score_is_what_their_children_score(
    settled: Settled, case: Mapping[str, Any]
) -> None:
    """The sum of the volunteers' points is the sum of the scores of the children, each as often as contracted."""
    settlement = settled(case)
    scored = {line.child: line.total or 0 for line in settlement.lines}
    contracted = sum(
        scored[id] * len(child["volunteers"]) for id, child in case["child"].items() if id in scored
    )
    assert contracted == sum(
        line.points or 0 for line in settlement.helpers if line.role.value == "volunteer"
    )


@given(case=CASES)
def test_splitting_pays_each_child_once(settled: Settled, case: Mapping[str, Any]) -> None:
    """Split among several volunteers, by days or not, nobody's score is paid more than once."""
    for rule in ("holder_at_end", "pro_rata"):
        changes = {"scoring.several_volunteers": "split", "scoring.changed_mid_year": rule}
        settlement = settled(case, changes)
        scored = {line.child: line.total or 0 for line in settlement.lines}
        held = sum(scored[id] for id, child in case["child"].items() if child["volunteers"] and id in scored)
        assert held == sum(line.points or 0 for line in settlement.helpers if line.role.value == "volunteer")


@given(case=CASES, changes=CHANGES)
def test_a_mean_lies_between_its_scores(
    settled: Settled, case: Mapping[str, Any], changes: Mapping[str, Any]
) -> None:
    """A class teacher's mean lies between the lowest and the highest score, and is undefined without one."""
    for line in settled(case, changes).helpers:
        if line.share == "mean":
            scores = [credit.score for credit in line.credits if credit.score is not None]
            assert (line.points is None) == (not scores)
            assert line.points is None or min(scores) <= line.points <= max(scores)


@given(
    base=st.integers(1, 60),
    worse=st.integers(1, 60),
    better=st.integers(1, 60),
    violations=st.lists(DAYS, max_size=1),
)
def test_a_better_end_rank_never_costs_points(
    settled: Settled, base: int, worse: int, better: int, violations: list[date]
) -> None:
    """In the default reading, points grow with every place gained at the end."""
    better, worse = sorted((better, worse))
    totals = [
        settled({"year": YEAR, "child": {"a": {"ranks": [0, base, 0, end], "violations": violations}}})
        .line("a")
        .total
        for end in (better, worse)
    ]
    assert totals[0] >= totals[1]


@given(case=CASES, changes=CHANGES)
def test_the_whole_is_the_sum_of_its_lines(
    settled: Settled, case: Mapping[str, Any], changes: Mapping[str, Any]
) -> None:
    """The payout is what the helpers' and awards' lines say; every amount is in whole fen."""
    settlement = settled(case, changes)
    amounts = [line.yuan for line in (*settlement.helpers, *settlement.awards)]
    assert settlement.total_yuan == sum(amounts, Decimal(0))
    assert all(amount == amount.quantize(Decimal("0.01")) for amount in amounts)


@given(case=CASES, changes=CHANGES)
def test_every_number_is_exact(settled: Settled, case: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """No float stands anywhere in a settlement: not in its lines, nor in its document."""
    settlement = settled(case, changes)
    assert floats_in(settlement) == []
    assert floats_in(settlement.to_document()) == []


def floats_in(value: object, path: str = "") -> list[str]:
    """Return where a float stands in a value."""
    if isinstance(value, float):
        return [path]
    if attrs.has(type(value)):
        inside = [(a.name, getattr(value, a.name)) for a in attrs.fields(type(value))]
    elif isinstance(value, Mapping):
        inside = list(value.items())
    elif isinstance(value, tuple | list):
        inside = list(enumerate(value))
    else:
        return []
    return [found for name, item in inside for found in floats_in(item, f"{path}.{name}")]


@given(case=CASES, changes=CHANGES)
def test_what_is_paid_is_settled(
    settled: Settled, case: Mapping[str, Any], changes: Mapping[str, Any]
) -> None:
    """Paying what a settlement owes leaves nothing to pay; paying nothing leaves all of it."""
    settlement = settled(case, changes)
    owed = {key: yuan for key, yuan in payables(settlement).items() if yuan}
    paid = [
        Payment(
            id=f"pay{n}",
            scope="s1",
            policy=settlement.policy,
            payee=payee,
            day=date(2024, 9, 10),
            yuan=yuan,
            for_what=for_what,
        )
        for n, ((payee, for_what), yuan) in enumerate(owed.items())
    ]
    assert differences(settlement, paid) == ()
    unpaid = differences(settlement, ())
    assert {(d.payee, d.for_what): d.remains for d in unpaid} == owed
    assert sum((d.remains for d in unpaid), Decimal(0)) == settlement.total_yuan


@given(case=CASES)
def test_years_add_up(settled: Settled, case: Mapping[str, Any]) -> None:
    """Accumulated across years, a helper's payable points are the sum of the yearly ones (SCO-8)."""
    years = [settled(case, year=year) for year in ("2022-2023", YEAR)]
    for line in settled(case, {"scoring.accumulate": "across_years"}).helpers:
        key = (line.helper, line.role, line.school_class)
        yearly = [
            one.points
            for year in years
            for one in year.helpers
            if (one.helper, one.role, one.school_class) == key and one.points is not None
        ]
        assert (line.payable_points or 0) == sum(yearly)


@given(
    spans=st.lists(
        st.tuples(st.integers(-30, 310), st.integers(1, 200), st.sampled_from(["v1", "v2", "v3"])),
        min_size=1,
        max_size=4,
    ),
    split=st.booleans(),
)
def test_pro_rata_counts_days(settled: Settled, spans: list[tuple[int, int, str]], split: bool) -> None:
    """By days, a volunteer's part is what counting the days one by one gives (SCO-18, SCO-19)."""
    first = date(2023, 9, 1)
    year = [first + timedelta(days=n) for n in range((date(2024, 6, 30) - first).days + 1)]
    held = [(v, first + timedelta(days=a), first + timedelta(days=a + length)) for a, length, v in spans]
    wanted: dict[str, Fraction] = {}
    for day in year:
        holders = {volunteer for volunteer, start, until in held if start <= day < until}
        for volunteer in holders:
            part = Fraction(1, len(holders) if split else 1) / len(year)
            wanted[volunteer] = wanted.get(volunteer, Fraction(0)) + part
    case = {"year": YEAR, "child": {"a": {"ranks": [0, 9, 0, 8], "volunteers": [list(h) for h in held]}}}
    changes = {
        "scoring.changed_mid_year": "pro_rata",
        "scoring.several_volunteers": "split" if split else "each_full",
    }
    lines = [line for line in settled(case, changes).helpers if line.role.value == "volunteer"]
    assert {line.helper: line.credits[0].part for line in lines} == wanted
