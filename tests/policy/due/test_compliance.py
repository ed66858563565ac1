"""Compliance, the views, and the words of an item."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from liushou_core.domain.calendar import Period
from liushou_core.policy.due.compliance import Compliance, compliance, compliance_by_actor
from liushou_core.policy.due.item import DueState
from liushou_core.policy.due.views import of_child, of_class, of_helper, on_day, still_to_do

YEAR: dict[str, Any] = {
    "duty": {
        "contact": "talk",
        "by": "class_teacher",
        "with": ["child"],
        "at_least": 1,
        "per": "month",
        "record": "talk_card",
        "source": "000 §3.7",
    },
    "terms": True,
    "children": {
        "c1": {},
        "c2": {"enrolled": [["k2", "2020-09-01", ""]], "away": [["2023-05-01", "2023-09-01"]]},
    },
    "posts": [
        ["t1", "class_teacher", "k1", "2020-09-01", "2023-01-01"],
        ["t2", "class_teacher", "k1", "2023-01-01", ""],
    ],
    "contacts": [
        "x1 2022-09-05 talk t1 c1 card",
        "x2 2022-10-05 talk t1 c1",
        "x3 2022-11-05 talk t1 c1 tried",
        "x4 2022-12-05 talk t2 c1",
        "x5 2023-03-05 talk t2 c1 card",
    ],
    "on": date(2023, 8, 31),
}
NUMBERS = Compliance(met=3, missed=7, open=0, excused=2)
"""Of c1: September, October, March met; November … February and April … June missed (in December t2 did not yet hold the
post); July and August vacation."""


def test_compliance_counts_what_was_owed(world: Any) -> None:
    """The rate is met / (met + missed); excused, open and undetermined windows are outside both."""
    found = compliance(of_child(world(YEAR).due(), "c1"))
    assert found == NUMBERS
    assert found.rate == Fraction(3, 10)
    assert found.advisory_rate is None


def test_nothing_owed_has_no_rate() -> None:
    """The rate of nothing is undefined: not 1, and not 0."""
    assert compliance([]).rate is None
    assert Compliance(excused=3, undetermined=2, open=1).rate is None


def test_try_to_is_counted_apart(world: Any) -> None:
    """A missed advisory window is a warning: it leaves the rate alone (ambiguity 8)."""
    items = world({**YEAR, "duty": {**YEAR["duty"], "binding": False}}).due()
    found = compliance(of_child(items, "c1"))
    assert (found.rate, found.advisory_rate) == (None, Fraction(3, 10))
    assert all(item.advisory for item in items)


def test_each_actor_answers_for_each_period(world: Any) -> None:
    """Windows are attributed to who owed them at the deadline, in the period of the deadline."""
    table = compliance_by_actor(of_child(world(YEAR).due(), "c1"), Period.QUARTER)
    told = [
        (helper, str(span.start), found.met, found.missed) for (helper, span), found in table.items() if span
    ]
    assert told == [
        ("t1", "2022-07-01", 1, 0),
        ("t1", "2022-10-01", 1, 2),
        ("t2", "2023-01-01", 1, 2),
        ("t2", "2023-04-01", 0, 3),
        ("t2", "2023-07-01", 0, 0),
    ]


def test_a_deadline_outside_every_term_has_no_period(world: Any) -> None:
    """By term, what is due in the vacation stands under None."""
    made = world(YEAR)
    table = compliance_by_actor(made.due(), Period.TERM, terms=made.facts.terms("s1"))
    assert {helper for helper, span in table if span is None} == {"t2", None}


def test_views(world: Any) -> None:
    """Each view is the list itself, filtered."""
    items = world(YEAR).due()
    assert {i.subject.id for i in of_class(items, "k2")} == {"c2"}
    assert list(of_class(items, "k2")) == list(of_child(items, "c2")) == list(of_helper(items, None))
    assert [i.deadline for i in on_day(items, date(2022, 9, 30))] == [date(2022, 9, 30)]
    assert list(on_day(items, date(2022, 8, 31))) == []


def test_still_to_do_is_what_is_open_or_overdue(world: Any) -> None:
    """What was missed long ago and met since is not to do."""
    items = list(of_child(world(YEAR).due(date(2023, 6, 15)), "c1"))
    assert [(str(i.window.start), i.state) for i in still_to_do(items)] == [
        ("2023-04-01", DueState.MISSED),
        ("2023-05-01", DueState.MISSED),
        ("2023-06-01", DueState.OPEN),
    ]


@pytest.mark.parametrize(
    ("index", "zh", "en"),
    [
        (
            1,
            "d：儿童c1，2022-10-01至2022-10-31，1/1次，已完成；责任人t1；依据：000 §3.7；计入：x2；没有记录卡：x2",
            (
                "d: child c1, 2022-10-01 to 2022-10-31, 1 of 1: met; owed by t1; source: 000 §3.7; counted: x2; "
                "without a card: x2"
            ),
        ),
        (
            2,
            (
                "d：儿童c1，2022-11-01至2022-11-30，0/1次，未完成；责任人t1；依据：000 §3.7；"
                "迟到的联系（计入其所在期限）：x5；联系未成：x3"
            ),
            (
                "d: child c1, 2022-11-01 to 2022-11-30, 0 of 1: missed; owed by t1; source: 000 §3.7; "
                "came late, counted for its own window: x5; tried in vain: x3"
            ),
        ),
        (
            10,
            "d：儿童c1，2023-07-01至2023-07-31，0/1次，免除；责任人t2；整段在假期内；依据：000 §3.7",
            (
                "d: child c1, 2023-07-01 to 2023-07-31, 0 of 1: excused; owed by t2; the whole window is vacation; "
                "source: 000 §3.7"
            ),
        ),
        (
            13,
            "d：儿童c2，2023-06-01至2023-06-30，0/1次，未完成；无人担任班主任；自2023-06-01起逾期；依据：000 §3.7",
            (
                "d: child c2, 2023-06-01 to 2023-06-30, 0 of 1: missed; nobody holds the role class teacher; "
                "overdue since 2023-06-01; source: 000 §3.7"
            ),
        ),
    ],
)
def test_an_item_in_words(index: int, zh: str, en: str, world: Any) -> None:
    """An item tells its window, who owes it and why it stands as it does, by ids."""
    item = world(YEAR).due()[index]
    assert (item.text("zh"), item.text("en")) == (zh, en)


def test_an_item_tells_what_is_missing(world: Any) -> None:
    """An undetermined item names the facts to ask in words."""
    (item,) = world({**YEAR, "children": {"c1": {"away": "unknown"}}}).due(date(2022, 9, 10))
    assert "parent c1-m" in item.text("en")
    assert "家长c1-m" in item.text("zh")
    exact = world({**YEAR, "duty": {**YEAR["duty"], "count": "exact"}}).due(date(2022, 9, 10))[0]
    assert "exactly 1" in exact.text("en")
    terms = {
        **YEAR,
        "terms": False,
        "duty": {"contact": "talk", "per": "term", "at_least": 1, "binding": False},
    }
    (unknown, *_rest) = world(terms).due(date(2022, 9, 10))
    assert unknown.text("en") == (
        "d: child c1, from 2022-09-01, 0 of 1: undetermined; the plan names nobody; "
        "facts still to ask: terms of organisation s1; advisory: a miss is a warning"
    )
