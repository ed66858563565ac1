"""Ladders: which rungs a number reaches, what is given once, when counting begins anew, and what bars it."""

from datetime import date
from typing import Any

import attrs
import pytest

from liushou_core.policy.tables.ladders import Ladder

DECLARED = """
[fact.points]
type = "number"
at_least = 0
at_most = 30
label = { zh = "积分", en = "points" }
[fact.suspended]
type = "bool"
[event.late]
[[tally]]
id = "lates"
event = "late"
over = "month"
"""
RUNGS = 'rung = [ { id = "talk", at_least = 2 }, { id = "letter", at_least = 4, values = { yuan = 5 } }, { id = "meeting", at_least = 10 } ]\n'
POINTS = 'of = { fact = "points" }\n'


def lates(*days: str) -> list[dict[str, Any]]:
    return [{"kind": "late", "day": day, "child": "c1"} for day in days]


@pytest.fixture
def told(ask: Any) -> Any:
    def climbed(
        lines: str, facts: dict[str, Any] | None = None, events: Any = (), on: date = date(2023, 10, 31)
    ) -> Any:
        document = {"children": [{"id": "c1", "facts": facts or {}}], "events": list(events)}
        return ask(f'{DECLARED}[[ladder]]\nid = "l"\n{lines}', document, on)["c1"].ladders["l"]

    return climbed


@pytest.mark.parametrize(
    ("lines", "facts", "given", "open_", "missing"),
    [
        (RUNGS, {"points": 1}, [], [], []),
        (RUNGS, {"points": 2}, ["talk"], [], []),
        (RUNGS, {"points": "3.9"}, ["talk"], [], []),
        (RUNGS, {"points": 30}, ["meeting"], [], []),
        (RUNGS, {}, [], ["talk", "letter", "meeting"], ["child:c1.points"]),
        (RUNGS + 'give = "each"\n', {"points": 4}, ["talk", "letter"], [], []),
        (RUNGS + 'give = "each"\n', {}, [], ["talk", "letter", "meeting"], ["child:c1.points"]),
        (RUNGS + 'barred = { fact = "suspended" }\n', {"points": 4, "suspended": True}, [], [], []),
        (RUNGS + 'barred = { fact = "suspended" }\n', {"points": 4, "suspended": False}, ["letter"], [], []),
        (RUNGS + 'barred = { fact = "suspended" }\n', {"points": 4}, [], ["letter"], ["child:c1.suspended"]),
        (RUNGS + 'barred = { fact = "suspended" }\n', {"suspended": True}, [], [], []),
    ],
)
def test_the_rungs_that_a_number_reaches(
    told: Any, lines: str, facts: dict[str, Any], given: list[str], open_: list[str], missing: list[str]
) -> None:
    found = told(POINTS + lines, facts)
    assert (given, open_, missing) == (
        list(found.given),
        list(found.open),
        [fact.path for fact in found.missing],
    )
    assert found.barred is (facts.get("suspended") is True)


@pytest.mark.parametrize(
    ("low", "high", "given", "open_"),
    [(4, 9, ["letter"], []), (3, 9, [], ["talk", "letter"]), (0, 3, [], ["talk"]), (10, 30, ["meeting"], [])],
)
def test_a_number_known_within_bounds_settles_what_every_number_in_them_gives(
    told: Any, low: int, high: int, given: list[str], open_: list[str]
) -> None:
    bounded = f'of = {{ greatest = [ {low}, {{ least = [ {{ fact = "points" }}, {high} ] }} ] }}\n'
    found = told(bounded + RUNGS)
    assert (given, open_) == (list(found.given), list(found.open))


@pytest.mark.parametrize(
    ("points", "given", "rounds"),
    [(0, [], 0), (1, [], 0), (4, ["letter"], 0), (9, ["letter"], 0), (10, ["meeting"], 1), (11, [], 1), (14, ["letter"], 1), (20, ["meeting"], 2), (30, ["meeting"], 3)],
)  # fmt: skip
def test_beyond_the_top_counting_begins_anew(told: Any, points: int, given: list[str], rounds: int) -> None:
    """On the number of the top itself the top is given; the next round begins above it."""
    found = told(POINTS + RUNGS + "cycle = true\n", {"points": points})
    assert (given, rounds) == (list(found.given), found.rounds)


