"""Points tables: items, blocks, overrides and levels; what no row provides for, and what nobody knows."""

from fractions import Fraction
from typing import Any

import attrs
import pytest

from liushou_core.policy.tables.points import Item
from liushou_core.policy.tables.scores import Block, Score

DECLARED = """
[fact.income]
type = "money"
at_least = 0
at_most = 1000
[fact.rooms]
type = "number"
whole = true
at_least = 0
[fact.card]
type = "choice"
choices = ["red", "green", "blue"]
[fact.illnesses]
type = "choices"
choices = ["flu", "cold", "gout"]
[fact.insured]
type = "bool"
[fact.away]
type = "bool"
[[classification]]
id = "level"
of = { fact = "income" }
class = [ { id = "low", less_than = 100 }, { id = "high" } ]
[[classification]]
id = "scoped"
applies_when = { fact = "away" }
class = [ { id = "ill", when = { fact = { name = "illnesses", any_of = ["gout"] } } } ]
"""


def number(found: Any) -> Any:
    return found.value if found.value is not None else f"{found.low} to {found.high}"


def wanted(value: Any) -> Any:
    return value if isinstance(value, str) and " to " in value else Fraction(value)


@pytest.fixture
def told(ask: Any) -> Any:
    def reckoned(lines: str, facts: dict[str, Any] | None = None) -> Any:
        document = {"children": [{"id": "c1", "facts": facts or {}}]}
        return ask(f'{DECLARED}[[score]]\nid = "s"\n{lines}', document)["c1"].scores["s"]

    return reckoned


@pytest.fixture
def item(told: Any) -> Any:
    def reckoned(line: str, facts: dict[str, Any] | None = None) -> Any:
        return told(f'item = [ {{ id = "i", {line} }} ]', facts)

    return reckoned


BANDS = (
    'of = { fact = "income" }, bands = [ { less_than = 100, points = 9 }, { at_least = 200, points = 3 } ]'
)
RED = 'fact = "card", choices = { red = 5, green = -1, blue = 2 }'
SOME = 'fact = "card", choices = { red = 5, green = -1 }'
FACTS = {"income": 150, "rooms": 17, "card": "red", "illnesses": ["flu", "cold"], "insured": True}

