"""check: every promise of a plan is kept, broken, not yet due or unknown, with its evidence or its gap (design §6.6)."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from liushou_core.policy.compliance import ComplianceReport, Promise, check
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy
from liushou_core.serialization.schemas import schema_of

HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2023-09-01
source = "x"
"""
ON = date(2023, 10, 31)
T = 'title = { zh = "甲", en = "a" }'


def report(tables: str, document: dict[str, Any], on: date = ON, **more: Any) -> ComplianceReport:
    return check(parse_policy(HEAD + tables), read_facts(document), on=on, **more)


def promise(place: str, tables: str, document: dict[str, Any], on: date = ON) -> Promise:
    return report(tables, document, on)[place]


def told(found: Promise) -> tuple[str, list[tuple[str, str]]]:
    return found.state.value, [(case.state.value, case.why) for case in found.cases]


CHILD: dict[str, Any] = {"id": "c1"}

# ------------------------------------------------------------------------------------------------- children

RECORD = '[[record]]\nid = "card"\nfields = ["child.health"]\n'


@pytest.mark.parametrize(
    ("child", "state", "cases"),
    [
        ({"id": "c1", "health": ["well"]}, "kept", [("kept", "recorded")]),
        ({"id": "c1", "health": []}, "kept", [("kept", "recorded")]),
        ({"id": "c1"}, "broken", [("broken", "fields_missing")]),
        ({"id": "c1", "health": {"unknown": "refused"}}, "broken", [("broken", "fields_missing")]),
    ],
)
def test_an_archive_is_complete_or_its_gaps_are_named(
    child: dict[str, Any], state: str, cases: list[tuple[str, str]]
) -> None:
    """REC-1: what nobody asked is a gap, and so is what was refused; "asked: none" is not."""
    assert (state, cases) == told(promise("record.card", RECORD, {"children": [child]}))


RURAL = "[eligibility]\nall = [{ rural = {} }]\n"


@pytest.mark.parametrize(
    ("child", "state", "count"),
    [
        ({"id": "c1", "rural": True}, "broken", 1),
        ({"id": "c1", "rural": False}, "not_yet_due", 0),  # nobody is covered: nothing was owed
        ({"id": "c1"}, "unknown", 1),  # whether it was owed is not known
        ({"id": "c1", "health": []}, "kept", 1),  # it is fulfilled, owed or not
    ],
)
def test_a_promise_binds_towards_those_whom_the_plan_covers(
    child: dict[str, Any], state: str, count: int
) -> None:
    """UNKNOWN cover makes a gap UNKNOWN, never a breach."""
    found = promise("record.card", RURAL + RECORD, {"children": [child]})
    assert (state, count) == (found.state.value, len(found.cases))


PAIRING = '[[pairing]]\nid = "one"\nrole = "volunteer"\nchildren_per_helper = 1\n'


def pairing(id: str, child: str, by: str = "h1", **more: Any) -> dict[str, Any]:
    return {"id": id, "by": by, "to": child, "role": "volunteer", "start": "2023-09-01", **more}


@pytest.mark.parametrize(
    ("pairings", "cases"),
    [
        ([pairing("p1", "c1")], [("kept", "recorded")]),
        ([], [("broken", "too_few_helpers")]),
        (
            [pairing("p1", "c1", until="2023-10-31")],
            [("broken", "too_few_helpers")],
        ),  # over on the judged day
        ([pairing("p1", "c1", until="2023-11-01")], [("kept", "recorded")]),  # its last day
        ([pairing("p1", "c1", start="2023-10-31")], [("kept", "recorded")]),  # its first day
    ],
)
def test_each_child_has_its_helper_on_the_day(
    pairings: list[dict[str, Any]], cases: list[tuple[str, str]]
) -> None:
    """PAIR-9: a pairing lasts from its first day up to, but without, its end."""
    document = {"children": [CHILD], "persons": [{"id": "h1"}], "pairings": pairings}
    assert cases == told(promise("pairing.one", PAIRING, document))[1]


