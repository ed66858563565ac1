"""How long something has lasted: every parameter of `lasts`, day by day."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from liushou_core.policy.criteria.lasting import Lasts
from liushou_core.policy.verdict import UNKNOWN

DECLARED = """
[spell.boarding]
[spell.lodging]
[event.arrival]
[fact.leave]
type = "span"
[fact.moved_in]
type = "day"
"""
PLACES = [
    {"id": "town", "level": "township", "within": "county"},
    {"id": "village", "level": "township", "within": "county"},
    {"id": "county", "level": "county"},
    {"id": "far", "level": "township", "within": "beyond"},
    {"id": "beyond", "level": "county"},
]


def boarding(start: str | None, until: str | None = None, **more: Any) -> dict[str, Any]:
    days = {"from": start, "until": until}
    return {"kind": "boarding", **{key: day for key, day in days.items() if day is not None}, **more}


def living(place: str | None) -> dict[str, Any]:
    return {"kind": "residence", "from": "2020-01-01", **({} if place is None else {"place": place})}


@pytest.fixture
def told(ask: Any) -> Any:
    def judged(lasts: str, document: Any, on: date = date(2023, 10, 1)) -> Any:
        if isinstance(document, list):
            document = {"children": [{"id": "c1", "spells": document}], "events": [], "places": PLACES}
        tables = f'{DECLARED}[[decision]]\nid = "d"\nwhen = {{ lasts = {{ {lasts} }} }}\n'
        return ask(tables, document, on)["c1"].decisions["d"]

    return judged


SINCE_SEPTEMBER = [boarding("2023-09-01")]
GAP = [boarding("2023-06-01", "2023-08-25"), boarding("2023-09-01")]
MOVED = [boarding("2023-06-01", "2023-09-01", place="town"), boarding("2023-09-01", place="far")]
WITH_REASONS = [boarding("2023-06-01", "2023-09-01", reason="school"), boarding("2023-09-01", reason="court")]
VISITED = [boarding("2023-06-01", breaks=[{"kind": "visit", "from": "2023-08-01", "until": "2023-08-11"}])]
LEAVE = {"children": [{"id": "c1", "facts": {"leave": {"from": "2023-09-01"}, "moved_in": "2023-01-01"}}]}
AWAY = {
    "children": [{"id": "c1"}],
    "persons": [
        {"id": "p1", "status": "living", "spells": [{"from": "2023-01-01"}]},
        {
            "id": "p2",
            "status": "living",
            "spells": [{"from": "2023-01-01", "until": "2023-09-01"}, {"from": "2023-09-01"}],
        },
    ],
    "relations": [{"child": "c1", "person": person, "role": "parent"} for person in ("p1", "p2")],
}
TAKING_TURNS = AWAY | {
    "persons": [
        {
            "id": "p1",
            "status": "living",
            "spells": [{"from": "2023-01-01", "until": "2023-08-01"}, {"from": "2023-08-08"}],
        },
        {"id": "p2", "status": "living", "spells": [{"from": "2023-01-01"}]},
    ]
}
THREE = 'at_least = "3 months"'

# Each parameter: what is recorded, what is asked without it and with it, and the two answers on 1 October 2023.
PARAMETERS: dict[str, tuple[Any, str, str, str, str]] = {
    "spell": (SINCE_SEPTEMBER, 'spell = "boarding"', 'spell = "lodging"', "yes", "no"),
    "span": (LEAVE, 'since = { fact = "moved_in" }, at_least = "2 months"', 'span = "leave", at_least = "2 months"', "yes", "no"),
    "since": (LEAVE, 'span = "leave", at_least = "2 months"', 'since = { fact = "moved_in" }, at_least = "2 months"', "no", "yes"),
    "of": (AWAY, f'spell = "absence", of = "parents", {THREE}', f'spell = "absence", of = "guardians", {THREE}', "yes", "unknown"),
    "together": (
        TAKING_TURNS,
        'spell = "absence", of = "parents", at_least = "1 month", gap_up_to = "1 week"',
        'spell = "absence", of = "parents", at_least = "3 months", together = true',
        "yes",
        "no",
    ),
    "at_least": (SINCE_SEPTEMBER, 'spell = "boarding", at_least = "1 month"', 'spell = "boarding", at_least = "31 days"', "yes", "no"),
    "more_than": (SINCE_SEPTEMBER, 'spell = "boarding"', 'spell = "boarding", more_than = "1 month"', "yes", "no"),
    "at_most": (SINCE_SEPTEMBER, 'spell = "boarding", at_most = "1 month"', 'spell = "boarding", at_most = "29 days"', "yes", "no"),
    "less_than": (SINCE_SEPTEMBER, 'spell = "boarding", less_than = "31 days"', 'spell = "boarding", less_than = "1 month"', "yes", "no"),
    "gap_up_to": (GAP, f'spell = "boarding", {THREE}', f'spell = "boarding", {THREE}, gap_up_to = "7 days"', "no", "yes"),
    "breaks": (VISITED, f'spell = "boarding", {THREE}', f'spell = "boarding", {THREE}, breaks = {{ visit = "ignore" }}', "no", "yes"),
    "reasons": (WITH_REASONS, f'spell = "boarding", {THREE}', f'spell = "boarding", {THREE}, reasons = ["court"]', "yes", "no"),
    "beyond": (
        [living("village"), *MOVED],
        f'spell = "boarding", {THREE}',
        f'spell = "boarding", {THREE}, beyond = "county"',
        "yes",
        "no",
    ),
    "same_place": (MOVED, f'spell = "boarding", {THREE}', f'spell = "boarding", {THREE}, same_place = "county"', "yes", "no"),
    "home": (
        [living("village"), {"kind": "lodging", "from": "2020-01-01", "place": "far"}, boarding("2023-01-01", place="far")],
        'spell = "boarding", beyond = "county"',
        'spell = "boarding", beyond = "county", home = "lodging"',
        "yes",
        "no",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_changes_an_answer(told: Any, name: str) -> None:
    document, without, with_it, before, after = PARAMETERS[name]
    assert (before, after) == tuple(told(one, document).verdict.value for one in (without, with_it))


def test_no_parameter_is_left_out() -> None:
    assert set(PARAMETERS) == {field.name for field in attrs.fields(Lasts)} - {"id", "source", "target"}


# ------------------------------------------------------------------------------------------------ durations


@pytest.mark.parametrize(
    ("bound", "first_yes", "first_no"),
    [
        ('at_least = "1 month"', date(2023, 2, 28), None),
        ('more_than = "1 month"', date(2023, 3, 1), None),
        ('at_least = "28 days"', date(2023, 2, 28), None),
        ('at_least = "3 months"', date(2023, 4, 30), None),
        ('at_most = "1 month"', date(2023, 1, 31), date(2023, 3, 1)),
        ('less_than = "1 month"', date(2023, 1, 31), date(2023, 2, 28)),
        ('at_least = "2 weeks", less_than = "1 month"', date(2023, 2, 14), date(2023, 2, 28)),
        ("", date(2023, 1, 31), None),
    ],
)
def test_a_time_is_full_on_the_day_that_its_comparator_says(
    told: Any, bound: str, first_yes: date, first_no: date | None
) -> None:
    """Of a spell that begins on 31 January 2023: a month is full on 28 February."""
    asked = ", ".join(filter(None, ('spell = "boarding"', bound)))
    answers = [
        (day, told(asked, [boarding("2023-01-31")], day).verdict.value)
        for day in (date(2023, 1, 30) + timedelta(days=n) for n in range(95))
    ]
    changes = [day for (day, now), (_, before) in zip(answers[1:], answers, strict=False) if now != before]
    assert answers[0][1] == "no"
    assert [day for day in (first_yes, first_no) if day is not None] == changes


# ------------------------------------------------------------------------------------------ time between

BREAK = {"from": "2023-08-01", "until": "2023-08-08"}


@pytest.mark.parametrize(
    ("parameters", "kind", "since"),
    [
        ("", "visit", "2023-08-08"),
        ('gap_up_to = "6 days"', "visit", "2023-08-08"),
        ('gap_up_to = "7 days"', "visit", "2023-06-01"),
        ('gap_up_to = "1 week"', "visit", "2023-06-01"),
        ('breaks = { visit = "ignore" }', "visit", "2023-06-01"),
        ('breaks = { visit = "ignore" }', "prison", "2023-08-08"),
        ('gap_up_to = "30 days", breaks = { prison = "restart" }', "visit", "2023-06-01"),
        ('gap_up_to = "30 days", breaks = { prison = "restart" }', "prison", "2023-08-08"),
    ],
)
def test_what_a_break_of_a_week_does(told: Any, parameters: str, kind: str, since: str) -> None:
    asked = ", ".join(filter(None, ('spell = "boarding"', parameters)))
    found = told(asked, [boarding("2023-06-01", breaks=[{"kind": kind, **BREAK}])])
    assert since == found.findings.values["since"].isoformat()


def test_within_a_tolerated_gap_it_goes_on_until_the_tolerance_is_used_up(told: Any) -> None:
    spells = [boarding("2023-06-01", "2023-09-28")]
    asked = 'spell = "boarding", gap_up_to = "3 days"'
    assert ["yes", "yes", "yes", "no"] == [
        told(asked, spells, date(2023, 9, 28) + timedelta(days=n)).verdict.value for n in range(4)
    ]


def test_on_the_first_day_of_a_break_that_restarts_it_has_stopped(told: Any) -> None:
    spells = [boarding("2023-06-01", breaks=[{"kind": "prison", **BREAK}])]
    asked = 'spell = "boarding", gap_up_to = "30 days", breaks = { prison = "restart" }'
    assert ["yes", "no", "no", "yes"] == [
        told(asked, spells, day).verdict.value
        for day in (date(2023, 7, 31), date(2023, 8, 1), date(2023, 8, 7), date(2023, 8, 8))
    ]


# ------------------------------------------------------------------------------------- what is not known


@pytest.mark.parametrize(
    ("asked", "document", "verdict", "missing"),
    [
        # nobody keeps spells
        ('spell = "boarding"', {"children": [{"id": "c1"}]}, "unknown", ["child:c1.spells"]),
        # an open spell of unknown start suffices where nothing is asked of its length
        ('spell = "boarding"', [boarding(None, id="s1")], "yes", []),
        ('spell = "boarding", at_least = "1 day"', [boarding(None, id="s1")], "unknown", ["spell:s1.start"]),
        ('spell = "boarding", less_than = "1 day"', [boarding(None, id="s1")], "unknown", ["spell:s1.start"]),
        ('spell = "boarding"', [boarding(None, "2023-10-01", id="s1")], "no", []),
        ('spell = "boarding"', [boarding(None, "2023-10-02", id="s1")], "yes", []),
        # the reason or the place of a spell
        ('spell = "boarding", reasons = ["school"]', [boarding("2023-09-01", id="s1")], "unknown", ["spell:s1.reason"]),
        ('spell = "boarding", beyond = "county"', [living("town"), boarding("2023-09-01", id="s1")], "unknown", ["spell:s1.place"]),
        ('spell = "boarding", beyond = "county"', [living("town"), boarding("2023-09-01", place="village")], "no", []),
        ('spell = "boarding", beyond = "township"', [living("town"), boarding("2023-09-01", place="village")], "yes", []),
        ('spell = "boarding", beyond = "county"', [living("town"), boarding("2023-09-01", place="far")], "yes", []),
        # a declared span, and a moment
        ('span = "leave"', {"children": [{"id": "c1"}]}, "unknown", ["child:c1.leave"]),
        ('since = { event = "arrival" }', {"children": [{"id": "c1"}]}, "unknown", ["child:c1.events"]),
        ('since = { event = "arrival" }', {"children": [{"id": "c1"}], "events": []}, "no", []),
        ('since = { birthday = {} }, at_least = "1 week"', {"children": [{"id": "c1"}]}, "unknown", ["child:c1.birthday"]),
        ('since = { birthday = {} }, at_least = "1 week"', {"children": [{"id": "c1", "birthday": "2023-09-24"}]}, "yes", []),
        ('since = { birthday = {} }, at_least = "1 week"', {"children": [{"id": "c1", "birthday": "2023-09-25"}]}, "no", []),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_where_it_matters(
    told: Any, asked: str, document: Any, verdict: str, missing: list[str]
) -> None:
    found = told(asked, document)
    assert (verdict, missing) == (found.verdict.value, [fact.path for fact in found.missing])


@pytest.mark.parametrize(
    ("asked", "document", "verdict", "missing"),
    [
        ('span = "leave", at_least = "1 month"', {"from": "2023-09-01"}, "yes", []),
        ('span = "leave", at_least = "1 month"', {"from": "2023-09-02"}, "no", []),
        ('span = "leave"', {"from": "2023-09-01", "until": "2023-10-01"}, "no", []),
        ('span = "leave"', {"from": "2023-09-01", "last_day": "2023-10-01"}, "yes", []),
        ('span = "leave"', {"from": "2023-10-02"}, "no", []),
    ],
)
def test_a_declared_span_lasts_on_its_own_days(
    told: Any, asked: str, document: Any, verdict: str, missing: list[str]
) -> None:
    found = told(asked, {"children": [{"id": "c1", "facts": {"leave": document}}]})
    assert (verdict, missing) == (found.verdict.value, [fact.path for fact in found.missing])


# ------------------------------------------------------------------------------------------------- members


def parents(*persons: dict[str, Any]) -> dict[str, Any]:
    rows = [{"id": f"p{n}", **one} for n, one in enumerate(persons, start=1)]
    return {
        "children": [{"id": "c1"}],
        "persons": rows,
        "relations": [{"child": "c1", "person": row["id"], "role": "parent"} for row in rows],
    }


GONE = {"status": "living", "spells": [{"from": "2023-01-01"}]}


@pytest.mark.parametrize(
    ("document", "together", "verdict", "missing"),
    [
        (parents(GONE, GONE), False, "yes", []),
        (parents(GONE, {"status": "living", "spells": []}), False, "no", []),
        (parents(GONE, {"status": "living"}), False, "unknown", ["person:p2.spells"]),
        (parents({"status": "living", "spells": []}, {"status": "living"}), False, "no", []),
        (parents(GONE, {"status": "deceased", "spells": []}), False, "yes", []),
        (
            parents(GONE, {"status": {"unknown": "not_known"}, "spells": []}),
            False,
            "unknown",
            ["person:p2.status"],
        ),
        (parents(GONE | {"status": "deceased"}), False, "no", []),
        ({"children": [{"id": "c1", "parents": []}]}, False, "no", []),
        ({"children": [{"id": "c1"}]}, False, "unknown", ["child:c1.parents"]),
        (parents(GONE, GONE), True, "yes", []),
        (parents(GONE, {"status": "living", "spells": [{"from": "2023-08-01"}]}), True, "no", []),
        (parents(GONE, {"status": "living"}), True, "unknown", ["person:p2.spells"]),
    ],
)
def test_each_of_the_related_has_a_clock_of_its_own_or_all_have_one(
    told: Any, document: Any, together: bool, verdict: str, missing: list[str]
) -> None:
    asked = f'spell = "absence", of = "parents", at_least = "3 months", together = {str(together).lower()}'
    found = told(asked, document)
    assert verdict == found.verdict.value
    assert missing == [fact.path for fact in found.missing]
    assert bool(missing) == (found.verdict is UNKNOWN)


def test_spells_of_different_places_do_not_run_on_into_each_other_where_one_place_is_asked(told: Any) -> None:
    asked = 'spell = "boarding", same_place = "%s", at_least = "3 months"'
    spells = [boarding("2023-06-01", "2023-09-01", place="town"), boarding("2023-09-01", place="village")]
    assert ["yes", "no"] == [told(asked % level, spells).verdict.value for level in ("county", "township")]
