"""What only a plan knows, in the facts document: declared facts, events, spells, relations, families, places, calendars."""

import json
import traceback
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import DayTable, Span
from liushou_core.domain.contact import ContactKind
from liushou_core.domain.family import GuardianKind
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.related import ROLES
from liushou_core.domain.school import ConductKind, TitleName
from liushou_core.domain.spell import Break
from liushou_core.domain.subject import Around, SubjectRole
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED, Unknown
from liushou_core.errors import InvalidFacts
from liushou_core.serialization.facts_document import read_facts
from liushou_core.testing.declared_documents import declared_facts
from liushou_core.testing.facts_documents import facts_documents, shuffled

Document = dict[str, Any]
CHILD, PERSON, FAMILY = SubjectKind.CHILD, SubjectKind.PERSON, SubjectKind.FAMILY
CANARY = "金丝雀canary"


def around(document: Document | str) -> Around:
    """Return what surrounds the subjects of a document."""
    return next(read_facts(document).subjects(SubjectRole.CHILD)).around


def child(**fields: Any) -> Document:
    return {"children": [{"id": "c1", **fields}]}


def refusals(document: Any) -> set[tuple[str, str]]:
    """Return path and code of everything that is wrong with a document."""
    with pytest.raises(InvalidFacts) as caught:
        read_facts(document)
    told = "".join(traceback.format_exception(caught.value)) + caught.value.text("zh")
    assert CANARY not in told
    assert caught.value.__context__ is None
    return {(".".join(map(str, problem.path)), problem.code) for problem in caught.value.problems}


# --- facts


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("131.50", Decimal("131.50")),
        ("3", Decimal(3)),
        ('"3"', "3"),
        ('"2023-09-01"', "2023-09-01"),
        ('""', ""),
        ("[]", ()),
        ('["b", "a"]', ("a", "b")),
        ('{"from": "2023-09-01", "last_day": "2023-09-30"}', Span(date(2023, 9, 1), date(2023, 10, 1))),
        ('{"start": "2023-09-01"}', Span(date(2023, 9, 1))),
        ('{"unknown": "refused"}', REFUSED),
        ('{"unknown": "not_known"}', NOT_KNOWN),
    ],
)
def test_a_value_is_read_as_it_is_written_and_text_stays_text(written: str, value: Any) -> None:
    found = around(f'{{"children": [{{"id": "c1", "facts": {{"fact": {written}}}}}]}}').observations(
        CHILD, "c1"
    )
    assert [(value, type(value), None, None)] == [(o.value, type(o.value), o.start, o.until) for o in found]


def test_a_dict_may_hold_a_day_or_a_float() -> None:
    document = child(facts={"moved_in": date(2023, 9, 1), "height": 131.5})
    found = {o.name: o.value for o in around(document).observations(CHILD, "c1")}
    assert {"moved_in": date(2023, 9, 1), "height": Decimal("131.5")} == found


def test_dated_values_hold_from_their_days_on() -> None:
    dated = [
        {"from": "2023-09-01", "value": {"unknown": "refused"}},
        {"value": True, "last_day": "2022-12-31"},
        {"start": "2023-01-01", "until": "2023-03-01", "value": ["b", "a"]},
    ]
    found = around(child(facts={"poor": dated})).observations(CHILD, "c1")
    assert [
        (None, date(2023, 1, 1), True),
        (date(2023, 1, 1), date(2023, 3, 1), ("a", "b")),
        (date(2023, 9, 1), None, REFUSED),
    ] == [(o.start, o.until, o.value) for o in found]


def test_children_persons_organisations_pairings_and_families_have_facts() -> None:
    facts = {"facts": {"rank": 1}}
    document = {
        "organisations": [{"id": "s1", "kind": "school", **facts}],
        "children": [{"id": "c1", **facts}],
        "persons": [{"id": "p1", **facts}],
        "pairings": [{"child": "c1", "by": "p1", "role": "volunteer", "from": "2023-01-01", **facts}],
        "families": [{"id": "f1", **facts}],
    }
    found = around(document)
    subjects = {
        SubjectKind.ORGANISATION: "s1",
        CHILD: "c1",
        PERSON: "p1",
        SubjectKind.PAIRING: "c1.volunteer.1",
        FAMILY: "f1",
    }
    for kind, id in subjects.items():
        (observation,) = found.observations(kind, id)
        assert (kind, id, "rank", Decimal(1), "s1") == (
            observation.subject_kind,
            observation.subject,
            observation.name,
            observation.value,
            observation.scope,
        )


