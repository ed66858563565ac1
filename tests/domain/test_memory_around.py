"""What surrounds a subject in memory: who is related to it in each role, its spells, events, observations, places."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou_core.domain.calendar import DayTable, SchoolYear, Span
from liushou_core.domain.child import Child
from liushou_core.domain.event import Event
from liushou_core.domain.family import (
    Absence,
    AbsenceReason,
    Guardian,
    GuardianKind,
    Guardianship,
    LifeStatus,
    Parent,
    ParentRole,
)
from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.observation import Observation, SubjectKind
from liushou_core.domain.organisation import Organisation, OrganisationKind, Post, PostRole
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.place import Place
from liushou_core.domain.related import KNOWN_ROLES
from liushou_core.domain.relation import Relation
from liushou_core.domain.school import Enrolment, SchoolClass
from liushou_core.domain.spell import Break, Spell, SpellList
from liushou_core.domain.subject import ALONE, Around, SubjectRole
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED, Unknown
from liushou_core.errors import Contradiction

CHILD, PERSON, PAIRING = SubjectKind.CHILD, SubjectKind.PERSON, SubjectKind.PAIRING
FAMILY, BODY = SubjectKind.FAMILY, SubjectKind.ORGANISATION
D1, D2, D3, D4 = date(2022, 9, 1), date(2023, 2, 1), date(2023, 9, 1), date(2024, 2, 1)


def village() -> dict[str, Any]:
    """Return two children of one household, one at school, with everybody who stands round them."""
    return {
        "children": [
            Child(id="c2", scope="v", household="f1", parents=("p2",)),
            Child(id="c1", scope="s", household="f1", parents=("p2", "p1")),
            Child(id="c3", scope="v", household=REFUSED),
        ],
        "parents": [
            Parent(id="p1", scope="v", role=ParentRole.FATHER, status=LifeStatus.DECEASED),
            Parent(id="p2", scope="v", role=ParentRole.MOTHER, absences=(Absence(id="a1", start=D1),)),
        ],
        "guardians": [Guardian(id="g1", scope="v", birthday=date(1950, 2, 3)), Guardian(id="p2", scope="v")],
        "guardianships": [
            Guardianship(id="u1", child="c1", guardian="g1", kind=GuardianKind.TEMPORARY, start=D1, until=D3),
            Guardianship(id="u2", child="c1", guardian="p2", kind=GuardianKind.PARENT),
            Guardianship(id="u3", child="c2", guardian="g1", kind=GuardianKind.OTHER, start=NOT_KNOWN),
        ],
        "helpers": [
            Helper(id="h1", scope="s"),
            Helper(id="t1", scope="s"),
            Helper(id="g1", scope="v", roles=(HelperRole.CADRE,)),
        ],
        "organisations": [
            Organisation(id="s", kind=OrganisationKind.SCHOOL, parent="v"),
            Organisation(id="v", kind=OrganisationKind.VILLAGE),
        ],
        "classes": [SchoolClass(id="k1", school="s", label="7-1", entry=SchoolYear(2022), entry_grade=7)],
        "enrolments": [
            Enrolment(id="e1", child="c1", school_class="k1", start=D1, until=D4),
            Enrolment(id="e2", child="c2", school_class="k1", start=D3),
        ],
        "posts": [
            Post(
                id="w1",
                organisation="s",
                holder="t1",
                role=PostRole.CLASS_TEACHER,
                school_class="k1",
                start=D2,
            ),
            Post(id="w2", organisation="s", holder="h1", role=PostRole.MEMBER, start=D1, until=D3),
            Post(id="w3", organisation="s", holder="t1", role=PostRole.HEAD, start=D3),
        ],
        "pairings": [
            Pairing(id="q1", scope="s", role=HelperRole.VOLUNTEER, by="h1", to="c1", start=D1, until=D2),
            Pairing(id="q2", scope="s", role=HelperRole.CADRE, by="g1", to="c1", start=D2),
            Pairing(
                id="q3",
                scope="s",
                role=HelperRole.ORGANISATION,
                by="v",
                by_kind=PartyKind.ORGANISATION,
                to="k1",
                to_kind=PartyKind.CLASS,
                start=D2,
            ),
        ],
        "relations": [
            Relation(id="r1", scope="v", child="c1", person="h1", role="sponsor", start=D1),
            Relation(id="r2", scope="v", organisation="s", person="p2", role="cook", start=D2, until=D4),
            Relation(id="r3", scope="v", organisation="s", person="h1", role="sponsor"),
            Relation(id="r4", scope="v", organisation="w", person="h1", role="cook"),
        ],
        "observations": [
            Observation(id="o2", scope="v", subject="c1", name="height", value=Decimal(130), start=D1),
            Observation(id="o1", scope="v", subject="c1", name="height", value=REFUSED),
            Observation(
                id="o3", scope="v", subject="f2", subject_kind=FAMILY, name="income", value=Decimal(1)
            ),
        ],
        "events": [
            Event(id="v2", scope="v", kind="clinic", day=D2, children=("c1", "c1"), persons=("g1",)),
            Event(id="v1", scope="v", kind="clinic", day=D2, children=("c1",), family="f3", pairing="q1"),
        ],
        "spell_lists": [
            SpellList(
                id="l1",
                scope="v",
                subject="p2",
                subject_kind=PERSON,
                spells=(
                    Spell(id="s1", kind="illness"),
                    Spell(id="s2", kind="illness", start=date(2022, 1, 1)),
                ),
            )
        ],
        "places": [Place(id="y1", level="village", within="y2"), Place(id="y2", level="county")],
        "day_tables": {"default": DayTable()},
        "families": ["f4"],
    }


def around(**changes: Any) -> Around:
    return next(MemoryFacts.build(**{**village(), **changes}).children()).around


def shown(found: Any) -> Any:
    """Return what is related as plain tuples: id, start, end."""
    return found if isinstance(found, Unknown) else [(one.subject.id, one.start, one.until) for one in found]


@pytest.mark.parametrize(
    ("kind", "id", "role", "expected"),
    [
        (CHILD, "c1", "parents", [("p1", None, None), ("p2", None, None)]),
        (CHILD, "c1", "parent", [("p1", None, None), ("p2", None, None)]),
        (CHILD, "c1", "father", [("p1", None, None)]),
        (CHILD, "c2", "father", []),
        (CHILD, "c3", "mother", NOT_ASKED),
        (CHILD, "c1", "guardians", [("g1", D1, D3), ("p2", NOT_ASKED, None)]),
        (CHILD, "c1", "temporary", [("g1", D1, D3)]),
        (CHILD, "c1", "parent_guardian", [("p2", NOT_ASKED, None)]),
        (CHILD, "c2", "other", [("g1", NOT_KNOWN, None)]),
        (CHILD, "c3", "guardian", NOT_ASKED),
        (CHILD, "c1", "helpers", [("g1", D2, None), ("h1", D1, D2)]),
        (CHILD, "c1", "volunteer", [("h1", D1, D2)]),
        (CHILD, "c1", "class_teacher", [("t1", D2, D4)]),
        (CHILD, "c3", "class_teacher", []),
        (CHILD, "c1", "subject_teacher", []),
        (CHILD, "c1", "pairings", [("q1", D1, D2), ("q2", D2, None)]),
        (CHILD, "c1", "family", [("f1", None, None)]),
        (CHILD, "c3", "family", REFUSED),
        (CHILD, "c1", "school", [("s", D1, D4)]),
        (CHILD, "c3", "school", []),
        (CHILD, "c1", "sponsor", [("h1", D1, None)]),
        (CHILD, "c2", "sponsor", []),
        (CHILD, "nobody", "parents", NOT_ASKED),
        (PERSON, "p2", "children", [("c1", None, None), ("c2", None, None)]),
        (PERSON, "h1", "children", []),
        (PERSON, "g1", "wards", [("c1", D1, D3), ("c2", NOT_KNOWN, None)]),
        (PERSON, "g1", "helped", [("c1", D2, None)]),
        (PERSON, "g1", "pairings", [("q2", D2, None)]),
        (PERSON, "h1", "organisations", [("s", None, None), ("s", D1, D3), ("w", None, None)]),
        (PERSON, "t1", "organisations", [("s", D2, None), ("s", D3, None)]),
        (PERSON, "g1", "organisations", []),
        (PERSON, "g1", "uncles", NOT_ASKED),
        (PAIRING, "q1", "child", [("c1", D1, D2)]),
        (PAIRING, "q1", "helper", [("h1", D1, D2)]),
        (PAIRING, "q3", "child", []),
        (PAIRING, "q3", "helper", [("v", D2, None)]),
        (PAIRING, "q1", "friend", NOT_ASKED),
        (PAIRING, "q9", "helper", NOT_ASKED),
        (FAMILY, "f1", "children", [("c1", None, None), ("c2", None, None)]),
        (FAMILY, "f1", "parents", [("p1", None, None), ("p2", None, None)]),
        (FAMILY, "f9", "parents", []),
        (FAMILY, "f1", "neighbours", NOT_ASKED),
        (BODY, "s", "children", [("c1", D1, D4), ("c2", D3, None)]),
        (BODY, "v", "children", [("c2", None, None), ("c3", None, None)]),
        (BODY, "s", "parent", [("v", None, None)]),
        (BODY, "v", "parent", []),
        (BODY, "w", "parent", NOT_ASKED),
        (BODY, "s", "members", [("h1", None, None), ("h1", D1, D3), ("p2", D2, D4), ("t1", D3, None)]),
        (BODY, "s", "member", [("h1", D1, D3)]),
        (BODY, "s", "head", [("t1", D3, None)]),
        (BODY, "s", "class_teacher", [("t1", D2, None)]),
        (BODY, "s", "deputy_head", []),
        (BODY, "s", "sponsor", [("h1", None, None)]),
        (BODY, "s", "cook", [("p2", D2, D4)]),
        (BODY, "w", "cook", [("h1", None, None)]),
        (BODY, "v", "members", []),
        (BODY, "v", "cook", []),
    ],
    ids=str,
)
def test_who_is_related_in_each_role(kind: SubjectKind, id: str, role: str, expected: Any) -> None:
    assert expected == shown(around().related(kind, id, role))


def test_a_parent_called_neither_leaves_open_who_the_father_is() -> None:
    parents = [Parent(id="p1", scope="v"), Parent(id="p2", scope="v", role=ParentRole.MOTHER)]
    found = around(parents=parents)
    assert NOT_ASKED is found.related(CHILD, "c1", "father")
    assert [("p2", None, None)] == shown(found.related(CHILD, "c1", "mother"))


def test_the_parents_of_a_family_are_known_when_those_of_each_child_are() -> None:
    children = [
        Child(id="c1", scope="v", household="f1", parents=("p1",)),
        Child(id="c2", scope="v", household="f1"),
    ]
    found = around(children=children, guardianships=[], spell_lists=[])
    assert NOT_ASKED is found.related(FAMILY, "f1", "parents")


def test_an_adult_is_one_person_whatever_the_records() -> None:
    (mother,) = [one.subject for one in around().related(CHILD, "c1", "mother")]  # type: ignore[union-attr]
    (granny,) = [one.subject for one in around().related(CHILD, "c2", "guardians")]  # type: ignore[union-attr]
    (teacher,) = [one.subject for one in around().related(CHILD, "c1", "class_teacher")]  # type: ignore[union-attr]
    assert [Parent, Guardian, Helper] == [type(one.record) for one in (mother, granny, teacher)]
    assert [NOT_ASKED, date(1950, 2, 3), NOT_ASKED] == [one.birthday for one in (mother, granny, teacher)]
    assert {PERSON} == {one.kind for one in (mother, granny, teacher)}


def test_whether_a_parent_lives_goes_with_the_relation() -> None:
    found = around().related(CHILD, "c1", "parents")
    assert [LifeStatus.DECEASED, LifeStatus.LIVING] == [one.status for one in found]  # type: ignore[union-attr]


def test_a_pairing_with_a_class_helps_nobody_that_can_be_asked_about() -> None:
    by_class = Pairing(
        id="q4", scope="s", role=HelperRole.VOLUNTEER, by="k1", by_kind=PartyKind.CLASS, to="c3", start=D1
    )
    by_child = Pairing(
        id="q5", scope="s", role=HelperRole.PUPIL_HELPER, by="c1", by_kind=PartyKind.CHILD, to="c3", start=D1
    )
    found = around(pairings=[*village()["pairings"], by_class, by_child])
    assert () == found.related(PAIRING, "q4", "helper")
    assert [("c1", D1, None)] == shown(found.related(PAIRING, "q5", "helper"))
    assert () == found.related(CHILD, "c3", "helpers")


def test_relations_that_nobody_keeps_were_not_asked() -> None:
    found = around(relations_kept=False)
    assert NOT_ASKED is found.related(CHILD, "c2", "sponsor")
    assert [("h1", D1, None)] == shown(found.related(CHILD, "c1", "sponsor"))


def test_who_belongs_to_a_body_is_not_asked_where_nobody_keeps_relations_but_posts_are_kept() -> None:
    found = around(relations=[], relations_kept=False)
    assert [NOT_ASKED, NOT_ASKED] == [found.related(BODY, "s", role) for role in ("members", "cook")]
    assert NOT_ASKED is found.related(PERSON, "t1", "organisations")
    assert [("h1", D1, D3)] == shown(found.related(BODY, "s", "member"))


@pytest.mark.parametrize(
    ("kind", "id", "expected"),
    [
        (CHILD, "c1", ("sponsor",)),
        (CHILD, "c2", ()),
        (PERSON, "h1", ("cook", "sponsor")),
        (PERSON, "t1", ()),
        (BODY, "s", ("cook", "sponsor")),
        (FAMILY, "f1", ()),
        (PAIRING, "q1", ()),
    ],
    ids=str,
)
def test_the_roles_that_only_relations_name_are_told(kind: SubjectKind, id: str, expected: Any) -> None:
    assert expected == around().own_roles(kind, id)


# --- spells, events, observations, places


def test_absences_are_spells_of_the_person_beside_those_listed() -> None:
    found = around().spells(PERSON, "p2")
    assert [("illness", NOT_ASKED), ("illness", date(2022, 1, 1)), ("absence", D1)] == [
        (one.kind, one.start)
        for one in found  # type: ignore[union-attr]
    ]


def test_an_absence_is_a_spell_with_the_same_days_reason_and_breaks() -> None:
    away = (
        Absence(
            id="a1",
            start=D1,
            until=D4,
            reason=AbsenceReason.WORKING,
            place="city-1",
            breaks=(Span(D2, D3),),
        ),
        Absence(id="a2", start=D4, reason=REFUSED, place="广东省"),
        Absence(id="a3", until=date(2020, 1, 1), place=NOT_KNOWN),
    )
    parents = [Parent(id="p1", scope="v"), Parent(id="p2", scope="v", absences=away)]
    assert (
        Spell(id="a3", kind="absence", until=date(2020, 1, 1), place=NOT_KNOWN),
        Spell(
            id="a1",
            kind="absence",
            start=D1,
            until=D4,
            reason="working",
            place="city-1",
            breaks=(Break(start=D2, until=D3),),
        ),
        Spell(id="a2", kind="absence", start=D4, reason=REFUSED),
    ) == around(parents=parents, spell_lists=[]).spells(PERSON, "p2")


@pytest.mark.parametrize(
    ("absences", "listed", "expected"),
    [
        (NOT_ASKED, None, NOT_ASKED),
        (REFUSED, None, REFUSED),
        (NOT_ASKED, REFUSED, REFUSED),
        (NOT_KNOWN, REFUSED, NOT_KNOWN),
        ((), None, ()),
        ((), REFUSED, ()),
        (NOT_ASKED, (), ()),
        (NOT_ASKED, (Spell(id="x", kind="illness"),), (Spell(id="x", kind="illness"),)),
    ],
    ids=str,
)
def test_one_list_of_spells_is_enough_to_be_asked(absences: Any, listed: Any, expected: Any) -> None:
    parents = [Parent(id="p1", scope="v"), Parent(id="p2", scope="v", absences=absences)]
    lists = [
        SpellList(id="l", scope="v", subject="p2", subject_kind=PERSON, spells=spells)
        for spells in (() if listed is None else (listed,))
    ]
    assert expected == around(parents=parents, spell_lists=lists).spells(PERSON, "p2")


def test_a_child_without_a_list_was_not_asked_about_spells() -> None:
    listed = SpellList(id="l", scope="v", subject="c1", spells=())
    found = around(spell_lists=[listed])
    assert ((), NOT_ASKED) == (found.spells(CHILD, "c1"), found.spells(CHILD, "c2"))


def test_observations_come_in_the_order_of_their_days() -> None:
    assert ["o1", "o2"] == [one.id for one in around().observations(CHILD, "c1")]
    assert () == around().observations(PERSON, "c1")


@pytest.mark.parametrize(
    ("kind", "id", "expected"),
    [
        (CHILD, "c1", ["v1", "v2"]),
        (CHILD, "c2", []),
        (PERSON, "g1", ["v2"]),
        (FAMILY, "f3", ["v1"]),
        (PAIRING, "q1", ["v1"]),
    ],
    ids=str,
)
def test_an_event_happened_to_everybody_it_names_once(kind: SubjectKind, id: str, expected: Any) -> None:
    assert expected == [one.id for one in around().events(kind, id)]  # type: ignore[union-attr]


def test_events_that_nobody_keeps_were_not_asked() -> None:
    assert NOT_ASKED is around(events=[], events_kept=False).events(CHILD, "c1")


def test_places_and_calendars_are_found_by_their_ids() -> None:
    found = around()
    assert found.place("y1") == Place(id="y1", level="village", within="y2")
    assert found.place("y9") is None
    assert found.day_table("default") == DayTable()
    assert found.day_table("other") is None


def test_a_child_that_stands_alone_was_asked_nothing() -> None:
    answers = [ask(CHILD, "c1") for ask in (ALONE.events, ALONE.spells)]
    assert [NOT_ASKED, NOT_ASKED, NOT_ASKED] == [*answers, ALONE.related(CHILD, "c1", "parents")]
    assert ((), ()) == (ALONE.observations(CHILD, "c1"), ALONE.own_roles(CHILD, "c1"))
    assert (None, None) == (ALONE.place("y1"), ALONE.day_table("default"))


# --- subjects


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (SubjectRole.CHILD, ["c1", "c2", "c3"]),
        (SubjectRole.PERSON, ["g1", "h1", "p1", "p2", "t1"]),
        (SubjectRole.PARENT, ["p1", "p2"]),
        (SubjectRole.GUARDIAN, ["g1", "p2"]),
        (SubjectRole.HELPER, ["g1", "h1", "t1"]),
        (SubjectRole.PAIRING, ["q1", "q2", "q3"]),
        (SubjectRole.FAMILY, ["f1", "f2", "f3", "f4"]),
        (SubjectRole.ORGANISATION, ["s", "v"]),
    ],
    ids=str,
)
def test_subjects_come_by_role_in_order(role: SubjectRole, expected: list[str]) -> None:
    facts = MemoryFacts.build(**village())
    found = list(facts.subjects(role))
    assert expected == [one.id for one in found]
    assert {role.kind} == {one.kind for one in found}
    assert len({id(one.around) for one in found}) == 1


def everybody(*ids: str) -> dict[str, Any]:
    """Return records of all three kinds for each person, as a document has them."""
    return {
        "parents": [Parent(id=id, scope="v") for id in ids],
        "guardians": [Guardian(id=id, scope="v") for id in ids],
        "helpers": [Helper(id=id, scope="v") for id in ids],
    }


def test_a_person_whom_nothing_names_is_in_every_role_and_one_who_is_named_in_that() -> None:
    facts = MemoryFacts.build(
        **everybody("father", "granny", "nobody", "sponsor"),
        children=[Child(id="c1", scope="v", parents=("father",))],
        guardianships=[Guardianship(id="u", child="c1", guardian="granny")],
        relations=[Relation(id="r", scope="v", child="c1", person="sponsor", role="sponsor")],
    )
    found = {
        role: [one.id for one in facts.subjects(role)]
        for role in (SubjectRole.PERSON, SubjectRole.PARENT, SubjectRole.GUARDIAN, SubjectRole.HELPER)
    }
    assert {
        SubjectRole.PERSON: ["father", "granny", "nobody", "sponsor"],
        SubjectRole.PARENT: ["father", "nobody"],
        SubjectRole.GUARDIAN: ["granny", "nobody"],
        SubjectRole.HELPER: ["nobody"],
    } == found


def test_a_subject_says_what_it_is_and_no_more() -> None:
    found = {repr(one) for one in MemoryFacts.build(**village()).subjects(SubjectRole.PARENT)}
    assert {"SubjectFacts(person:p1)", "SubjectFacts(person:p2)"} == found
    (father,) = around().related(CHILD, "c1", "father")  # type: ignore[misc]
    assert "Related(subject=SubjectFacts(person:p1), start=None, until=None)" == repr(father)


# --- contradictions


def observation(id: str, **changes: Any) -> Observation:
    return Observation(**{"id": id, "scope": "v", "subject": "c1", "name": "poor", "value": True, **changes})


@pytest.mark.parametrize(
    ("name", "record", "code", "path"),
    [
        ("observations", observation("x", subject="c9"), "leads_nowhere", ("observation", "x", "subject")),
        (
            "observations",
            observation("x", subject="c1", subject_kind=PERSON),
            "leads_nowhere",
            ("observation", "x", "subject"),
        ),
        ("observations", observation("x", name="height", start=D1), "two_values", ("observation", "x")),
        (
            "spell_lists",
            SpellList(id="x", scope="v", subject="q9", subject_kind=PAIRING),
            "leads_nowhere",
            ("spell_list", "x", "subject"),
        ),
        (
            "spell_lists",
            SpellList(id="x", scope="v", subject="p2", subject_kind=PERSON),
            "two_spell_lists",
            ("spell_list", "x"),
        ),
        (
            "events",
            Event(id="x", scope="v", kind="clinic", day=D1, children=("c9",)),
            "leads_nowhere",
            ("event", "x"),
        ),
        (
            "relations",
            Relation(id="x", scope="v", child="c9", person="h1", role="sponsor"),
            "leads_nowhere",
            ("relation", "x", "child"),
        ),
        (
            "relations",
            Relation(id="x", scope="v", organisation="s", person="h9", role="cook"),
            "leads_nowhere",
            ("relation", "x", "person"),
        ),
        (
            "relations",
            Relation(id="x", scope="v", child="c1", person="h9", role="sponsor"),
            "leads_nowhere",
            ("relation", "x", "person"),
        ),
        ("places", Place(id="x", level="town", within="y9"), "leads_nowhere", ("place", "x", "within")),
        ("places", Place(id="x", level="town", within="x"), "place_circle", ("place", "x", "within")),
    ],
    ids=str,
)
def test_what_leads_nowhere_or_is_answered_twice_is_refused(
    name: str, record: Any, code: str, path: tuple[str, ...]
) -> None:
    records = village()
    records[name] = [*records[name], record]
    with pytest.raises(Contradiction) as caught:
        MemoryFacts.build(**records)
    assert [(code, path)] == [(problem.code, problem.path) for problem in caught.value.problems]
    assert caught.value.text("zh") != caught.value.text("en")


def test_places_that_go_round_are_each_told_and_what_lies_below_them_is_not() -> None:
    places = [
        Place(id="a", level="x", within="b"),
        Place(id="b", level="x", within="a"),
        Place(id="c", level="x", within="a"),
    ]
    with pytest.raises(Contradiction) as caught:
        MemoryFacts.build(places=places)
    assert [("place", "a", "within"), ("place", "b", "within")] == [p.path for p in caught.value.problems]


# --- properties


@settings(max_examples=25)
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(random: Random) -> None:
    def turned(records: Any) -> Any:
        return random.sample(records, len(records)) if isinstance(records, list) else records

    one, two = (
        MemoryFacts.build(**village()),
        MemoryFacts.build(**{k: turned(r) for k, r in village().items()}),
    )
    assert one == two
    here, there = next(one.children()).around, next(two.children()).around
    for kind, ids in {CHILD: ("c1", "c2"), PERSON: ("p2", "g1"), BODY: ("s", "v"), FAMILY: ("f1",)}.items():
        for id in ids:
            for role in (*KNOWN_ROLES, "sponsor", "cook"):
                assert shown(here.related(kind, id, role)) == shown(there.related(kind, id, role))
