"""Tallies: which records count, how much each adds, and in which time."""

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

from liushou_core.policy.reading.tally_records import EventKind
from liushou_core.policy.tables.tallies import Tally

DECLARED = """
[event.late]
facts = ["minutes", "excuse"]
label = { zh = "迟到", en = "late" }
[event.fresh_start]
[fact.minutes]
type = "number"
at_least = 0
[fact.excuse]
type = "choice"
choices = ["none", "bus"]
[fact.exempt]
type = "bool"
[fact.member_since]
type = "day"
[spell.suspension]
"""


def late(day: str, minutes: Any = None, excuse: str | None = None, **more: Any) -> dict[str, Any]:
    facts = {"minutes": minutes, "excuse": excuse}
    facts = {name: value for name, value in facts.items() if value is not None}
    return {"kind": "late", "day": day, "child": "c1", "facts": facts, **more}


EVENTS = [
    late("2022-10-01", 10, "none"),
    late("2022-10-02", 20, "none"),
    late("2023-08-31", 31, "bus"),
    late("2023-09-03", 61, "none"),
    late("2023-10-01", 5, "none"),
    late("2023-10-02", 60, "none"),
    {"kind": "late", "day": "2023-09-20", "child": "c1", "made": False, "facts": {"minutes": 99}},
    {"kind": "fresh_start", "day": "2023-09-03", "child": "c1"},
]
CHILD: dict[str, Any] = {
    "id": "c1",
    "facts": {
        "exempt": [
            {"from": "2023-08-01", "last_day": "2023-08-31", "value": True},
            {"from": "2023-09-01", "value": False},
        ],
        "member_since": "2023-09-03",
    },
    "spells": [
        {"kind": "suspension", "from": "2023-08-30", "until": "2023-09-02"},
        {"kind": "suspension", "from": "2023-09-29"},
    ],
}
DOCUMENT = {"children": [CHILD], "events": EVENTS}
UNITS = 'event = { kind = "late", times = "minutes" }\n'


@pytest.fixture
def told(ask: Any) -> Any:
    def reckoned(lines: str, document: dict[str, Any] = DOCUMENT, on: date = date(2023, 10, 1)) -> Any:
        return ask(f'{DECLARED}[[tally]]\nid = "t"\n{lines}', document, on)["c1"].tallies["t"]

    return reckoned


# Each parameter, with what the tally is without it and with it, on 1 October 2023.
PARAMETERS = {
    "event": ('spell = "suspension"', 'event = "late"', 6, 5),
    "spell": ('event = "fresh_start"', 'spell = "suspension"', 1, 6),
    "amount": ('event = "late"', 'event = "late"\namount = -2', 5, -10),
    "each": (UNITS, UNITS + "each = 30", 127, "127/30"),
    "rounding": (
        UNITS + "each = 30",
        UNITS + 'each = 30\nrounding = { places = 0, mode = "down" }',
        "127/30",
        3,
    ),
    "record_cap": (UNITS, UNITS + "record_cap = 30", 127, 10 + 20 + 30 + 30 + 5),
    "record_floor": (UNITS + "amount = -1", UNITS + "amount = -1\nrecord_floor = -30", -127, -95),
    "unless": ('event = "late"', 'event = "late"\nunless = { fact = "exempt" }', 5, "2 to 4"),
    "over": ('event = "late"', 'event = "late"\nover = "school_year"', 5, 2),
    "week_starts": (
        'spell = "suspension"\nover = "week"',
        'spell = "suspension"\nover = "week"\nweek_starts = "sunday"',
        3,
        1,
    ),
    "last": ('event = "late"', 'event = "late"\nlast = "12 months"', 5, 4),
    "since": ('event = "late"', 'event = "late"\nsince = { event = "fresh_start" }', 5, 2),
    "floor": ('event = "late"\namount = -1', 'event = "late"\namount = -1\nfloor = -3', -5, -3),
    "cap": ('event = "late"', 'event = "late"\ncap = 4', 5, 4),
    "event.facts": ('event = "late"', 'event = { kind = "late", facts = { excuse = "none" } }', 5, 4),
    "event.times": ('event = "late"', 'event = { kind = "late", times = "minutes" }', 5, 127),
}


def number(reckoned: Any) -> Any:
    """Return the number, or its bounds as ``"1 to 3"``."""
    value = reckoned.value
    return value if value is not None else f"{reckoned.low} to {reckoned.high}"


def wanted(value: Any) -> Any:
    return value if isinstance(value, str) and " to " in value else Fraction(value)


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_changes_what_is_added_up(told: Any, name: str) -> None:
    without, with_it, before, after = PARAMETERS[name]
    assert (wanted(before), wanted(after)) == (number(told(without)), number(told(with_it)))