def test_a_helper_with_too_many_children_is_a_breach() -> None:
    """``children_per_helper`` is a promise too; who has too many is named."""
    document = {
        "children": [CHILD, {"id": "c2"}],
        "persons": [{"id": "h1"}],
        "pairings": [pairing("p1", "c1"), pairing("p2", "c2")],
    }
    found = promise("pairing.one", PAIRING, document)
    assert ("broken", [("kept", "recorded"), ("kept", "recorded"), ("broken", "too_many_children")]) == told(
        found
    )
    last = found.cases[-1].subject
    assert last is not None
    assert ("helper", "h1") == (last.kind, last.id)


# ------------------------------------------------------------------------------------------------- duties

DUTY = """[[duty]]
id = "talk"
contact = "talk"
by = "volunteer"
at_least = 1
per = "month"
"""
TALK = {"id": "k1", "kind": "talk", "day": "2023-09-30", "by": "h1", "children": ["c1"]}


@pytest.mark.parametrize(
    ("on", "events", "counts"),
    [
        (date(2023, 9, 30), [], (0, 0, 1)),  # the last day of the first window
        (date(2023, 10, 1), [], (0, 1, 1)),  # the day after: missed, and the next one open
        (date(2023, 10, 1), [TALK], (1, 0, 1)),
    ],
)
def test_a_duty_is_judged_window_by_window(
    on: date, events: list[dict[str, Any]], counts: tuple[int, int, int]
) -> None:
    """The report counts what the due list says: one function behind every view."""
    document = {
        "children": [CHILD],
        "persons": [{"id": "h1"}],
        "pairings": [pairing("p1", "c1")],
        "events": events,
    }
    found = promise("duty.talk", DUTY, document, on)
    assert counts == (found.kept, found.broken, found.not_yet_due)


def test_a_duty_without_a_number_cannot_be_judged() -> None:
    """CAD ambiguity 10: "regular" prints none, and none is invented."""
    tables = DUTY.replace('at_least = 1\nper = "month"', "unscheduled = true")
    assert ("unknown", [("unknown", "no_number")]) == told(
        promise("duty.talk", tables, {"children": [CHILD]})
    )


def test_what_was_missed_before_a_day_can_be_left_out() -> None:
    """``since``: windows that ended before it are not counted."""
    document = {
        "children": [CHILD],
        "persons": [{"id": "h1"}],
        "pairings": [pairing("p1", "c1")],
        "events": [],
    }
    whole = report(DUTY, document)["duty.talk"]
    late = report(DUTY, document, since=date(2023, 10, 1))["duty.talk"]
    assert (1, 1) == (whole.broken, whole.not_yet_due)
    assert (0, 1) == (late.broken, late.not_yet_due)


def test_to_try_and_to_miss_is_a_warning() -> None:
    """CAD ambiguity 8: "try to" breaks nothing binding."""
    document = {
        "children": [CHILD],
        "persons": [{"id": "h1"}],
        "pairings": [pairing("p1", "c1")],
        "events": [],
    }
    found = report(DUTY + "binding = false\n", document)
    assert ((), ("talk",)) == (found.violations, tuple(one.id for one in found.warnings))


# ------------------------------------------------------------------------------------------------- what is done

AGENDA = f'[[agenda]]\nid = "letter"\n{T}\nmonth = 10\n'


def activity(kind: str, day: str, **more: Any) -> dict[str, Any]:
    return {"id": f"a-{day}", "kind": kind, "day": day, **more}


@pytest.mark.parametrize(
    ("on", "activities", "cases"),
    [
        (date(2023, 9, 30), [], []),  # its month has not begun
        (date(2023, 10, 31), [], [("not_yet_due", "no_record")]),  # its last day
        (date(2023, 11, 1), [], [("broken", "no_record")]),
        (date(2023, 11, 1), [activity("letter", "2023-10-31")], [("kept", "recorded")]),
        (date(2023, 11, 1), [activity("letter", "2023-11-01")], [("broken", "no_record")]),  # a day late
        (date(2023, 11, 1), [activity("letter", "2023-10-01", made=False)], [("broken", "no_record")]),
        (date(2023, 11, 1), None, [("unknown", "not_kept")]),
    ],
)
def test_an_item_of_the_agenda_is_done_in_its_month(
    on: date, activities: list[dict[str, Any]] | None, cases: list[tuple[str, str]]
) -> None:
    """Requirements §5.7: the month is the time; where nobody keeps activities, nothing can be said."""
    document = {"children": []} | ({} if activities is None else {"activities": activities})
    assert cases == told(promise("agenda.letter", AGENDA, document, on))[1]


