"""Facts documents: what they say, what is refused and where, and that their order says nothing."""

import json
import traceback
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Span, TermId
from liushou_core.domain.contact import ContactKind, Counterpart
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import AbsenceReason, GuardianKind, LifeStatus, ParentRole
from liushou_core.domain.ids import ChildId, ClassId, OrganisationId
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED
from liushou_core.errors import InvalidFacts
from liushou_core.serialization.facts_document import read_facts
from liushou_core.testing.facts_documents import facts_documents, shuffled

Document = dict[str, Any]
CANARY = "金丝雀canary"


def family(*spells: Document | None, **child: Any) -> Document:
    """Return a child with one parent for each list of spells; None: nobody asked about them."""
    roles = ("father", "mother", "parent")[: len(spells)]
    return {
        "children": [{"id": "c1", **child}],
        "persons": [
            {"id": r, **({} if s is None else {"spells": s})} for r, s in zip(roles, spells, strict=True)
        ],
        "relations": [{"child": "c1", "person": role, "role": role} for role in roles],
    }


CLASS: Document = {
    "children": [{"id": "c1"}],
    "classes": [{"id": "k1", "entry": "2022-2023", "entry_grade": 7}],
    "enrolments": [{"child": "c1", "class": "k1", "from": "2022-09-01"}],
}


def one(document: Document | str) -> ChildFacts:
    """Return the facts of the document's only child."""
    (child,) = read_facts(document).children()
    return child


def refusals(document: Any) -> set[tuple[str, str]]:
    """Return path and code of everything that is wrong with a document."""
    with pytest.raises(InvalidFacts) as caught:
        read_facts(document)
    told = "".join(traceback.format_exception(caught.value)) + caught.value.text("zh")
    assert CANARY not in told
    assert caught.value.__context__ is None
    return {(".".join(map(str, problem.path)), problem.code) for problem in caught.value.problems}


# --- what a minimal document says


def test_an_empty_document_has_no_children() -> None:
    assert [] == list(read_facts({}).children())


def test_a_field_that_is_not_there_was_not_asked_and_null_is_no_unknown() -> None:
    child = one(
        {"children": [{"id": "c1", "poor": {"unknown": "refused"}, "migrant": {"unknown": "not_known"}}]}
    ).child
    assert (NOT_ASKED, REFUSED, NOT_KNOWN) == (child.rural, child.poor, child.migrant)
    assert {("children.0.rural", "null_is_not_unknown")} == refusals(
        {"children": [{"id": "c1", "rural": None}]}
    )


@pytest.mark.parametrize(
    ("spells", "absences"), [(None, NOT_ASKED), ([], ()), ({"unknown": "refused"}, REFUSED)], ids=str
)
def test_a_person_without_spells_was_not_asked_and_one_with_an_empty_list_was_never_away(
    spells: Any, absences: object
) -> None:
    assert absences == one(family(spells)).parents[0].absences


def test_a_spell_ends_before_until_or_on_its_last_day() -> None:
    spells = [
        {
            "from": "2023-01-10",
            "until": "2023-02-01",
            "reason": "working",
            "breaks": [{"from": "2023-01-15", "last_day": "2023-01-16"}],
        },
        {
            "kind": "absence",
            "start": "2023-03-01",
            "last_day": "2023-03-31",
            "reason": {"unknown": "refused"},
        },
        {"last_day": "2022-12-31"},
        {"from": "2023-05-01", "place": "Guangdong"},
    ]
    absences = one(family(spells)).parents[0].absences
    assert isinstance(absences, tuple)
    assert [
        (NOT_ASKED, date(2023, 1, 1), NOT_ASKED),
        (date(2023, 1, 10), date(2023, 2, 1), AbsenceReason.WORKING),
        (date(2023, 3, 1), date(2023, 4, 1), REFUSED),
        (date(2023, 5, 1), None, NOT_ASKED),
    ] == [(a.start, a.until, a.reason) for a in absences]
    assert (Span(date(2023, 1, 15), date(2023, 1, 17)),) == absences[1].breaks