# Each parameter of an item, with what it is worth without it and with it, all facts known.
PARAMETERS = {
    "fact": ('fact = "insured", choices = { yes = 7, no = 0 }', RED, 7, 5),
    "classification": (RED, 'classification = "level", choices = { low = 8, high = 1 }', 5, 1),
    "of": ('of = { fact = "income" }', 'of = { fact = "rooms" }', 150, 17),
    "when": (
        'of = { fact = "rooms" }',
        'of = { fact = "rooms" }, when = { not = { fact = "insured" } }',
        17,
        0,
    ),
    "choices": (RED, 'fact = "card", choices = { red = 6, green = 0, blue = 0 }', 5, 6),
    "bands": (
        'of = { fact = "rooms" }',
        'of = { fact = "rooms" }, bands = [ { at_most = 16, points = 1 }, { points = 2 } ]',
        17,
        2,
    ),
    "steps": (
        'of = { fact = "rooms" }',
        'of = { fact = "rooms" }, steps = { above = 10, each = 3, points = 2 }',
        17,
        4,
    ),
    "points": ('when = { fact = "insured" }, points = 4', 'when = { fact = "insured" }, points = -4', 4, -4),
    "gap": (f'{BANDS}, gap = "milder"', f'{BANDS}, gap = "severer"', 3, 9),
    "floor": ('of = { fact = "rooms" }', 'of = { fact = "rooms" }, floor = 20', 17, 20),
    "cap": ('of = { fact = "rooms" }', 'of = { fact = "rooms" }, cap = 3', 17, 3),
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_of_an_item_changes_its_points(item: Any, name: str) -> None:
    without, with_it, before, after = PARAMETERS[name]
    assert (before, after) == (item(without, FACTS).value, item(with_it, FACTS).value)


def test_no_parameter_of_an_item_is_left_out() -> None:
    """``maximum`` gives no points: lint holds the rows to it."""
    assert {field.name for field in attrs.fields(Item)} - {"id", "title", "source", "maximum"} == set(
        PARAMETERS
    )


@pytest.mark.parametrize(
    ("line", "facts", "points", "gaps", "missing"),
    [
        # a choice, known, not asked, misfit, without a row
        (RED, {"card": "green"}, -1, (), []),
        (RED, {}, "-1 to 5", (), ["child:c1.card"]),
        (RED, {"card": "black"}, "-1 to 5", (), ["child:c1.card"]),
        (SOME, {"card": "blue"}, "-1 to 5", ("i",), []),
        (f'{SOME}, gap = "milder"', {"card": "blue"}, -1, (), []),
        (f'{SOME}, gap = "severer"', {"card": "blue"}, 5, (), []),
        ('fact = "card", choices = { red = 5 }', {"card": "blue"}, "0 to 5", ("i",), []),
        # several choices add up; an empty list is an answer; a list that nobody asked for may hold any of them
        ('fact = "illnesses", choices = { flu = 1, cold = 2, gout = 4 }', {"illnesses": ["flu", "gout"]}, 5, (), []),
        ('fact = "illnesses", choices = { flu = 1, cold = 2, gout = 4 }', {"illnesses": []}, 0, (), []),
        ('fact = "illnesses", choices = { flu = 1, cold = 2, gout = 4 }', {}, "0 to 7", (), ["child:c1.illnesses"]),
        ('fact = "illnesses", choices = { flu = 1, cold = -2, gout = 4 }', {}, "-2 to 5", (), ["child:c1.illnesses"]),
        # a yes or no
        ('fact = "insured", choices = { yes = 3, no = 1 }', {"insured": False}, 1, (), []),
        ('fact = "insured", choices = { yes = 3, no = 1 }', {}, "1 to 3", (), ["child:c1.insured"]),
        # classes: known, one of two, none, out of scope
        ('classification = "level", choices = { low = 8, high = 1 }', {"income": 100}, 1, (), []),
        ('classification = "level", choices = { low = 8, high = 1 }', {}, "1 to 8", (), ["child:c1.income"]),
        ('classification = "scoped", choices = { ill = 3, none = 1, out_of_scope = 0 }', {"away": True, "illnesses": []}, 1, (), []),
        ('classification = "scoped", choices = { ill = 3, none = 1, out_of_scope = 0 }', {"away": False}, 0, (), []),
        ('classification = "scoped", choices = { ill = 3, none = 1, out_of_scope = 0 }', {"illnesses": ["gout"]}, "0 to 3", (), ["child:c1.away"]),
        # bands: in one, between two, anywhere
        (BANDS, {"income": 99}, 9, (), []),
        (BANDS, {"income": 200}, 3, (), []),
        (BANDS, {"income": 100}, "0 to 9", ("i",), []),
        (BANDS, {}, "0 to 9", (), ["child:c1.income"]),
        # full steps: a step begun counts nothing, and below the start there is none
        ('of = { fact = "rooms" }, steps = { above = 10, each = 5, points = 2 }', {"rooms": 14}, 0, (), []),
        ('of = { fact = "rooms" }, steps = { above = 10, each = 5, points = 2 }', {"rooms": 15}, 2, (), []),
        ('of = { fact = "rooms" }, steps = { above = 10, each = 5, points = 2 }', {"rooms": 20}, 4, (), []),
        ('of = { fact = "rooms" }, steps = { above = 10, each = 5, points = 2 }', {"rooms": 3}, 0, (), []),
        ('of = { fact = "rooms" }, steps = { each = 5, points = -1 }, floor = -3', {}, "-3 to 0", (), ["child:c1.rooms"]),
        ('of = { fact = "income" }, steps = { each = 100, points = 1 }', {}, "0 to 10", (), ["child:c1.income"]),
        # a number as it is
        ('of = { fact = "income" }', {"income": "12.5"}, "25/2", (), []),
        ('of = { fact = "income" }', {}, "0 to 1000", (), ["child:c1.income"]),
        # all or nothing, and something or nothing
        ('when = { fact = "insured" }, points = 4', {"insured": False}, 0, (), []),
        ('when = { fact = "insured" }, points = 4', {}, "0 to 4", (), ["child:c1.insured"]),
        ('when = { fact = "insured" }, points = -4', {}, "-4 to 0", (), ["child:c1.insured"]),
        (f'when = {{ fact = "insured" }}, {RED}', {"insured": True, "card": "green"}, -1, (), []),
        (f'when = {{ fact = "insured" }}, {RED}', {"card": "red"}, "0 to 5", (), ["child:c1.insured"]),
        (f'when = {{ fact = "insured" }}, {RED}', {"insured": False}, 0, (), []),
    ],
)  # fmt: skip
def test_what_an_item_is_worth(
    item: Any, line: str, facts: dict[str, Any], points: Any, gaps: tuple[str, ...], missing: list[str]
) -> None:
    found = item(line, facts)
    assert (wanted(points), gaps, missing) == (
        number(found),
        found.gaps,
        [fact.path for fact in found.missing],
    )


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ('when = { fact = "insured" }, of = { fact = "income" }', 0, 1000),
        ('when = { fact = "insured" }, points = -4', -4, 0),
        (RED, -1, 5),
        (SOME, -1, 5),
        ('fact = "illnesses", choices = { flu = 1, cold = -2, gout = 4 }', -2, 5),
        (BANDS, 0, 9),
        (f'{BANDS}, gap = "severer"', 3, 9),
        ('of = { fact = "income" }, steps = { above = 500, each = 200, points = 3 }, floor = 1', 1, 6),
    ],
)
def test_an_item_knows_what_it_can_give(ask: Any, line: str, low: int, high: int) -> None:
    tables = f'{DECLARED}[[score]]\nid = "s"\nitem = [ {{ id = "i", {line}, maximum = {high} }} ]'
    found = ask(tables, {"children": []}).policy.on(ask(tables, {"children": []}).on).score[0].item[0]
    assert (low, high) == found.range()


