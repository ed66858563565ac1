"""The criteria that need a pack: what they say, in both languages, and that their days of change are all there are."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from liushou_core.domain.facts import ChildFacts
from liushou_core.locale import LOCALES
from liushou_core.policy.criteria import (
    answers,
    builtin,
    declared_facts,
    during,
    events,
    judged_day,
    lasting,
    quantity,
    related,
)
from liushou_core.policy.criteria import guardians as of_guardians
from liushou_core.policy.criteria import parents as of_parents
from liushou_core.policy.criteria import person as of_persons
from liushou_core.policy.criteria import schooling as of_schooling
from liushou_core.policy.criteria import status as of_status
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.policy import Policy
from liushou_core.policy.receipt import finding_document
from liushou_core.policy.verdict import UNKNOWN, Finding
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy

GENERAL: tuple[type[Criterion], ...] = tuple(
    criterion
    for family in (declared_facts, quantity, events, during, related, answers, lasting, judged_day)
    for criterion in family.CRITERIA
)
every_criterion = pytest.mark.parametrize("cls", GENERAL, ids=lambda cls: cls.name)

PACK = """
schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2020-01-01
source = "x"

[fact.income]
type = "money"
at_least = 0
label = { zh = "年收入", en = "yearly income" }
[fact.allowance]
type = "money"
at_least = 0
label = { zh = "补助标准", en = "allowance" }
[fact.debt]
type = "number"
label = { zh = "债务", en = "debt" }
[fact.marks]
type = "number"
at_most = 100
whole = true
label = { zh = "成绩", en = "marks" }
[fact.card]
type = "choice"
choices = ["red", "green"]
label = { zh = "卡别", en = "card" }
[fact.old_card]
type = "choice"
choices = ["red", "green"]
label = { zh = "旧卡别", en = "old card" }
[fact.illnesses]
type = "choices"
choices = ["flu", "cold", "gout"]
label = { zh = "疾病", en = "illnesses" }
[fact.insured]
type = "bool"
label = { zh = "已参保", en = "insured" }
[fact.moved_in]
type = "day"
label = { zh = "迁入日期", en = "day of moving in" }
[fact.leave]
type = "span"
label = { zh = "请假", en = "leave" }
[fact.file_number]
type = "choice"
choices = ["A1", "B2"]
sensitivity = "identity"
label = { zh = "档案号", en = "file number" }
[fact.employed]
type = "bool"
subject = "person"
label = { zh = "有工作", en = "employed" }
[fact.vaccine]
type = "choice"
choices = ["measles", "penta"]

[event.dose]
facts = ["vaccine"]
label = { zh = "接种", en = "dose" }
[event.hearing]
label = { zh = "听证", en = "hearing" }
[spell.boarding]
label = { zh = "寄宿", en = "boarding" }
[role.sponsor]
label = { zh = "资助人", en = "sponsor" }

[[date]]
id = "spring"
rule = { fixed = { month = 3, day = 1 } }
title = { zh = "开学", en = "first day of spring term" }
[[date]]
id = "lantern"
rule = { lunar = { month = 1, day = 15 } }
title = { zh = "元宵节", en = "Lantern Festival" }
[[date]]
id = "eve"
rule = { offset = { from = { fixed = { month = 6, day = 1 } }, by = "-1 working days" } }
title = { zh = "节前最后一个工作日", en = "last working day before 1 June" }

[[decision]]
id = "poor"
title = { zh = "低收入", en = "low income" }
fact = { name = "income", less_than = 1000 }

[[classification]]
id = "need"
title = { zh = "困难程度", en = "degree of need" }
of = { fact = "income" }
class = [
  { id = "high", title = { zh = "高", en = "high" }, less_than = 500 },
  { id = "middle", less_than = 1000 },
  { id = "low" },
]

