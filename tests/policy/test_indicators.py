"""Indicators: exact shares with bounds, targets, and what each rate of requirements §6.1 counts."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Span
from liushou_core.policy.compliance import indicators
from liushou_core.policy.indicators import Counted, Share
from liushou_core.policy.indicators.children_rates import EnrolmentRate, FilingRate, RetentionRate
from liushou_core.policy.indicators.indicator import Indicated
from liushou_core.policy.indicators.rate import Matter, Rate
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Verdict
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy

HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2020-01-01
source = "x"
"""
ON = date(2023, 10, 31)

verdicts = st.sampled_from([YES, NO, UNKNOWN])
Case = tuple[Verdict, Verdict]


# ------------------------------------------------------------------------------------------------- shares


def completions(verdict: Verdict) -> tuple[Verdict, ...]:
    return (YES, NO) if verdict is UNKNOWN else (verdict,)


def every_share(cases: Iterable[Case]) -> Iterator[Fraction | None]:
    """Yield the share for everything that the unknown cases may turn out to be; None where it is undefined."""
    answers = [list(product(completions(of), completions(counts))) for of, counts in cases]
    for world in product(*answers):
        belong = [counts for of, counts in world if of is YES]
        yield Fraction(sum(counts is YES for counts in belong), len(belong)) if belong else None


def share_of(cases: Iterable[Case]) -> Counted:
    share = Share()
    for of, counts in cases:
        share.add(of, counts)
    return share.counted()


@given(st.lists(st.tuples(verdicts, verdicts), max_size=5))
def test_a_share_lies_between_the_bounds_of_all_its_completions(cases: list[Case]) -> None:
    """The bounds are exact: the least and the greatest share of all worlds; undefined if it is in every one of them."""
    shares = set(every_share(cases))
    defined = [share for share in shares if share is not None]
    found = share_of(cases)
    assert (min(defined, default=None), max(defined, default=None)) == (found.low, found.high)
    assert (None in shares) == (found.undefined or found.may_be_undefined)


@given(
    st.lists(st.tuples(verdicts, verdicts), max_size=5),
    st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)]),
)
def test_a_target_is_reached_only_if_it_is_in_every_world(cases: list[Case], target: Fraction) -> None:
    """An undefined share reaches nothing: it is UNKNOWN, never 100% (IND-4)."""
    shares = set(every_share(cases))
    found = share_of(cases)
    reached = {None if share is None else share >= target for share in shares}
    at_least = YES if reached == {True} else NO if reached == {False} else UNKNOWN
    assert at_least is found.at_least(target)
    kept = {None if share is None else share <= target for share in shares}
    at_most = YES if kept == {True} else NO if kept == {False} else UNKNOWN
    assert at_most is found.at_most(target)


# ------------------------------------------------------------------------------------------------- rates


def shown(
    indicator: str, document: dict[str, Any], on: date = ON, tables: str = "", **more: str
) -> Indicated:
    """Return what one indicator shows; *indicator* is its rate, *more* its other keys as a pack writes them."""
    keys = "".join(f"{key} = {value}\n" for key, value in {"target": "1", **more}.items())
    text = f'{HEAD}{tables}[[indicator]]\nid = "i"\ntitle = {{ zh = "甲", en = "a" }}\nrate = {{ {indicator} }}\n{keys}'
    (found,) = indicators(parse_policy(text), read_facts(document), on=on)
    return found


def said(found: Indicated) -> tuple[Any, Any, str]:
    counted = found.counted
    return counted.numerator, counted.denominator, found.verdict.value


RECORD = '[[record]]\nid = "card"\nfields = ["child.health"]\n'
COMPLETE = {"id": "c1", "rural": True, "health": []}
GAP = {"id": "c2", "rural": True}
OTHER = {"id": "c3", "rural": False}


