"""Misfits: values that cannot be, and words that a plan never declares, each with what may be meant."""

from typing import Any

import pytest

from liushou_core.errors import Problem
from liushou_core.policy.misfits import misfits
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy

HEAD = """
schema = "liushou-policy/1"
id = "p"
title = { zh = "样", en = "p" }
in_force_from = 2022-09-01
source = "s"
"""
FACT = '[fact.insured]\ntype = "bool"\n'
EVENT = "[event.clinic]\n"
SPELL = "[spell.boarding]\n"
ROLE = "[role.rower]\n[role.sponsor]\n"
DOCUMENT: dict[str, Any] = {
    "organisations": [{"id": "club", "kind": "other"}, {"id": "s1", "kind": "school", "parent": "club"}],
    "children": [
        {
            "id": "c1",
            "facts": {"insurd": True},
            "spells": [
                {"kind": "bording", "from": "2022-09-01"},
                {"kind": "bording", "from": "2023-09-01"},
                {"kind": "boarding", "from": "2021-09-01"},
                {"kind": "residence"},
            ],
        }
    ],
    "persons": [
        {"id": "p1", "spells": [{"from": "2023-01-01", "reason": "working"}, {"kind": "quarantine"}]}
    ],
    "relations": [
        {"child": "c1", "person": "p1", "role": "father"},
        {"child": "c1", "person": "p1", "role": "sponser"},
        {"organisation": "club", "person": "p1", "role": "rower"},
        {"organisation": "club", "person": "p1", "role": "cook"},
    ],
    "posts": [{"organisation": "club", "holder": "p1", "role": "head", "from": "2022-09-01"}],
    "events": [
        {"id": "e1", "kind": "clinik", "day": "2023-01-01", "children": ["c1"], "person": "p1"},
        {"id": "e2", "kind": "clinic", "day": "2023-01-02", "child": "c1"},
        {"id": "e3", "kind": "vist", "day": "2023-01-03", "organisation": "club"},
        {"id": "e4", "kind": "talk", "day": "2023-01-04", "by": "p1", "children": ["c1"]},
    ],
    "conduct": [{"child": "c1", "kind": "commendation", "day": "2023-01-05"}],
}
OF_EVENTS = [
    ("event_undeclared", "event.e1.kind", "clinic"),
    ("event_undeclared", "event.e3.kind", "visit"),
]
OF_SPELLS = [
    ("spell_undeclared", "child.c1.spells.bording", "boarding"),
    ("spell_undeclared", "person.p1.spells.quarantine", "boarding"),
]
OF_ROLES = [
    ("role_undeclared", "person.p1.relations.cook", "rower, sponsor"),
    ("role_undeclared", "person.p1.relations.sponser", "sponsor"),
]


def found(tables: str, document: dict[str, Any] = DOCUMENT) -> list[Problem]:
    return list(misfits(parse_policy(HEAD + tables), read_facts(document)))


def told(problems: list[Problem]) -> list[tuple[str, str, object]]:
    return sorted((one.code, one.where(), one.values["suggestion"]) for one in problems)


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ("", []),
        (EVENT, OF_EVENTS),
        (SPELL, OF_SPELLS),
        (ROLE, OF_ROLES),
        (
            FACT + EVENT + SPELL + ROLE,
            [*OF_EVENTS, ("fact_undeclared", "child.c1.facts.insurd", "insured"), *OF_ROLES, *OF_SPELLS],
        ),
    ],
    ids=["nothing declared", "events", "spells", "roles", "everything"],
)
def test_words_that_a_plan_never_declares_are_told_once_with_what_may_be_meant(
    tables: str, expected: list[tuple[str, str, object]]
) -> None:
    assert expected == told(found(tables))


def test_a_plan_with_facts_reads_every_sort_of_words() -> None:
    """What it declares none of, it suggests none of."""
    codes = {problem.code: problem.values["suggestion"] for problem in found(FACT)}
    assert {"event_undeclared", "spell_undeclared", "role_undeclared", "fact_undeclared"} == set(codes)
    assert "—" == codes["role_undeclared"]


def test_what_is_undeclared_is_a_warning_and_may_be_read_for_the_policy() -> None:
    policy = parse_policy(HEAD + FACT + EVENT + SPELL + ROLE)
    assert {"warning"} == {
        problem.severity for problem in misfits(policy, read_facts(DOCUMENT, policy=policy))
    }


def test_it_is_told_in_both_languages_without_a_value() -> None:
    (problem,) = [one for one in found(SPELL) if one.path[1] == "c1"]
    assert (
        "child.c1.spells.bording: the policy does not declare the kind of spell “bording”; did you mean: boarding; "
        "correct the kind, or declare it in the policy"
    ) == problem.text("en")
    assert (
        "child.c1.spells.bording：方案没有声明时段类别“bording”；是否指：boarding。请更正类别，或在方案中声明"
    ) == problem.text("zh")


def test_spells_and_events_that_nobody_keeps_have_no_words() -> None:
    document = {"children": [{"id": "c1", "spells": {"unknown": "refused"}}, {"id": "c2"}]}
    assert [] == found(FACT + EVENT + SPELL + ROLE, document)