def test_observations_of_a_child_and_a_person_of_one_id_are_apart() -> None:
    document = {"children": [{"id": "x", "facts": {"a": 1}}], "persons": [{"id": "x", "facts": {"a": 2}}]}
    found = around(document)
    assert [Decimal(1)] == [o.value for o in found.observations(CHILD, "x")]
    assert [Decimal(2)] == [o.value for o in found.observations(PERSON, "x")]


# --- spells


def test_a_child_has_spells_of_any_kind() -> None:
    spells = [
        {
            "kind": "boarding",
            "from": "2022-09-01",
            "last_day": "2023-06-30",
            "reason": "far from school",
            "place": "town",
            "breaks": [
                {"from": "2023-05-01", "last_day": "2023-05-05", "kind": "festival"},
                {"from": "2022-10-01", "until": "2022-10-08"},
            ],
        },
        {"id": "first", "kind": "boarding", "until": "2022-01-15", "reason": {"unknown": "refused"}},
    ]
    document = child(spells=spells) | {"places": [{"id": "town", "level": "township"}]}
    first, second = around(document).spells(CHILD, "c1")  # type: ignore[misc]
    assert ("first", NOT_ASKED, date(2022, 1, 15), REFUSED, NOT_ASKED) == (
        first.id,
        first.start,
        first.until,
        first.reason,
        first.place,
    )
    assert ("c1.boarding.1", date(2022, 9, 1), date(2023, 7, 1), "far from school", "town") == (
        second.id,
        second.start,
        second.until,
        second.reason,
        second.place,
    )
    assert (
        Break(start=date(2022, 10, 1), until=date(2022, 10, 8)),
        Break(start=date(2023, 5, 1), until=date(2023, 5, 6), kind="festival"),
    ) == second.breaks


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({}, NOT_ASKED), ({"spells": []}, ()), ({"spells": {"unknown": "refused"}}, REFUSED)],
)
@pytest.mark.parametrize("section", ["children", "persons", "organisations", "families"])
def test_whoever_has_no_list_of_spells_was_not_asked(section: str, fields: Document, expected: Any) -> None:
    kinds = {
        "children": CHILD,
        "persons": PERSON,
        "organisations": SubjectKind.ORGANISATION,
        "families": FAMILY,
    }
    one = {"id": "x", **({"kind": "school"} if section == "organisations" else {}), **fields}
    document = {"children": [{"id": "c1"}], section: [one]} if section != "children" else {section: [one]}
    assert expected == around(document).spells(kinds[section], "x")


def test_a_persons_absences_and_other_spells_stand_in_one_list() -> None:
    spells = [
        {"from": "2023-01-01", "reason": "working", "place": "Guangdong"},
        {"kind": "illness", "from": "2022-01-01"},
        {"kind": "absence", "from": "2021-01-01", "until": "2021-06-01"},
    ]
    document = {
        "children": [{"id": "c1"}],
        "persons": [{"id": "p1", "spells": spells}],
        "relations": [{"child": "c1", "person": "p1", "role": "father"}],
    }
    facts = read_facts(document)
    (only,) = facts.children()
    absences = only.parents[0].absences
    assert isinstance(absences, tuple)
    assert ["p1.absence.1", "p1.absence.2"] == sorted(absence.id for absence in absences)
    assert [("absence", NOT_ASKED), ("illness", NOT_ASKED), ("absence", "working")] == [
        (spell.kind, spell.reason)
        for spell in only.around.spells(PERSON, "p1")  # type: ignore[union-attr]
    ]


# --- events