def test_a_cycle_whose_number_is_open_leaves_every_rung_open(told: Any) -> None:
    found = told(POINTS + RUNGS + "cycle = true\n")
    assert ([], ["talk", "letter", "meeting"], None) == (list(found.given), list(found.open), found.rounds)


SEPTEMBER = ["2023-09-01", "2023-09-05"]
OCTOBER = ["2023-10-02", "2023-10-03", "2023-10-04", "2023-10-05"]
TALLY = 'of = { tally = "lates" }\n' + RUNGS


@pytest.mark.parametrize(
    ("once", "days", "given", "before"),
    [
        ("false", [*SEPTEMBER, *OCTOBER[:3]], ["talk"], []),
        ("true", [*SEPTEMBER, *OCTOBER[:3]], [], ["talk"]),
        ("true", [*SEPTEMBER, *OCTOBER], ["letter"], ["talk"]),
        ("true", OCTOBER[:3], ["talk"], []),
        ("true", ["2023-08-01", "2023-08-02", *OCTOBER[:3]], [], ["talk"]),
        ('"school_year"', ["2023-08-01", "2023-08-02", *OCTOBER[:3]], ["talk"], []),
        ('"school_year"', [*SEPTEMBER, *OCTOBER[:3]], [], ["talk"]),
        ('"year"', ["2022-12-01", "2022-12-02", *OCTOBER[:3]], ["talk"], []),
        ('"year"', ["2023-01-01", "2023-01-02", *OCTOBER[:3]], [], ["talk"]),
    ],
)
def test_a_rung_of_an_earlier_period_is_not_given_again(
    told: Any, once: str, days: list[str], given: list[str], before: list[str]
) -> None:
    found = told(f"{TALLY}once = {once}\n", events=lates(*days))
    assert (given, before) == (list(found.given), list(found.given_before))


def test_within_its_own_period_a_rung_given_once_stays_given(told: Any) -> None:
    assert [[], ["talk"], ["talk"]] == [
        list(told(f"{TALLY}once = true\n", events=lates(*OCTOBER[:2]), on=date(2023, 10, day)).given)
        for day in (2, 3, 31)
    ]


def test_no_parameter_of_a_ladder_is_left_out() -> None:
    """Each has a test of its own above."""
    tested = {"of", "rung", "give", "once", "cycle", "barred", "subject"}
    assert tested == {field.name for field in attrs.fields(Ladder)} - {"id", "title", "source"}


def test_a_ladder_in_words_and_as_a_document(told: Any) -> None:
    lines = 'title = { zh = "处理", en = "response" }\nbarred = { fact = "suspended" }\n' + POINTS + RUNGS
    known = told(lines, {"points": 4, "suspended": False})
    assert ("response at 4: letter", "处理（4）：letter") == (known.text("en"), known.text("zh"))
    nothing = told(lines, {"points": 0, "suspended": False})
    assert ("response at 0: nothing", "处理（0）：无") == (nothing.text("en"), nothing.text("zh"))
    barred = told(lines, {"points": 4, "suspended": True})
    assert ("response at 4: barred", "处理（4）：按规定不给予") == (barred.text("en"), barred.text("zh"))
    document = known.to_document()
    assert (["letter"], {"letter": {"yuan": "5"}}, "x") == (
        document["given"],
        document["values"],
        document["source"],
    )


@pytest.mark.parametrize(
    ("subject", "key"), [("person", "persons"), ("family", "families"), ("organisation", "organisations")]
)
def test_a_ladder_is_about_whom_the_plan_says(ask: Any, subject: str, key: str) -> None:
    tables = f'[fact.size]\ntype = "number"\nsubject = "{subject}"\n[[ladder]]\nid = "l"\nsubject = "{subject}"\nof = {{ fact = "size" }}\nrung = [ {{ id = "a", at_least = 1 }} ]\n'
    body = {"id": "x1", "facts": {"size": 2}} | ({"kind": "school"} if subject == "organisation" else {})
    assert ("a",) == ask(tables, {key: [body]})["x1"].ladders["l"].given
