"""Those related to the subject: of each, of some, of the only one, how many; and quantities over all of them."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

DECLARED = """
[fact.employed]
type = "bool"
subject = "person"
[fact.income]
type = "money"
subject = "person"
at_least = 0
at_most = 1000
[fact.rooms]
type = "number"
subject = "family"
[role.sponsor]
"""
NOBODY_KNOWS = {"unknown": "not_known"}


def parents(*persons: dict[str, Any]) -> dict[str, Any]:
    """Return a document of a child with these parents, p1, p2 …, living unless they say otherwise."""
    rows = [{"id": f"p{n}", "status": "living", **one} for n, one in enumerate(persons, start=1)]
    return {
        "children": [{"id": "c1"}],
        "persons": rows,
        "relations": [{"child": "c1", "person": row["id"], "role": "parent"} for row in rows],
    }


NONE = {"children": [{"id": "c1", "parents": []}]}
NOT_ASKED = {"children": [{"id": "c1"}]}
YES, NO, OPEN = {"facts": {"employed": True}}, {"facts": {"employed": False}}, {}
DEAD = {"status": "deceased"}
PERHAPS = {"status": NOBODY_KNOWS}


@pytest.fixture
def told(ask: Any) -> Any:
    def judged(clause: str, document: dict[str, Any], on: date = date(2023, 10, 1)) -> Any:
        return ask(f'{DECLARED}[[decision]]\nid = "d"\nwhen = {clause}\n', document, on)["c1"].decisions["d"]

    return judged


OF = 'of = "parents", where = { fact = "employed" }'


@pytest.mark.parametrize(
    ("document", "each", "some", "only"),
    [
        # Kleene's logic over the members
        (parents(YES, YES), "yes", "yes", "no"),
        (parents(YES, NO), "no", "yes", "no"),
        (parents(YES, OPEN), "unknown", "yes", "no"),
        (parents(NO, OPEN), "no", "unknown", "no"),
        (parents(NO, NO), "no", "no", "no"),
        (parents(OPEN, OPEN), "unknown", "unknown", "no"),
        # of one, and of nobody
        (parents(YES), "yes", "yes", "yes"),
        (parents(NO), "no", "no", "no"),
        (parents(OPEN), "unknown", "unknown", "unknown"),
        (NONE, "yes", "no", "no"),
        (NOT_ASKED, "unknown", "unknown", "unknown"),
        # who has died is left out; of whom nobody knows, that may be
        (parents(YES, NO | DEAD), "yes", "yes", "yes"),
        (parents(NO, YES | DEAD), "no", "no", "no"),
        (parents(YES, NO | PERHAPS), "unknown", "yes", "unknown"),
        (parents(YES, YES | PERHAPS), "yes", "yes", "unknown"),
        (parents(NO, YES | PERHAPS), "no", "unknown", "no"),
        (parents(NO | DEAD, NO | DEAD), "yes", "no", "no"),
        (parents(NO | PERHAPS), "unknown", "no", "no"),
        (parents(YES | PERHAPS), "yes", "unknown", "unknown"),
        (parents(YES | PERHAPS, YES | PERHAPS), "yes", "unknown", "unknown"),
    ],
)
def test_what_holds_of_each_of_some_of_the_only_one(
    told: Any, document: dict[str, Any], each: str, some: str, only: str
) -> None:
    assert (each, some, only) == tuple(
        told(f"{{ {name} = {{ {OF} }} }}", document).verdict.value for name in ("each", "some", "only")
    )


@pytest.mark.parametrize(
    ("name", "parameter", "document", "before", "after"),
    [
        ("each", 'empty = "no"', NONE, "yes", "no"),
        ("each", 'empty = "no"', parents(YES | PERHAPS), "yes", "unknown"),
        ("each", 'deceased = "counted"', parents(YES, NO | DEAD), "yes", "no"),
        ("some", 'deceased = "counted"', parents(NO, YES | DEAD), "no", "yes"),
        ("only", 'deceased = "counted"', parents(YES, NO | DEAD), "yes", "no"),
        ("count", 'deceased = "counted"', parents(YES, YES | DEAD), "no", "yes"),
    ],
)
def test_every_parameter_of_a_quantifier_changes_an_answer(
    told: Any, name: str, parameter: str, document: dict[str, Any], before: str, after: str
) -> None:
    bounds = ", at_least = 2" if name == "count" else ""
    assert (before, after) == tuple(
        told(f"{{ {name} = {{ {OF}{bounds}{more} }} }}", document).verdict.value
        for more in ("", f", {parameter}")
    )


@pytest.mark.parametrize(
    ("document", "some", "only"),
    [
        (parents(OPEN, OPEN), "yes", "no"),
        (parents(OPEN), "yes", "yes"),
        (NONE, "no", "no"),
        (NOT_ASKED, "unknown", "unknown"),
        (parents(OPEN | PERHAPS), "unknown", "unknown"),
        (parents(OPEN, OPEN | PERHAPS), "yes", "unknown"),
    ],
)
def test_without_a_condition_it_is_asked_whether_there_is_anybody(
    told: Any, document: dict[str, Any], some: str, only: str
) -> None:
    assert (some, only) == tuple(
        told(f'{{ {name} = "parents" }}', document).verdict.value for name in ("some", "only")
    )


@pytest.mark.parametrize(
    ("document", "missing"),
    [
        (parents(NO, OPEN), ["person:p2.employed"]),
        (parents(NO, YES | PERHAPS), ["person:p2.status"]),
        (parents(NO, OPEN | PERHAPS), ["person:p2.status", "person:p2.employed"]),
        (NOT_ASKED, ["child:c1.parents"]),
    ],
)
def test_the_facts_that_are_missing_are_those_of_the_members(
    told: Any, document: dict[str, Any], missing: list[str]
) -> None:
    found = told(f"{{ some = {{ {OF} }} }}", document)
    assert missing == [fact.path for fact in found.missing]


def test_the_answers_about_the_members_stand_inside_the_finding(told: Any) -> None:
    found = told(f"{{ each = {{ {OF} }} }}", parents(YES, NO))
    assert [("person:p1", "yes"), ("person:p2", "no")] == [
        (inner.id, inner.verdict.value) for inner in found.findings.inner
    ]
    text = found.explain("zh")
    assert "人员p1" in text
    assert "人员p2" in text


# --------------------------------------------------------------------------------------------------- counts


@pytest.mark.parametrize(
    ("bounds", "document", "verdict"),
    [
        ("is = 1", parents(YES, NO), "yes"),
        ("at_least = 1", parents(YES, OPEN), "yes"),
        ("at_least = 2", parents(YES, OPEN), "unknown"),
        ("at_least = 3", parents(YES, OPEN), "no"),
        ("more_than = 0", parents(OPEN), "unknown"),
        ("at_most = 1", parents(NO, OPEN), "yes"),
        ("less_than = 1", parents(NO, NO), "yes"),
        ("at_least = 0", NOT_ASKED, "yes"),
        ("at_least = 1", NOT_ASKED, "unknown"),
        ("at_most = 0", NONE, "yes"),
        ("at_least = 1", parents(YES | PERHAPS), "unknown"),
    ],
)
def test_how_many_there_are_is_compared(
    told: Any, bounds: str, document: dict[str, Any], verdict: str
) -> None:
    assert verdict == told(f"{{ count = {{ {OF}, {bounds} }} }}", document).verdict.value


# ------------------------------------------------------------------------------------------- time and roles


def test_who_is_related_is_asked_on_the_judged_day(told: Any) -> None:
    document = {
        "children": [{"id": "c1"}],
        "persons": [{"id": "s1"}, {"id": "s2"}],
        "relations": [
            {"child": "c1", "person": "s1", "role": "sponsor", "from": "2023-01-01", "until": "2023-06-01"},
            {"child": "c1", "person": "s2", "role": "sponsor", "from": "2023-09-01"},
        ],
    }
    answers = [
        told('{ some = "sponsor" }', document, date(2023, *day)).verdict.value
        for day in ((1, 1), (5, 31), (6, 1), (8, 31), (9, 1))
    ]
    assert ["yes", "yes", "no", "no", "yes"] == answers
    found = told('{ some = "sponsor" }', document, date(2023, 5, 1))
    assert (date(2023, 6, 1), "no") == (found.changes_on[0], found.changes_on[1].value)


@pytest.mark.parametrize(
    ("subject", "role", "document"),
    [
        ("person", "children", parents(YES)),
        ("person", "wards", {"children": [{"id": "c1"}], "persons": [{"id": "p1"}], "relations": [{"child": "c1", "person": "p1", "role": "temporary"}]}),
        ("person", "helped", {"children": [{"id": "c1"}], "persons": [{"id": "p1"}], "pairings": [{"id": "x", "by": "p1", "child": "c1", "role": "volunteer", "from": "2023-01-01"}]}),
        ("family", "children", {"children": [{"id": "c1", "household": "p1"}], "families": [{"id": "p1"}]}),
        ("organisation", "children", {"children": [{"id": "c1", "scope": "p1"}], "organisations": [{"id": "p1", "kind": "school"}]}),
        ("organisation", "parent", {"organisations": [{"id": "p0", "kind": "department"}, {"id": "p1", "kind": "school", "parent": "p0"}]}),
    ],
)  # fmt: skip
def test_others_than_children_reach_those_related_to_them(
    ask: Any, subject: str, role: str, document: dict[str, Any]
) -> None:
    tables = f'{DECLARED}[[decision]]\nid = "d"\nsubject = "{subject}"\nsome = "{role}"\n'
    assert "yes" == ask(tables, document)["p1"].decisions["d"].verdict.value


# --------------------------------------------------------------------------------- quantities over the related


@pytest.fixture
def number(ask: Any) -> Any:
    def reckoned(quantity: str, document: dict[str, Any]) -> Any:
        tables = f'{DECLARED}[[score]]\nid = "s"\nitem = [ {{ id = "i", of = {quantity} }} ]\n'
        found = ask(tables, document)["c1"].scores["s"]
        bounds = [None if bound is None else int(bound) for bound in (found.low, found.high)]
        return bounds[0] if found.value is not None else tuple(bounds)

    return reckoned


def earns(yuan: int | None, **more: Any) -> dict[str, Any]:
    return {**({} if yuan is None else {"facts": {"income": yuan}}), **more}


@pytest.mark.parametrize(
    ("document", "total", "least", "greatest"),
    [
        (parents(earns(300), earns(500)), 800, 300, 500),
        (parents(earns(300), earns(None)), (300, 1300), (0, 300), (300, 1000)),
        (parents(earns(300)), 300, 300, 300),
        (NONE, 0, (None, None), (None, None)),
        (NOT_ASKED, (None, None), (None, None), (None, None)),
        (parents(earns(300), earns(500, **DEAD)), 300, 300, 300),
        (parents(earns(300), earns(500, **PERHAPS)), (300, 800), 300, (300, 500)),
        (parents(earns(300), earns(100, **PERHAPS)), (300, 400), (100, 300), 300),
        (parents(earns(300, **PERHAPS)), (0, 300), (None, None), (None, None)),
    ],
)
def test_a_quantity_over_all_of_them(
    number: Any, document: dict[str, Any], total: Any, least: Any, greatest: Any
) -> None:
    of = '{ of = "parents", quantity = { fact = "income" } }'
    assert (total, least, greatest) == tuple(
        number(f"{{ {name} = {of} }}", document) for name in ("total_of", "least_of", "greatest_of")
    )


@pytest.mark.parametrize(
    ("name", "with_the_dead"), [("total_of", 800), ("least_of", 300), ("greatest_of", 500)]
)
def test_the_deceased_may_be_counted_in_a_quantity(number: Any, name: str, with_the_dead: int) -> None:
    of = '{ of = "parents", quantity = { fact = "income" }, deceased = "counted" }'
    assert with_the_dead == number(f"{{ {name} = {of} }}", parents(earns(300), earns(500, **DEAD)))


def test_over_a_single_one_it_is_that_ones_own_number(number: Any) -> None:
    document = {
        "children": [{"id": "c1", "household": "f1"}],
        "families": [{"id": "f1", "facts": {"rooms": 3}}],
    }
    assert 3 == number('{ total_of = { of = "family", quantity = { fact = "rooms" } } }', document)


def test_a_quantity_may_go_through_the_family(ask: Any) -> None:
    """Rooms of the family for each child in it."""
    tables = f"""{DECLARED}
[[score]]
id = "s"
subject = "family"
item = [ {{ id = "i", of = {{ quotient = [ {{ fact = "rooms" }}, {{ count = {{ of = "children" }} }} ] }} }} ]
"""
    children = [{"id": f"c{n}", "household": "f1"} for n in (1, 2)]
    document = {"children": children, "families": [{"id": "f1", "facts": {"rooms": 3}}]}
    assert Fraction(3, 2) == ask(tables, document)["f1"].scores["s"].value