@pytest.mark.parametrize(
    ("children", "told"),
    [
        ([], (0, 0, "unknown")),  # undefined: nobody is covered
        ([COMPLETE], (1, 1, "yes")),
        ([COMPLETE, GAP], (1, 2, "no")),
        ([COMPLETE, OTHER], (1, 1, "yes")),  # who is not covered does not count
        ([COMPLETE, {"id": "c4"}], (1, 1, "unknown")),  # nobody knows whether c4 is covered
        ([COMPLETE, GAP, {"id": "c4"}], (1, 2, "no")),  # whatever c4 is, the target is missed
    ],
)
def test_the_filing_rate_counts_complete_archives_of_covered_children(
    children: list[dict[str, Any]], told: tuple[int, int, str]
) -> None:
    """IND-1."""
    tables = "[eligibility]\nall = [{ rural = {} }]\n" + RECORD
    assert told == said(shown("filing = {}", {"children": children}, tables=tables))


def test_the_filing_rate_can_be_asked_class_by_class() -> None:
    """000 §4: one class that falls behind breaks the promise of the whole school."""
    document = {
        "organisations": [{"id": "s1", "kind": "school"}],
        "classes": [{"id": k, "school": "s1", "entry": "2023-2024", "entry_grade": 1} for k in ("k1", "k2")],
        "children": [COMPLETE, GAP],
        "enrolments": [
            {"child": "c1", "school_class": "k1", "start": "2023-09-01"},
            {"child": "c2", "school_class": "k2", "start": "2023-09-01"},
        ],
    }
    whole = shown("filing = {}", document, tables=RECORD, target="0.5")
    classes = shown("filing = {}", document, tables=RECORD, target="0.5", by='"class"')
    assert (YES, NO) == (whole.verdict, classes.verdict)
    assert {"k1": Fraction(1), "k2": Fraction(0)} == {id: counted.value for id, counted in classes.classes}


def schooling(*enrolments: dict[str, Any]) -> dict[str, Any]:
    return {
        "organisations": [{"id": "s1", "kind": "school"}],
        "classes": [{"id": "k1", "school": "s1", "entry": "2023-2024", "entry_grade": 1}],
        "children": [{"id": "c1"}],
        "enrolments": [
            {"child": "c1", "school_class": "k1", "start": "2023-09-01", **one} for one in enrolments
        ],
    }


@pytest.mark.parametrize(
    ("enrolment", "rate", "told"),
    [
        ({}, "retention = {}", (1, 1, "yes")),
        ({"until": "2023-10-31", "left_because": "dropped_out"}, "retention = {}", (0, 1, "no")),
        (
            {"until": "2023-11-01", "left_because": "dropped_out"},
            "retention = {}",
            (1, 1, "yes"),
        ),  # still there on the day
        ({"until": "2023-10-31", "left_because": "graduated"}, "retention = {}", (1, 1, "yes")),
        ({"until": "2023-10-31", "left_because": "transferred"}, "retention = {}", (0, 0, "unknown")),
        (
            {"until": "2023-10-31", "left_because": "transferred"},
            'retention = { transfers = "kept" }',
            (1, 1, "yes"),
        ),
        (
            {"until": "2023-10-31", "left_because": "transferred"},
            'retention = { transfers = "lost" }',
            (0, 1, "no"),
        ),
        ({"until": "2023-10-31"}, "retention = {}", (0, 0, "unknown")),  # nobody knows why
        ({"start": "2023-09-02"}, "retention = {}", (0, 0, "unknown")),  # not of the cohort
    ],
)
def test_the_retention_rate_follows_one_cohort(
    enrolment: dict[str, Any], rate: str, told: tuple[int, int, str]
) -> None:
    """IND-3: still enrolled at the end, of those enrolled when the school year began."""
    assert told == said(shown(rate, schooling(enrolment)))


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        ("retention = {}", (1, 2, "no")),
        ('dropout = { stage = "primary", from = "enrolments" }', (1, 2, "no")),
        ('enrolment = { day = "year_start" }', (2, 2, "yes")),
    ],
)
def test_a_school_year_begins_with_the_first_term_that_is_announced(
    rate: str, told: tuple[int, int, str]
) -> None:
    """IND-2, IND-3, IND-5: 1 September 2024 was a Sunday, and nobody sat in a class before the Monday."""
    document = schooling(
        {"start": "2024-09-02", "until": "2025-03-10", "left_because": "dropped_out"},
        {"start": "2024-09-02", "child": "c2"},
    )
    document["children"].append({"id": "c2"})
    first = {"school_year": "2024-2025", "number": 1, "from": "2024-09-02", "until": "2025-01-18"}
    document["terms"] = [{"organisation": "s1", **first}]
    assert told == said(shown(rate, document, date(2025, 6, 1)))


