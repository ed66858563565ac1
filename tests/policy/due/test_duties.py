"""The duty as a table of a pack: what loads, what is refused, and with which words."""

from datetime import date
from typing import Any

import pytest

from liushou_core.domain.calendar import Duration, Period
from liushou_core.domain.contact import ContactKind, Counterpart
from liushou_core.domain.helper import HelperRole
from liushou_core.errors import InvalidPolicy
from liushou_core.policy.due.listing import unscheduled
from liushou_core.policy.tables.cadence import CadencePhase
from liushou_core.policy.tables.duties import Duty, Pause
from liushou_core.policy.tables.pairing_rules import PairingRule
from liushou_core.serialization.packs import lint_policy, load_policy, parse_policy

MONTH = Duration.parse("1 month")
WEEK = Duration.parse("1 week")
NONE = Duration.parse("0 days")
TALK: dict[str, Any] = {"id": "d", "contact": ContactKind.TALK, "at_least": 1, "per": Period.MONTH}

WRONG: list[tuple[str, dict[str, Any], list[tuple[str, str, str]]]] = [
    ("a duty counts one thing", {"activity": "outing"}, [("duty_counts_one", "", "error")]),
    ("a duty counts something", {"contact": None}, [("duty_counts_one", "", "error")]),
    (
        "regular without a number does not load until a period is given (ambiguity 10)",
        {"per": None},
        [("duty_without_period", "", "error")],
    ),
    (
        "what is unscheduled has no number",
        {"unscheduled": True},
        [("duty_unscheduled_number", "at_least", "error"), ("duty_unscheduled_number", "per", "error")],
    ),
    ("a period without a number", {"at_least": None}, [("duty_without_number", "at_least", "error")]),
    ("less than one", {"at_least": 0}, [("at_least_one", "at_least", "error")]),
    (
        "two clocks",
        {"within": Duration.parse("1 month"), "after": "term_start"},
        [("duty_two_clocks", "within", "error")],
    ),
    (
        "within, but after what",
        {"per": None, "within": Duration.parse("1 month")},
        [("duty_within_after", "after", "error")],
    ),
    (
        "after without within is no clock",
        {"per": None, "after": "term_start"},
        [("duty_without_period", "", "error")],
    ),
    (
        "a window without a day",
        {
            "per": None,
            "within": Duration.parse("0 days"),
            "after": "term_start",
            "last_day": "excluded",
        },
        [("duty_within_nothing", "within", "error")],
    ),
    ("named twice", {"with_": (Counterpart.CHILD, Counterpart.CHILD)}, [("repeated", "with", "error")]),
    (
        "each of one",
        {"with_": (Counterpart.CHILD,), "match": "with_each"},
        [("duty_each_of_one", "match", "warning")],
    ),
    (
        "a record needed that is not named",
        {"record_needed": True},
        [("duty_record_unnamed", "record_needed", "error")],
    ),
    (
        "partners of an activity",
        {"contact": None, "activity": "outing", "with_": (Counterpart.CHILD,)},
        [("duty_only_contacts", "with", "warning")],
    ),
    (
        "a class teacher of a school",
        {"by": HelperRole.CLASS_TEACHER, "to": "each_school"},
        [("duty_owner_in_class", "by", "error")],
    ),
    (
        "a volunteer of a class",
        {"by": HelperRole.VOLUNTEER, "to": "each_class"},
        [("duty_owner_unseen", "by", "warning")],
    ),
    ("an event beside a contact", {"event": "home_visit"}, [("duty_counts_one", "", "error")]),
    ("a period and a length of time", {"every": MONTH}, [("duty_two_clocks", "every", "error")]),
    (
        "a length of time and phases",
        {"per": None, "every": MONTH, "phases": (CadencePhase(every=WEEK),)},
        [("duty_two_clocks", "phases", "error")],
    ),
    (
        "after without within",
        {"per": None, "every": MONTH, "after": "term_start"},
        [("duty_within_after", "within", "error")],
    ),
    (
        "what is unscheduled has no cadence",
        {
            "per": None,
            "at_least": None,
            "unscheduled": True,
            "phases": (CadencePhase(every=WEEK),),
            "anchor": "discharge",
        },
        [("duty_unscheduled_number", "phases", "error"), ("duty_unscheduled_number", "anchor", "error")],
    ),
    (
        "a cadence of the calendar has no anchor, chain or gaps",
        {"anchor": "discharge", "chained": True, "counting": "longest_gap", "at_least": None},
        [
            ("duty_only_cadence", "anchor", "error"),
            ("duty_only_cadence", "chained", "error"),
            ("duty_only_cadence", "counting", "error"),
            ("duty_gap_number", "chained", "error"),
            ("duty_without_number", "at_least", "error"),
        ],
    ),
    (
        "the first of what",
        {"per": None, "every": MONTH, "anchor_which": "first"},
        [("duty_without_anchor", "anchor_which", "error")],
    ),
    ("a length without a day", {"per": None, "every": NONE}, [("duty_no_days", "every", "error")]),
    (
        "only the last phase is without end",
        {
            "per": None,
            "phases": (
                CadencePhase(every=WEEK),
                CadencePhase(for_=MONTH, every=WEEK),
                CadencePhase(every=MONTH),
            ),
        },
        [("duty_phase_endless", "phases.0.for", "error")],
    ),
    (
        "the periods of the calendar have their last days",
        {"last_day": "excluded"},
        [("duty_last_day_idle", "last_day", "warning")],
    ),
    (
        "gaps have no last day",
        {"per": None, "at_least": None, "every": MONTH, "counting": "longest_gap", "last_day": "included"},
        [("duty_gap_number", "last_day", "error")],
    ),
    (
        "there is nothing to run on into but another phase",
        {
            "per": None,
            "at_least": None,
            "every": MONTH,
            "counting": "longest_gap",
            "gap_across_phases": True,
        },
        [("duty_gap_across", "gap_across_phases", "error")],
    ),
    (
        "only a gap runs on",
        {
            "per": None,
            "phases": (CadencePhase(for_=MONTH, every=WEEK), CadencePhase(every=MONTH)),
            "gap_across_phases": True,
        },
        [("duty_gap_across", "gap_across_phases", "error")],
    ),
    (
        "gaps have no number",
        {"per": None, "every": MONTH, "counting": "longest_gap", "count": "exact", "chained": True},
        [
            ("duty_gap_number", "at_least", "error"),
            ("duty_gap_number", "chained", "error"),
            ("duty_gap_number", "count", "error"),
        ],
    ),
    (
        "a contact is no event",
        {"contact": None, "event": "talk"},
        [("duty_event_is_contact", "event", "error")],
    ),
    (
        "no event names a class",
        {"contact": None, "event": "home_visit", "to": "each_class"},
        [("duty_event_names_no", "event", "error")],
    ),
    (
        "nor does an anchor name the programme",
        {"per": None, "every": MONTH, "anchor": "discharge", "to": "programme"},
        [("duty_event_names_no", "anchor", "error")],
    ),
    ("a parent has no archive", {"to": "each_parent"}, [("duty_subject_events", "contact", "error")]),
    (
        "nor contacts to count from",
        {
            "contact": None,
            "event": "training",
            "per": None,
            "every": MONTH,
            "anchor": "visit",
            "to": "each_family",
        },
        [("duty_subject_events", "anchor", "error")],
    ),
    (
        "a class teacher of an organisation",
        {"contact": None, "event": "training", "to": "each_organisation", "by": HelperRole.CLASS_TEACHER},
        [("duty_owner_in_class", "by", "error")],
    ),
    (
        "a helper that is a class teacher",
        {"contact": None, "event": "training", "to": "each_helper", "by": HelperRole.CLASS_TEACHER},
        [("duty_owner_unseen", "by", "warning")],
    ),
]


