"""Edges: exactly at a cap, exactly at zero, two equal roles, and what a note says happened."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.policy.policy import Policy
from liushou_core.policy.settlement import Settlement, settle

Settled = Callable[..., Settlement]

FIRST = date(2022, 9, 1)
E10 = {"child": {"a": {"ranks": [40, 12], "titles": [[date(2023, 6, 20)]], "volunteers": ["v1"]}}}


def test_a_score_at_the_cap_is_not_cut(settled: Settled) -> None:
    """310 points and 310 yuan pass caps of 310 without a note; one less, and each note says so (SCO-21)."""
    at = settled(E10, {"scoring.most_points": 310, "scoring.cap": 310})
    below = settled(E10, {"scoring.most_points": 309, "scoring.cap": 308})
    assert (at.line("a").notes, [h.notes for h in at.helpers]) == ((), [(), ()])
    assert (below.line("a").notes, [h.notes for h in below.helpers]) == (
        ("most_points",),
        [("cap",), ("cap",)],
    )


def test_nothing_and_less_than_a_yuan_are_amounts(settled: Settled) -> None:
    """A score of 0 is paid 0 without a remark, and a fifth of a yuan is paid."""
    case = {"child": {"a": {"ranks": [20, 20], "violations": [date(2023, 3, 8)], "volunteers": ["v1"]}}}
    assert [(h.points, h.notes) for h in settled(case).helpers] == [(0, ()), (0, ())]
    small = settled(E10, {"scoring.yuan_per_point": "0.001"})
    assert [str(h.yuan) for h in small.helpers] == ["0.31", "0.31"]


def test_of_two_equal_roles_the_volunteers_is_paid(settled: Settled) -> None:
    """Where only the higher role is paid and both are equal, it is the volunteer's (SCO-20)."""
    case = {"child": {"a": {"ranks": [20, 14], "volunteers": ["t1"]}}}
    lines = settled(case, {"scoring.both_roles": "higher"}).helpers
    assert [(h.role.value, str(h.yuan), h.notes) for h in lines] == [
        ("class_teacher", "0.00", ("other_role",)),
        ("volunteer", "80.00", ()),
    ]


def test_a_helper_with_one_role_is_paid_for_it(settled: Settled) -> None:
    """Naming one role to be paid takes nothing from those who have the other only (SCO-20)."""
    case = {"child": {"a": {"ranks": [20, 14], "volunteers": ["v1"]}}}
    for role in ("volunteer", "class_teacher"):
        lines = settled(case, {"scoring.both_roles": role}).helpers
        assert [str(h.yuan) for h in lines] == ["80.00", "80.00"]


def test_an_undefined_item_that_is_no_rank_leaves_the_score(settled: Settled) -> None:
    """No score without both ranks (SCO-17) is about ranks: undefined conduct only adds nothing."""
    changes = {
        "scoring.missing_rank": "no_score",
        "scoring.no_serious_violation.unrecorded": "undefined",
    }
    case = {"child": {"a": {"ranks": [20, 14]}}}
    assert settled(case, changes).line("a").total == 60


def test_nothing_gives_way_where_only_one_of_two_items_is_earned(settled: Settled) -> None:
    """Staying without a rise and a rise without staying are both paid in every reading of SCO-4."""
    case = {"child": {"a": {"ranks": [3, 3]}, "b": {"ranks": [20, 19]}}}
    for rule in ("both", "keep_only", "rise_only"):
        settlement = settled(case, {"scoring.rise_and_keep": rule})
        assert [line.total for line in settlement.lines] == [30, 30]


def test_a_single_point_gives_way_too(settled: Settled) -> None:
    """However few points a rise is worth, staying replaces it (SCO-4)."""
    changes = {"scoring.rise_and_keep": "keep_only", "scoring.rank_rise.points_per_place": "0.5"}
    line = settled({"child": {"a": {"ranks": [4, 3]}}}, changes).line("a")
    assert (line.points("rank_rise"), line.total) == (0, 30)


def test_the_second_year_keeps_its_printed_base(settled: Settled) -> None:
    """Leaving the third year without a base takes none from the second (SCO-13, SCO-14)."""
    case = {"year": "2023-2024", "child": {"a": {"ranks": [30, 25, 20, 18]}}}
    assert settled(case, {"scoring.third_year": "undefined"}).line("a").points("rank_rise") == 70


def test_who_left_is_marked_and_who_held_the_class_is_found(settled: Settled) -> None:
    """Up to the date (SCO-26): the class teacher at the year's end is credited, or by the days the child was there."""
    posts = [["t1", date(2022, 9, 1), date(2023, 5, 1)], ["t2", date(2023, 5, 1)]]
    case = {
        "classes": {"c1": {"posts": posts}},
        "child": {"a": {"scheme": "away", "away": [date(2020, 1, 1), date(2023, 3, 15)], "ranks": [9, 8]}},
    }
    changes = {"scoring.leaving": "up_to_date"}
    settlement = settled(case, changes)
    assert (settlement.line("a").notes, settlement.line("a").judged_on) == (("left",), date(2023, 3, 14))
    assert [(h.helper, h.points) for h in settlement.helpers] == [("t2", 20)]
    by_days = settled(case, {**changes, "scoring.changed_mid_year": "pro_rata"})
    assert [(h.helper, h.points) for h in by_days.helpers] == [("t1", 20), ("t2", 0)]
    parts = [credit.part for h in by_days.helpers for credit in h.credits]
    assert parts == [Fraction(1)]


def test_the_settlement_day_is_that_of_the_school(pack: Policy, world: Callable[[object], Any]) -> None:
    """The term table of the year's last school decides: not next year's, nor that of the body that keeps the archive.

    Without a class that year, it is the archive's.
    """
    case = {
        "classes": {"c1": {"school": "s2"}, "c3": {"school": "s3"}},
        "child": {
            "a": {"ranks": [20, 14], "seats": [["c1", FIRST, date(2023, 9, 1)], ["c3", date(2023, 9, 1)]]},
            "b": {"seats": [["c1", date(2024, 2, 1)]], "member": [[date(2022, 9, 1)]]},
        },
    }
    records = world(case).records
    records["calendars"] = [attrs.evolve(records["calendars"][0], id="s2")]
    policy = pack.evolve({"scoring.relevant": "members"})
    members = [*records["memberships"], attrs.evolve(records["memberships"][0], id="m-a", child="a")]
    facts = MemoryFacts.build(**{**records, "memberships": members})
    settlement = settle(policy, facts, school_year="2022-2023")
    assert {line.child: line.judged_on for line in settlement.lines} == {
        "a": date(2023, 6, 30),
        "b": date(2023, 8, 31),
    }