def test_an_event_of_a_plans_own_kind_names_whom_it_happened_to_and_what_is_recorded_of_it() -> None:
    document = {
        "children": [{"id": "c1", "household": "f1"}, {"id": "c2"}],
        "persons": [{"id": "p1"}, {"id": "p2"}],
        "families": [{"id": "f2"}],
        "pairings": [{"id": "q1", "child": "c1", "by": "p1", "role": "volunteer", "from": "2023-01-01"}],
        "events": [
            {"kind": "talk", "day": "2023-01-02", "by": "p1", "children": ["c1"], "facts": {}},
            {
                "id": "all",
                "kind": "clinic",
                "day": "2023-01-03",
                "by": "p1",
                "children": ["c2", "c1"],
                "person": "p2",
                "pairing": "q1",
                "family": "f1",
                "made": False,
                "facts": {"yuan": 12.50, "kinds": ["x"], "result": {"unknown": "not_known"}},
            },
            {"kind": "clinic", "day": "2023-01-03", "child": "c2"},
            {"kind": "grant", "day": "2023-01-04", "family": "f2"},
        ],
    }
    facts = read_facts(document)
    one = next(facts.children())
    assert [ContactKind.TALK] == [contact.kind for contact in one.contacts]
    (event,) = one.around.events(CHILD, "c1")  # type: ignore[misc]
    assert ("all", "p1", ("c1", "c2"), ("p2",), "q1", "f1", False) == (
        event.id,
        event.by,
        event.children,
        event.persons,
        event.pairing,
        event.family,
        event.made,
    )
    assert [("kinds", ("x",)), ("result", NOT_KNOWN), ("yuan", Decimal("12.5"))] == [
        (fact.name, fact.value) for fact in event.facts
    ]
    assert ["all", "clinic.2023-01-03.1"] == [
        e.id
        for e in one.around.events(CHILD, "c2")  # type: ignore[union-attr]
    ]
    assert ["grant.2023-01-04.1"] == [e.id for e in one.around.events(FAMILY, "f2")]  # type: ignore[union-attr]
    assert ["f1", "f2"] == [family.id for family in facts.subjects(SubjectRole.FAMILY)]


@pytest.mark.parametrize(("more", "expected"), [({}, NOT_ASKED), ({"events": []}, ())], ids=str)
def test_without_a_list_of_events_nobody_keeps_them(more: Document, expected: Any) -> None:
    assert expected == around(child() | more).events(CHILD, "c1")


# --- relations, families, places, calendars


def test_a_relation_may_have_a_role_of_a_plans_own() -> None:
    relation = {
        "child": "c1",
        "person": "p1",
        "role": "sponsor",
        "from": "2023-01-01",
        "last_day": "2023-06-30",
    }
    document = child() | {"persons": [{"id": "p1"}], "relations": [relation]}
    found = around(document)
    (sponsor,) = found.related(CHILD, "c1", "sponsor")  # type: ignore[misc]
    assert ("p1", date(2023, 1, 1), date(2023, 7, 1)) == (sponsor.subject.id, sponsor.start, sponsor.until)
    assert () == found.related(CHILD, "c1", "grandmother")
    assert NOT_ASKED is found.related(CHILD, "c1", "guardians")
    assert NOT_ASKED is around(child()).related(CHILD, "c1", "sponsor")


CLUB: Document = {
    "organisations": [{"id": "club", "kind": "other", "parent": "town"}, {"id": "town", "kind": "city"}],
    "persons": [{"id": "p1"}, {"id": "p2"}],
}


def test_a_relation_may_tie_a_person_to_a_body() -> None:
    relations = [
        {
            "organisation": "club",
            "person": "p1",
            "role": "rower",
            "from": "2023-01-01",
            "last_day": "2023-06-30",
        },
        {"organisation": "club", "person": "p1", "role": "coach", "start": "2023-07-01"},
        {"organisation": "town", "person": "p2", "role": "rower"},
    ]
    posts = [{"organisation": "club", "holder": "p2", "role": "head", "from": "2022-01-01"}]
    facts = read_facts(CLUB | {"relations": relations, "posts": posts})
    (club, town) = facts.subjects(SubjectRole.ORGANISATION)
    assert [
        ("p1", date(2023, 1, 1), date(2023, 7, 1), NOT_ASKED),
        ("p1", date(2023, 7, 1), None, NOT_ASKED),
        ("p2", date(2022, 1, 1), None, NOT_ASKED),
    ] == [
        (one.subject.id, one.start, one.until, one.subject.birthday)
        for one in club.around.related(club.kind, "club", "members")  # type: ignore[union-attr]
    ]
    assert ["p2"] == [one.subject.id for one in town.around.related(town.kind, "town", "rower")]  # type: ignore[union-attr]
    assert ("coach", "rower") == club.around.own_roles(club.kind, "club")
    assert ["club", "town"] == [
        one.subject.id
        for one in club.around.related(PERSON, "p2", "organisations")  # type: ignore[union-attr]
    ]
    assert NOT_ASKED is around_of(CLUB).related(SubjectKind.ORGANISATION, "club", "members")


