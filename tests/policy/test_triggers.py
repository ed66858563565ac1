"""Triggers and their steps, parameter by parameter, as a pack writes them."""

from datetime import date
from typing import Any

import attrs
import pytest

from liushou_core.policy.tables.steps import Step
from liushou_core.policy.tables.triggers import Trigger

DECLARED = """
[fact.ill]
type = "bool"
label = { zh = "患病", en = "ill" }
[fact.poor]
type = "bool"
[event.report]
[event.call_home]
facts = ["answered"]
label = { zh = "联系家长", en = "call home" }
[event.plan_made]
[fact.answered]
type = "bool"
"""
CALENDARS = [
    {"id": "default", "from": "2023-01-01", "until": "2024-01-01"},
    {"id": "clinic", "rest": [], "from": "2023-01-01", "until": "2024-01-01"},
]
ILL = {"ill": [{"value": False}, {"value": True, "from": "2023-09-01"}]}
"""Ill from Friday, 1 September 2023."""


def document(*events: tuple[str, str], facts: Any = None, calendars: Any = CALENDARS) -> dict[str, Any]:
    rows = [{"kind": kind, "day": day, "child": "c1"} for kind, day in events]
    return {
        "children": [{"id": "c1", "facts": ILL if facts is None else facts}],
        "events": rows,
        "calendars": calendars,
    }


@pytest.fixture
def told(ask: Any) -> Any:
    def responded(lines: str, facts: dict[str, Any], on: date = date(2023, 9, 6)) -> Any:
        return ask(f'{DECLARED}[[trigger]]\nid = "g"\n{lines}', facts, on)["c1"].steps["g"]

    return responded


def line(response: Any) -> tuple[Any, ...]:
    """Return the state and the last day of the last step; None, None if it is not needed."""
    last = response.steps[-1] if response.steps else None
    return (None, None) if last is None else (last.state, last.deadline and last.deadline.isoformat())


WHEN = 'when = { fact = "ill" }\n'
ONE = WHEN + 'steps = [ { id = "one", do = "call_home", %s } ]\n'
TWO = (
    WHEN
    + 'steps = [ { id = "one", do = "call_home" }, { id = "two", do = "plan_made", within = "2 days"%s } ]\n'
)

