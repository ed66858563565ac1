"""Who gets an individual plan where only so many children may have one."""

from datetime import date
from typing import Any

import pytest

from liushou_core.policy.individual_plans import who_gets_a_plan
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy

ON = date(2022, 10, 1)
HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2022-09-01
source = "x"
[eligibility]
all = [{ not = { single_parent = {} } }]
"""
TRIGGERS = """
[[trigger]]
id = "study"
when = { concern = { any_of = ["T2"] } }
[[trigger]]
id = "moral"
when = { concern = { any_of = ["T4"] } }
"""


def concern(child: str, kind: str, start: str, **more: str) -> dict[str, Any]:
    return {"child": child, "kind": kind, "start": start, **more}


REGISTER = {
    "children": [
        {"id": "a", "single_parent": False},
        {"id": "b", "single_parent": False},
        {"id": "c", "single_parent": False, "key_target": True},
        {"id": "d", "single_parent": False},
        {"id": "lone", "single_parent": True},
        {"id": "open"},
    ],
    "concerns": [
        concern("a", "T2", "2022-09-20"),
        concern("b", "T2", "2022-09-20"),
        concern("b", "T4", "2022-09-10"),
        concern("c", "T4", "2022-09-25"),
        concern("d", "T2", "2022-09-01", until="2022-09-30"),
        concern("lone", "T2", "2022-09-01"),
        concern("open", "T2", "2022-09-01"),
    ],
}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("", ("c", "b", "a")),  # the key target, then who has needed it for longest; d needs none any more
        ("most = 1", ("c",)),
        ("most = 2", ("c", "b")),
        ("most = 9", ("c", "b", "a")),
        ('when = "all"', ("b",)),
    ],
)
def test_covered_children_get_a_plan_in_order_up_to_the_cap(rule: str, told: tuple[str, ...]) -> None:
    """ "For a small number" 少数: no number is printed, so that there is no cap unless the pack has one."""
    policy = parse_policy(f"{HEAD}{TRIGGERS}[individual_plan]\n{rule}\n")
    assert told == who_gets_a_plan(policy, read_facts(REGISTER), on=ON)


def test_nobody_gets_a_plan_under_a_policy_without_any() -> None:
    """Triggers alone ask for steps, not for plans."""
    assert who_gets_a_plan(parse_policy(HEAD + TRIGGERS), read_facts(REGISTER), on=ON) == ()
