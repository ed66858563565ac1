"""Roles: those that a plan may name are those that the facts answer, each person once, in words of either language."""

from datetime import date
from typing import Any

import pytest

from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.related import KNOWN_ROLES as FOUND
from liushou_core.domain.related import ROLES
from liushou_core.domain.subject import Subject, SubjectKind, SubjectRole
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import InvalidPolicy
from liushou_core.policy.assessment import assess
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.related import KNOWN_ROLES, kind_of_role, members
from liushou_core.policy.reading.role_names import RoleName
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy

HEAD = """
schema = "liushou-policy/1"
id = "p"
title = { zh = "样", en = "p" }
in_force_from = 2022-09-01
source = "s"
"""
ON = date(2023, 6, 1)
EVERY_ROLE = [(kind, role) for kind, roles in ROLES.items() for role in sorted(roles)]


def town() -> MemoryFacts:
    """Return facts in which there is somebody in most of the roles."""
    return read_facts(
        {
            "organisations": [
                {"id": "town", "kind": "township"},
                {"id": "s1", "kind": "school", "parent": "town"},
                {"id": "club", "kind": "other", "parent": "town"},
            ],
            "children": [{"id": "c1", "household": "f1", "scope": "s1"}],
            "persons": [{"id": id} for id in ("pa", "ma", "gran", "v1", "t1", "r1", "r2")],
            "classes": [{"id": "k1", "school": "s1", "entry": "2022-2023", "entry_grade": 7}],
            "enrolments": [{"child": "c1", "class": "k1", "from": "2022-09-01"}],
            "posts": [
                {"holder": "t1", "role": "class_teacher", "class": "k1", "from": "2022-09-01"},
                {"holder": "r1", "organisation": "club", "role": "head", "from": "2022-09-01"},
                {"holder": "r1", "organisation": "club", "role": "member", "from": "2022-09-01"},
            ],
            "pairings": [{"child": "c1", "by": "v1", "role": "volunteer", "from": "2022-09-01"}],
            "relations": [
                {"child": "c1", "person": "pa", "role": "father"},
                {"child": "c1", "person": "ma", "role": "mother"},
                {"child": "c1", "person": "ma", "role": "parent_guardian"},
                {"child": "c1", "person": "gran", "role": "temporary"},
                {"organisation": "club", "person": "r1", "role": "rower"},
                {"organisation": "club", "person": "r1", "role": "rower", "from": "2023-01-01"},
                {"organisation": "club", "person": "r2", "role": "rower", "from": "2023-09-01"},
            ],
        }
    )


def subjects(facts: MemoryFacts) -> dict[str, Subject]:
    roles = (
        SubjectRole.CHILD,
        SubjectRole.PERSON,
        SubjectRole.PAIRING,
        SubjectRole.FAMILY,
        SubjectRole.ORGANISATION,
    )
    return {one.id: one for role in roles for one in facts.subjects(role)}


def policy(tables: str) -> Policy:
    return parse_policy(HEAD + tables)


@pytest.mark.parametrize("kind", SubjectKind, ids=lambda kind: kind.value)
def test_a_plan_may_name_exactly_the_roles_that_facts_answer(kind: SubjectKind) -> None:
    assert ROLES[kind] == {role for role in KNOWN_ROLES | FOUND if kind_of_role(kind, role) is not None}
    assert KNOWN_ROLES == FOUND


def test_whoever_is_found_in_a_role_is_of_the_kind_that_questions_are_checked_for() -> None:
    for subject in subjects(town()).values():
        for role in ROLES[subject.kind]:
            found = subject.around.related(subject.kind, subject.id, role)
            kinds = set() if isinstance(found, Unknown) else {one.subject.kind for one in found}
            assert kinds <= {kind_of_role(subject.kind, role)}


@pytest.mark.parametrize(("kind", "role"), EVERY_ROLE, ids=str)
def test_every_role_can_be_asked_of_its_kind_and_of_no_other(kind: SubjectKind, role: str) -> None:
    asks = '[[decision]]\nid = "d"\nsubject = "{}"\nall = [{{ some = {{ of = "{}" }} }}]'
    policy(asks.format(kind.value, role))
    for other in SubjectKind:
        if role not in ROLES[other]:
            with pytest.raises(InvalidPolicy) as caught:
                policy(asks.format(other.value, role))
            assert ["no_such_role"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("kind", "expected"), [("child", True), ("organisation", True), ("person", False), ("family", False)]
)
def test_a_declared_role_is_one_of_children_and_bodies(kind: str, expected: bool) -> None:
    found = kind_of_role(SubjectKind(kind), "rower", ("rower",))
    assert (SubjectKind.PERSON if expected else None) is found


def test_a_word_that_posts_give_cannot_be_declared() -> None:
    with pytest.raises(InvalidPolicy) as caught:
        policy("[role.member]\n")
    assert [("known_already", ("role", "member"))] == [(p.code, p.path) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("id", "role", "expected"),
    [
        ("club", "members", ["r1"]),
        ("club", "rower", ["r1"]),
        ("club", "head", ["r1"]),
        ("s1", "members", []),
        ("s1", "class_teacher", ["t1"]),
        ("r1", "organisations", ["club"]),
        ("t1", "organisations", ["s1"]),
        ("town", "children", []),
        ("c1", "parent", ["ma", "pa"]),
        ("c1", "parent_guardian", ["ma"]),
    ],
    ids=str,
)
def test_everybody_counts_once_however_many_records_name_them(
    id: str, role: str, expected: list[str]
) -> None:
    found = members(subjects(town())[id], role, ON, "left_out")
    assert (True, expected) == (found.asked, [member.subject.id for member in found.each])
    assert [tuple(expected)] == [fact.value for fact in found.used]


def test_a_body_is_decided_by_its_members() -> None:
    plan = policy(
        """
        [role.rower]
        [[decision]]
        id = "crew"
        subject = "organisation"
        all = [{ count = { of = "members", at_least = 2 } }, { some = { of = "rower" } }]
        [[decision]]
        id = "belongs"
        subject = "person"
        all = [{ some = { of = "organisations" } }]
        """
    )
    before, after = (assess(plan, town(), on=day) for day in (ON, date(2023, 9, 1)))
    assert ["no", "yes"] == [result["club"].decisions["crew"].verdict.value for result in (before, after)]
    assert (date(2023, 9, 1), "yes") == _change(before["club"].decisions["crew"])
    assert ["no", "yes"] == [result["r2"].decisions["belongs"].verdict.value for result in (before, after)]
    assert "成员人（项）数（不少于2）：为1" in before["club"].decisions["crew"].explain("zh")


def _change(decision: Any) -> tuple[date, str]:
    day, verdict = decision.changes_on
    return day, verdict.value


@pytest.mark.parametrize("role", sorted(KNOWN_ROLES))
def test_every_known_role_has_words_in_both_languages(role: str) -> None:
    zh, en = RoleName(role).says("zh"), RoleName(role).says("en")
    assert not any("a" <= letter <= "z" for letter in zh)
    assert "_" not in en


def test_a_role_of_a_plans_own_is_called_as_it_is_written() -> None:
    assert ("night watch", "night watch") == (
        RoleName("night_watch").says("zh"),
        RoleName("night_watch").says("en"),
    )