@pytest.mark.parametrize(
    "rate",
    [
        'retention = { period = "term" }',
        'dropout = { stage = "primary", from = "enrolments", period = "term" }',
    ],
)
@pytest.mark.parametrize(("terms", "missing"), [(True, []), (False, ["organisation:s1.terms"])])
def test_between_two_terms_nothing_is_counted_and_nothing_asked(
    rate: str, terms: bool, missing: list[str]
) -> None:
    """Where none is announced, the terms are asked for."""
    document = schooling({})
    if terms:
        document["terms"] = [
            {
                "organisation": "s1",
                "school_year": "2023-2024",
                "number": 1,
                "from": "2023-09-01",
                "until": "2024-01-20",
            },
            {
                "organisation": "s1",
                "school_year": "2023-2024",
                "number": 2,
                "from": "2024-02-19",
                "until": "2024-07-06",
            },
        ]
    found = shown(rate, document, date(2024, 2, 1))
    assert (missing, found.counted.undefined) == ([fact.path for fact in found.missing], terms)


@pytest.mark.parametrize(
    ("transfers", "told"),
    [("excluded", (0, 0, "unknown")), ("kept", (1, 1, "yes")), ("lost", (0, 1, "no"))],
)
def test_who_sits_in_another_school_at_the_end_was_transferred(
    transfers: str, told: tuple[int, int, str]
) -> None:
    """IND-3: whether or not the register knows the other school."""
    document = schooling({"until": "2023-10-01", "left_because": "transferred"})
    document["organisations"].append({"id": "s2", "kind": "school"})
    document["classes"].append({"id": "k2", "school": "s2", "entry": "2023-2024", "entry_grade": 1})
    document["enrolments"].append({"child": "c1", "school_class": "k2", "start": "2023-10-01"})
    assert told == said(shown(f'retention = {{ transfers = "{transfers}" }}', document))


@pytest.mark.parametrize(
    ("birthday", "told"),
    [
        ("2017-10-31", (0, 1, "no")),
        ("2017-11-01", (0, 0, "unknown")),
    ],  # six on the judged day, and the day after
)
def test_the_enrolment_rate_counts_those_of_school_age(birthday: str, told: tuple[int, int, str]) -> None:
    """IND-2: no plan prints the ages; whoever gives them says which end counts."""
    rate = "enrolment = { school_age = { age = { at_least = 6, less_than = 16 } } }"
    assert told == said(shown(rate, {"children": [{"id": "c1", "birthday": birthday}]}))


def test_without_a_school_age_everybody_counts() -> None:
    """The reading that invents no ages."""
    assert (0, 1, "no") == said(shown("enrolment = {}", {"children": [{"id": "c1"}]}))


@pytest.mark.parametrize("rate", [FilingRate(), EnrolmentRate(), RetentionRate()])
def test_of_a_child_who_is_certainly_not_covered_nothing_is_asked(rate: Rate) -> None:
    """Most children of a large register are not: no fact of theirs is looked at, and none is missing."""
    matter = Matter(parse_policy(HEAD), read_facts({"children": []}), ON, Span(date(2023, 9, 1)))
    count = rate.start(matter)
    nothing: Any = None
    count.child(nothing, NO)
    assert count.counted().undefined


def case(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "child": "c1", "opened": "2023-10-01", **more}