@pytest.mark.parametrize(
    ("child", "roles", "parents"),
    [
        ({}, (), NOT_ASKED),
        ({"parents": []}, (), ()),
        ({"parents": {"unknown": "refused"}}, (), REFUSED),
        ({"parents": ["b", "a"]}, (), ("a", "b")),
        ({}, ("mother", "father"), ("b", "a")),
        ({"parents": ["a", "b"]}, ("mother", "father"), ("b", "a")),
        ({}, ("parent",), ("a",)),
    ],
    ids=str,
)
def test_parents_are_those_of_the_relations_or_of_the_childs_own_list(
    child: Document, roles: tuple[str, ...], parents: object
) -> None:
    document = {
        "children": [{"id": "c1", **child}],
        "persons": [{"id": "a"}, {"id": "b"}],
        "relations": [{"child": "c1", "person": p, "role": r} for p, r in zip("ab", roles, strict=False)],
    }
    assert parents == one(document).child.parents


def test_a_father_of_one_child_may_be_called_parent_by_another_relation() -> None:
    document = {
        "children": [{"id": "c1"}, {"id": "c2"}],
        "persons": [{"id": "f", "status": "deceased"}],
        "relations": [
            {"child": "c1", "person": "f", "role": "parent"},
            {"child": "c2", "person": "f", "role": "father"},
        ],
    }
    roles = [(p.role, p.status) for child in read_facts(document).children() for p in child.parents]
    assert [(ParentRole.FATHER, LifeStatus.DECEASED)] * 2 == roles


def test_guardians_have_dates_and_fitness_and_a_child_may_say_that_there_is_none() -> None:
    document = {
        "children": [{"id": "c1"}, {"id": "c2"}, {"id": "c3", "guardianships": []}],
        "persons": [{"id": "g", "age": 66}],
        "relations": [
            {
                "child": "c1",
                "person": "g",
                "role": "entrusted",
                "from": "2022-01-01",
                "last_day": "2022-12-31",
                "capable": True,
            }
        ],
    }
    facts = read_facts(document)
    one, two, three = facts.children()
    assert isinstance(one.guardianships, tuple)
    (held,) = one.guardianships
    assert (GuardianKind.ENTRUSTED, date(2022, 1, 1), date(2023, 1, 1), True) == (
        held.kind,
        held.start,
        held.until,
        held.capable,
    )
    assert [66] == [guardian.age for guardian in one.guardians]
    assert (NOT_ASKED, ()) == (two.guardianships, three.guardianships)


def test_a_school_year_is_read_whole() -> None:
    document = {
        "organisations": [
            {"id": "county", "kind": "county"},
            {"id": "s1", "kind": "school", "parent": "county"},
        ],
        "classes": [{"id": "k1", "entry": "2022-2023", "entry_grade": 7}],
        "children": [{"id": "c1"}],
        "persons": [{"id": "t", "roles": ["class_teacher"]}, {"id": "v"}],
        "posts": [{"holder": "t", "role": "class_teacher", "class": "k1", "from": "2022-09-01"}],
        "enrolments": [{"child": "c1", "class": "k1", "from": "2022-09-01", "last_day": "2025-06-30"}],
        "results": [{"child": "c1", "class": "k1", "term": "2022-2023/1", "total": 480.50}],
        "conduct": [{"child": "c1", "day": "2022-10-01", "kind": "serious_violation"}],
        "titles": [{"child": "c1", "day": "2023-06-01", "name": "three_good_student"}],
        "pairings": [{"child": "c1", "by": "v", "role": "volunteer", "from": "2022-09-10"}],
        "events": [
            {
                "kind": "visit",
                "day": "2022-10-05",
                "by": "v",
                "children": ["c1"],
                "with": ["parent", "child"],
                "made": False,
            },
            {"kind": "meeting", "day": "2022-10-06", "by": "t", "class": "k1"},
        ],
        "concerns": [{"child": "c1", "kind": "T2", "from": "2022-11-01"}],
        "memberships": [{"child": "c1", "policy": "p", "from": "2022-09-01"}],
        "care_plans": [
            {
                "child": "c1",
                "policy": "p",
                "from": "2022-09-20",
                "measures": [{"area": "study", "promise": "tutoring"}],
            }
        ],
        "terms": [{"school_year": "2022-2023", "number": 1, "from": "2022-09-01", "last_day": "2023-01-14"}],
    }
    facts = read_facts(json.dumps(document))
    child = facts.child(ChildId("c1"))
    assert "s1" == child.child.scope  # the only body with none below it
    assert ("s1", "k1") == (child.classes[0].school, child.classes[0].label)
    assert [date(2025, 7, 1)] == [e.until for e in child.enrolments]
    assert [Decimal("480.5")] == [
        r.total for r in facts.class_results(ClassId("k1"), TermId.parse("2022-2023/1"))
    ]
    assert [("c1", "v")] == [(p.to, p.by) for p in child.pairings]
    (visit,) = child.contacts
    assert (ContactKind.VISIT, (Counterpart.CHILD, Counterpart.PARENT), False) == (
        visit.kind,
        visit.counterparts,
        visit.made,
    )
    assert ["meeting.2022-10-06.1"] == [
        c.id for c in facts.group_events(ClassId("k1"), Span(date(2022, 1, 1)))
    ]
    assert ["s1"] == [post.organisation for post in facts.posts(ClassId("k1"))]
    assert ["tutoring"] == [measure.promise for plan in child.care_plans for measure in plan.measures]
    assert (1, 1, 1, 1) == tuple(map(len, (child.conduct, child.titles, child.concerns, child.memberships)))
    table = facts.terms(OrganisationId("s1"))
    assert [date(2023, 1, 15)] == [term.until for term in table.terms]


