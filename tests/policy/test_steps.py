"""Triggers and their ordered steps: since when, by when, what became of each, and what stays unknown."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from liushou_core.policy.assessment import assess
from liushou_core.policy.due import DueItem, DueState, due, of_helper, still_to_do
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.steps import StepLine
from liushou_core.policy.tables.triggers import Response
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import lint_policy, parse_policy
from liushou_core.serialization.schemas import schema_of

HEAD = """
schema = "liushou-policy/1"
id = "p"
title = { zh = "甲", en = "A" }
covers = "village"
in_force_from = 2023-01-01
source = "x 1"

[eligibility]
all = [{ rural = {} }]

[event.report]
[event.home_visit]
facts = ["place"]
[event.notice]
[fact.place]
type = "choice"
choices = ["home", "school"]
[fact.noticed]
type = "day"
"""
TRIGGER = """
[[trigger]]
id = "t"
title = { zh = "受侵害", en = "Harmed" }
when = { happened = "report" }
"""
SINCE = 'since = { event = "report" }\n'


def policy(steps: str, head: str = SINCE) -> Policy:
    """Return a plan with one trigger and these steps."""
    return parse_policy(f"{HEAD}{TRIGGER}{head}steps = [{steps}]\n")


def facts(*events: str | tuple[str, dict[str, str]], **more: Any) -> Any:
    """Return the facts of one rural child, with events "day kind", or such with what is recorded with them."""
    rows = [(event, {}) if isinstance(event, str) else event for event in events]
    return read_facts(
        {
            "children": [{"id": "c1", "rural": True, **more.pop("child", {})}],
            "events": [
                {
                    "id": f"e{n}",
                    "day": line.split()[0],
                    "kind": line.split()[1],
                    "child": "c1",
                    "facts": recorded,
                }
                for n, (line, recorded) in enumerate(rows)
            ],
            **more,
        }
    )


def response(plan: Policy, known: Any, on: date) -> Response:
    """Return the answer of the plan's trigger about the child."""
    found = assess(plan, known, on=on)["c1"].steps["t"]
    assert isinstance(found, Response)
    return found


def told(line: StepLine) -> tuple[Any, ...]:
    """Return a step's state, last day, and the event by which it was done."""
    return line.state, line.deadline and str(line.deadline), line.event


def march(day: int) -> date:
    """Return a day of March 2023."""
    return date(2023, 3, day)


VISIT = '{ id = "a", do = "home_visit", within = "3 days" }'


@pytest.mark.parametrize(
    ("steps", "events", "on", "expected"),
    [
        (VISIT, ["2023-03-01 report"], march(4), [("open", "2023-03-04", None)]),
        (VISIT, ["2023-03-01 report"], march(5), [("missed", "2023-03-04", None)]),
        (VISIT, ["2023-03-01 report", "2023-03-01 home_visit"], march(5), [("done", "2023-03-04", "e1")]),
        (VISIT, ["2023-03-02 report", "2023-03-01 home_visit"], march(5), [("open", "2023-03-05", None)]),
        # Nothing later than the judged day is seen.
        (VISIT, ["2023-03-01 report", "2023-03-04 home_visit"], march(3), [("open", "2023-03-04", None)]),
        # A step without a time is never missed.
        ('{ id = "a", do = "home_visit" }', ["2023-03-01 report"], march(31), [("open", None, None)]),
        (
            '{ id = "a", do = "home_visit", at_once = true }',
            ["2023-03-01 report", "2023-03-02 home_visit"],
            march(5),
            [("done", "2023-03-01", "e1")],
        ),
        # In turn: the second runs from the day on which the first was done.
        (
            VISIT + ', { id = "b", do = "notice", after = "a", within = "1 week" }',
            ["2023-03-01 report", "2023-03-01 notice"],
            march(5),
            [("missed", "2023-03-04", None), ("waiting", None, None)],
        ),
        (
            VISIT + ', { id = "b", do = "notice", after = "a", within = "1 week" }',
            ["2023-03-01 report", "2023-03-03 home_visit", "2023-03-04 notice"],
            march(5),
            [("done", "2023-03-04", "e1"), ("done", "2023-03-10", "e2")],
        ),
        # An event does one step.
        (
            VISIT + ', { id = "b", do = "home_visit", after = "a", within = "1 week" }',
            ["2023-03-01 report", "2023-03-03 home_visit"],
            march(5),
            [("done", "2023-03-04", "e1"), ("open", "2023-03-10", None)],
        ),
        (
            VISIT + ', { id = "b", do = "home_visit", after = "a", within = "1 week" }',
            ["2023-03-01 report", "2023-03-03 home_visit", "2023-03-03 home_visit"],
            march(5),
            [("done", "2023-03-04", "e1"), ("done", "2023-03-10", "e2")],
        ),
        # Recorded as the step asks.
        (
            '{ id = "a", do = { kind = "home_visit", facts = { place = "home" } }, within = "3 days" }',
            ["2023-03-01 report", ("2023-03-02 home_visit", {"place": "school"})],
            march(3),
            [("open", "2023-03-04", None)],
        ),
        (
            '{ id = "a", do = { kind = "home_visit", facts = { place = "home" } }, within = "3 days" }',
            ["2023-03-01 report", "2023-03-02 home_visit"],
            march(3),
            [("undetermined", "2023-03-04", None)],
        ),
        # One event may do two steps that ask for different things.
        (
            VISIT + ', { id = "b", do = { kind = "home_visit", facts = { place = "home" } } }',
            ["2023-03-01 report", ("2023-03-02 home_visit", {"place": "home"})],
            march(3),
            [("done", "2023-03-04", "e1"), ("done", None, "e1")],
        ),
    ],
)
def test_steps(steps: str, events: list[Any], on: date, expected: list[tuple[Any, ...]]) -> None:
    """State, last day, and the event by which a step was done."""
    assert [told(line) for line in response(policy(steps), facts(*events), on).steps] == expected


