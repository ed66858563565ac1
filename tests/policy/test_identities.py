"""Identities: sums that must agree, and a report of every one that does not."""

from typing import Any

import pytest

DECLARED = "".join(
    f'[fact.{name}]\ntype = "number"\nsubject = "organisation"\nat_least = 0\nat_most = 100\nlabel = {{ zh = "{zh}", en = "{name}" }}\n'
    for name, zh in (("boys", "男生"), ("girls", "女生"), ("pupils", "学生"))
)
SUM = 'sum = [ { fact = "boys" }, { fact = "girls" } ]\n'


@pytest.fixture
def told(ask: Any) -> Any:
    def balanced(lines: str, facts: dict[str, Any]) -> Any:
        document = {"organisations": [{"id": "s1", "kind": "school", "facts": facts}]}
        result = ask(f'{DECLARED}[[identity]]\nid = "heads"\n{lines}', document)
        (balance,) = result.identities
        assert result.failing == ((balance,) if balance.verdict.value == "no" else ())
        return balance

    return balanced


@pytest.mark.parametrize(
    ("compared", "facts", "verdict", "missing"),
    [
        ("equals", {"boys": 3, "girls": 4, "pupils": 7}, "yes", []),
        ("equals", {"boys": "3.5", "girls": 4, "pupils": "7.5"}, "yes", []),
        ("equals", {"boys": 3, "girls": 4, "pupils": 8}, "no", []),
        ("equals", {"boys": 3, "pupils": 8}, "unknown", ["girls"]),
        ("equals", {"boys": 9, "pupils": 8}, "no", []),  # there cannot be fewer girls than none
        ("equals", {"boys": 3, "girls": 4}, "unknown", ["pupils"]),
        ("equals", {}, "unknown", ["boys", "girls", "pupils"]),
        ("at_most", {"boys": 3, "girls": 4, "pupils": 7}, "yes", []),
        ("at_most", {"boys": 3, "girls": 4, "pupils": 6}, "no", []),
        ("at_most", {"boys": 3, "girls": 4, "pupils": 9}, "yes", []),
        ("at_most", {"boys": 9, "pupils": 8}, "no", []),
        ("at_least", {"boys": 3, "girls": 4, "pupils": 7}, "yes", []),
        ("at_least", {"boys": 3, "girls": 4, "pupils": 8}, "no", []),
        ("at_least", {"boys": 8, "pupils": 8}, "yes", []),
        ("at_least", {"boys": 7, "pupils": 8}, "unknown", ["girls"]),
    ],
)
def test_a_sum_is_held_to_what_it_must_be(
    told: Any, compared: str, facts: dict[str, Any], verdict: str, missing: list[str]
) -> None:
    found = told(f'{SUM}{compared} = {{ fact = "pupils" }}\n', facts)
    assert (verdict, missing) == (
        found.verdict.value,
        [fact.path.removeprefix("organisation:s1.") for fact in found.missing],
    )


@pytest.mark.parametrize(
    ("compared", "facts", "en", "zh"),
    [
        ("equals", {"boys": 3, "girls": 4, "pupils": 7}, "heads holds for s1: 7 = 7", "heads（s1）成立：7 = 7"),
        ("equals", {"boys": 3, "girls": 4, "pupils": 8}, "heads fails for s1: not 7 = 8", "heads（s1）不成立：并非7 = 8"),
        ("at_most", {"boys": 3, "girls": 4, "pupils": 6}, "heads fails for s1: not 7 ≤ 6", "heads（s1）不成立：并非7 ≤ 6"),
        ("at_least", {"boys": 3, "girls": 4, "pupils": 7}, "heads holds for s1: 7 ≥ 7", "heads（s1）成立：7 ≥ 7"),
        ("equals", {"boys": 3, "pupils": 8}, "heads is open for s1: 3 to 103, 8", "heads（s1）尚不清楚：3至103，8"),
    ],
)  # fmt: skip
def test_both_sides_are_told(told: Any, compared: str, facts: dict[str, Any], en: str, zh: str) -> None:
    found = told(f'{SUM}{compared} = {{ fact = "pupils" }}\n', facts)
    assert (en, zh) == (found.text("en"), found.text("zh"))


def test_a_balance_as_a_document(told: Any) -> None:
    document = told(
        f'{SUM}equals = {{ fact = "pupils" }}\n', {"boys": "3.25", "girls": 4, "pupils": 8}
    ).to_document()
    assert ({"kind": "organisation", "id": "s1"}, "no", "7.25", "8", [], "x") == tuple(
        document[key] for key in ("subject", "verdict", "left", "right", "missing", "source")
    )


def test_an_identity_may_be_about_anybody_and_of_any_quantity(ask: Any) -> None:
    tables = (
        '[[identity]]\nid = "two"\nsubject = "child"\nsum = [ { count = { of = "parents" } } ]\nequals = 2\n'
    )
    document = {"children": [{"id": "c1"}, {"id": "c2", "parents": []}]}
    assert [("c1", "unknown"), ("c2", "no")] == [
        (balance.subject, balance.verdict.value) for balance in ask(tables, document).identities
    ]