[[score]]
id = "points"
title = { zh = "困难分", en = "need points" }
level = [ { id = "first", at_least = 10 }, { id = "second" } ]
item = [ { id = "poor", when = { decided = "poor" }, points = 12 }, { id = "card", fact = "card", choices = { red = 5, green = 0 } } ]
[[score]]
id = "earned"
title = { zh = "收入分", en = "income points" }
item = [ { id = "of", of = { fact = "income" } } ]
[[score]]
id = "study"
title = { zh = "学习分", en = "study points" }
item = [ { id = "of", of = { fact = "marks" } } ]
[[score]]
id = "owed"
title = { zh = "债务分", en = "debt points" }
item = [ { id = "of", of = { fact = "debt" } } ]
"""
ON = date(2023, 10, 1)


def document(facts: dict[str, Any] | None = None, /, **more: Any) -> dict[str, Any]:
    """Return a facts document of one child, c1, with these declared facts; *more* are its other lists, or keys of the child."""
    child: dict[str, Any] = {"id": "c1", "facts": facts or {}}
    child |= {
        key: more.pop(key) for key in ("spells", "birthday", "household", "guardianships") if key in more
    }
    return {"children": [child], **more}


def pupil(facts: dict[str, Any], *enrolments: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a facts document of a child of class k1 of a school with two terms and a summer; k2 is of a school with another term."""
    terms = [
        {
            "organisation": "s1",
            "school_year": "2022-2023",
            "number": 2,
            "from": "2023-02-13",
            "until": "2023-07-01",
        },
        {
            "organisation": "s1",
            "school_year": "2023-2024",
            "number": 1,
            "from": "2023-09-01",
            "until": "2024-01-20",
        },
        {
            "organisation": "s2",
            "school_year": "2023-2024",
            "number": 1,
            "from": "2023-09-11",
            "until": "2024-02-01",
        },
    ]
    return document(
        facts,
        organisations=[{"id": "s1", "kind": "school"}, {"id": "s2", "kind": "school"}],
        classes=[
            {"id": "k1", "school": "s1", "entry": "2021-2022", "entry_grade": 7},
            {"id": "k2", "school": "s2", "entry": "2021-2022", "entry_grade": 7},
        ],
        enrolments=[{"child": "c1", **one} for one in enrolments or ({"class": "k1", "from": "2021-09-01"},)],
        **{"terms": terms} | more,
    )