def test_without_since_time_runs_from_the_day_since_which_the_trigger_has_held() -> None:
    """Not from an earlier stretch of days on which it held too, and what was done before does not count."""
    plan = parse_policy(
        f"{HEAD}[[trigger]]\nid = 't'\nwhen = {{ fact = {{ name = 'place', is = 'home' }} }}\nsteps = [{VISIT}]\n"
    )
    place = [
        {"value": "home", "from": "2023-01-10", "until": "2023-01-20"},
        {"value": "school", "from": "2023-01-20", "until": "2023-03-01"},
        {"value": "home", "from": "2023-03-01"},
    ]
    known = facts("2023-01-12 home_visit", child={"facts": {"place": place}})
    assert response(plan, known, date(2023, 1, 15)).since == date(2023, 1, 10)
    assert response(plan, known, date(2023, 2, 1)).steps == ()
    found = response(plan, known, march(2))
    assert (found.since, told(found["a"])) == (march(1), ("open", "2023-03-04", None))


def test_since_ever() -> None:
    """Where the trigger has always held there is no first day: whatever was done counts, and nothing is ever too late."""
    plan = parse_policy(f"{HEAD}[[trigger]]\nid = 't'\nwhen = {{ rural = {{}} }}\nsteps = [{VISIT}]\n")
    found = response(plan, facts(), march(2))
    assert (found.since, told(found["a"])) == (None, ("open", None, None))
    assert told(response(plan, facts("2020-01-01 home_visit"), march(2))["a"]) == ("done", None, "e0")


def test_a_first_day_that_nobody_recorded_leaves_open_what_hangs_on_it() -> None:
    """Whether a visit came after it, and whether time is up; a step without a time and without a visit is just open."""
    plan = policy(VISIT + ', { id = "b", do = "notice" }', 'since = { fact = "noticed" }\n')
    found = response(plan, facts("2023-03-01 report"), march(31))
    assert [line.state for line in found.steps] == ["undetermined", "open"]
    assert [fact.path for fact in found["a"].missing] == ["child:c1.noticed"]
    found = response(plan, facts("2023-03-01 report", "2023-03-02 notice"), march(31))
    assert [told(line) for line in found.steps] == [("undetermined", None, None)] * 2
    known = facts("2023-03-01 report", child={"facts": {"noticed": "2023-03-29"}})
    assert told(response(plan, known, march(31))["a"]) == ("open", "2023-04-01", None)


def test_working_days_come_from_the_calendar_of_the_trigger() -> None:
    """Without it the step's last day is not known, and it names the calendar."""
    steps = '{ id = "a", do = "home_visit", within = "3 working days" }'
    plan = policy(steps, SINCE + 'calendar = "court"\n')
    found = response(plan, facts("2023-03-01 report"), march(2))["a"]
    assert (found.state, [fact.path for fact in found.missing]) == ("undetermined", ["calendar:court.days"])
    court = {"id": "court", "holidays": ["2023-03-03"], "until": "2023-04-01"}
    found = response(plan, facts("2023-03-01 report", calendars=[court]), march(2))["a"]
    assert told(found) == ("open", "2023-03-07", None)


def test_a_trigger_that_may_hold_names_what_is_missing() -> None:
    """Its steps are undetermined; one that does not hold has none."""
    plan = parse_policy(
        f"{HEAD}[[trigger]]\nid = 't'\nwhen = {{ single_parent = {{}} }}\nsteps = [{VISIT}]\n"
    )
    found = response(plan, facts(), march(2))
    assert [fact.path for fact in found.missing] == ["child:c1.single_parent"]
    assert [line.state for line in found.steps] == ["undetermined"]
    assert response(plan, facts(child={"single_parent": False}), march(2)).steps == ()
    with pytest.raises(KeyError):
        _ = found["b"]


