"""Proposals of pairings: a golden table, and what holds of every proposal."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.policy.policy import Policy
from liushou_core.policy.proposals import Proposal, propose_pairings
from liushou_core.serialization.packs import parse_policy

CASES = tomllib.loads((Path(__file__).parents[1] / "golden" / "pairings.toml").read_text("utf-8"))["case"]
ON = date(2022, 10, 1)


def plan(rule: dict[str, Any]) -> Policy:
    """Return a plan with one pairing rule that covers whoever has a parent away."""
    pack = {
        "schema": "liushou-policy/1",
        "id": "p",
        "title": {"zh": "甲", "en": "A"},
        "in_force_from": date(2022, 1, 1),
        "eligibility": {"all": [{"parents_away": {"who": "either"}}]},
        "pairing": [{"id": "r", **rule}],
    }
    return parse_policy(tomlkit.dumps(pack), sources="optional")


def helpers(table: dict[str, Any]) -> list[Helper]:
    """Return the helpers of a case."""
    wanted = {id: row if isinstance(row, dict) else {"roles": row} for id, row in table.items()}
    return [
        Helper(id=id, scope="s1", roles=tuple(map(HelperRole, row["roles"])), child=row.get("child"))
        for id, row in wanted.items()
    ]


def proposals(case: dict[str, Any], world: Any) -> tuple[Proposal, ...]:
    """Return the proposals of a case."""
    policy = plan(case["rule"])
    return propose_pairings(policy, world(case, policy).facts, helpers(case["helpers"]), on=ON)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden(case: dict[str, Any], world: Any) -> None:
    """The proposals are those of the table, in this order."""
    assert [f"{p.child} {p.helper or '-'}" for p in proposals(case, world)] == case["expect"]


@given(
    children=st.integers(0, 6),
    team=st.integers(0, 4),
    held=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), unique=True, max_size=8),
    each=st.integers(1, 3),
    most=st.one_of(st.none(), st.integers(1, 3)),
)
def test_every_place_is_named_once_and_no_limit_is_broken(
    children: int, team: int, held: list[tuple[int, int]], each: int, most: int | None, world: Any
) -> None:
    """Each child gets as many proposals as places are empty; no helper twice for a child, none above the limit."""
    rule: dict[str, Any] = {"role": "loving_mother", "helpers_per_child": each}
    case: dict[str, Any] = {
        "rule": rule if most is None else {**rule, "children_per_helper": most},
        "children": {f"c{n}": {} for n in range(children)},
        "helpers": {f"m{n}": ["loving_mother"] for n in range(team)},
        "pairings": [
            [f"p{c}-{m}", "loving_mother", f"m{m}", f"c{c}", "2022-09-01", ""]
            for c, m in held
            if c < children
        ],
    }
    found = proposals(case, world)
    there = {(f"c{c}", f"m{m}") for c, m in held if c < children}
    for child in case["children"]:
        mine = [p.helper for p in found if p.child == child]
        already = [helper for one, helper in there if one == child]
        assert len(mine) == max(0, each - len(already))
        named = [helper for helper in mine if helper is not None]
        assert len({*named, *already}) == len(named) + len(already)
    loads = Counter(helper for _child, helper in there)
    loads.update(p.helper for p in found if p.helper is not None)
    if most is not None:
        assert all(loads[p.helper] <= most for p in found if p.helper is not None)
    else:
        for p in found:  # without a limit nobody is left out while a helper is not at the child's side
            sides = {helper for child, helper in there if child == p.child}
            sides |= {q.helper for q in found if q.child == p.child and q.helper is not None}
            assert p.helper is not None or set(case["helpers"]) <= sides
    assert proposals(case, world) == found


def test_in_words(world: Any) -> None:
    """A proposal says who might help whom in which role, or that nobody is left."""
    case = {**CASES[2], "children": {"c1": {}, "c2": {}, "c3": {}}}
    first, _second, last = proposals(case, world)
    assert first.text("zh") == "儿童c1的爱心妈妈：m1"
    assert last.text("en") == "loving mother for child c3: nobody is left"
    assert first.unserved_since == date(2022, 1, 1)