def with_parents(*parents: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a facts document of a child with these parents, p1, p2 …"""
    persons = [{"id": f"p{n}", **one} for n, one in enumerate(parents, start=1)]
    relations = [{"child": "c1", "person": one["id"], "role": "parent"} for one in persons]
    return document(persons=persons, relations=relations, **more)


def doses(*days: str, **more: Any) -> dict[str, Any]:
    """Return a facts document of a child with a measles dose on each day, or of nobody knows what (``"…?"``)."""
    rows = [
        {"kind": "dose", "day": one.rstrip("?"), "child": "c1"}
        | ({} if one.endswith("?") else {"facts": {"vaccine": "measles"}})
        for one in days
    ]
    return document(events=rows, **more)


def boarding(*spells: dict[str, Any], **more: Any) -> dict[str, Any]:
    return document(spells=[{"kind": "boarding", **one} for one in spells], **more)


PLACES = [
    {"id": "town", "level": "township", "within": "county"},
    {"id": "county", "level": "county"},
    {"id": "far", "level": "county"},
]
AT_HOME = {"kind": "residence", "from": "2020-01-01", "place": "town"}
EMPLOYED, IDLE = {"facts": {"employed": True}}, {"facts": {"employed": False}}
THERE = 'where = { fact = "employed" }'

# Every reason of every general criterion, and every parameter that is said; what it says stands in
# golden/general-findings.toml. A row: what the pack asks, and what is recorded.
ROWS: dict[str, tuple[str, dict[str, Any]]] = {
    # --- fact
    "a number within bounds": (
        '{ fact = { name = "income", at_least = 100, less_than = { fact = "allowance" } } }',
        document({"income": 450, "allowance": "812.50"}),
    ),
    "a number outside bounds": (
        '{ fact = { name = "marks", more_than = 60, at_most = 80 } }',
        document({"marks": 60}),
    ),
    "a number not recorded": ('{ fact = { name = "income", less_than = 1000 } }', document()),
    "a number not recorded, settled by its bounds": (
        '{ fact = { name = "marks", at_most = 100 } }',
        document({"marks": {"unknown": "refused"}}),
    ),
    "a choice": ('{ fact = { name = "card", in = ["red", "green"] } }', document({"card": "green"})),
    "a choice that is another's": (
        '{ fact = { name = "card", is = { fact = "old_card" } } }',
        document({"card": "green", "old_card": "red"}),
    ),
    "choices": (
        '{ fact = { name = "illnesses", any_of = ["flu"], none_of = ["gout"] } }',
        document({"illnesses": ["flu", "cold"]}),
    ),
    "no choices, which is an answer": (
        '{ fact = { name = "illnesses", any_of = ["flu"] } }',
        document({"illnesses": []}),
    ),
    "a yes or no": ('{ fact = "insured" }', document({"insured": True})),
    "a day": (
        '{ fact = { name = "moved_in", at_least = 2023-01-01 } }',
        document({"moved_in": "2022-12-31"}),
    ),
    "a span": ('{ fact = "leave" }', document({"leave": {"from": "2023-09-01", "last_day": "2023-10-01"}})),
    "a value that tells who a person is": (
        '{ fact = { name = "file_number", is = "A1" } }',
        document({"file_number": "A1"}),
    ),
    # --- quantity
    "a quantity": (
        '{ quantity = { of = { sum = [ { fact = "income" }, { fact = "allowance" } ] }, at_least = 100, less_than = 1000 } }',
        document({"income": 450, "allowance": "812.50"}),
    ),
    "a quantity between bounds": (
        '{ quantity = { of = { least = [ { fact = "income" }, 9 ] }, more_than = 5, at_most = 9 } }',
        document(),
    ),
    "a quantity bounded below": (
        '{ quantity = { of = { fact = "income" }, at_least = 0 } }',
        document(),
    ),
    "a quantity bounded above": ('{ quantity = { of = { fact = "marks" }, is = 101 } }', document()),
    "a quantity not known": (
        '{ quantity = { of = { difference = [ { fact = "debt" }, { age = "months" } ] }, is = 3 } }',
        document(),
    ),
    # --- happened
    "it happened": ('{ happened = "dose" }', doses("2023-01-01", "2023-10-01", "2023-10-02")),
    "it happened too often": (
        '{ happened = { event = { kind = "dose", facts = { vaccine = "measles" } }, last = "12 months", at_least = 1, at_most = 1 } }',
        doses("2022-10-01", "2022-10-02", "2023-10-01"),
    ),
    "it happened in the month": (
        '{ happened = { event = "dose", over = "month", more_than = 0, less_than = 3 } }',
        doses("2023-09-30", "2023-10-01"),
    ),
    "it may have happened since": (
        '{ happened = { event = { kind = "dose", facts = { vaccine = "measles" } }, since = { event = { kind = "dose", which = "first" } }, is = 2 } }',
        doses("2022-01-01", "2022-02-01?", "2022-03-01?"),
    ),
    "nobody keeps events": ('{ happened = "hearing" }', document()),
    # --- during
    "in the month, on some day": (
        '{ during = { where = { fact = "insured" }, over = "month" } }',
        document(
            {
                "insured": [
                    {"value": True, "from": "2023-09-15", "last_day": "2023-10-01"},
                    {"value": False, "from": "2023-10-02"},
                ]
            }
        ),
    ),
    "in the last weeks, on every day": (
        '{ during = { where = { fact = "insured" }, last = "2 weeks", day = "every" } }',
        document(
            {"insured": [{"value": False, "until": "2023-09-20"}, {"value": True, "from": "2023-09-20"}]}
        ),
    ),
    "in the quarter, on the first day": (
        '{ during = { where = { fact = "insured" }, over = "quarter", day = "first" } }',
        document({"insured": [{"value": True, "from": "2023-01-02"}]}),
    ),
    "in the term, on some day": (
        '{ during = { where = { fact = "insured" }, over = "term" } }',
        pupil({"insured": [{"value": True, "until": "2023-09-15"}, {"value": False, "from": "2023-09-15"}]}),
    ),
    "in the term, on every day, between two schools": (
        '{ during = { where = { fact = "insured" }, over = "term", day = "every" } }',
        pupil(
            {"insured": [{"value": False, "until": "2023-09-20"}, {"value": True, "from": "2023-09-20"}]},
            {"class": "k1", "from": "2021-09-01", "until": "2023-09-25"},
            {"class": "k2", "from": "2023-09-25", "until": "2024-02-01"},
        ),
    ),
    "in a term that nobody announced, on the first day": (
        '{ during = { where = { fact = "insured" }, over = "term", day = "first" } }',
        pupil({"insured": True}, terms=[]),
    ),
    # --- each, some, only
    "each parent": (f'{{ each = {{ of = "parents", {THERE} }} }}', with_parents(EMPLOYED, IDLE)),
    "each parent, of nobody": (
        f'{{ each = {{ of = "parents", {THERE}, empty = "no", deceased = "counted" }} }}',
        document(persons=[], relations=[]) | {"children": [{"id": "c1", "parents": []}]},
    ),
    "each sponsor, not asked": (f'{{ each = {{ of = "sponsor", {THERE} }} }}', document()),
    "some parent": (
        f'{{ some = {{ of = "parents", {THERE}, deceased = "counted" }} }}',
        with_parents(IDLE, {}),
    ),
    "some sponsor": ('{ some = "sponsor" }', with_parents({})),
    "some guardian, not asked": ('{ some = "guardians" }', document()),
    "the only parent": (
        f'{{ only = {{ of = "parents", {THERE} }} }}',
        with_parents(EMPLOYED | {"status": "living"}, {"status": "deceased"}),
    ),
    "the only parent of none": (
        '{ only = { of = "parents", deceased = "counted" } }',
        document() | {"children": [{"id": "c1", "parents": []}]},
    ),
    "the only parent, not asked": ('{ only = "parents" }', document()),
    # --- count
    "parents counted": (
        '{ count = { of = "parents", deceased = "counted", at_least = 1, less_than = 3 } }',
        with_parents({}, {"status": "deceased"}),
    ),
    "parents perhaps counted": (
        f'{{ count = {{ of = "parents", {THERE}, more_than = 0, at_most = 2 }} }}',
        with_parents(IDLE | {"status": "living"}, {"status": "living"}),
    ),
    "sponsors not asked": ('{ count = { of = "sponsor", is = 1 } }', document()),
    # --- decided, in_class, scored
    "a decision": ('{ decided = "poor" }', document({"income": 10})),
    "whom the plan covers": ('{ decided = "eligibility" }', document()),
    "a class": ('{ in_class = { classification = "need", is = "high" } }', document({"income": 10})),
    "one of several classes": (
        '{ in_class = { classification = "need", any_of = ["middle", "low", "none"] } }',
        document(),
    ),
    "points": (
        '{ scored = { score = "points", at_least = 10, less_than = 20 } }',
        document({"income": 10, "card": "red"}),
    ),
    "points between": (
        '{ scored = { score = "points", level = "first", more_than = 5, at_most = 17 } }',
        document({"income": 10}),
    ),
    "one of several levels": ('{ scored = { score = "points", any_of = ["first", "second"] } }', document()),
    "points from": ('{ scored = { score = "earned", less_than = 0 } }', document()),
    "points up to": ('{ scored = { score = "study", more_than = 100 } }', document()),
    "points not known": ('{ scored = { score = "owed", at_least = 1 } }', document()),
    # --- lasts
    "it lasts": (
        '{ lasts = { spell = "boarding", at_least = "1 month", less_than = "1 year", gap_up_to = "1 week" } }',
        boarding({"from": "2023-02-01", "until": "2023-08-25"}, {"from": "2023-09-01"}),
    ),
    "it lasts in one place": (
        '{ lasts = { spell = "boarding", more_than = "1 month", at_most = "1 year", same_place = "county" } }',
        boarding(
            {"from": "2023-02-01", "until": "2023-08-25", "place": "far"},
            {"from": "2023-08-25", "place": "town"},
            places=PLACES,
        ),
    ),
    "it lasts somewhere else": (
        '{ lasts = { spell = "boarding", beyond = "county", reasons = ["school"] } }',
        document(
            spells=[AT_HOME, {"kind": "boarding", "from": "2023-09-01", "place": "far", "reason": "school"}],
            places=PLACES,
        ),
    ),
    "it does not last": (
        '{ lasts = { spell = "boarding", at_least = "1 day" } }',
        boarding({"from": "2023-02-01", "until": "2023-10-01"}),
    ),
    "it lasts since a day not known": (
        '{ lasts = { spell = "boarding", at_least = "1 month" } }',
        boarding({"kind": "boarding", "id": "s1", "until": "2023-12-01"}),
    ),
    "it lasts since one day or another": (
        '{ lasts = { spell = "boarding", reasons = ["school"], at_least = "3 weeks" } }',
        boarding({"from": "2023-02-01", "until": "2023-09-20"}, {"from": "2023-09-20", "reason": "school"}),
    ),
    "it may last": ('{ lasts = { span = "leave" } }', document()),
    "both away at once": (
        '{ lasts = { spell = "absence", of = "parents", together = true, at_least = "6 months" } }',
        with_parents(
            {"status": "living", "spells": [{"from": "2022-01-01"}]},
            {"status": "living", "spells": [{"from": "2023-05-01"}]},
        ),
    ),
    "since an event": (
        '{ lasts = { since = { event = "dose" }, at_least = "1 month" } }',
        doses("2022-10-01", "2023-09-01"),
    ),
    # --- judged_day
    "the day in a date": (
        "{ judged_day = { in = { week_of = { day = { fixed = { month = 10, day = 1 } } } } } }",
        document(),
    ),
    "the day between dates": (
        '{ judged_day = { from = { date = "spring" }, to = { fixed = { month = 9, day = 30 } } } }',
        document(),
    ),
    "the day that cannot be told": ('{ judged_day = { in = { date = "eve" } } }', document()),
}
POORER = [{"value": 2000, "until": "2023-03-08"}, {"value": 400, "from": "2023-03-08"}]
HIRED = {
    "facts": {"employed": [{"value": False, "until": "2023-02-03"}, {"value": True, "from": "2023-02-03"}]}
}
LET_GO = {
    "facts": {"employed": [{"value": True, "until": "2023-05-09"}, {"value": False, "from": "2023-05-09"}]}
}

# Whatever time changes about an answer, for every general criterion: what the pack asks, and what is recorded. Only here does a
# day of change that a criterion does not name show for certain; the rows above need not change.
MOVING: dict[str, tuple[str, dict[str, Any]]] = {
    "a fact that changes": ('{ fact = { name = "income", less_than = 1000 } }', document({"income": POORER})),
    "the number on the right changes": (
        '{ fact = { name = "marks", at_least = { fact = "allowance" } } }',
        document(
            {
                "marks": 60,
                "allowance": [{"value": 70, "until": "2023-03-08"}, {"value": 50, "from": "2023-03-08"}],
            }
        ),
    ),
    "the choice on the right changes": (
        '{ fact = { name = "card", is = { fact = "old_card" } } }',
        document(
            {
                "card": "red",
                "old_card": [
                    {"value": "red", "until": "2023-03-08"},
                    {"value": "green", "from": "2023-03-08"},
                ],
            }
        ),
    ),
    "as often as a number that changes": (
        '{ happened = { event = "dose", at_least = { fact = "debt" } } }',
        doses("2022-01-01")
        | {
            "children": [
                {
                    "id": "c1",
                    "facts": {
                        "debt": [{"value": 1, "until": "2023-03-08"}, {"value": 3, "from": "2023-03-08"}]
                    },
                }
            ]
        },
    ),
    "somebody comes and goes": (
        '{ some = { of = "sponsor", where = { fact = "employed" } } }',
        document(
            persons=[{"id": "p1", **EMPLOYED}],
            relations=[
                {
                    "child": "c1",
                    "person": "p1",
                    "role": "sponsor",
                    "from": "2023-01-10",
                    "until": "2023-04-01",
                }
            ],
        ),
    ),
    "a quantity that changes": (
        '{ quantity = { of = { sum = [{ fact = "income" }, 5] }, less_than = 1000 } }',
        document({"income": POORER}),
    ),
    "the quantity on the right changes": (
        '{ quantity = { of = 1000, more_than = { sum = [{ fact = "income" }, 5] } } }',
        document({"income": POORER}),
    ),
    "an age": ("{ quantity = { of = { age = {} }, at_least = 10 } }", document(birthday="2013-02-28")),
    "it happened long enough ago": (
        '{ happened = { event = "dose", last = "12 months" } }',
        doses("2022-05-31", "2022-12-01"),
    ),
    "a month in which it was so": (
        '{ during = { where = { fact = { name = "income", less_than = 1000 } }, over = "month" } }',
        document({"income": POORER}),
    ),
    "each parent becomes so": (f'{{ each = {{ of = "parents", {THERE} }} }}', with_parents(EMPLOYED, HIRED)),
    "some parent ceases to be so": (
        f'{{ some = {{ of = "parents", {THERE} }} }}',
        with_parents(IDLE, LET_GO),
    ),
    "the only parent of the kind": (f'{{ only = {{ of = "parents", {THERE} }} }}', with_parents(LET_GO)),
    "parents counted over time": (
        f'{{ count = {{ of = "parents", {THERE}, at_least = 2 }} }}',
        with_parents(LET_GO | {"status": "living"}, HIRED | {"status": "living"}),
    ),
    "as many as a number that changes": (
        '{ count = { of = "parents", deceased = "counted", less_than = { fact = "debt" } } }',
        with_parents({}, {})
        | {
            "children": [
                {
                    "id": "c1",
                    "facts": {
                        "debt": [{"value": 1, "until": "2023-03-08"}, {"value": 3, "from": "2023-03-08"}]
                    },
                }
            ]
        },
    ),
    "a decision that changes": ('{ decided = "poor" }', document({"income": POORER})),
    "a class that changes": (
        '{ in_class = { classification = "need", is = "high" } }',
        document({"income": POORER}),
    ),
    "points that change": ('{ scored = { score = "points", at_least = 10 } }', document({"income": POORER})),
    "it lasts long enough": (
        '{ lasts = { spell = "boarding", more_than = "3 months" } }',
        boarding({"from": "2022-11-30", "until": "2023-09-01"}),
    ),
    "a day of the year": (
        '{ judged_day = { from = { date = "spring" }, to = { fixed = { month = 9, day = 30 } } } }',
        document(),
    ),
}
ALL = {**ROWS, **MOVING}
GOLDEN = Path(__file__).with_name("golden").joinpath("general-findings.toml")
TEXTS: dict[str, dict[str, str]] = tomllib.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
UNTOLD = {"the day that cannot be told": date(2023, 5, 31)}
"""Rows that are asked on another day than the others."""


@cache
def policy() -> Policy:
    """Return the pack with every row as a decision, r0, r1 …, led to the tables that it names."""
    asked = (f'[[decision]]\nid = "r{n}"\nwhen = {text}\n' for n, (text, _) in enumerate(ALL.values()))
    return parse_policy("\n".join([PACK, *asked])).on(ON)


def criterion_of(row: str) -> Criterion:
    (asked,) = (one.when for one in policy().decision if one.id == f"r{list(ALL).index(row)}")
    assert isinstance(asked, Criterion)
    return asked


@cache
def child_of(row: str) -> ChildFacts:
    (child,) = read_facts(ALL[row][1]).children()
    return child


def found(row: str) -> Finding:
    return criterion_of(row).judge(child_of(row), UNTOLD.get(row, ON))


every_row = pytest.mark.parametrize("row", ROWS)


def test_the_criteria_of_the_archive_and_the_general_ones_are_all_there_are() -> None:
    archive = (
        criterion
        for family in (of_parents, of_guardians, of_persons, of_schooling, of_status)
        for criterion in family.CRITERIA
    )
    assert builtin() == (*archive, *GENERAL)


@every_row
def test_a_finding_says_in_both_languages_what_was_asked_and_found(row: str) -> None:
    finding = found(row)
    assert TEXTS[row] == {"is": finding.verdict.value, "zh": finding.text("zh"), "en": finding.text("en")}


def test_every_text_of_the_table_has_a_row() -> None:
    assert list(ROWS) == list(TEXTS)


@every_criterion
def test_every_reason_of_a_criterion_is_given_by_a_row_and_has_its_text(cls: type[Criterion]) -> None:
    """And no text stands there that no row can make it say."""
    rows = [(criterion_of(row), found(row)) for row in ROWS if type(criterion_of(row)) is cls]
    reasons = {finding.reason for _, finding in rows}
    for locale in LOCALES:
        texts = dict(cls.messages[locale])
        assert texts.pop("asks")
        said = {key for criterion, _ in rows for key in criterion._said(texts)}
        assert reasons | said == set(texts)


@every_criterion
def test_a_criterion_explains_itself_alike_in_both_languages(cls: type[Criterion]) -> None:
    zh, en = (cls.messages[locale] for locale in ("zh", "en"))
    assert set(zh) == set(en)
    assert all(text.strip() for text in (*zh.values(), *en.values()))


@every_row
def test_facts_are_missing_just_where_the_answer_is_not_known(row: str) -> None:
    finding = found(row)
    assert bool(finding.missing) == (finding.verdict is UNKNOWN)
    assert finding_document(finding)["verdict"] == finding.verdict.value
    assert not any("{" in finding.text(locale) for locale in LOCALES)


FIRST = date(2022, 7, 1)


@cache
def changes_of(row: str) -> list[date]:
    """Return the days of two years on which the criterion answers otherwise than on the day before."""
    criterion, child = criterion_of(row), child_of(row)
    days = [FIRST + timedelta(days=number) for number in range(2 * 366)]
    verdicts = [criterion.judge(child, day).verdict for day in days]
    return [
        day for day, before, now in zip(days[1:], verdicts, verdicts[1:], strict=False) if now is not before
    ]


@pytest.mark.parametrize("row", ALL)
def test_boundaries_name_every_day_of_two_years_on_which_a_criterion_changes_its_answer(row: str) -> None:
    assert set(changes_of(row)) <= set(criterion_of(row).boundaries(child_of(row), FIRST))


@every_criterion
def test_every_criterion_is_asked_of_facts_by_which_its_answer_changes(cls: type[Criterion]) -> None:
    """Else the test above would hold for a criterion that names no day at all."""
    assert any(changes_of(row) for row in MOVING if type(criterion_of(row)) is cls)


@pytest.mark.parametrize("row", MOVING)
def test_time_alone_changes_the_answer(row: str) -> None:
    assert changes_of(row)
