"""Quantities and moments: what a plan reckons with, one by one, and what a missing fact leaves of them."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from liushou_core.policy.quantities import QUANTITIES
from liushou_core.policy.reading.moments import MOMENTS

DECLARED = """
[fact.income]
type = "money"
at_least = 0
at_most = 1000
[fact.rooms]
type = "number"
whole = true
at_least = 1
[fact.moved_in]
type = "day"
[fact.leave]
type = "span"
[fact.vaccine]
type = "choice"
choices = ["measles", "penta"]
[event.dose]
facts = ["vaccine"]
[event.visit_abroad]
[spell.boarding]
[[tally]]
id = "doses"
event = "dose"
[[score]]
id = "six"
item = [ { id = "i", of = 6 } ]
"""
ON = date(2023, 10, 1)


def dose(day: str, vaccine: str | None = "measles", **more: Any) -> dict[str, Any]:
    facts = {} if vaccine is None else {"vaccine": vaccine}
    return {"kind": "dose", "day": day, "child": "c1", "facts": facts, **more}


DOCUMENT: dict[str, Any] = {
    "children": [
        {
            "id": "c1",
            "birthday": "2020-02-29",
            "parents": [],
            "facts": {"income": 900, "rooms": 4, "moved_in": "2023-01-31", "leave": {"from": "2023-09-01"}},
            "spells": [{"kind": "boarding", "from": "2023-01-01", "until": "2023-06-01"}, {"kind": "boarding", "from": "2023-09-15"}],
        }
    ],
    "events": [
        dose("2023-03-01"),
        dose("2023-04-01", "penta"),
        dose("2023-05-01"),
        dose("2023-11-01"),
        dose("2023-04-15", made=False),
    ],
}  # fmt: skip
BARE: dict[str, Any] = {"children": [{"id": "c1"}]}


@pytest.fixture
def number(ask: Any) -> Any:
    def reckoned(quantity: str, document: dict[str, Any] = DOCUMENT, on: date = ON) -> Any:
        tables = f'{DECLARED}[[score]]\nid = "s"\nitem = [ {{ id = "i", of = {quantity} }} ]\n'
        found = ask(tables, document, on)["c1"].scores["s"]
        return found.value if found.value is not None else (found.low, found.high)

    return reckoned


# Every quantity, with all facts and with none.
VALUES: dict[str, list[tuple[str, Any, Any]]] = {
    "fact": [
        ('{ fact = "income" }', 900, (0, 1000)),
        ('{ fact = "rooms" }', 4, (1, None)),
        ('{ fact = "moved_in" }', date(2023, 1, 31).toordinal(), (None, None)),
    ],
    "age": [
        ("{ age = {} }", 3, (0, None)),
        ('{ age = "months" }', 43, (0, None)),
        ('{ age = "weeks" }', 187, (0, None)),
        ('{ age = "days" }', 1310, (0, None)),
        ('{ age = { at = { event = { kind = "dose", which = "first" } } } }', 3, (0, None)),
        ('{ age = { unit = "months", at = { fact = "moved_in" } } }', 35, (0, None)),
    ],
    "elapsed": [
        ('{ elapsed = { since = { fact = "moved_in" } } }', 0, (0, None)),
        ('{ elapsed = { since = { fact = "moved_in" }, unit = "months" } }', 8, (0, None)),
        ('{ elapsed = { since = { fact = "moved_in" }, unit = "weeks" } }', 34, (0, None)),
        ('{ elapsed = { since = { fact = "moved_in" }, unit = "days" } }', 243, (0, None)),
    ],
    "lasted": [
        ('{ lasted = { what = "boarding", unit = "days" } }', 16, (0, None)),
        ('{ lasted = { what = { spell = "boarding", gap_up_to = "300 days" }, unit = "months" } }', 9, (0, None)),
    ],
    "count": [('{ count = "parents" }', 0, (0, None))],
    "total_of": [('{ total_of = { of = "parents", quantity = 3 } }', 0, (None, None))],
    "least_of": [('{ least_of = { of = "parents", quantity = 3 } }', (None, None), (None, None))],
    "greatest_of": [('{ greatest_of = { of = "parents", quantity = 3 } }', (None, None), (None, None))],
    "score": [('{ score = "six" }', 6, 6)],
    "tally": [('{ tally = "doses" }', 3, (0, None))],
    "sum": [('{ sum = [ { fact = "income" }, { fact = "rooms" }, 0.5 ] }', Fraction("904.5"), (Fraction("1.5"), None))],
    "difference": [
        ('{ difference = [ { fact = "income" }, 100, { fact = "rooms" } ] }', 796, (None, 899)),
        ('{ difference = [ 1000, { fact = "income" } ] }', 100, (0, 1000)),
    ],
    "product": [
        ('{ product = [ { fact = "income" }, { fact = "rooms" } ] }', 3600, (0, None)),
        ('{ product = [ { fact = "income" }, -1 ] }', -900, (-1000, 0)),
        ('{ product = [ { fact = "income" }, 0 ] }', 0, 0),
    ],
    "quotient": [
        ('{ quotient = [ { fact = "income" }, { fact = "rooms" } ] }', 225, (0, 1000)),
        ('{ quotient = [ { fact = "rooms" }, { fact = "income" } ] }', Fraction(1, 225), (None, None)),
        ('{ quotient = [ 1, 3 ] }', Fraction(1, 3), Fraction(1, 3)),
    ],
    "least": [('{ least = [ { fact = "income" }, 500, { fact = "rooms" } ] }', 4, (0, 500))],
    "greatest": [('{ greatest = [ { fact = "income" }, 500 ] }', 900, (500, 1000))],
}  # fmt: skip
ROWS = [(quantity, known, bare) for rows in VALUES.values() for quantity, known, bare in rows]


@pytest.mark.parametrize(("quantity", "known", "bare"), ROWS)
def test_a_quantity_with_all_facts_and_with_none(number: Any, quantity: str, known: Any, bare: Any) -> None:
    assert (known, bare) == (number(quantity), number(quantity, BARE))


def test_no_quantity_is_left_out() -> None:
    assert list(VALUES) == [quantity.name for quantity in QUANTITIES]


def test_what_may_be_divided_by_nothing_is_not_known(number: Any) -> None:
    document = {"children": [{"id": "c1", "facts": {"income": 0, "rooms": 3}}]}
    assert (None, None) == number('{ quotient = [ { fact = "rooms" }, { fact = "income" } ] }', document)


# ----------------------------------------------------------------------------------------------- comparators


@pytest.mark.parametrize(
    ("bound", "income", "verdict"),
    [
        ("at_least = 100", 100, "yes"),
        ("at_least = 100", "99.99", "no"),
        ("more_than = 100", 100, "no"),
        ("at_most = 100", 100, "yes"),
        ("at_most = 100", "100.01", "no"),
        ("less_than = 100", 100, "no"),
        ("is = 100", "100.00", "yes"),
        ("is = 100", 101, "no"),
        ("at_least = 100, less_than = 200", 150, "yes"),
        ("at_least = 100, less_than = 200", 200, "no"),
        ('at_least = { product = [ { fact = "rooms" }, 100 ] }', 400, "yes"),
        ('at_least = { product = [ { fact = "rooms" }, 100 ] }', 399, "no"),
        # what is missing lies between its bounds, and whatever the bounds settle is settled
        ("at_most = 1000", None, "yes"),
        ("more_than = 1000", None, "no"),
        ("at_least = 1", None, "unknown"),
        ("is = 1001", None, "no"),
    ],
)
def test_the_comparators_name_says_whether_the_number_counts(
    ask: Any, bound: str, income: Any, verdict: str
) -> None:
    tables = f'{DECLARED}[[decision]]\nid = "d"\nquantity = {{ of = {{ fact = "income" }}, {bound} }}\n'
    facts = {"rooms": 4} | ({} if income is None else {"income": income})
    found = ask(tables, {"children": [{"id": "c1", "facts": facts}]})["c1"].decisions["d"]
    assert verdict == found.verdict.value
    assert ["child:c1.income"] * (verdict == "unknown") == [fact.path for fact in found.missing]


# --------------------------------------------------------------------------------------------------- moments

DAYS: dict[str, list[tuple[str, str | None]]] = {
    "event": [
        ('{ event = "dose" }', "2023-05-01"),
        ('{ event = { kind = "dose", which = "first" } }', "2023-03-01"),
        ('{ event = { kind = "dose", nth = 2 } }', "2023-04-01"),
        ('{ event = { kind = "dose", nth = 4 } }', None),
        ('{ event = { kind = "dose", facts = { vaccine = "penta" } } }', "2023-04-01"),
        ('{ event = { kind = "dose", facts = { vaccine = "measles" }, nth = 2 } }', "2023-05-01"),
        ('{ event = "visit_abroad" }', None),
    ],
    "birthday": [("{ birthday = {} }", "2020-02-29")],
    "fact": [('{ fact = "moved_in" }', "2023-01-31"), ('{ fact = "leave" }', "2023-09-01")],
    "begin_of": [('{ begin_of = "boarding" }', "2023-09-15")],
    "end_of": [('{ end_of = "boarding" }', "2023-06-01")],
}


@pytest.mark.parametrize(("moment", "day"), [row for rows in DAYS.values() for row in rows])
def test_a_moment_is_the_day_that_it_says(number: Any, moment: str, day: str | None) -> None:
    """In days passed on 1 October 2023; none where it has not come."""
    passed = 0 if day is None else (ON - date.fromisoformat(day)).days
    assert passed == number(f'{{ elapsed = {{ since = {moment}, unit = "days" }} }}')
    assert (0, None) == number(f'{{ elapsed = {{ since = {moment}, unit = "days" }} }}', BARE)


def test_no_moment_is_left_out() -> None:
    """A date of the plan is one too; it has a test of its own."""
    assert set(DAYS) == {moment.name for moment in MOMENTS} | {"begin_of", "end_of"}


def test_a_moment_to_come_has_passed_nothing(number: Any) -> None:
    document = {"children": [{"id": "c1", "facts": {"moved_in": "2024-01-01"}}]}
    assert 0 == number('{ elapsed = { since = { fact = "moved_in" }, unit = "days" } }', document)


@pytest.mark.parametrize(
    ("moment", "events", "passed"),
    [
        # the first may be the one of which nobody knows what was given
        ('which = "first"', [dose("2023-03-01", None), dose("2023-04-01")], None),
        ('which = "latest"', [dose("2023-03-01", None), dose("2023-04-01")], 183),
        ('which = "latest"', [dose("2023-03-01"), dose("2023-04-01", None)], None),
        ("nth = 1", [dose("2023-03-01"), dose("2023-04-01", None)], 214),
        ("nth = 2", [dose("2023-03-01"), dose("2023-04-01", None)], None),
        ('which = "first"', [dose("2023-03-01", "penta")], 0),
    ],
)
def test_an_event_of_which_nobody_knows_whether_it_is_meant_leaves_the_moment_open(
    number: Any, moment: str, events: list[Any], passed: int | None
) -> None:
    quantity = f'{{ elapsed = {{ since = {{ event = {{ kind = "dose", facts = {{ vaccine = "measles" }}, {moment} }} }}, unit = "days" }} }}'
    expected = (0, None) if passed is None else passed
    assert expected == number(quantity, {"children": [{"id": "c1"}], "events": events})


# -------------------------------------------------------------------------------------------------- happened


@pytest.mark.parametrize(
    ("happened", "verdict"),
    [
        ('"dose"', "yes"),
        ('"visit_abroad"', "no"),
        ('{ event = "dose", at_least = 3 }', "yes"),
        ('{ event = "dose", at_least = 4 }', "no"),
        ('{ event = "dose", is = 3 }', "yes"),
        ('{ event = "dose", more_than = 3 }', "no"),
        ('{ event = "dose", at_most = 3 }', "yes"),
        ('{ event = "dose", less_than = 3 }', "no"),
        ('{ event = "visit_abroad", at_most = 0 }', "yes"),
        ('{ event = { kind = "dose", facts = { vaccine = "penta" } }, is = 1 }', "yes"),
        ('{ event = { kind = "dose", facts = { vaccine = ["penta", "measles"] } }, is = 3 }', "yes"),
        ('{ event = "dose", last = "5 months" }', "no"),
        ('{ event = "dose", last = "154 days" }', "yes"),
        ('{ event = "dose", over = "year", at_least = 3 }', "yes"),
        ('{ event = "dose", over = "quarter" }', "no"),
        ('{ event = "dose", since = { fact = "moved_in" }, is = 3 }', "yes"),
        ('{ event = "dose", since = { fact = "leave" } }', "no"),
        ('{ event = "dose", at_least = { fact = "rooms" } }', "no"),
    ],
)
def test_whether_and_how_often_something_happened(ask: Any, happened: str, verdict: str) -> None:
    """Attempts do not count, nor what lies ahead."""
    tables = f'{DECLARED}[[decision]]\nid = "d"\nhappened = {happened}\n'
    assert verdict == ask(tables, DOCUMENT)["c1"].decisions["d"].verdict.value