@pytest.mark.parametrize(
    ("changes", "expected"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG]
)
def test_lint(changes: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    """What does not make a duty is named, with the key to mend."""
    problems = list(Duty(**{**TALK, **changes}).lint())
    assert [(p.code, ".".join(map(str, p.path)), p.severity) for p in problems] == expected
    for problem in problems:
        assert "{" not in problem.text("zh") + problem.text("en")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"per": None, "at_least": None, "unscheduled": True},
        {"per": None, "at_least": None, "within": Duration.parse("1 month"), "after": "term_start"},
        {"by": HelperRole.CLASS_TEACHER, "to": "each_class"},
        {"by": HelperRole.VOLUNTEER},
        {"by": HelperRole.COMMUNITY_WORKER, "to": "programme"},
        {"per": None, "at_least": None, "every": WEEK},
        {
            "per": None,
            "every": WEEK,
            "anchor": "visit",
            "anchor_which": "first",
            "chained": True,
            "to": "each_class",
        },
        {"per": None, "at_least": None, "every": WEEK, "counting": "longest_gap", "anchor": "discharge"},
        {
            "per": None,
            "phases": (CadencePhase(for_=MONTH, every=WEEK), CadencePhase(for_=MONTH, every=MONTH)),
        },
        {"contact": None, "event": "training", "to": "each_parent", "by": HelperRole.CLASS_TEACHER},
        {"contact": None, "event": "training", "to": "each_helper", "by": HelperRole.LOVING_MOTHER},
        {"contact": None, "event": "check", "to": "each_organisation", "by": HelperRole.COMMUNITY_WORKER},
        {"record": "talk_card", "record_needed": True},
        {"with_": (Counterpart.CHILD, Counterpart.PARENT), "match": "with_each"},
    ],
)
def test_a_right_duty_has_no_problem(changes: dict[str, Any]) -> None:
    """Lint finds nothing in a duty that can be due, or is marked as one that cannot."""
    assert list(Duty(**{**TALK, **changes}).lint()) == []


