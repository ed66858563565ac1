"""Facts in memory: what is joined, what contradicts, and that the order of the records never matters."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou_core.domain.calendar import SchoolYear, Span, Term, TermId, TermTable
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern, ConcernKind
from liushou_core.domain.contact import Contact, ContactKind
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.domain.membership import Membership
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.organisation import Organisation, OrganisationKind, Post, PostRole, SchoolCalendar
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.school import (
    Conduct,
    ConductKind,
    Enrolment,
    SchoolClass,
    TermResult,
    Title,
    TitleName,
)
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.errors import Contradiction, NotFound

Records = dict[str, list[Any]]
AUTUMN, SPRING = TermId.parse("2022-2023/1"), TermId.parse("2022-2023/2")
D1, D2, D3 = date(2022, 9, 1), date(2023, 2, 1), date(2023, 9, 1)
TERMS = TermTable((Term(AUTUMN, date(2022, 9, 1), date(2023, 1, 14)),))


def pairing(id: str, **changes: Any) -> Pairing:
    return Pairing(
        **{
            "id": id,
            "scope": "s",
            "role": HelperRole.VOLUNTEER,
            "by": "h1",
            "to": "c1",
            "start": D1,
            **changes,
        }
    )


def result(id: str, child: str = "c1", **changes: Any) -> TermResult:
    given = {"total": Decimal(400)} if "rank" not in changes else {}
    return TermResult(**{"id": id, "child": child, "school_class": "k1", "term": AUTUMN, **given, **changes})


def talk(id: str, day: date = D1, **changes: Any) -> Contact:
    return Contact(
        **{"id": id, "scope": "s", "kind": ContactKind.TALK, "day": day, "children": ("c1",), **changes}
    )


def sound() -> Records:
    """Return records of every kind that fit together."""
    return {
        "children": [
            Child(id="c2", scope="s"),
            Child(id="c1", scope="s", birthday=date(2010, 5, 1), parents=("p2", "p1")),
        ],
        "parents": [Parent(id="p1", scope="s"), Parent(id="p2", scope="s")],
        "guardianships": [Guardianship(id="g1", child="c1", guardian="o1", start=D1)],
        "guardians": [Guardian(id="o1", scope="s")],
        "organisations": [
            Organisation(id="s", kind=OrganisationKind.SCHOOL, parent="t"),
            Organisation(id="t", kind=OrganisationKind.TOWNSHIP, parent="t"),
        ],
        "calendars": [SchoolCalendar(id="t", terms=TERMS)],
        "classes": [
            SchoolClass(id=id, school="s", label=id, entry=SchoolYear(2022), entry_grade=7)
            for id in ("k1", "k2")
        ],
        "posts": [
            Post(
                id="b",
                organisation="s",
                holder="h1",
                role=PostRole.CLASS_TEACHER,
                school_class="k1",
                start=D1,
            ),
            Post(id="a", organisation="s", holder="h1", role=PostRole.HEAD, start=D1),
        ],
        "helpers": [Helper(id="h1", scope="s")],
        "enrolments": [
            Enrolment(id="e2", child="c1", school_class="k2", start=D2),
            Enrolment(id="e1", child="c1", school_class="k1", start=D1, until=D2),
            Enrolment(id="e3", child="c2", school_class="k1", start=D1),
        ],
        "results": [result("r2", term=SPRING, school_class="k2"), result("r1"), result("r3", "c2")],
        "conduct": [Conduct(id="d1", child="c1", day=D1, kind=ConductKind.COMMENDATION)],
        "titles": [Title(id="w1", child="c1", day=D1, name=TitleName.SELF_STRONG)],
        "pairings": [pairing("q1"), pairing("q2", to="k1", to_kind=PartyKind.CLASS)],
        "contacts": [
            talk("t2", D2),
            talk("t3", D1, children=("c1", "c2")),
            talk("t1", D3, children=(), school_class="k1"),
        ],
        "concerns": [Concern(id="n1", child="c1", kind=ConcernKind.T2_STUDY_DECLINE, start=D1)],
        "memberships": [Membership(id="m1", scope="s", child="c1", policy="plan", start=D1)],
        "care_plans": [CarePlan(id="v1", scope="s", child="c1", policy="plan", start=D1)],
    }


def ids(records: Any) -> list[str]:
    return [record.id for record in records]


def problems(records: Records) -> list[tuple[str, tuple[Any, ...]]]:
    try:
        MemoryFacts.build(**records)
    except Contradiction as error:
        return [(problem.code, problem.path) for problem in error.problems]
    return []


def shuffled(records: Records, random: Random) -> Records:
    kinds = list(records)
    random.shuffle(kinds)
    return {kind: random.sample(records[kind], len(records[kind])) for kind in kinds}


# -------------------------------------------------------------------------------------------------- joining


def test_records_are_joined_to_the_child_they_lead_to_in_order_of_their_days() -> None:
    child = MemoryFacts.build(**sound()).child("c1")
    found = {
        a.name: ids(value)
        for a in attrs.fields(ChildFacts)
        if isinstance(value := getattr(child, a.name), tuple)
    }
    assert found == {
        "parents": ["p2", "p1"],
        "guardianships": ["g1"],
        "guardians": ["o1"],
        "enrolments": ["e1", "e2"],
        "classes": ["k1", "k2"],
        "schools": ["s"],
        "results": ["r1", "r2"],
        "conduct": ["d1"],
        "titles": ["w1"],
        "pairings": ["q1"],
        "contacts": ["t3", "t2"],
        "concerns": ["n1"],
        "memberships": ["m1"],
        "care_plans": ["v1"],
    }


def test_children_come_in_order_of_their_ids() -> None:
    facts = MemoryFacts.build(**sound())
    assert ["c1", "c2"] == ids(facts.children())
    assert "MemoryFacts(2 children)" == repr(facts)
    assert "ChildFacts(child='c1')" == repr(facts.child("c1"))


def test_guardianship_nobody_asked_about_is_not_the_same_as_none() -> None:
    asked = MemoryFacts.build(**sound(), guardianships_asked=["c1", "c2"])
    assert NOT_ASKED is MemoryFacts.build(**sound()).child("c2").guardianships
    assert () == asked.child("c2").guardianships
    assert ["g1"] == ids(asked.child("c1").guardianships)


def test_what_a_class_did_is_found_by_class_term_and_day() -> None:
    facts = MemoryFacts.build(**sound())
    assert ["r1", "r3"] == ids(facts.class_results("k1", AUTUMN))
    assert () == facts.class_results("k1", SPRING)
    assert ["t1"] == ids(facts.group_events("k1", Span(D3)))
    assert () == facts.group_events("k1", Span(D1, D3))
    assert ["b"] == ids(facts.posts("k1"))
    assert ["a"] == ids(facts.posts("s"))


def test_terms_are_those_of_the_nearest_body_above_that_has_any() -> None:
    """A body that is its own parent, as one of these is by mistake, ends the search."""
    facts = MemoryFacts.build(**sound())
    assert TERMS == facts.terms("s") == facts.terms("t")
    assert TermTable(()) == facts.terms("nowhere")
    assert TermTable(()) == MemoryFacts.build(**sound() | {"calendars": []}).terms("s")


@pytest.mark.parametrize(
    ("kind", "ask", "known"),
    [
        ("child", lambda facts, name: facts.child(name), "c1"),
        ("organisation", lambda facts, name: facts.organisation(name), "s"),
        ("class", lambda facts, name: facts.school_class(name), "k1"),
        ("helper", lambda facts, name: facts.helper(name), "h1"),
    ],
)
def test_a_record_that_is_not_there_is_named(
    kind: str, ask: Callable[[MemoryFacts, str], Any], known: str
) -> None:
    facts = MemoryFacts.build(**sound())
    assert known == ask(facts, known).id
    with pytest.raises(NotFound) as caught:
        ask(facts, "nobody")
    assert (kind, "nobody") == (caught.value.kind, caught.value.id)
    assert isinstance(caught.value, LookupError)


def test_the_class_of_a_day_is_that_of_the_enrolment_in_force() -> None:
    child = MemoryFacts.build(**sound()).child("c1")
    found = [child.class_on(day) for day in (date(2022, 8, 31), D1, date(2023, 1, 31), D2)]
    assert [None, "k1", "k1", "k2"] == [one and one.id for one in found]
    assert attrs.evolve(child, classes=()).class_on(D1) is None


# ------------------------------------------------------------------------------------------- contradictions

C1 = ("child", "c1")
TABLE: dict[str, tuple[dict[str, list[Any]], list[tuple[str, tuple[Any, ...]]]]] = {
    "two children of one id": ({"children": [Child(id="c1", scope="s")]}, [("id_twice", C1)]),
    "three parents of one id": (
        {"parents": [Parent(id="p1", scope="s")] * 2},
        [("id_twice", ("parent", "p1"))],
    ),
    "two pairings of one id": ({"pairings": [pairing("q1", start=D2)]}, [("id_twice", ("pairing", "q1"))]),
    "two classes at once": (
        {
            "enrolments": [
                Enrolment(id="e9", child="c1", school_class="k2", start=date(2023, 1, 31), until=D2)
            ]
        },
        [("enrolments_overlap", (*C1, "enrolment", "e9"))],
    ),
    "a result in a class never attended": (
        {"results": [result("r9", "c2", school_class="k2")]},
        [("class_never_attended", ("child", "c2", "result", "r9"))],
    ),
    "paired before birth": (
        {"pairings": [pairing("q9", start=date(2010, 4, 30))]},
        [("before_birth", (*C1, "pairing", "q9"))],
    ),
    "paired on the day of birth": ({"pairings": [pairing("q9", start=date(2010, 5, 1))]}, []),
    "totals and ranks of one class and term": (
        {"results": [result("r9", "c2", rank=3, of=30, term=AUTUMN)]},
        [("totals_and_ranks_mixed", ("result", "r9")), ("two_results", ("result", "r9"))],
    ),
    "ranks in one term and totals in another": (
        {"results": [result("r9", "c2", rank=3, of=30, term=SPRING)]},
        [],
    ),
    "two results of one child": ({"results": [result("r9")]}, [("two_results", ("result", "r9"))]),
    "a parent who is not there": (
        {"children": [Child(id="c3", scope="s", parents=("p1", "p8", "p9"))]},
        [("leads_nowhere", ("child", "c3", "parents"))] * 2,
    ),
    "a class that is not there": (
        {"enrolments": [Enrolment(id="e9", child="c2", school_class="k9", start=date(2020, 1, 1), until=D1)]},
        [("leads_nowhere", ("enrolment", "e9", "school_class"))],
    ),
    "a guardian who is not there": (
        {"guardianships": [Guardianship(id="g9", child="c2", guardian="o9")]},
        [("leads_nowhere", ("guardianship", "g9", "guardian"))],
    ),
    "a contact with a child who is not there": (
        {"contacts": [talk("t9", children=("c1", "c9"))]},
        [("leads_nowhere", ("contact", "t9"))],
    ),
}
OF_A_CHILD = {
    "guardianships": ("guardianship", Guardianship(id="x", child="c9", guardian="o1")),
    "enrolments": ("enrolment", Enrolment(id="x", child="c9", school_class="k1", start=D1)),
    "results": ("result", result("x", "c9")),
    "conduct": ("conduct", Conduct(id="x", child="c9", day=D1, kind=ConductKind.COMMENDATION)),
    "titles": ("title", Title(id="x", child="c9", day=D1, name=TitleName.SELF_STRONG)),
    "pairings": ("pairing", pairing("x", to="c9")),
    "contacts": ("contact", talk("x", children=("c9",))),
    "concerns": ("concern", Concern(id="x", child="c9", kind=ConcernKind.T7_ILLNESS, start=D1)),
    "memberships": ("membership", Membership(id="x", scope="s", child="c9", policy="plan", start=D1)),
    "care_plans": ("care_plan", CarePlan(id="x", scope="s", child="c9", policy="plan", start=D1)),
}


def with_more(extra: dict[str, list[Any]]) -> Records:
    return {kind: [*records, *extra.get(kind, ())] for kind, records in sound().items()}


def test_records_that_fit_are_joined_without_a_word() -> None:
    assert [] == problems(sound())
    assert [] == problems({})


@pytest.mark.parametrize(("extra", "expected"), TABLE.values(), ids=TABLE)
def test_each_contradiction_is_found_and_nothing_else(
    extra: dict[str, list[Any]], expected: list[Any]
) -> None:
    assert expected == problems(with_more(extra))


@pytest.mark.parametrize(
    ("name", "kind", "record"), [(name, *row) for name, row in OF_A_CHILD.items()], ids=OF_A_CHILD
)
def test_a_record_of_a_child_who_is_not_there_leads_nowhere(name: str, kind: str, record: Any) -> None:
    assert [("leads_nowhere", (kind, "x"))] == problems(with_more({name: [record]}))


def test_contradictions_are_all_told_at_once_in_both_languages() -> None:
    extra = with_more(
        {
            "pairings": [pairing("q9", start=date(2010, 4, 30))],
            "results": [result("r9")],
            "children": [Child(id="c1", scope="s")],
        }
    )
    with pytest.raises(Contradiction) as caught:
        MemoryFacts.build(**extra)
    assert {"before_birth", "two_results", "id_twice"} == {problem.code for problem in caught.value.problems}
    assert "child.c1.pairing.q9：开始日期早于儿童出生。请更正日期或出生日期" in caught.value.text("zh")
    assert "result.r9: a child has two results in one class and term; keep one" in caught.value.text("en")


@settings(max_examples=25)
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_sound_records_never_matters(random: Random) -> None:
    assert MemoryFacts.build(**sound()) == MemoryFacts.build(**shuffled(sound(), random))


@settings(max_examples=25)
@given(random=st.randoms(use_true_random=False), rows=st.sets(st.sampled_from(sorted(TABLE))))
def test_the_order_of_records_never_changes_what_is_said_against_them(random: Random, rows: set[str]) -> None:
    extra: dict[str, list[Any]] = {}
    for row in sorted(rows):
        for kind, records in TABLE[row][0].items():
            extra.setdefault(kind, []).extend(records)
    records = with_more(extra)
    assert problems(records) == problems(shuffled(records, random))
