"""The pack F19, talk–visit–call: a class teacher's year under it, and its readings."""

from datetime import date
from typing import Any

import pytest

from liushou_core.domain.calendar import Period
from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.policy.due.compliance import compliance, compliance_by_actor
from liushou_core.policy.due.item import DueState
from liushou_core.policy.policy import Policy
from liushou_core.policy.proposals import propose_pairings
from liushou_core.serialization.packs import load_policy

TERM: dict[str, Any] = {
    "terms": True,
    "on": date(2022, 11, 1),
    "contacts": [
        "x1 2022-09-07 talk t1 c1",
        "x2 2022-09-14 talk t1 c1",
        "x3 2022-10-03 talk t1 c1",
        "x4 2022-10-20 visit t1 c1 guardian",
        "x5 2022-09-30 call t1 c1 parent",
        "x6 2022-10-08 call t1 c1 parent tried",
    ],
}


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The pack."""
    return load_policy("talk-visit-call")


def test_it_is_family_f19_and_lints_clean(policy: Policy) -> None:
    """The pack says which family it is, cites a source everywhere, and raises no doubt."""
    assert (policy.family, policy.covers) == ("F19", "class")
    assert list(policy.lint()) == []
    assert policy.warnings == ()
    assert [provision.id for provision in policy.activity if provision.optional] == [
        "tutoring",
        "counselling",
        "culture",
        "sport",
    ]


def test_one_autumn(policy: Policy, world: Any) -> None:
    """Talks weekly, a visit a quarter, calls monthly if one can (003 §1)."""
    items = world(TERM, policy).due()
    states = {
        id: [(str(i.window.start), i.state.value, i.advisory) for i in items if i.duty == id]
        for id in ("weekly-talk", "quarterly-visit", "monthly-call")
    }
    assert states["weekly-talk"] == [
        ("2022-09-05", "met", False),
        ("2022-09-12", "met", False),
        ("2022-09-19", "missed", False),
        ("2022-09-26", "missed", False),
        ("2022-10-03", "met", False),
        ("2022-10-10", "missed", False),
        ("2022-10-17", "missed", False),
        ("2022-10-24", "missed", False),
        ("2022-10-31", "open", False),
    ]
    assert states["quarterly-visit"] == [("2022-10-01", "met", False)]
    assert states["monthly-call"] == [
        ("2022-09-01", "met", True),
        ("2022-10-01", "missed", True),
        ("2022-11-01", "open", True),
    ]
    assert {i.owed_by for i in items} == {"t1"}
    found = compliance(items)
    assert (found.met, found.missed, found.advisory_met, found.advisory_missed) == (4, 5, 1, 1)
    by_month = compliance_by_actor(items, Period.MONTH)
    assert [(f.met, f.missed) for f in by_month.values()] == [(2, 1), (1, 4), (0, 0), (1, 0)]


def test_every_monday_is_the_other_reading(policy: Policy, world: Any) -> None:
    """Read as printed, "every Monday", a talk on Wednesday does not count (CAD ambiguity 3)."""
    monday = policy.evolve({"duty.weekly-talk.weekday": "monday"})
    items = [i for i in world(TERM, monday).due() if i.duty == "weekly-talk"]
    met = [str(i.deadline) for i in items if i.state is DueState.MET]
    assert met == ["2022-10-03"]
    assert [i.off_day for i in items[:2]] == [("x1",), ("x2",)]


def test_either_parent_away_is_enough(policy: Policy, world: Any) -> None:
    """The plan prints no definition; the broadest wording asks for no number of parents and no duration (EL-11)."""
    case = {"children": {"c1": {"away": [["2022-09-30", ""]]}, "c2": {"away": []}}, "on": date(2022, 10, 1)}
    assert {i.subject.id for i in world(case, policy).due()} == {"c1"}


def test_one_on_one_in_the_class(policy: Policy, world: Any) -> None:
    """Each child gets one pupil of its class, each pupil one child (PAIR-3)."""
    case = {
        "children": {
            "c1": {},
            "c2": {},
            "c3": {"away": []},
            "c4": {"away": [], "enrolled": [["k2", "2020-09-01", ""]]},
        },
        "on": date(2022, 10, 1),
    }
    team = [
        Helper(id=f"h{child}", scope="s1", roles=(HelperRole.PUPIL_HELPER,), child=child)
        for child in ("c3", "c4")
    ]
    found = propose_pairings(policy, world(case, policy).facts, team, on=case["on"])
    assert [(p.child, p.helper) for p in found] == [("c1", "hc3"), ("c2", None)]