@pytest.mark.parametrize(
    ("cases", "rate", "told"),
    [
        ([], "legal_aid = {}", (0, 0, "unknown")),  # never 100%
        ([case("l1", qualifies=True, aided=True)], "legal_aid = {}", (1, 1, "yes")),
        ([case("l1", qualifies=True, aided=False)], "legal_aid = {}", (0, 1, "no")),
        ([case("l1", qualifies=False, aided=False)], "legal_aid = {}", (0, 0, "unknown")),
        ([case("l1", qualifies=False, aided=False)], 'legal_aid = { denominator = "all" }', (0, 1, "no")),
        ([case("l1", aided=True), case("l2", qualifies=True, aided=True)], "legal_aid = {}", (1, 1, "yes")),
        (
            [case("l1", aided=False), case("l2", qualifies=True, aided=True)],
            "legal_aid = {}",
            (1, 1, "unknown"),
        ),
        ([case("l1", qualifies=True, aided=False, opened="2023-11-01")], "legal_aid = {}", (0, 0, "unknown")),
        ([case("l1", qualifies=True, aided=True, aided_on="2023-10-31")], "legal_aid = {}", (1, 1, "yes")),
        ([case("l1", qualifies=True, aided=True, aided_on="2023-11-01")], "legal_aid = {}", (0, 1, "no")),
        (None, "legal_aid = {}", (0, 0, "unknown")),
    ],
)
def test_the_legal_aid_rate_counts_qualifying_cases(
    cases: list[dict[str, Any]] | None, rate: str, told: tuple[int, int, str]
) -> None:
    """IND-4, LAW-1: of the qualifying cases; by the other reading of all."""
    document = {"children": [{"id": "c1"}]} | ({} if cases is None else {"legal_cases": cases})
    assert told == said(shown(rate, document))


@pytest.mark.parametrize(
    ("rural", "told"), [(True, (0, 1, "no")), (False, (0, 0, "unknown")), (None, (0, 0, "unknown"))]
)
def test_the_legal_aid_rate_counts_cases_of_covered_children(
    rural: bool | None, told: tuple[int, int, str]
) -> None:
    """A case of another child is none of the plan's; where nobody knows whether it covers the child, the case is open."""
    child = {"id": "c1"} if rural is None else {"id": "c1", "rural": rural}
    document = {"children": [child], "legal_cases": [case("l1", qualifies=True, aided=False)]}
    found = shown("legal_aid = {}", document, tables="[eligibility]\nall = [{ rural = {} }]\n")
    assert (told, int(rural is None)) == (said(found), found.counted.undetermined)


def returned(
    enrolled: int, dropped: int, organisation: str = "t1", half: int = 1, **more: Any
) -> dict[str, Any]:
    start, until = (("2023-01-01", "2023-07-01"), ("2023-07-01", "2024-01-01"))[half - 1]
    numbers = {"enrolled": enrolled, "dropped": dropped}
    return (
        {"id": f"{organisation}-{half}", "organisation": organisation, "start": start, "until": until}
        | numbers
        | {
            "stage": "primary",
            **more,
        }
    )


@pytest.mark.parametrize(
    ("returns", "told"),
    [
        ([returned(10_000, 29)], (29, 10_000, "yes")),  # 0.29%: the target itself
        ([returned(10_000, 30)], (30, 10_000, "no")),
        ([returned(10_000, 29), returned(10_000, 40, "t2")], (69, 20_000, "no")),  # counties added up
        (
            [returned(10_000, 29), returned(10_000, 900, half=2)],
            (29, 10_000, "yes"),
        ),  # its period is not over
        ([returned(10_000, 900, stage="junior")], (0, 0, "unknown")),
    ],
)
def test_the_dropout_rate_adds_up_the_latest_returns(
    returns: list[dict[str, Any]], told: tuple[int, int, str]
) -> None:
    """IND-5: 0.29% of the primary pupils, at most."""
    townships = [{"id": id, "kind": "township"} for id in ("t1", "t2")]
    document = {"organisations": townships, "dropout_returns": returns}
    rate = 'dropout = { stage = "primary" }'
    assert told == said(shown(rate, document, target="0.0029", reaches='"at_most"'))