@pytest.mark.parametrize(
    ("organisations", "scope"),
    [
        (None, "default"),
        ([{"id": "s1", "kind": "school"}], "s1"),
        ([{"id": "s1", "kind": "school", "parent": "t"}, {"id": "t", "kind": "township"}], "s1"),
        ([{"id": "s1", "kind": "school"}, {"id": "s2", "kind": "school"}], "default"),
    ],
    ids=str,
)
def test_a_child_without_a_scope_belongs_to_the_only_lowest_body(organisations: Any, scope: str) -> None:
    document = {"children": [{"id": "c1"}]}
    assert (
        scope == one({**document, "organisations": organisations} if organisations else document).child.scope
    )


def test_a_document_without_organisations_belongs_to_the_only_one_it_names() -> None:
    terms = [
        {
            "organisation": "s9",
            "school_year": "2022-2023",
            "number": 1,
            "from": "2022-09-01",
            "until": "2023-01-15",
        }
    ]
    assert "s9" == one({"children": [{"id": "c1"}], "terms": terms}).child.scope


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("480.50", Decimal("480.50")),
        ('"480.50"', Decimal("480.50")),
        ("0.1", Decimal("0.1")),
        ("481", Decimal(481)),
        ("4.8e2", Decimal(480)),
    ],
)
def test_marks_are_read_exactly_as_numbers_or_texts(written: str, read: Decimal) -> None:
    text = (
        '{"children": [{"id": "c1"}], "classes": [{"id": "k1", "entry": "2022-2023", "entry_grade": 7}],'
        ' "enrolments": [{"child": "c1", "class": "k1", "from": "2022-09-01"}],'
        f' "results": [{{"child": "c1", "class": "k1", "term": "2022-2023/1", "total": {written}}}]}}'
    )
    assert [read] == [result.total for result in one(text).results]


# --- what is refused, and where