# Each parameter: what is recorded, the trigger without it and with it, and the two answers on 6 September 2023.
PARAMETERS: dict[str, tuple[dict[str, Any], str, str, Any, Any]] = {
    "when": (document(), ONE % 'within = "9 days"', (ONE % 'within = "9 days"').replace('"ill"', '"poor"'), ("open", "2023-09-10"), ("undetermined", None)),
    "since": (
        document(("report", "2023-09-04")),
        ONE % 'within = "2 days"',
        'since = { event = "report" }\n' + ONE % 'within = "2 days"',
        ("missed", "2023-09-03"),
        ("open", "2023-09-06"),
    ),
    "steps": (document(), WHEN + "steps = [ ]\n", ONE % "at_once = true", None, ("missed", "2023-09-01")),
    "calendar": (
        document(),
        ONE % 'within = "3 working days"',
        'calendar = "clinic"\n' + ONE % 'within = "3 working days"',
        ("open", "2023-09-06"),
        ("missed", "2023-09-04"),
    ),
    "step.do": (document(("call_home", "2023-09-03")), ONE % "at_once = true", (ONE % "at_once = true").replace("call_home", "plan_made"), ("done", "2023-09-01"), ("missed", "2023-09-01")),
    "step.when": (document(facts=ILL | {"poor": False}), ONE % "at_once = true", ONE % 'at_once = true, when = { fact = "poor" }', ("missed", "2023-09-01"), (None, None)),
    "step.at_once": (document(), ONE % "at_once = false", ONE % "at_once = true", ("open", None), ("missed", "2023-09-01")),
    "step.within": (document(), ONE % 'within = "1 week"', ONE % 'within = "3 days"', ("open", "2023-09-08"), ("missed", "2023-09-04")),
    "step.after": (document(("call_home", "2023-09-05")), TWO % "", TWO % ', after = "one"', ("missed", "2023-09-03"), ("open", "2023-09-07")),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_changes_what_is_to_be_done(ask: Any, told: Any, name: str) -> None:
    facts, without, with_it, before, after = PARAMETERS[name]
    if before is None:  # a trigger without steps answers nothing
        assert {} == ask(f'{DECLARED}[[trigger]]\nid = "g"\n{without}', facts)["c1"].steps
    else:
        assert before == line(told(without, facts))
    assert after == line(told(with_it, facts))


def test_no_parameter_is_left_out() -> None:
    """Who does a step, and towards whom, is only told."""
    told = {"id", "title", "source", "by", "to", "subject"}
    of_steps = {f"step.{field.name}" for field in attrs.fields(Step) if field.name not in told}
    assert of_steps | {field.name for field in attrs.fields(Trigger)} - told == set(PARAMETERS)


@pytest.mark.parametrize(
    ("step", "events", "state", "en", "zh"),
    [
        ('within = "1 week"', [], "open", "to do by 2023-09-08: call home", "2023-09-08前待办：联系家长"),
        ('within = "3 days"', [], "missed", "missed, due by 2023-09-04: call home", "逾期未办（期限2023-09-04）：联系家长"),
        ("at_once = true", [("call_home", "2023-09-02")], "done", "done on 2023-09-02: call home", "2023-09-02已完成：联系家长"),
        ('when = { fact = "poor" }', [], "undetermined", "undetermined: call home", "尚不能确定：联系家长"),
        ('by = "class_teacher", within = "1 week"', [], "open", "to do by 2023-09-08: call home (class teacher)", "2023-09-08前待办：联系家长（班主任）"),
    ],
)  # fmt: skip
def test_every_state_is_told(
    told: Any, step: str, events: list[tuple[str, str]], state: str, en: str, zh: str
) -> None:
    found = told(ONE % step, document(*events))
    assert (state, en, zh) == (found["one"].state, found["one"].text("en"), found["one"].text("zh"))


def test_a_step_after_another_waits_until_that_one_is_done(told: Any) -> None:
    waiting = told(TWO % ', after = "one"', document())
    assert ["open", "waiting"] == [step.state for step in waiting.steps]
    assert "waits for an earlier step: plan made" == waiting["two"].text("en")
    assert "待前一步完成：plan made" == waiting["two"].text("zh")


def test_a_step_that_is_not_needed_keeps_nobody_waiting(told: Any) -> None:
    lines = WHEN + (
        'steps = [ { id = "one", do = "call_home", when = { fact = "poor" } },'
        ' { id = "two", do = "plan_made", within = "9 days", after = "one" } ]\n'
    )
    found = told(lines, document(facts=ILL | {"poor": False}))
    assert [("two", "open", date(2023, 9, 1))] == [(one.step.id, one.state, one.start) for one in found.steps]


def test_a_trigger_that_does_not_hold_asks_for_nothing(told: Any) -> None:
    found = told(ONE % "at_once = true", document(facts={"ill": False}))
    assert ("no", None, ()) == (found.verdict.value, found.since, found.steps)
    with pytest.raises(KeyError):
        found["one"]


def test_a_trigger_that_may_hold_leaves_its_steps_open(told: Any) -> None:
    found = told(ONE % "at_once = true", document(facts={}))
    assert ("unknown", ["child:c1.ill"]) == (found.verdict.value, [fact.path for fact in found.missing])
    assert "undetermined" == found["one"].state


def test_only_what_is_recorded_as_the_step_asks_is_done(told: Any) -> None:
    lines = WHEN + 'steps = [ { id = "one", do = { kind = "call_home", facts = { answered = true } } } ]\n'
    answers = {}
    for answered in (True, False, None):
        facts = document(("call_home", "2023-09-02"))
        facts["events"][0] |= {"id": "e1"} | ({} if answered is None else {"facts": {"answered": answered}})
        answers[answered] = told(lines, facts)["one"]
    assert {True: "done", False: "open", None: "undetermined"} == {
        answered: one.state for answered, one in answers.items()
    }
    assert ["call_home:e1.answered"] == [fact.path for fact in answers[None].missing]


def test_a_response_in_words_and_as_a_document(told: Any) -> None:
    lines = (
        'title = { zh = "患病", en = "illness" }\n'
        + WHEN
        + (
            'steps = [ { id = "one", title = { zh = "致电", en = "ring up" }, do = "call_home", by = "class_teacher",'
            ' to = { zh = "家长", en = "the parents" }, within = "1 week" } ]\n'
        )
    )
    found = told(lines, document())
    assert "illness: yes\n  to do by 2023-09-08: ring up (class teacher)" == found.text("en")
    assert "患病：是\n  2023-09-08前待办：致电（班主任）" == found.text("zh")
    (step,) = found.to_document()["steps"]
    assert (
        "one",
        "call_home",
        "open",
        "2023-09-01",
        "2023-09-08",
        None,
        {"zh": "家长", "en": "the parents"},
    ) == tuple(step[key] for key in ("id", "do", "state", "from", "deadline", "done_on", "to"))
    assert ("yes", "2023-09-01", [], "x") == tuple(
        found.to_document()[key] for key in ("verdict", "since", "missing", "source")
    )


@pytest.mark.parametrize(
    ("subject", "key"), [("person", "persons"), ("family", "families"), ("organisation", "organisations")]
)
def test_a_trigger_is_about_whom_the_plan_says(ask: Any, subject: str, key: str) -> None:
    tables = f'[fact.full]\ntype = "bool"\nsubject = "{subject}"\n[event.notice]\n[[trigger]]\nid = "g"\nsubject = "{subject}"\nwhen = {{ fact = "full" }}\nsteps = [ {{ id = "one", do = "notice" }} ]\n'
    body = {"id": "x1", "facts": {"full": True}} | ({"kind": "school"} if subject == "organisation" else {})
    response = ask(tables, {key: [body], "events": []})["x1"].steps["g"]
    assert ("yes", "open") == (response.verdict.value, response["one"].state)