def test_no_parameter_is_left_out() -> None:
    fields = {field.name for field in attrs.fields(Tally)} - {"id", "title", "source", "subject"}
    of_events = {f"event.{field.name}" for field in attrs.fields(EventKind)} - {"event.kind", "event.target"}
    assert fields | of_events == set(PARAMETERS)


@pytest.mark.parametrize(
    ("over", "counted"),
    [
        ("day", [(date(2023, 10, 1), 1), (date(2023, 9, 30), 0)]),
        (
            "week",
            [(date(2023, 10, 1), 1), (date(2023, 10, 2), 1), (date(2023, 9, 3), 2), (date(2023, 9, 4), 0)],
        ),
        ("fortnight", [(date(2023, 9, 3), 2), (date(2023, 9, 10), 2), (date(2023, 9, 11), 0)]),
        ("ten_days", [(date(2023, 9, 10), 1), (date(2023, 9, 11), 0), (date(2023, 8, 31), 1)]),
        ("month", [(date(2023, 8, 31), 1), (date(2023, 9, 30), 1), (date(2023, 10, 2), 2)]),
        ("quarter", [(date(2023, 9, 30), 2), (date(2023, 10, 1), 1)]),
        ("half_year", [(date(2023, 6, 30), 0), (date(2023, 12, 31), 4)]),
        (
            "school_year",
            [(date(2023, 8, 31), 3), (date(2023, 9, 1), 0), (date(2024, 8, 31), 3), (date(2024, 9, 1), 0)],
        ),
        ("year", [(date(2022, 12, 31), 2), (date(2023, 12, 31), 4), (date(2024, 1, 1), 0)]),
        ("ever", [(date(2022, 9, 30), 0), (date(2030, 1, 1), 6)]),
    ],
)
def test_a_period_is_that_of_the_judged_day_up_to_it(
    told: Any, over: str, counted: list[tuple[date, int]]
) -> None:
    lines = f'event = "late"\nover = "{over}"'
    assert counted == [(on, told(lines, on=on).value) for on, _ in counted]


@pytest.mark.parametrize(("starts", "counted"), [("monday", 1), ("sunday", 2)])
def test_a_week_starts_on_the_day_that_the_plan_says(told: Any, starts: str, counted: int) -> None:
    """1 October 2023 is a Sunday: the last day of one week, or the first of the next."""
    lines = f'event = "late"\nover = "week"\nweek_starts = "{starts}"'
    assert counted == told(lines, on=date(2023, 10, 2)).value


@pytest.mark.parametrize(
    ("on", "counted"),
    [(date(2023, 9, 30), 4), (date(2023, 10, 1), 4), (date(2023, 10, 2), 4), (date(2023, 10, 3), 4)],
)
def test_the_last_twelve_months_hold_a_record_of_the_first_day_up_to_the_day_before_its_like(
    told: Any, on: date, counted: int
) -> None:
    """On 1 October that of a year ago falls out; on the 2nd another does, and a new one comes in."""
    assert counted == told('event = "late"\nlast = "12 months"', on=on).value


def test_the_days_of_spells_count_up_to_the_judged_day(told: Any) -> None:
    lines = 'spell = "suspension"'
    assert [0, 1, 3, 3, 4, 6] == [
        told(lines, on=date(2023, month, day)).value
        for month, day in [(8, 29), (8, 30), (9, 1), (9, 28), (9, 29), (10, 1)]
    ]


def test_only_those_days_of_a_spell_that_lie_in_the_period_count(told: Any) -> None:
    lines = 'spell = "suspension"\nover = "month"'
    assert [2, 1, 3, 1] == [
        told(lines, on=date(2023, month, day)).value for month, day in [(8, 31), (9, 1), (9, 30), (10, 1)]
    ]


def test_a_break_is_no_day_of_the_spell(told: Any) -> None:
    spell = {
        "kind": "suspension",
        "from": "2023-09-01",
        "until": "2023-09-11",
        "breaks": [{"kind": "visit", "from": "2023-09-03", "until": "2023-09-05"}],
    }
    document = {"children": [{"id": "c1", "spells": [spell]}], "events": []}
    assert 8 == told('spell = "suspension"', document).value


def test_a_spell_of_unknown_start_has_at_least_the_judged_day(told: Any) -> None:
    document = {"children": [{"id": "c1", "spells": [{"kind": "suspension", "id": "s1"}]}], "events": []}
    found = told('spell = "suspension"\nlast = "30 days"', document)
    assert ("1 to 30", ["spell:s1.start"]) == (number(found), [fact.path for fact in found.missing])


