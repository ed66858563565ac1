"""Classifications: the first class that fits; several while facts are missing; none; out of scope."""

from typing import Any

import pytest

DECLARED = """
[fact.income]
type = "money"
at_least = 0
label = { zh = "收入", en = "income" }
[fact.rooms]
type = "number"
whole = true
at_least = 0
[fact.card]
type = "choice"
choices = ["red", "green"]
[fact.ill]
type = "bool"
[fact.old]
type = "bool"
"""


@pytest.fixture
def told(ask: Any) -> Any:
    def classified(lines: str, facts: dict[str, Any] | None = None) -> Any:
        document = {"children": [{"id": "c1", "facts": facts or {}}]}
        return ask(f'{DECLARED}[[classification]]\nid = "k"\n{lines}', document)["c1"].classes["k"]

    return classified


BANDS = """
of = { fact = "income" }
class = [ { id = "poor", less_than = 100 }, { id = "middle", less_than = 500 }, { id = "rich" } ]
"""
TREES = """
class = [
  { id = "first", when = { fact = "ill" } },
  { id = "second", when = { fact = "old" } },
]
"""
MIXED = """
of = { fact = "rooms" }
class = [ { id = "ill", when = { fact = "ill" } }, { id = "small", at_most = 2 }, { id = "rest" } ]
"""
SAME_EITHER_WAY = """
class = [
  { id = "a", when = { all = [ { fact = "ill" }, { not = { fact = "ill" } } ] } },
  { id = "b", when = { fact = "old" } },
  { id = "c" },
]
"""
SCOPED = 'applies_when = { fact = "old" }\n' + BANDS


@pytest.mark.parametrize(
    ("lines", "facts", "possible", "missing"),
    [
        # bands: the comparator's name says whether the number counts
        (BANDS, {"income": "99.99"}, ["poor"], []),
        (BANDS, {"income": 100}, ["middle"], []),
        (BANDS, {"income": 500}, ["rich"], []),
        (BANDS, {}, ["poor", "middle", "rich"], ["child:c1.income"]),
        (BANDS, {"income": -5}, ["poor", "middle", "rich"], ["child:c1.income"]),
        # trees: the first YES; an earlier UNKNOWN leaves it open; a gap is `none`
        (TREES, {"ill": True}, ["first"], []),
        (TREES, {"ill": False, "old": True}, ["second"], []),
        (TREES, {"ill": False, "old": False}, ["none"], []),
        (TREES, {"old": True}, ["first", "second"], ["child:c1.ill"]),
        (TREES, {"ill": False}, ["second", "none"], ["child:c1.old"]),
        (TREES, {}, ["first", "second", "none"], ["child:c1.ill", "child:c1.old"]),
        # a condition first, then bands
        (MIXED, {"ill": True}, ["ill"], []),
        (MIXED, {"ill": False, "rooms": 2}, ["small"], []),
        (MIXED, {"ill": False, "rooms": 3}, ["rest"], []),
        (MIXED, {"ill": False}, ["small", "rest"], ["child:c1.rooms"]),
        (MIXED, {"rooms": 1}, ["ill", "small"], ["child:c1.ill"]),
        # outside its scope, and where nobody knows
        (SCOPED, {"old": False, "income": 5}, ["out_of_scope"], []),
        (SCOPED, {"old": True, "income": 5}, ["poor"], []),
        (SCOPED, {"income": 5}, ["poor", "out_of_scope"], ["child:c1.old"]),
        (SCOPED, {"old": False}, ["out_of_scope"], []),
    ],
)
def test_the_classes_that_facts_allow(
    told: Any, lines: str, facts: dict[str, Any], possible: list[str], missing: list[str]
) -> None:
    found = told(lines, facts)
    assert (possible, missing) == (list(found.possible), [fact.path for fact in found.missing])
    assert found.class_id == (possible[0] if len(possible) == 1 else None)


@pytest.mark.parametrize(
    ("lines", "facts", "possible"),
    [
        (
            'of = { fact = "rooms" }\nclass = [ { id = "a", at_most = 2 }, { id = "b", at_least = 4 } ]',
            {"rooms": 3},
            ["none"],
        ),
        (
            'of = { fact = "rooms" }\nclass = [ { id = "a", at_most = 2 }, { id = "b", more_than = 2 } ]',
            {},
            ["a", "b"],
        ),
        (
            'of = { fact = "rooms" }\nclass = [ { id = "a", less_than = 3 }, { id = "b", is = 3 }, { id = "c", more_than = 3 } ]',
            {"rooms": 3},
            ["b"],
        ),
        (
            'of = { fact = "rooms" }\nclass = [ { id = "a", more_than = 2, less_than = 3 }, { id = "b" } ]',
            {},
            ["b"],  # no whole number lies between 2 and 3
        ),
    ],
)
def test_bands_may_leave_gaps_and_know_whole_numbers(
    told: Any, lines: str, facts: dict[str, Any], possible: list[str]
) -> None:
    assert possible == list(told(lines, facts).possible)


def test_an_order_of_its_own_decides_where_classes_overlap(told: Any) -> None:
    lines = 'class = [ { id = "%s", when = { fact = "%s" } }, { id = "%s", when = { fact = "%s" } } ]'
    both = {"ill": True, "old": True}
    assert ["ill", "old"] == [
        told(lines % order, both).class_id
        for order in (("ill", "ill", "old", "old"), ("old", "old", "ill", "ill"))
    ]


def test_a_class_in_words_and_as_a_document(told: Any) -> None:
    lines = """
    title = { zh = "家境", en = "means" }
    of = { fact = "income" }
    class = [ { id = "poor", title = { zh = "贫困", en = "poor" }, less_than = 100 }, { id = "rich" } ]
    """
    known, open_ = told(lines, {"income": 5}), told(lines)
    assert ("means: poor", "家境：贫困") == (known.text("en"), known.text("zh"))
    assert ("means: not yet determined, poor or rich", "家境：尚未确定，贫困或rich") == (
        open_.text("en"),
        open_.text("zh"),
    )
    assert ("poor", ["poor"], [], "x") == tuple(
        known.to_document()[key] for key in ("class", "possible", "missing", "source")
    )
    assert (None, ["poor", "rich"], ["child:c1.income"]) == tuple(
        open_.to_document()[key] for key in ("class", "possible", "missing")
    )


@pytest.mark.parametrize(
    ("facts", "word"), [({"old": False}, "does not apply"), ({"old": True, "ill": False}, "no class")]
)
def test_no_class_has_words_too(told: Any, facts: dict[str, Any], word: str) -> None:
    lines = 'applies_when = { fact = "old" }\nclass = [ { id = "a", when = { fact = "ill" } } ]'
    assert f"k: {word}" == told(lines, facts).text("en")


@pytest.mark.parametrize(
    ("subject", "key"), [("person", "persons"), ("family", "families"), ("organisation", "organisations")]
)
def test_a_classification_is_about_whom_the_plan_says(ask: Any, subject: str, key: str) -> None:
    tables = f'[fact.size]\ntype = "number"\nsubject = "{subject}"\n[[classification]]\nid = "k"\nsubject = "{subject}"\nof = {{ fact = "size" }}\nclass = [ {{ id = "small", less_than = 3 }}, {{ id = "large" }} ]\n'
    body = {"id": "x1", "facts": {"size": 2}} | ({"kind": "school"} if subject == "organisation" else {})
    assert "small" == ask(tables, {key: [body]})["x1"].classes["k"].class_id