@pytest.mark.parametrize(
    ("returns", "told"),
    [
        ([returned(10_000, 29, "x1"), returned(5_000, 29)], (29, 10_000, "yes")),
        ([returned(10_000, 29, "x1"), returned(5_000, 29), returned(5_000, 0, "t2")], (29, 10_000, "yes")),
        ([returned(5_000, 29), returned(5_000, 0, "t2")], (29, 10_000, "yes")),
    ],
)
def test_the_pupils_of_a_township_are_those_of_its_county(
    returns: list[dict[str, Any]], told: tuple[int, int, str]
) -> None:
    """DROP-5 wants the rates of both; no pupil is counted twice (IND-5)."""
    townships = [{"id": id, "kind": "township", "parent": "x1"} for id in ("t1", "t2")]
    document = {"organisations": [*townships, {"id": "x1", "kind": "county"}], "dropout_returns": returns}
    assert told == said(
        shown('dropout = { stage = "primary" }', document, target="0.0029", reaches='"at_most"')
    )


@pytest.mark.parametrize(
    ("on", "period", "told"),
    [
        (date(2023, 12, 31), "half_year", (0, 0, "unknown")),  # nothing handed in for this half-year yet
        (date(2024, 1, 1), "year", (0, 0, "unknown")),  # both ended in the year before
        (date(2024, 1, 1), "school_year", (900, 10_000, "no")),
        (date(2023, 8, 31), "school_year", (29, 10_000, "yes")),
        (date(2024, 1, 1), "term", (0, 0, "unknown")),  # no terms are known
    ],
)
def test_the_returns_of_a_period_are_added_up(on: date, period: str, told: tuple[int, int, str]) -> None:
    """IND-5: of each body, over those enrolled when the first return of the period began."""
    returns = [returned(10_000, 29), returned(10_000, 900, half=2)]
    document = {"organisations": [{"id": "t1", "kind": "township"}], "dropout_returns": returns}
    rate = f'dropout = {{ stage = "primary", period = "{period}" }}'
    assert told == said(shown(rate, document, on, target="0.0029", reaches='"at_most"'))


@pytest.mark.parametrize(
    ("period", "told"),
    [("half_year", (0, 0, "unknown")), ("month", (1, 1, "no")), ("term", (0, 0, "unknown"))],
)
def test_who_sat_in_a_class_when_the_period_began_can_drop_out_in_it(
    period: str, told: tuple[int, int, str]
) -> None:
    """IND-5: enrolled since 1 September, gone on 15 October."""
    document = schooling({"until": "2023-10-15", "left_because": "dropped_out"})
    rate = f'dropout = {{ stage = "primary", from = "enrolments", period = "{period}" }}'
    assert told == said(shown(rate, document, target="0", reaches='"at_most"'))


@pytest.mark.parametrize(
    ("children", "told"),
    [
        ([COMPLETE], (1, 1, "yes")),
        ([COMPLETE, OTHER], (1, 2, "no")),
        ([COMPLETE, {"id": "c4"}], (1, 2, "unknown")),
        ([], (0, 0, "unknown")),
    ],
)
def test_a_share_counts_those_of_whom_a_condition_holds(
    children: list[dict[str, Any]], told: tuple[int, int, str]
) -> None:
    """IND-7: a pack that knows what "learn well" is can count it."""
    found = shown("share = { when = { rural = {} } }", {"children": children})
    assert told == said(found)
    open_ = [f"child:{child['id']}.rural" for child in children if "rural" not in child]
    assert [fact.path for fact in found.missing] == open_