# ------------------------------------------------------------------------------------------ blocks and totals

BLOCKS = """
block = [
  { id = "a", item = [ { id = "i", of = { fact = "income" } }, { id = "j", of = { fact = "rooms" } } ]%s },
]
item = [ { id = "k", when = { fact = "insured" }, points = 4 } ]
%s
"""
SUMS = {
    "block.floor": (("", ""), (", floor = 200", ""), 171, 204),
    "block.cap": (("", ""), (", cap = 20", ""), 171, 24),
    "floor": (("", ""), ("", "floor = 500"), 171, 500),
    "cap": (("", ""), ("", "cap = 100"), 171, 100),
    "applies_when": (("", ""), ("", 'applies_when = { fact = { name = "card", is = "green" } }'), 171, 0),
    "override": (
        ("", ""),
        ("", 'override = [ { id = "all", when = { fact = "insured" }, points = 77 } ]'),
        171,
        77,
    ),
}


@pytest.mark.parametrize("name", SUMS)
def test_every_parameter_of_a_score_changes_its_sum(told: Any, name: str) -> None:
    without, with_it, before, after = SUMS[name]
    assert (before, after) == (told(BLOCKS % without, FACTS).value, told(BLOCKS % with_it, FACTS).value)


def test_no_parameter_of_a_score_is_left_out() -> None:
    """``level`` has tests of its own; ``maximum`` is a matter of lint; a subject is that of any other table."""
    apart = {"id", "title", "source", "subject", "maximum", "level", "block", "item"}
    of_blocks = {f"block.{field.name}" for field in attrs.fields(Block) if field.name not in apart}
    assert of_blocks | {field.name for field in attrs.fields(Score)} - apart == set(SUMS)