def around_of(document: Document) -> Around:
    return next(read_facts(document).subjects(SubjectRole.ORGANISATION)).around


def test_a_body_that_nobody_describes_may_have_members() -> None:
    relation = {"organisation": "club", "person": "p1", "role": "rower"}
    found = around(child() | {"persons": [{"id": "p1"}], "relations": [relation]})
    assert ["p1"] == [
        one.subject.id
        for one in found.related(SubjectKind.ORGANISATION, "club", "members")  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize("kind", GuardianKind)
def test_each_kind_of_guardian_is_a_role(kind: GuardianKind) -> None:
    words = {GuardianKind.PARENT: "parent_guardian", GuardianKind.OTHER: "guardian"}
    relation = {"child": "c1", "person": "p1", "role": words.get(kind, kind.value)}
    found = around(child() | {"persons": [{"id": "p1"}], "relations": [relation]})
    roles = [
        role
        for role in sorted(ROLES[SubjectKind.CHILD])
        if found.related(CHILD, "c1", role) not in ((), NOT_ASKED)
    ]
    named = {GuardianKind.PARENT: "parent_guardian"}.get(kind, kind.value)
    assert sorted({"guardian", "guardians", named}) == roles


def test_places_lie_within_each_other() -> None:
    document = child() | {
        "places": [
            {"id": "village", "level": "village", "within": "county", "name": "王家村"},
            {"id": "county", "level": "county"},
        ]
    }
    found = around(document).place("village")
    assert found is not None
    assert ("village", "county", "王家村") == (found.level, found.within, found.name)


def test_a_calendar_without_an_id_is_the_one_meant_where_none_is_named() -> None:
    document = child() | {
        "calendars": [
            {
                "rest": ["sunday"],
                "holidays": ["2023-10-02", "2023-10-01"],
                "workdays": ["2023-10-08"],
                "from": "2023-01-01",
                "last_day": "2023-12-31",
            },
            {"id": "plain"},
        ]
    }
    found = around(document)
    assert DayTable(
        rest=frozenset({"sunday"}),
        holidays=frozenset({date(2023, 10, 1), date(2023, 10, 2)}),
        workdays=frozenset({date(2023, 10, 8)}),
        start=date(2023, 1, 1),
        until=date(2024, 1, 1),
    ) == found.day_table("default")
    assert DayTable() == found.day_table("plain")


# --- what is refused, and where

PEOPLE = {"children": [{"id": "c1"}], "persons": [{"id": "p1"}]}


def fact(value: Any) -> Document:
    return child(facts={"f": value})


def event(**fields: Any) -> Document:
    return PEOPLE | {"events": [{"kind": "clinic", "day": "2023-01-01", **fields}]}


def membership(role: Any = "rower", **fields: Any) -> Document:
    return CLUB | {"relations": [{"organisation": "club", "person": "p1", "role": role, **fields}]}


def relation(role: Any, **fields: Any) -> Document:
    return PEOPLE | {"relations": [{"child": "c1", "person": "p1", "role": role, **fields}]}


AT = "children.0.facts.f"
WRONG: list[tuple[str, Any, set[tuple[str, str]]]] = [
    ("null", fact(None), {(AT, "null_is_not_unknown")}),
    ("facts that are null", child(facts=None), {("children.0.facts", "wrong_type")}),
    ("facts in a list", child(facts=[]), {("children.0.facts", "wrong_type")}),
    ("an instant", fact(datetime(2023, 1, 1)), {(AT, "wrong_type")}),  # noqa: DTZ001
    ("an object of nothing", fact({}), {(AT, "missing_key")}),
    ("an object of something else", fact({"value": 1}), {(AT, "missing_key"), (AT, "unknown_key")}),
    (
        "a reversed interval",
        fact({"from": "2023-02-01", "until": "2023-01-01"}),
        {(f"{AT}.until", "span_reversed")},
    ),
    (
        "two ends",
        fact({"from": "2023-02-01", "until": "2023-03-01", "last_day": "2023-03-01"}),
        {(f"{AT}.last_day", "one_comparator")},
    ),
    ("an unknown unknown", fact({"unknown": "maybe"}), {(AT, "not_a_choice")}),
    ("a number without an end", fact(Decimal("Infinity")), {(AT, "not_finite")}),
    ("a number of too many digits", fact(10**20), {(AT, "too_many_digits")}),
    ("a text that cannot be kept", fact("a\0b"), {(AT, "unusable_text")}),
    (
        "choices that are no texts",
        fact(["a", 1, None]),
        {(f"{AT}.1", "wrong_type"), (f"{AT}.2", "wrong_type")},
    ),
    ("a choice twice", fact(["a", "b", "a"]), {(AT, "repeated")}),
    ("a dated value without one", fact([{"from": "2023-01-01"}]), {(f"{AT}.0", "missing_key")}),
    (
        "dated values among others",
        fact([{"value": 1}, "b", {"value": [{"value": 1}]}]),
        {(f"{AT}.1", "wrong_type"), (f"{AT}.2.value.0", "wrong_type")},
    ),
    ("a dated null", fact([{"value": None}]), {(f"{AT}.0.value", "null_is_not_unknown")}),
    (
        "a dated text that cannot be kept",
        fact([{"value": "\0"}]),
        {(f"{AT}.0.value", "unusable_text")},
    ),
    (
        "a value that ends before it begins",
        fact([{"value": 1, "from": "2023-01-02", "last_day": "2023-01-01"}]),
        {(f"{AT}.0.last_day", "until_before_start")},
    ),
    (
        "two values from one day on",
        fact([{"value": 1, "from": "2023-01-02"}, {"value": 2, "from": "2023-01-02"}]),
        {(f"{AT}.1", "two_values")},
    ),
    ("a name that is none", child(facts={"a b": 1, CANARY: 1}), {("children.0.facts", "bad_fact_name")}),
    (
        "facts of a class",
        {"classes": [{"id": "k", "entry": "2022-2023", "entry_grade": 1, "facts": {}}]},
        {("classes.0", "unknown_key")},
    ),
    ("a family without an id", {"families": [{}]}, {("families.0", "missing_key")}),
    ("a family twice", {"families": [{"id": "f"}, {"id": "f"}]}, {("families.1.id", "id_twice")}),
    # spells
    (
        "a child's spell without a kind",
        child(spells=[{"from": "2023-01-01"}]),
        {("children.0.spells.0", "missing_key")},
    ),
    ("spells that are null", child(spells=None), {("children.0.spells", "null_is_not_unknown")}),
    ("spells in an object", child(spells={"kind": "x"}), {("children.0.spells", "wrong_type")}),
    (
        "a spell at no place",
        child(spells=[{"kind": "x", "place": "nowhere"}]),
        {("children.0.spells.0.place", "leads_nowhere")},
    ),
    (
        "a break outside",
        child(spells=[{"kind": "x", "from": "2023-01-01", "breaks": [{"from": "2022-01-01"}]}]),
        {("children.0.spells.0.breaks", "break_outside")},
    ),
    (
        "a spell id twice",
        child(spells=[{"id": "a", "kind": "x"}]) | {"persons": [{"id": "p", "spells": [{"id": "a"}]}]},
        {("children.0.spells.0.id", "id_twice")},
    ),
    (
        "a spell of a person that says what only an absence says",
        {
            "persons": [
                {"id": "p", "spells": [{"kind": "illness", "from": "2023-01-01", "until": "2023-01-01"}]}
            ]
        },
        {("persons.0.spells.0.until", "until_before_start")},
    ),
    # events
    ("a kind that is no word", event(kind="Clinic day"), {("events.0.kind", "bad_word")}),
    ("a kind that is too long", event(kind="a" * 65), {("events.0.kind", "bad_word")}),
    ("no kind", {"events": [{"day": "2023-01-01"}]}, {("events.0", "missing_key")}),
    ("an event with nobody", event(), {("events.0.children", "event_with_nobody")}),
    (
        "an event with nobody who is there",
        event(child="c9", persons=["p9"], pairing="q9", family="f9", by="p8"),
        {
            ("events.0.child", "leads_nowhere"),
            ("events.0.persons", "leads_nowhere"),
            ("events.0.pairing", "leads_nowhere"),
            ("events.0.family", "leads_nowhere"),
            ("events.0.by", "leads_nowhere"),
        },
    ),
    ("a child and children", event(child="c1", children=["c1"]), {("events.0.child", "one_comparator")}),
    ("a field of contacts", event(child="c1", topics="school"), {("events.0", "unknown_key")}),
    (
        "a fact of a contact",
        event(kind="talk", children=["c1"], facts={"hours": 1}),
        {("events.0.facts", "facts_of_contact")},
    ),
    (
        "dated facts of an event",
        event(child="c1", facts={"a": [{"value": 1}]}),
        {("events.0.facts.a.0", "wrong_type")},
    ),
    (
        "a text of an event",
        event(child="c1", facts={"a": "\0", "b": None}),
        {("events.0.facts.a", "unusable_text"), ("events.0.facts.b", "null_is_not_unknown")},
    ),
    ("facts of an event in a list", event(child="c1", facts=[]), {("events.0.facts", "wrong_type")}),
    (
        "a name that is none, of an event",
        event(child="c1", facts={CANARY: 1}),
        {("events.0.facts", "bad_fact_name")},
    ),
    *(
        (f"{kind} as an event", event(kind=kind, child="c1"), {("events.0.kind", "event_of_archive")})
        for kind in (ConductKind.COMMENDATION.value, TitleName.SELF_STRONG.value)
    ),
    # relations
    ("a helper among the relations", relation("volunteer"), {("relations.0.role", "helper_in_relations")}),
    ("a role that others give", relation("helpers"), {("relations.0.role", "role_taken")}),
    *(
        (f"{role} of a body, which others give", membership(role), {("relations.0.role", "role_taken")})
        for role in ("member", "members", "parent", "guardian", "volunteer")
    ),
    ("a post to a child", relation("head"), {("relations.0.role", "role_taken")}),
    (
        "a relation to a child and a body",
        membership(child="c1", capable=True),
        {("relations.0.child", "child_or_organisation"), ("relations.0", "unknown_key")},
    ),
    (
        "a relation to nothing",
        PEOPLE | {"relations": [{"person": "p1", "role": "rower"}]},
        {("relations.0", "missing_key")},
    ),
    (
        "a relation to a body that is not there",
        membership(organisation="choir", person="p9"),
        {("relations.0.organisation", "leads_nowhere"), ("relations.0.person", "leads_nowhere")},
    ),
    (
        "a relation to no body",
        membership(organisation=None),
        {("relations.0.organisation", "wrong_type")},
    ),
    (
        "a relation to a body that ends before it begins",
        membership(**{"from": "2023-01-01", "until": "2023-01-01"}),
        {("relations.0.until", "until_before_start")},
    ),
    ("a role that is no word", relation("God-mother"), {("relations.0.role", "bad_word")}),
    ("a role that is no text", relation(["sponsor"]), {("relations.0.role", "bad_word")}),
    (
        "what is said of guardians",
        relation("sponsor", capable=True),
        {("relations.0.capable", "only_of_guardians")},
    ),
    (
        "a relation that ends before it begins",
        relation("sponsor", **{"from": "2023-01-01", "until": "2023-01-01"}),
        {("relations.0.until", "until_before_start")},
    ),
    (
        "a relation of unknown start",
        relation("sponsor", **{"from": {"unknown": "refused"}}),
        {("relations.0.from", "wrong_type")},
    ),
    (
        "guardians in the child",
        child(guardianships=["g"]),
        {("children.0.guardianships", "guardians_in_relations")},
    ),
    # places and calendars
    ("a place without a level", {"places": [{"id": "a"}]}, {("places.0", "missing_key")}),
    (
        "a place within nothing",
        {"places": [{"id": "a", "level": "x", "within": "b"}]},
        {("places.0.within", "leads_nowhere")},
    ),
    (
        "places that go round",
        {"places": [{"id": "a", "level": "x", "within": "b"}, {"id": "b", "level": "x", "within": "a"}]},
        {("places.0.within", "place_circle"), ("places.1.within", "place_circle")},
    ),
    ("two calendars without an id", {"calendars": [{}, {}]}, {("calendars.1.id", "id_twice")}),
    ("a bad id of a calendar", {"calendars": [{"id": "a b"}, {}]}, {("calendars.0.id", "bad_id")}),
    (
        "a day of no week",
        {"calendars": [{"rest": ["monday", "someday"]}]},
        {("calendars.0.rest.1", "not_a_choice")},
    ),
    (
        "a holiday that is worked",
        {"calendars": [{"holidays": ["2023-10-01"], "workdays": ["2023-10-01"]}]},
        {("calendars.0.workdays", "holiday_and_workday")},
    ),
    (
        "a calendar that ends before it begins",
        {"calendars": [{"from": "2023-01-01", "last_day": "2022-12-31"}]},
        {("calendars.0.last_day", "until_before_start")},
    ),
]


@pytest.mark.parametrize(("document", "wrong"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_told_with_its_place(document: Any, wrong: set[tuple[str, str]]) -> None:
    assert wrong == refusals(document)


def test_every_mistake_is_told_at_once() -> None:
    document = {
        "children": [{"id": "c1", "facts": {"a": None, "b b": 1}, "spells": [{"kind": "X"}]}],
        "events": [{"kind": "clinic", "day": "2023-13-01", "child": "c9"}],
        "places": [{"id": "a", "level": "x", "within": "a"}],
        "calendars": [{"rest": ["someday"]}],
    }
    assert {
        ("children.0.facts.a", "null_is_not_unknown"),
        ("children.0.facts", "bad_fact_name"),
        ("children.0.spells.0.kind", "bad_word"),
        ("events.0.day", "wrong_type"),
        ("events.0.child", "leads_nowhere"),
        ("places.0.within", "place_circle"),
        ("calendars.0.rest.0", "not_a_choice"),
    } == refusals(document)


# --- properties


@given(declared_facts())
def test_facts_are_what_was_written(facts: Document) -> None:
    """Each name has as many observations as values, in the order of their days, and nothing is a float."""
    found = around(json.dumps(child(facts=facts))).observations(CHILD, "c1")
    for name, value in facts.items():
        days = [item["from"] for item in value if isinstance(item, dict)] if isinstance(value, list) else []
        starts = [o.start for o in found if o.name == name]
        assert starts == (sorted(map(date.fromisoformat, days)) or [None])
    assert not [o for o in found if isinstance(o.value, float)]


def everything(facts: MemoryFacts) -> list[Any]:
    """Return what surrounds every subject of a document, in plain values."""
    found: list[Any] = []
    for role in SubjectRole:
        for one in facts.subjects(role):
            near = [
                near_of(one.around, one.kind, one.id, r)
                for r in ("parents", "sponsor", "children", "family", "members", "rower", "organisations")
            ]
            spells, events = one.around.spells(one.kind, one.id), one.around.events(one.kind, one.id)
            found.append((role, one.id, one.around.observations(one.kind, one.id), spells, events, near))
    return found


def near_of(near: Around, kind: SubjectKind, id: str, role: str) -> Any:
    found = near.related(kind, id, role)
    return (
        found if isinstance(found, Unknown) else [(r.subject.id, r.start, r.until, r.status) for r in found]
    )


@given(st.data())
def test_the_order_of_keys_and_lists_says_nothing(data: st.DataObject) -> None:
    document = data.draw(facts_documents())
    assert everything(read_facts(document)) == everything(read_facts(data.draw(shuffled(document))))