def test_a_pause_must_end_after_it_begins() -> None:
    """A pause is half-open and has a day in it."""
    problems = list(Pause(from_=date(2023, 1, 2), until=date(2023, 1, 2)).lint())
    assert [p.code for p in problems] == ["span_reversed"]


def test_a_phase_must_have_days() -> None:
    """Neither how long a phase lasts nor how often in it may be no time at all."""
    problems = list(CadencePhase(for_=NONE, every=NONE).lint())
    assert [(p.code, p.path) for p in problems] == [("duty_no_days", ("every",)), ("duty_no_days", ("for",))]


def test_the_kinds_of_events_that_a_pack_must_declare() -> None:
    """They are named with their keys; a contact that serves as an anchor needs no declaration."""
    duty = Duty(id="d", event="home_visit", every=WEEK, anchor="discharge")
    assert duty.event_kinds == (("event", "home_visit"), ("anchor", "discharge"))
    assert Duty(**{**TALK, "anchor": "visit"}).event_kinds == ()


def test_pairing_rules_say_what_is_wrong_with_them() -> None:
    """A rule gives at least one helper, each room for one child, in a role that is paired."""
    rule = PairingRule(
        id="p", role=HelperRole.CLASS_TEACHER, helpers_per_child=0, children_per_helper=0, same_class=True
    )
    assert [(p.code, p.path, p.severity) for p in rule.lint()] == [
        ("at_least_one", ("helpers_per_child",), "error"),
        ("at_least_one", ("children_per_helper",), "error"),
        ("paired_by_post", ("role",), "warning"),
    ]
    assert list(PairingRule(id="p", role=HelperRole.LOVING_MOTHER).lint()) == []


PACK = """schema = "liushou-policy/1"
id = "p"
title = { zh = "甲", en = "A" }
in_force_from = 2022-09-01
covers = "class"

[[duty]]
id = "talk"
contact = "talk"
by = "class_teacher"
source = "x 1"
"""


def test_regular_without_a_number_does_not_load() -> None:
    """A pack whose duty is "regular" is refused, at the line of the duty, until it gives a period or says unscheduled."""
    problems = lint_policy(PACK)
    assert [(p.code, p.severity) for p in problems] == [("duty_without_period", "error")]
    assert lint_policy(PACK + "unscheduled = true\n") == []
    assert lint_policy(PACK + 'per = "month"\nat_least = 1\n') == []


def test_a_cadence_in_a_pack() -> None:
    """A pack writes phases as tables; what is wrong in one is told at its place, all at once."""
    phases = 'phases = [{ for = "1 month", every = "1 week" }, { every = "1 month" }]\n'
    assert lint_policy(PACK + phases + 'anchor = "visit"\nchained = true\n') == []
    wrong = 'phases = [{ every = "0 days" }, { every = "1 month", forever = true }]\nto = "each_cousin"\n'
    assert {(p.code, ".".join(map(str, p.path))) for p in lint_policy(PACK + wrong)} == {
        ("unknown_key", "duty.0.phases.1.forever"),
        ("not_a_choice", "duty.0.to"),
    }
    endless = 'phases = [{ every = "0 days" }, { every = "1 month" }]\n'
    assert {(p.code, ".".join(map(str, p.path))) for p in lint_policy(PACK + endless)} == {
        ("duty_phase_endless", "duty.0.phases.0.for"),
        ("duty_no_days", "duty.0.phases.0.every"),
    }


def test_working_days_are_for_limits_and_steps() -> None:
    """No cadence counts in them; the problem names what does."""
    phases = 'phases = [{ for = "20 working days", every = "1 week" }, { every = "5 working days" }]\n'
    problems = lint_policy(PACK + phases)
    assert [(p.code, ".".join(map(str, p.path))) for p in problems] == [
        ("duration_of_working_days", "duty.0.phases.0.for"),
        ("duration_of_working_days", "duty.0.phases.1.every"),
    ]
    assert "[[limit]]" in problems[0].text("en")
    assert "trigger" in problems[0].text("zh")


def test_an_edition_changes_one_phase() -> None:
    """A phase's parameters are reached by its number, and evolving another policy changes nothing else."""
    base = parse_policy(PACK + 'phases = [{ for = "1 month", every = "1 week" }, { every = "1 month" }]\n')
    reform = base.evolve({"duty.talk.phases.[1].every": "2 months"})
    assert [str(change) for change in base.diff(reform)] == ["duty.talk.[1].every: 1 month → 2 months"]


def test_unscheduled_duties_are_listed() -> None:
    """A duty without a number is on the list of those, and on no due list."""
    listed = unscheduled(load_policy("hand-in-hand-scoring"), on=date(2023, 1, 1))
    assert "family-visit" in [duty.id for duty in listed]
    assert all(duty.needed == 0 and duty.per is None for duty in listed)
    with pytest.raises(InvalidPolicy):
        load_policy("hand-in-hand-scoring").evolve({"duty.family-visit.unscheduled": False})