def test_an_agenda_comes_again_every_year() -> None:
    """Each October under the plan is a case of its own."""
    found = promise(
        "agenda.letter", AGENDA, {"activities": [activity("letter", "2024-10-05")]}, date(2025, 1, 1)
    )
    assert (1, 1) == (found.kept, found.broken)


PROVISION = '[[activity]]\nid = "outing"\nsays = { zh = "甲", en = "a" }\nnumbers = { volunteers = 15 }\n'


@pytest.mark.parametrize(
    ("activities", "state"),
    [
        ([], "not_yet_due"),
        ([activity("outing", "2023-10-01")], "kept"),
        ([activity("outing", "2023-10-01", numbers=[{"name": "volunteers", "value": 15}])], "kept"),
        ([activity("outing", "2023-10-01", numbers=[{"name": "volunteers", "value": 14}])], "broken"),
        (None, "unknown"),
    ],
)
def test_a_provision_is_shown_by_an_activity_of_its_kind(
    activities: list[dict[str, Any]] | None, state: str
) -> None:
    """Without a time nothing is overdue; a smaller number than the plan prints falls short (requirements §5.9)."""
    document = {"children": []} | ({} if activities is None else {"activities": activities})
    assert state == promise("activity.outing", PROVISION, document).state.value


def test_what_is_only_named_is_unknown() -> None:
    """Requirements §8.2: never judged by an invented meaning."""
    tables = PROVISION + "defined = false\n"
    assert ("unknown", [("unknown", "named_only")]) == told(
        promise("activity.outing", tables, {"activities": []})
    )


# ------------------------------------------------------------------------------------------------- the report


def test_before_the_plan_is_in_force_it_promises_nothing() -> None:
    """The day before its first day."""
    found = report(RECORD, {"children": [CHILD]}, date(2023, 8, 31))
    assert ((), ()) == (found.promises, found.indicators)


def test_a_report_is_the_same_document_again_and_again() -> None:
    """Same text, facts and day: the same bytes."""
    document = {"children": [CHILD, {"id": "c2", "health": []}], "activities": []}
    assert report(RECORD + AGENDA, document).to_json() == report(RECORD + AGENDA, document).to_json()


def test_gaps_alone_are_listed_where_only_they_are_wanted() -> None:
    """The counts stay; the kept cases are left out."""
    document = {"children": [CHILD, {"id": "c2", "health": []}]}
    whole, gaps = (
        report(RECORD, document)["record.card"],
        report(RECORD, document, cases="gaps")["record.card"],
    )
    assert (2, 1) == (len(whole.cases), len(gaps.cases))
    assert (whole.kept, whole.broken) == (gaps.kept, gaps.broken)


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_report_tells_no_name(locale: Any) -> None:
    """IDENTITY and SENSITIVE values never stand in a report, in words or as a document."""
    document = {"children": [{"id": "c1", "name": "王小明", "home_phone": "13900001111"}]}
    found = report(RECORD + DUTY, document)
    told = found.explain(locale, cases=True) + found.to_json()
    assert "王小明" not in told
    assert "13900001111" not in told


def test_a_report_fits_its_schema() -> None:
    """``liushou-compliance/1``."""
    document = {"children": [CHILD, {"id": "c2", "health": []}], "activities": []}
    tables = (
        RECORD
        + AGENDA
        + PAIRING
        + DUTY
        + f'[[indicator]]\nid = "i"\n{T}\nrate = {{ filing = {{}} }}\ntarget = 1\n'
    )
    found = report(tables, document).to_document()
    assert [] == list(Draft202012Validator(schema_of("liushou-compliance/1")).iter_errors(found))


def test_a_helper_whom_nobody_described_shares_no_class() -> None:
    """``same_class`` asks whether the helper sits there, or holds a post; of a stranger neither is recorded."""
    document = {"children": [CHILD], "persons": [{"id": "h1"}], "pairings": [pairing("p1", "c1")]}
    found = promise("pairing.one", PAIRING + "same_class = true\n", document)
    assert ("broken", [("broken", "too_few_helpers")]) == told(found)
