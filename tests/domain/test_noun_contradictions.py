"""What the fields of one noun cannot say together: a golden table, every problem of an object at once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liushou_core.domain.calendar import SchoolYear, Span, TermId
from liushou_core.domain.care_plan import CarePlan, Measure, PriorityArea
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern, ConcernKind
from liushou_core.domain.contact import Contact, ContactKind
from liushou_core.domain.event import Event, EventFact
from liushou_core.domain.family import Absence, Guardian, Guardianship, Parent
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.membership import Membership, Payment
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import Post, PostRole
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.relation import Relation
from liushou_core.domain.school import Enrolment, SchoolClass, TermResult
from liushou_core.domain.spell import Break, Spell, SpellList
from liushou_core.domain.unknown import NOT_ASKED, REFUSED
from liushou_core.errors import InvalidValue, Path

DAY, NEXT, LATER = date(2023, 3, 1), date(2023, 3, 2), date(2023, 9, 1)
TERM = TermId.parse("2022-2023/2")


def measure(promise: str) -> Measure:
    return Measure(area=PriorityArea.STUDY, promise=promise)


def away(id: str, start: Any = NOT_ASKED, until: date | None = None, *breaks: Span) -> Absence:
    return Absence(id=id, start=start, until=until, breaks=breaks)


def no_check(start: Any, until: date | None, *breaks: Any) -> dict[str, Any]:
    return {"start": start, "until": until, "breaks": breaks}


# The fields every object of a class needs beside those of a row.
NEEDED: dict[type[Any], dict[str, Any]] = {
    Absence: {"id": "x"},
    CarePlan: {"id": "x", "scope": "s", "child": "c", "policy": "p"},
    Child: {"id": "x", "scope": "s"},
    Concern: {"id": "x", "child": "c", "kind": ConcernKind.T1_NOT_STUDYING},
    Contact: {"id": "x", "scope": "s", "kind": ContactKind.TALK, "day": DAY},
    Break: {},
    Enrolment: {"id": "x", "child": "c", "school_class": "k"},
    Event: {"id": "x", "scope": "s", "kind": "clinic", "day": DAY},
    Guardian: {"id": "x", "scope": "s"},
    Guardianship: {"id": "x", "child": "c", "guardian": "g"},
    Membership: {"id": "x", "scope": "s", "child": "c", "policy": "p"},
    Observation: {"id": "x", "scope": "s", "subject": "c", "name": "poor", "value": True},
    Pairing: {"id": "x", "scope": "s", "role": HelperRole.VOLUNTEER, "by": "h", "to": "c", "start": DAY},
    Parent: {"id": "x", "scope": "s"},
    Payment: {"id": "x", "scope": "s", "policy": "p", "payee": "h", "day": DAY, "for_what": "points"},
    Post: {"id": "x", "organisation": "o", "holder": "h", "start": DAY},
    Relation: {"id": "x", "scope": "s", "child": "c", "person": "p", "role": "sponsor"},
    Spell: {"id": "x", "kind": "boarding"},
    SpellList: {"id": "x", "scope": "s", "subject": "c"},
    SchoolClass: {"id": "x", "school": "o", "label": "7-1", "entry": SchoolYear(2022)},
    TermResult: {"id": "x", "child": "c", "school_class": "k", "term": TERM},
}

BEGIN_AND_END = (
    *(Absence, CarePlan, Concern, Enrolment, Guardianship, Membership),
    *(Break, Observation, Relation, Spell),
)
ENDED = [("until_before_start", ("until",))]
BACKWARDS = [{"start": DAY, "until": DAY}, {"start": NEXT, "until": DAY}]
TABLE: list[tuple[type[Any], dict[str, Any], list[tuple[str, Path]]]] = [
    *((cls, row, ENDED) for cls in BEGIN_AND_END for row in BACKWARDS),
    *((cls, {"start": DAY, "until": NEXT}, []) for cls in BEGIN_AND_END),
    *((cls, {"until": DAY}, []) for cls in (Guardianship, Observation, Relation, Spell)),
    # absences: breaks lie inside, after the first day and before the last, in order; touching breaks are one
    (Absence, no_check(DAY, LATER, Span(NEXT, date(2023, 3, 9))), []),
    (Absence, no_check(DAY, LATER, Span(DAY, NEXT)), [("break_outside", ("breaks", 0))]),
    (Absence, no_check(DAY, LATER, Span(NEXT, LATER)), [("break_outside", ("breaks", 0))]),
    (Absence, no_check(DAY, None, Span(NEXT)), [("break_outside", ("breaks", 0))]),
    (Absence, no_check(DAY, None, Span(NEXT, LATER), Span(LATER, date(2023, 9, 2))), []),
    (
        Absence,
        no_check(DAY, None, Span(NEXT, LATER), Span(date(2023, 8, 31), LATER)),
        [("break_order", ("breaks", 1))],
    ),
    (Absence, no_check(NOT_ASKED, NEXT, Span(DAY, LATER)), [("break_outside", ("breaks", 0))]),
    (
        Absence,
        no_check(NOT_ASKED, None, Span(LATER, date(2023, 9, 2)), Span(DAY, NEXT)),
        [("break_order", ("breaks", 1))],
    ),
    (Absence, no_check(NOT_ASKED, date.min), ENDED),
    (
        Absence,
        no_check(DAY, DAY, Span(DAY, NEXT), Span(DAY)),
        [
            *ENDED,
            ("break_outside", ("breaks", 0)),
            ("break_outside", ("breaks", 1)),
            ("break_order", ("breaks", 1)),
        ],
    ),
    # parents: nobody is away twice on one day, in whatever order the spells are written
    (Parent, {"absences": (away("a", NEXT, LATER), away("b", DAY, NEXT))}, []),
    (
        Parent,
        {"absences": (away("a", DAY, LATER), away("b", NEXT, None))},
        [("spells_overlap", ("absences", 1))],
    ),
    (
        Parent,
        {"absences": (away("a", NEXT, None), away("b", DAY, LATER))},
        [("spells_overlap", ("absences", 0))],
    ),
    (
        Parent,
        {
            "absences": (
                away("a", DAY, LATER),
                away("b", NEXT, date(2023, 4, 1)),
                away("c", date(2023, 5, 1), LATER),
            )
        },
        [("spells_overlap", ("absences", 1)), ("spells_overlap", ("absences", 2))],
    ),
    (Parent, {"absences": (away("a"), away("b", DAY, LATER))}, []),
    (Parent, {"absences": (away("a"), away("b", DAY))}, [("spells_overlap", ("absences", 0))]),
    (
        Parent,
        {"absences": (away("a", NOT_ASKED, LATER), away("b", DAY))},
        [("spells_overlap", ("absences", 0))],
    ),
    (Parent, {"absences": (away("a", NOT_ASKED, DAY), away("b", DAY))}, []),
    # a spell with a break has begun before it
    (
        Parent,
        {
            "absences": (
                away("a", NOT_ASKED, LATER, Span(date(2023, 4, 1), date(2023, 4, 5))),
                away("b", date(2023, 4, 10), date(2023, 4, 12)),
                away("c", DAY, date(2023, 3, 31)),
            )
        },
        [("spells_overlap", ("absences", 1))],
    ),
    (Parent, {"absences": (away("a", DAY, NEXT), away("a", LATER))}, [("repeated", ("absences", 1))]),
    (Parent, {"absences": ()}, []),
    (Parent, {}, []),
    # schools
    (SchoolClass, {"entry_grade": -4}, [("bad_grade", ("entry_grade",))]),
    (SchoolClass, {"entry_grade": 13}, [("bad_grade", ("entry_grade",))]),
    (SchoolClass, {"entry_grade": -3}, []),
    (SchoolClass, {"entry_grade": 12}, []),
    (TermResult, {}, [("total_or_rank", ())]),
    (TermResult, {"total": Decimal(400), "rank": 1, "of": 30}, [("total_or_rank", ())]),
    (TermResult, {"total": Decimal(400)}, []),
    (TermResult, {"total": Decimal(-1)}, [("negative", ("total",))]),
    (TermResult, {"total": Decimal(400), "of": 30}, [("rank_needs_of", ("of",))]),
    (TermResult, {"rank": 3}, [("rank_needs_of", ("of",))]),
    (TermResult, {"rank": 30, "of": 30}, []),
    (TermResult, {"rank": 31, "of": 30}, [("rank_outside_class", ("rank",))]),
    (TermResult, {"rank": 0, "of": 30}, [("rank_outside_class", ("rank",))]),
    (
        TermResult,
        {"total": Decimal(-1), "rank": 3},
        [("total_or_rank", ()), ("rank_needs_of", ("of",)), ("negative", ("total",))],
    ),
    # posts, pairings, contacts
    (Post, {"role": PostRole.HEAD, "until": DAY}, ENDED),
    (Post, {"role": PostRole.CLASS_TEACHER}, [("class_missing", ("school_class",))]),
    (Post, {"role": PostRole.SUBJECT_TEACHER, "until": DAY}, [*ENDED, ("class_missing", ("school_class",))]),
    (Post, {"role": PostRole.SUBJECT_TEACHER, "school_class": "k"}, []),
    (Pairing, {}, []),
    (Pairing, {"by": "c", "by_kind": PartyKind.CHILD}, [("paired_with_self", ("to",))]),
    (Pairing, {"by": "c", "by_kind": PartyKind.HELPER}, []),
    (Pairing, {"covers": "x", "until": DAY}, [*ENDED, ("covers_itself", ("covers",))]),
    (Contact, {}, [("contact_with_nobody", ("children",))]),
    (Contact, {"school_class": "k"}, []),
    (Contact, {"organisation": "o"}, []),
    (Contact, {"children": ("c", "d", "c")}, [("repeated", ("children",))]),
    # spells: as absences, but the last break may go on as long as the spell does
    (Spell, no_check(DAY, LATER, Break(start=NEXT, until=date(2023, 3, 9))), []),
    (Spell, no_check(DAY, LATER, Break(start=DAY, until=NEXT)), [("break_outside", ("breaks", 0))]),
    (Spell, no_check(DAY, LATER, Break(start=NEXT, until=LATER)), [("break_outside", ("breaks", 0))]),
    (Spell, no_check(DAY, LATER, Break(start=NEXT)), [("break_outside", ("breaks", 0))]),
    (Spell, no_check(DAY, None, Break(start=NEXT)), []),
    (
        Spell,
        no_check(DAY, None, Break(start=NEXT), Break(start=LATER)),
        [("break_order", ("breaks", 1))],
    ),
    (
        Spell,
        no_check(DAY, None, Break(start=NEXT, until=LATER), Break(start=date(2023, 8, 31))),
        [("break_order", ("breaks", 1))],
    ),
    (SpellList, {"spells": (Spell(id="a", kind="x"), Spell(id="b", kind="x"))}, []),
    (
        SpellList,
        {"spells": (Spell(id="a", kind="x"), Spell(id="a", kind="y"))},
        [("repeated", ("spells", 1))],
    ),
    (SpellList, {"spells": REFUSED}, []),
    # events
    # a relation is to a child or to a body
    (Relation, {"child": None, "organisation": "o"}, []),
    (Relation, {"organisation": "o"}, [("child_or_organisation", ("child",))]),
    (
        Relation,
        {"child": None, "start": DAY, "until": DAY},
        [("child_or_organisation", ("child",)), *ENDED],
    ),
    (Event, {}, [("event_with_nobody", ("children",))]),
    (Event, {"by": "p"}, [("event_with_nobody", ("children",))]),
    *(
        (Event, named, [])
        for named in (
            {"children": ("c",)},
            {"persons": ("p",)},
            {"pairing": "q"},
            {"family": "f"},
            {"organisation": "o"},
        )
    ),
    (
        Event,
        {"family": "f", "facts": (EventFact(name="hours", value=Decimal(1)),) * 2},
        [("repeated", ("facts", 1))],
    ),
    # care plans, payments, people
    (
        CarePlan,
        {"start": DAY, "measures": (measure("a"), measure("b"), measure("a"))},
        [("repeated", ("measures", 2))],
    ),
    (Payment, {"yuan": Decimal(0)}, [("not_positive", ("yuan",))]),
    (Payment, {"yuan": Decimal("-3.005")}, [("not_positive", ("yuan",))]),
    (Payment, {"yuan": Decimal("0.005")}, [("parts_of_a_fen", ("yuan",))]),
    (Payment, {"yuan": Decimal("3.0501")}, [("parts_of_a_fen", ("yuan",))]),
    (Payment, {"yuan": Decimal("999999999999999.99")}, []),
    (Payment, {"yuan": Decimal("650.500")}, []),
    (Guardian, {"age": -1}, [("negative", ("age",))]),
    (Guardian, {"age": 0}, []),
    (Child, {"parents": ("p", "q", "p")}, [("repeated", ("parents",))]),
    (
        Child,
        {"identity_number": "11010519491231002X", "birthday": DAY, "parents": ("p", "p")},
        [("identity_birthday", ("identity_number",)), ("repeated", ("parents",))],
    ),
]


@pytest.mark.parametrize(("cls", "row", "expected"), TABLE, ids=lambda value: getattr(value, "__name__", ""))
def test_a_noun_says_everything_that_it_contradicts(
    cls: type[Any], row: dict[str, Any], expected: list[tuple[str, Path]], problems_of: Any
) -> None:
    assert expected == problems_of(lambda: cls(**NEEDED[cls] | row))


def test_the_day_two_spells_share_is_named() -> None:
    with pytest.raises(InvalidValue) as caught:
        Parent(id="p", scope="s", absences=(away("a", DAY, LATER), away("b", NEXT)))
    assert "同一家长的两次外出在2023-03-02重叠" in caught.value.text("zh")
    assert "absences[1]: two spells of one parent share 2023-03-02" in caught.value.text("en")