@pytest.mark.parametrize(
    ("lines", "child", "events", "expected", "missing"),
    [
        ('event = "late"', {}, None, "0 to None", ["child:c1.events"]),
        ('event = "late"\ncap = 9', {}, None, "0 to 9", ["child:c1.events"]),
        ('event = "late"', {}, [], 0, []),
        ('event = "late"\namount = -1\nrecord_floor = 5', {}, None, "None to None", ["child:c1.events"]),
        ('spell = "suspension"', {}, [], "0 to None", ["child:c1.spells"]),
        ('spell = "suspension"', {"spells": []}, [], 0, []),
        (UNITS, {}, [late("2023-09-01", 5), late("2023-09-02", id="e2")], "5 to None", ["late:e2.minutes"]),
        (UNITS + "record_cap = 30", {}, [late("2023-09-02", id="e2")], "0 to 30", ["late:e2.minutes"]),
        (UNITS, {}, [late("2023-09-02", "12.5")], "25/2", []),
        (UNITS, {}, [late("2023-09-02", -3, id="e2")], "0 to None", ["late:e2.minutes"]),
        (UNITS, {}, [late("2023-09-02", "many", id="e2")], "0 to None", ["late:e2.minutes"]),
        (
            'event = { kind = "late", facts = { excuse = "none" } }',
            {},
            [late("2023-09-01", 1, "none"), late("2023-09-02", 1, id="e2"), late("2023-09-03", 1, "bus")],
            "1 to 2",
            ["late:e2.excuse"],
        ),
        (
            'event = "late"\nunless = { fact = "exempt" }',
            {},
            [late("2023-09-01")],
            "0 to 1",
            ["child:c1.exempt"],
        ),
        (
            'event = "late"\nsince = { fact = "member_since" }',
            {},
            [late("2023-09-01")],
            "0 to 1",
            ["child:c1.member_since"],
        ),
    ],
)
def test_what_is_not_known_leaves_bounds_and_is_named(
    told: Any, lines: str, child: dict[str, Any], events: Any, expected: Any, missing: list[str]
) -> None:
    """Nobody keeps events or spells; a unit is missing, or cannot be what is declared; a fact is missing on the record's day."""
    document = {"children": [{"id": "c1", **child}], **({} if events is None else {"events": events})}
    found = told(lines, document)
    assert (wanted(expected), missing) == (number(found), [fact.path for fact in found.missing])


def test_before_its_moment_has_come_nothing_counts(told: Any) -> None:
    lines = 'event = "late"\nsince = { event = "fresh_start" }'
    assert [0, 1, 2] == [
        told(lines, on=on).value for on in (date(2023, 9, 2), date(2023, 9, 3), date(2023, 10, 1))
    ]


def test_units_are_rounded_record_by_record_before_they_are_paid(told: Any) -> None:
    """10, 20, 31, 61 and 5 minutes in packs of 30, rounded up, at 2 a pack, 4 at the most."""
    lines = UNITS + 'each = 30\nrounding = { places = 0, mode = "up" }\namount = 2\nrecord_cap = 4'
    found = told(lines)
    assert [2, 2, 4, 4, 2] == [part.value for part in found.parts]
    assert 14 == found.value


def test_what_was_excused_on_its_own_day_is_told_and_adds_nothing(told: Any) -> None:
    events = [late("2023-08-31", id="a"), late("2023-09-01", id="b")]
    found = told('event = "late"\nunless = { fact = "exempt" }', {"children": [CHILD], "events": events})
    assert [("a", 0, "excused"), ("b", 1, "record")] == [
        (part.id, part.value, part.reason) for part in found.parts
    ]
    assert (
        "t: 1 (records: 2)\n  a: 0 (on 2023-08-31, excused)\n  b: 1 (on 2023-09-01)",
        "t：1（共2条记录）\n  a：0（2023-08-31，不计）\n  b：1（2023-09-01）",
    ) == (found.text("en"), found.text("zh"))


def test_an_attempt_and_an_event_to_come_do_not_count(told: Any) -> None:
    events = [late("2023-09-01", made=False), late("2023-10-02")]
    assert 0 == told('event = "late"', {"children": [CHILD], "events": events}).value


def test_a_tally_of_what_the_archive_holds_counts_contacts(told: Any) -> None:
    """Not recorded, did not happen."""
    document = {
        "children": [{"id": "c1"}],
        "events": [{"kind": "talk", "day": "2023-09-01", "children": ["c1"]}],
    }
    assert [1, 0] == [told(f'event = "{kind}"', document).value for kind in ("talk", "visit")]


@pytest.mark.parametrize(
    ("subject", "list_", "about"),
    [
        ("person", "persons", {"person": "x1"}),
        ("family", "families", {"family": "x1"}),
        ("organisation", "organisations", {"organisation": "x1"}),
    ],
)
def test_a_tally_is_about_whom_the_plan_says(
    ask: Any, subject: str, list_: str, about: dict[str, str]
) -> None:
    tables = f'[event.gift]\n[[tally]]\nid = "t"\nsubject = "{subject}"\nevent = "gift"\n'
    body = {"id": "x1", "kind": "school"} if subject == "organisation" else {"id": "x1"}
    document = {list_: [body], "events": [{"kind": "gift", "day": "2023-09-01", **about}]}
    assert 1 == ask(tables, document)["x1"].tallies["t"].value