def test_a_score_tells_its_blocks_and_items_and_where_it_was_bounded(told: Any) -> None:
    found = told(BLOCKS % (", cap = 20", ""), FACTS)
    assert [("a", 20, "added_up"), ("k", 4, "holds")] == [
        (part.id, part.value, part.reason) for part in found.parts
    ]
    assert 167 == found.parts[0].unbounded.value
    assert [150, 17] == [part.value for part in found.parts[0].parts]


@pytest.mark.parametrize(
    ("facts", "points", "missing"),
    [
        ({"card": "red", "insured": True}, 50, []),
        ({"card": "green", "insured": True}, 10, []),
        ({"card": "green", "insured": False}, 0, []),
        ({"insured": False}, "0 to 50", ["child:c1.card"]),
        ({"card": "red"}, 50, []),
        ({"card": "blue", "insured": True}, 20, []),
        ({"insured": True}, "10 to 50", ["child:c1.card"]),
    ],
)
def test_an_override_is_tried_first_and_in_order(
    told: Any, facts: dict[str, Any], points: Any, missing: list[str]
) -> None:
    lines = """
    override = [
      { id = "red", when = { fact = { name = "card", is = "red" } }, points = 50 },
      { id = "blue", when = { fact = { name = "card", is = "blue" } }, points = 20 },
    ]
    item = [ { id = "i", when = { fact = "insured" }, points = 10 } ]
    """
    found = told(lines, facts)
    assert (wanted(points), missing) == (number(found), [fact.path for fact in found.missing])


@pytest.mark.parametrize(
    ("facts", "points", "levels"),
    [
        ({"away": False, "income": 900}, 0, ()),
        ({"away": True, "income": 900}, 900, ("high",)),
        ({"away": True, "income": 499}, 499, ("middle",)),
        ({"away": True}, "0 to 1000", ("low", "middle", "high")),
        ({"away": True, "income": 99}, 99, ("low",)),
    ],
)
def test_outside_its_scope_a_score_is_nothing_and_has_no_level(
    told: Any, facts: dict[str, Any], points: Any, levels: tuple[str, ...]
) -> None:
    lines = """
    applies_when = { fact = "away" }
    item = [ { id = "i", of = { fact = "income" } } ]
    level = [ { id = "low", less_than = 100 }, { id = "middle", less_than = 500 }, { id = "high" } ]
    """
    found = told(lines, facts)
    assert (wanted(points), levels) == (number(found), found.levels)
    assert found.level == (levels[0] if len(levels) == 1 else None)


def test_where_it_is_not_known_whether_a_score_applies_it_may_be_nothing(told: Any) -> None:
    found = told(
        'applies_when = { fact = "away" }\nitem = [ { id = "i", of = { fact = "income" }, floor = 50 } ]',
        {"income": 300},
    )
    assert ("0 to 300", ["child:c1.away"]) == (number(found), [fact.path for fact in found.missing])


def test_what_is_missing_does_not_matter_where_the_cap_is_reached(told: Any) -> None:
    found = told(
        'cap = 5\nitem = [ { id = "i", of = { fact = "rooms" } }, { id = "j", of = { fact = "income" } } ]',
        {"rooms": 9},
    )
    assert (5, ()) == (found.value, found.missing)


def test_a_score_in_words(told: Any) -> None:
    lines = """
    title = { zh = "困难分", en = "need" }
    cap = 8
    item = [
      { id = "i", title = { zh = "卡别", en = "card" }, fact = "card", choices = { red = 5, green = -1, blue = 2 } },
      { id = "j", when = { fact = "insured" }, points = 3 },
      { id = "k", of = { fact = "rooms" }, steps = { each = 2, points = 1 } },
    ]
    """
    found = told(lines, {"card": "red", "rooms": 5})
    assert (
        "need: 7 to 8 (added up; before the bounds: 7 to 10)\n"
        "  card: 5 (it is red)\n"
        "  j: 0 to 3 (facts are missing)\n"
        "  k: 2 (it is 5)"
    ) == found.text("en")
    assert (
        "困难分：7至8（合计；按上下限计算前：7至10）\n  卡别：5（为red）\n  j：0至3（事实尚缺）\n  k：2（为5）"
    ) == found.text("zh")