WRONG: list[tuple[str, Any, set[tuple[str, str]]]] = [
    ("no object", [], {("", "wrong_type")}),
    ("no list", {"children": {}}, {("children", "wrong_type")}),
    ("no object in a list", {"children": ["c1"]}, {("children.0", "wrong_type")}),
    ("another schema", {"schema": "liushou-facts/2"}, {("schema", "facts_schema")}),
    ("an unknown list", {"childs": []}, {("", "unknown_key")}),
    ("no id", {"children": [{}]}, {("children.0", "missing_key")}),
    ("an id twice", {"children": [{"id": "c1"}, {"id": "c1"}]}, {("children.1.id", "id_twice")}),
    ("a bad id", {"children": [{"id": "c 1"}]}, {("children.0.id", "bad_id")}),
    (
        "a day that is none",
        {"children": [{"id": "c1", "birthday": "2012-02-30"}]},
        {("children.0.birthday", "wrong_type")},
    ),
    (
        "a day in another form",
        {"children": [{"id": "c1", "birthday": "20120228"}]},
        {("children.0.birthday", "wrong_type")},
    ),
    ("a truth as a number", {"children": [{"id": "c1", "rural": 1}]}, {("children.0.rural", "wrong_type")}),
    (
        "an unknown unknown",
        {"children": [{"id": "c1", "rural": {"unknown": "maybe"}}]},
        {("children.0.rural", "not_a_choice")},
    ),
    (
        "parents without a person",
        {"children": [{"id": "c1", "parents": ["p"]}]},
        {("children.0.parents", "leads_nowhere")},
    ),
    (
        "a wrong check digit",
        {"children": [{"id": "c1", "identity_number": "110105194912310020"}]},
        {("children.0.identity_number", "identity_check_digit")},
    ),
    (
        "two ends",
        family([{"from": "2023-01-01", "until": "2023-02-01", "last_day": "2023-01-31"}]),
        {("persons.0.spells.0.last_day", "one_comparator")},
    ),
    (
        "two beginnings",
        family([{"from": "2023-01-01", "start": "2023-01-01"}]),
        {("persons.0.spells.0.start", "one_comparator")},
    ),
    (
        "an end before its beginning",
        family([{"from": "2023-01-02", "last_day": "2023-01-01"}]),
        {("persons.0.spells.0.last_day", "until_before_start")},
    ),
    ("a spell of no kind", family([{"kind": "On Holiday"}]), {("persons.0.spells.0.kind", "bad_word")}),
    (
        "spells that share a day",
        family([{"from": "2023-05-01"}, {"from": "2023-01-01", "last_day": "2023-05-01"}]),
        {("persons.0.spells.0", "spells_overlap")},
    ),
    (
        "an open break",
        family([{"from": "2023-05-01", "breaks": [{"from": "2023-06-01"}]}]),
        {("persons.0.spells.0.breaks.0", "missing_key")},
    ),
    ("a spell id twice", family([{"id": "a"}], [{"id": "a"}]), {("persons.1.spells.0.id", "id_twice")}),
    (
        "a list that contradicts the relations",
        family(None, parents=[]),
        {("children.0.parents", "list_differs")},
    ),
    (
        "a helper among the relations",
        {
            "children": [{"id": "c1"}],
            "persons": [{"id": "v"}],
            "relations": [{"child": "c1", "person": "v", "role": "volunteer"}],
        },
        {("relations.0.role", "helper_in_relations")},
    ),
    (
        "dates of a legal parent",
        {
            "children": [{"id": "c1"}],
            "persons": [{"id": "f"}],
            "relations": [{"child": "c1", "person": "f", "role": "father", "from": "2012-01-01"}],
        },
        {("relations.0.from", "only_of_guardians")},
    ),
    (
        "father and mother in one",
        {
            "children": [{"id": "c1"}, {"id": "c2"}],
            "persons": [{"id": "f"}],
            "relations": [
                {"child": "c1", "person": "f", "role": "father"},
                {"child": "c2", "person": "f", "role": "mother"},
            ],
        },
        {("relations.1.role", "two_parent_roles")},
    ),
    (
        "nobody anywhere",
        {"relations": [{"child": "c9", "person": "p9", "role": "guardian"}]},
        {("relations.0.child", "leads_nowhere"), ("relations.0.person", "leads_nowhere")},
    ),
    (
        "an event with nobody",
        {"events": [{"kind": "talk", "day": "2023-01-01"}]},
        {("events.0.children", "contact_with_nobody")},
    ),
    (
        "terms that overlap",
        {
            "terms": [
                {"school_year": "2022-2023", "number": 2, "from": "2023-01-14", "until": "2023-07-01"},
                {"school_year": "2022-2023", "number": 1, "from": "2022-09-01", "last_day": "2023-01-14"},
            ]
        },
        {("terms.0", "terms_overlap")},
    ),
    (
        "a term of which of two schools",
        {
            "organisations": [{"id": "s1", "kind": "school"}, {"id": "s2", "kind": "school"}],
            "terms": [{"school_year": "2022-2023", "number": 1, "from": "2022-09-01", "until": "2023-01-14"}],
        },
        {("terms.0", "missing_key")},
    ),
    (
        "records that cannot be true together",
        {
            "children": [{"id": "c1"}],
            "classes": [
                {"id": "k1", "entry": "2022-2023", "entry_grade": 7},
                {"id": "k2", "entry": "2022-2023", "entry_grade": 7},
            ],
            "enrolments": [
                {"child": "c1", "class": "k1", "from": "2022-09-01"},
                {"child": "c1", "class": "k1", "from": "2023-09-01"},
            ],
            "results": [{"child": "c1", "class": "k2", "term": "2022-2023/1", "rank": 3, "of": 40}],
        },
        {("enrolments.1", "enrolments_overlap"), ("results.0", "class_never_attended")},
    ),
    (
        "a result that is neither",
        {
            "children": [{"id": "c1"}],
            "classes": [{"id": "k1", "entry": "2022-2023", "entry_grade": 7}],
            "results": [
                {"child": "c1", "class": "k1", "term": "2022-2023/3"},
                {"child": "c1", "class": "k1", "term": "2022-2023/1"},
            ],
        },
        {("results.0.term", "wrong_type"), ("results.1", "total_or_rank")},
    ),
    ("an unknown unknown for spells", family({"unknown": "maybe"}), {("persons.0.spells", "not_a_choice")}),
    (
        "spells that are null",
        {"persons": [{"id": "p", "spells": None}]},
        {("persons.0.spells", "null_is_not_unknown")},
    ),
    ("spells in an object", family({"from": "2023-01-01"}), {("persons.0.spells", "wrong_type")}),
    (
        "a list that is a text",
        {"children": [{"id": "c1", "health": "well"}]},
        {("children.0.health", "wrong_type")},
    ),
    (
        "an item of a list",
        {"children": [{"id": "c1", "health": ["well", 1]}]},
        {("children.0.health.1", "wrong_type")},
    ),
    (
        "declared facts in a list",
        {"children": [{"id": "c1", "facts": []}]},
        {("children.0.facts", "wrong_type")},
    ),
    (
        "the last day of the calendar",
        family([{"from": "2023-01-01", "last_day": "9999-12-31"}]),
        {("persons.0.spells.0.last_day", "wrong_type")},
    ),
    (
        "a school year that is none",
        {"terms": [{"school_year": "2022-2024", "number": 3, "from": "2022-09-01", "until": "2023-01-15"}]},
        {("terms.0.school_year", "wrong_type"), ("terms.0.number", "not_a_choice")},
    ),
    (
        "a term that ends before it begins",
        {
            "terms": [
                {"school_year": "2022-2023", "number": 1, "start": "2022-09-01", "last_day": "2022-08-01"}
            ]
        },
        {("terms.0.last_day", "span_reversed")},
    ),
    (
        "a guardian whom the child denies",
        {
            "children": [{"id": "c1", "guardianships": []}],
            "persons": [{"id": "g"}],
            "relations": [
                {"child": "c1", "person": "g", "role": "second", "from": "2023-01-02", "until": "2023-01-01"}
            ],
        },
        {("children.0.guardianships", "list_differs"), ("relations.0.until", "until_before_start")},
    ),
    ("JSON that is none", "{", {("", "facts_not_json")}),
    ("a key twice", '{"children": [], "children": []}', {("", "key_twice")}),
    ("too deep", "[" * 100_000, {("", "too_deep")}),
    ("not a number", '{"persons": [{"id": "g", "age": NaN}]}', {("persons.0.age", "wrong_type")}),
    (
        "a number of a million digits",
        '{"persons": [{"id": "g", "age": 1' + "0" * 5000 + "}]}",
        {("persons.0.age", "wrong_type")},
    ),
    ("a large number", {"persons": [{"id": "g", "age": 10**5000}]}, {("persons.0.age", "too_many_digits")}),
]