def test_in_words() -> None:
    """Each step says what, by whom and by when, in both languages."""
    steps = """
    { id = "a", do = "home_visit", by = "cadre", within = "3 days", title = { zh = "上门", en = "go there" } },
    { id = "b", do = "notice", after = "a" }
    """.replace("\n", "")
    found = response(policy(steps), facts("2023-03-01 report"), march(5))
    assert found.text("en").splitlines()[1].startswith("  missed, due by 2023-03-04: go there (")
    assert found.text("zh").splitlines()[0].startswith("受侵害")
    assert "waits for an earlier step: notice" in found.text("en")
    assert "{" not in found.text("zh")


@pytest.mark.parametrize(
    ("steps", "codes"),
    [
        (VISIT, []),
        (f"{VISIT}, {VISIT}", ["id_twice"]),
        ('{ id = "a", do = "home_visit", after = "b" }, { id = "b", do = "home_visit" }', ["step_after"]),
        ('{ id = "a", do = "home_visit", at_once = true, within = "3 days" }', ["one_comparator"]),
        ('{ id = "a", do = "home_visit", within = "-3 days" }', ["negative_lapse"]),
        ('{ id = "a", do = "home_vist" }', ["refers_nowhere"]),
    ],
)
def test_lint(steps: str, codes: list[str]) -> None:
    """What cannot be a list of steps is refused."""
    assert [problem.code for problem in lint_policy(f"{HEAD}{TRIGGER}steps = [{steps}]\n")] == codes


# ------------------------------------------------------------------------------------------------------ the due list


def items(plan: Policy, known: Any, on: date) -> list[DueItem]:
    """Return the due list."""
    return list(due(plan, known, on=on))


def test_what_is_left_to_do() -> None:
    """Steps are due items like others: one done late is missed and done with, one not done is overdue."""
    steps = (
        VISIT + ', { id = "b", do = "notice", within = "3 days" }, { id = "c", do = "notice", after = "b" }'
    )
    found = items(policy(steps), facts("2023-03-01 report", "2023-03-06 home_visit"), march(9))
    assert [(i.duty, i.state, i.late) for i in found] == [
        ("t.a", DueState.MISSED, ("e1",)),
        ("t.b", DueState.MISSED, ()),
    ]
    assert [i.duty for i in still_to_do(found)] == ["t.b"]
    assert [i.duty for i in of_helper(found, None)] == ["t.a", "t.b"]
    assert all(i.source is not None and "{" not in i.text("zh") + i.text("en") for i in found)


def test_the_document_of_a_step_is_that_of_a_window() -> None:
    """A step's item is of the schema of windows, and stands among those that share a day with the period asked for."""
    plan = policy(VISIT + ', { id = "b", do = "notice" }')
    known = facts("2023-03-01 report", "2023-03-02 home_visit")
    document = assess(plan, known, on=march(9), over=(march(1), march(9))).to_document()["windows"]
    whole = schema_of("liushou-assessment/1")
    schema = {"$schema": whole["$schema"], "$defs": whole["$defs"], **whole["$defs"]["window"]}
    schema["properties"] = {**schema["properties"], "missing": {"maxItems": 0}}  # stands in another schema
    for window in document:
        Draft202012Validator(schema).validate(window)
    assert [(w["duty"], w["window"], w["counted"]) for w in document] == [
        ("t.a", {"from": "2023-03-01", "last_day": "2023-03-04"}, ["e1"]),
        ("t.b", {"from": "2023-03-01", "last_day": None}, []),
    ]


def test_the_last_day_of_the_calendar_ends_no_window() -> None:
    """A step may be due on it; there is no day after."""
    (item,) = items(policy(VISIT), facts("9999-12-30 report"), date.max - timedelta(days=1))
    assert (item.window.start, item.window.until, item.deadline) == (
        date.max - timedelta(days=1),
        None,
        date.max,
    )


days = st.integers(0, 40).map(lambda n: march(1) + timedelta(days=n))
PLAN = policy(
    VISIT
    + ', { id = "b", do = "notice", after = "a", within = "1 week" }'
    + ', { id = "c", do = "home_visit", after = "b", within = "1 week" }'
)


@given(
    made=st.lists(st.tuples(days, st.sampled_from(["home_visit", "notice"])), max_size=8),
    reported=days,
    on=days,
    later=st.integers(1, 30),
)
def test_what_is_past_stays(made: list[tuple[date, str]], reported: date, on: date, later: int) -> None:
    """With no new fact a step that was done or missed is so on every later day; no event does two steps, nor one too early."""
    known = facts(f"{reported} report", *(f"{day} {kind}" for day, kind in made if day <= on))
    before, after = items(PLAN, known, on), items(PLAN, known, on + timedelta(days=later))
    closed = [i for i in before if i.state in (DueState.MET, DueState.MISSED)]
    assert all(kept(item) in [kept(i) for i in after] for item in closed)
    did = [id for item in after for id in (*item.counted, *item.late)]
    assert len(set(did)) == len(did)
    assert (before == []) == (on < reported)
    starts = [item.window.start for item in after]
    assert starts == sorted(starts)


def kept(item: DueItem) -> tuple[Any, ...]:
    """Return what may not change once a step is done or missed."""
    return item.duty, item.window, item.deadline, item.state, item.counted, item.late