def incident(day: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"i-{day}",
        "organisation": "s1",
        "kind": "incident",
        "day": day,
        "school_liable": True,
        **more,
    }


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ([], (0, None, "yes")),
        ([incident("2023-09-01")], (1, None, "no")),
        ([incident("2023-08-31")], (0, None, "yes")),  # of the school year before
        ([incident("2023-11-01")], (0, None, "yes")),  # later than the judged day
        ([incident("2023-09-01", kind="hazard")], (0, None, "yes")),
    ],
)
def test_no_accident_is_a_count_of_zero(records: list[dict[str, Any]], told: tuple[Any, Any, str]) -> None:
    """IND-9: zero crime and accidents."""
    document = {"organisations": [{"id": "s1", "kind": "school"}], "safety_records": records}
    rate = 'incidents = { kinds = ["incident", "offence"] }'
    assert told == said(shown(rate, document, target="0", reaches='"at_most"'))


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ({2020: [1, 1, 1], 2021: [1, 1], 2022: [1]}, (4, 4, "yes")),
        ({2020: [2, 1], 2021: [2, 1], 2022: [1]}, (2, 4, "no")),  # as many is no fall
        ({2020: [2, 2], 2021: [3], 2022: [1]}, (3, 4, "no")),  # as many cases in the last year
        ({2020: [1, 1], 2021: [3], 2022: []}, (3, 4, "no")),  # fewer cases, more persons
    ],
)
def test_cases_and_persons_both_fall_two_years_running(
    years: dict[int, list[int]], told: tuple[Any, Any, str]
) -> None:
    """IND-10: both counts, each year against the one before."""
    records = [
        incident(f"{year}-03-0{n}", persons=persons)
        for year, cases in years.items()
        for n, persons in enumerate(cases, start=1)
    ]
    document = {"organisations": [{"id": "s1", "kind": "school"}], "safety_records": records}
    assert told == said(shown('double_fall = { kinds = ["incident"] }', document))


def unasked(day: str, **more: Any) -> dict[str, Any]:
    """Return an accident of which nobody recorded whether the school is liable."""
    found = incident(day, **more)
    del found["school_liable"]
    return found


@pytest.mark.parametrize(
    ("records", "told", "missing"),
    [
        (
            [
                *(incident(f"2020-03-0{n}", persons=2) for n in (1, 2)),
                incident("2021-03-01", persons=1),
                *(unasked(f"2021-04-0{n}", persons=5) for n in (1, 2)),
                unasked("2022-03-01", persons=9),
            ],
            "unknown",
            ["i-2021-04-01", "i-2021-04-02", "i-2022-03-01"],
        ),
        (
            [
                *(incident(f"2020-03-0{n}", persons=9) for n in (1, 2, 3, 4)),
                incident("2021-03-01", persons=3),
                unasked("2021-03-02", persons=3),
            ],
            "yes",  # fewer in any case, and none in the last year
            [],
        ),
        ([unasked("2022-03-01", persons=1)], "no", []),  # no fall in the year before in any case
    ],
)
def test_accidents_of_unknown_liability_leave_a_fall_open(
    records: list[dict[str, Any]], told: str, missing: list[str]
) -> None:
    """IND-10: whatever the liability turns out to be, or it is asked for."""
    document = {"organisations": [{"id": "s1", "kind": "school"}], "safety_records": records}
    found = shown('double_fall = { kinds = ["incident"] }', document)
    assert told == found.verdict.value
    assert found.verdict is not UNKNOWN or missing == sorted({fact.id for fact in found.missing})


def test_an_accident_of_unknown_liability_may_be_one_more() -> None:
    """IND-9."""
    records = [unasked("2023-09-01"), incident("2023-09-02", school_liable=False)]
    document = {"organisations": [{"id": "s1", "kind": "school"}], "safety_records": records}
    rate = 'incidents = { kinds = ["incident"], liable = true }'
    found = shown(rate, document, target="0", reaches='"at_most"')
    assert (0, None, "unknown") == said(found)
    assert ["safety_record:i-2023-09-01.school_liable"] == [fact.path for fact in found.missing]


def test_targets_are_reached_together_or_not() -> None:
    """IND-7: the conjunction of the indicators that stand before it."""
    text = HEAD + RECORD
    for id, rate in (("a", "filing = {}"), ("b", "enrolment = {}"), ("c", 'all_targets = ["a", "b"]')):
        text += f'[[indicator]]\nid = "{id}"\ntitle = {{ zh = "甲", en = "a" }}\nrate = {{ {rate} }}\ntarget = 1\n'
    found = indicators(parse_policy(text), read_facts({"children": [COMPLETE]}), on=ON)
    assert [YES, NO, NO] == [one.verdict for one in found]
    assert (1, 2) == (found[-1].counted.numerator, found[-1].counted.denominator)