@pytest.mark.parametrize(("document", "wrong"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_told_with_its_place(document: Any, wrong: set[tuple[str, str]]) -> None:
    assert wrong == refusals(document)


def test_every_mistake_is_told_at_once() -> None:
    """Mistakes of different steps stand in one list: a key, a value, a reference, a contradiction."""
    document = family(
        [{"from": "2023-05-01"}, {"from": "2023-01-01", "last_day": "2023-05-01"}],
        birthdy="2012-01-01",
        sex="girl",
    )
    document["events"] = [{"kind": "talk", "day": "2023-01-01", "by": "ghost", "children": ["c1"]}]
    assert {
        ("children.0", "unknown_key"),
        ("children.0.sex", "not_a_choice"),
        ("persons.0.spells.0", "spells_overlap"),
        ("events.0.by", "leads_nowhere"),
    } == refusals(document)


def test_an_unknown_key_comes_with_a_suggestion() -> None:
    with pytest.raises(
        InvalidFacts, match=r"children\[0\]: unknown key “birthdy”; remove it; did you mean birthday\?"
    ):
        read_facts({"children": [{"id": "c1", "birthdy": "2012-01-01"}]})


@pytest.mark.parametrize(
    ("total", "code"),
    [
        (True, "wrong_type"),
        (None, "total_or_rank"),
        ([], "wrong_type"),
        ("４８０", "wrong_type"),
        (" 480", "wrong_type"),
        ("4_80", "wrong_type"),
        ("NaN", "wrong_type"),
        (float("nan"), "not_finite"),
        (float("inf"), "not_finite"),
        ("1e999999", "too_many_digits"),
        ("1e9999999999999999999999", "too_many_digits"),
        (10**5000, "too_many_digits"),
        ("0." + "1" * 16, "too_many_digits"),
        (-1, "negative"),
    ],
    ids=lambda value: str(value)[:20] if not isinstance(value, int) else "whole",
)
def test_marks_that_are_none_are_refused(total: Any, code: str) -> None:
    document = {**CLASS, "results": [{"child": "c1", "class": "k1", "term": "2022-2023/1", "total": total}]}
    assert {code} == {found for _place, found in refusals(document)}


def test_json_numbers_beyond_any_size_are_refused() -> None:
    text = json.dumps(
        {**CLASS, "results": [{"child": "c1", "class": "k1", "term": "2022-2023/1", "total": 9}]}
    )
    number = "1e9999999999999999999999"
    assert {("results.0.total", "not_finite")} == refusals(text.replace('"total": 9', f'"total": {number}'))


def test_a_dict_may_hold_days_and_floats() -> None:
    """What a TOML or YAML file gives is read too; a float is taken as it prints."""
    result = {"child": "c1", "class": "k1", "term": "2022-2023/1", "total": 480.1}
    child = one({**CLASS, "children": [{"id": "c1", "birthday": date(2010, 3, 8)}], "results": [result]})
    assert (date(2010, 3, 8), Decimal("480.1")) == (child.child.birthday, child.results[0].total)


def test_null_says_that_there_is_no_end() -> None:
    absences = one(family([{"from": "2023-01-01", "until": None}])).parents[0].absences
    assert isinstance(absences, tuple)
    assert [None] == [absence.until for absence in absences]


def test_ids_that_are_made_fit_the_longest_names_and_avoid_those_given() -> None:
    """Long names that begin alike get different ids; a number that somebody used is left out."""
    one, two = "c" * 63 + "1", "c" * 63 + "2"
    document = {
        "children": [{"id": one}, {"id": two}, {"id": "c3"}],
        "classes": CLASS["classes"],
        "enrolments": [
            {"child": one, "class": "k1", "from": "2022-09-01"},
            {"child": two, "class": "k1", "from": "2022-09-01"},
            {"id": "c3.enrolment.1", "child": "c3", "class": "k1", "from": "2023-09-01"},
            {"child": "c3", "class": "k1", "from": "2022-09-01", "until": "2023-09-01"},
        ],
    }
    ids = [[enrolment.id for enrolment in child.enrolments] for child in read_facts(document).children()]
    assert ["c3.enrolment.2", "c3.enrolment.1"] == ids[0]
    assert 2 == len({id for (id,) in ids[1:]})


# --- properties

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("2023-01-01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=12,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values inside *value*."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, inner in steps for place in places(inner, (*path, step)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return *value* with *new* at *path*."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, dict):
        return {**value, step: replaced(value[step], tuple(rest), new)}
    return [*value[:step], replaced(value[step], tuple(rest), new), *value[step + 1 :]]


def refused(document: Any) -> bool:
    """Say whether the document is refused; then with problems that can all be told. Anything but InvalidFacts goes through."""
    try:
        read_facts(document)
    except InvalidFacts as error:
        problems = error.problems
    else:
        return False
    assert problems
    assert all(problem.text(locale) for problem in problems for locale in ("zh", "en"))
    return True


@given(JSON)
def test_any_json_is_read_or_refused(document: Any) -> None:
    refused(document)


@given(st.text() | JSON.map(json.dumps))
def test_any_text_is_read_or_refused(text: str) -> None:
    refused(text)


@given(st.data())
def test_a_document_with_anything_in_place_of_one_value_is_read_or_refused(data: st.DataObject) -> None:
    document = data.draw(facts_documents())
    place = data.draw(st.sampled_from(places(document)))
    refused(replaced(document, place, data.draw(JSON)))


@given(st.data())
def test_no_value_is_shown_when_a_document_is_refused(data: st.DataObject) -> None:
    """Text in the place of any value never enters the error, nor what it was raised from."""
    document = data.draw(facts_documents(most_children=2))
    place = data.draw(st.sampled_from(places(document)))
    wrong = replaced(document, place, CANARY)
    if refused(wrong):
        refusals(wrong)
        refusals(json.dumps(wrong, ensure_ascii=False))


@given(st.data())
def test_the_order_of_keys_and_lists_says_nothing(data: st.DataObject) -> None:
    """Documents that differ in order alone give equal facts, down to the ids that were left out."""
    document = data.draw(facts_documents())
    one, two = read_facts(document), read_facts(data.draw(shuffled(document)))
    assert one == two


@given(facts_documents())
def test_a_dict_and_its_text_say_the_same(document: Document) -> None:
    assert read_facts(document) == read_facts(json.dumps(document))
