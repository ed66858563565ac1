"""What else a settlement does: editions, plugins' components, stand-ins, children without ranks or class, payments."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from liushou_core.domain.membership import Payment
from liushou_core.domain.pairing import Pairing
from liushou_core.policy.component import Component, ComponentLine, ScoringView
from liushou_core.policy.policy import Edition, Policy
from liushou_core.policy.registry import Origin, builtin_registry
from liushou_core.policy.settlement import Difference, Settlement, differences, payables, settle
from liushou_core.serialization.packs import builtin_packs, parse_policy

Settled = Callable[..., Settlement]
World = Callable[[Mapping[str, Any]], Any]

ONE = {"child": {"a": {"ranks": [20, 14, 12, 11], "volunteers": ["v1"]}}}


@pytest.mark.parametrize(
    ("first_day", "rise"),
    [(date(2023, 6, 30), Fraction(6)), (date(2023, 7, 1), Fraction(60))],
)
def test_the_edition_of_the_settlement_day_applies(
    pack: Policy, world: World, first_day: date, rise: Fraction
) -> None:
    """An edition that begins on the last day of the second term applies to that year, one that begins later does not."""
    changes = (("scoring.rank_rise.points_per_place", 1),)
    policy = attrs.evolve(pack, edition=(Edition(from_=first_day, changes=changes),))
    settlement = settle(policy, world(ONE).facts(), school_year="2022-2023")
    assert settlement.line("a").points("rank_rise") == rise
    assert settlement.fingerprint == policy.on(date(2023, 6, 30)).fingerprint


def test_before_the_plan_is_in_force_nobody_is_scored(pack: Policy, world: World) -> None:
    """A plan that comes into force after the settlement day covers nobody that year."""
    policy = attrs.evolve(pack, in_force_from=date(2023, 7, 1))
    settlement = settle(policy, world(ONE).facts(), school_year="2022-2023")
    assert (settlement.lines, settlement.awards, settlement.total_yuan) == ((), (), 0)


@attrs.frozen(kw_only=True)
class Commended(Component):
    """Points for every minor violation that did not happen again: a component of somebody else's."""

    name = "commended"
    messages = {
        "zh": {"gives": "加{points}分", "given": "给"},
        "en": {"gives": "{points} points", "given": "given"},
    }

    points: Decimal = Decimal(3)

    def score(self, view: ScoringView) -> ComponentLine:
        """Give the points to everybody."""
        return self.line(self.points, "given")


def test_a_plugins_component_scores_like_ours(world: World) -> None:
    """A component from another distribution is used by its name in a pack, and the settlement says who brought it."""
    registry = builtin_registry().with_components([Commended], Origin("somebody-else", "1.2"))
    text = builtin_packs()["hand-in-hand-scoring"].replace(
        "components = [", "components = [{ commended = { points = 7 } },"
    )
    settlement = settle(parse_policy(text, registry=registry), world(ONE).facts(), school_year="2022-2023")
    assert settlement.line("a").total == 87
    assert settlement.to_document()["origins"]["components.commended"] == {
        "distribution": "somebody-else",
        "version": "1.2",
    }


def test_a_name_that_is_no_component_is_refused(settled: Settled) -> None:
    """Asking a line for a component the plan does not have raises KeyError, as does asking for a child not scored."""
    with pytest.raises(KeyError):
        settled(ONE).line("a").points("commended")
    with pytest.raises(KeyError):
        settled(ONE).line("b")


def test_who_stands_in_for_a_volunteer_has_the_credit_meanwhile(pack: Policy, world: World) -> None:
    """A cover that is in force on the settlement day replaces the holder; by days, each has its own."""
    one = world(ONE)
    (contract,) = one.records["pairings"]
    cover = attrs.evolve(
        contract, id="cover", by="v2", start=date(2023, 6, 1), until=None, covers=contract.id
    )
    records = {**one.records, "pairings": [contract, cover]}
    facts = type(one.facts()).build(**records)

    def parts(changes: Mapping[str, Any]) -> dict[str, Fraction]:
        settlement = settle(pack.evolve(changes), facts, school_year="2022-2023")
        return {h.helper: h.credits[0].part for h in settlement.helpers if h.role.value == "volunteer"}

    assert isinstance(cover, Pairing)
    assert parts({}) == {"v2": 1}
    assert parts({"scoring.changed_mid_year": "pro_rata"}) == {
        "v1": Fraction(273, 303),
        "v2": Fraction(30, 303),
    }


def test_a_teacher_of_two_classes_has_a_line_for_each(settled: Settled) -> None:
    """The mean is taken class by class, and each is paid."""
    case = {
        "classes": {"A": {"teacher": "t1"}, "B": {"teacher": "t1"}},
        "child": {
            "a": {"class": "A", "ranks": [20, 14]},
            "b": {"class": "B", "ranks": [12, 18]},
        },
    }
    lines = [(h.school_class, h.points) for h in settled(case).helpers]
    assert lines == [("A", 80), ("B", 20)]


def test_classes_below_the_first_grade_have_no_teachers_line(settled: Settled) -> None:
    """The class teacher of a primary class is not part of the scheme, not even undefined."""
    case = {
        "classes": {"low": {"grade": 6, "teacher": "t6"}, "c1": {"teacher": "t1"}},
        "child": {"a": {"class": "low", "ranks": [9, 7]}, "b": {"ranks": [9, 7]}},
    }
    assert [h.helper for h in settled(case).helpers] == ["t1"]


def test_where_nothing_can_be_judged_the_score_is_undefined(settled: Settled) -> None:
    """Without any defined item a child's total, its volunteer's sum and the mean are undefined, and nothing is paid."""
    case = {"terms": False, "child": {"a": {"ranks": [0, 7], "volunteers": ["v1"]}}}
    changes = {
        "scoring.missing_rank": "no_score",
        "scoring.shares.volunteer": "mean",
    }
    settlement = settled(case, changes)
    assert settlement.line("a").total is None
    assert [(h.points, h.yuan, h.notes) for h in settlement.helpers] == [
        (None, 0, ("no_defined_score",)),
        (None, 0, ("no_defined_score",)),
    ]


def test_only_undefined_components_make_an_undefined_total(pack: Policy, world: World) -> None:
    """A plan that scores ranks alone gives a child without ranks no score, which is not a score of 0."""
    assert pack.scoring is not None
    ranks_only = attrs.evolve(pack.scoring, components=pack.scoring.components[:2])
    policy = attrs.evolve(pack, scoring=ranks_only)
    case = {"child": {"a": {"ranks": [0, 7]}, "b": {"ranks": [9, 9]}}}
    settlement = settle(policy, world(case).facts(), school_year="2022-2023")
    assert [line.total for line in settlement.lines] == [None, 0]
    assert [(h.points, len(h.credits)) for h in settlement.helpers] == [(0, 2)]


def test_a_member_without_a_class_is_scored_without_ranks(settled: Settled) -> None:
    """Who was taken in and sits in no class on the day has conduct points and no rank."""
    case = {
        "child": {
            "a": {"seats": [["c1", date(2022, 9, 1), date(2023, 3, 1)]], "member": [[date(2022, 9, 1)]]}
        }
    }
    line = settled(case, {"scoring.relevant": "members"}).line("a")
    assert (line.school_class, line.base, line.end, line.total) == (None, None, None, 20)


def test_an_award_withheld_is_listed_apart_and_costs_nothing(settled: Settled) -> None:
    """Awards earned and not given are no part of the awards, have 0 yuan and say why (STU-4, STU-7)."""
    case = {"child": {"a": {"ranks": [9, 4]}, "b": {"ranks": [8, 3], "violations": [date(2023, 3, 8)]}}}
    changes = {"scoring.student_awards": "higher", "award.excellence.violation": "voids"}
    settlement = settled(case, changes)
    assert [(line.child, line.award.id, line.yuan) for line in settlement.awards] == [
        ("a", "excellence", 30),
        ("b", "progress", 15),
    ]
    assert [(line.child, line.award.id, line.yuan, line.withheld) for line in settlement.withheld] == [
        ("a", "progress", 0, "higher"),
        ("b", "excellence", 0, "violation"),
    ]
    assert settlement.awards_yuan == 45


def payment(settlement: Settlement, payee: str, for_what: str, yuan: str) -> Payment:
    """Return a payment under the settlement's policy."""
    return Payment(
        id=f"{payee}-{for_what.replace(' ', '-')}-{yuan}",
        scope="s1",
        policy=settlement.policy,
        payee=payee,
        day=date(2023, 7, 10),
        yuan=Decimal(yuan),
        for_what=for_what,
        receipt=settlement.digest(),
    )


def test_settling_again_shows_what_remains_and_what_was_too_much(settled: Settled) -> None:
    """After a correction the differences name payee, purpose and amount; equal ones are left out."""
    before = settled(ONE)
    assert payables(before) == {
        ("t1", "2022-2023 class_teacher c1"): Decimal("80.00"),
        ("v1", "2022-2023 volunteer"): Decimal("80.00"),
        ("a", "2022-2023 award progress"): Decimal(15),
    }
    paid = [payment(before, payee, what, str(yuan)) for (payee, what), yuan in payables(before).items()]
    corrected = {"child": {"a": {"ranks": [20, 16], "titles": [[date(2023, 6, 20)]], "volunteers": ["v1"]}}}
    again = settled(corrected)
    assert differences(again, paid) == (
        Difference(payee="a", for_what="2022-2023 award progress", owed=Decimal(0), paid=Decimal(15)),
        Difference(
            payee="t1", for_what="2022-2023 class_teacher c1", owed=Decimal("70.00"), paid=Decimal("80.00")
        ),
        Difference(payee="v1", for_what="2022-2023 volunteer", owed=Decimal("70.00"), paid=Decimal("80.00")),
    )
    assert [d.remains for d in differences(again, paid)] == [
        Decimal(-15),
        Decimal("-10.00"),
        Decimal("-10.00"),
    ]


def test_payments_of_other_plans_and_years_do_not_count(settled: Settled) -> None:
    """What was paid for another year or under another plan leaves this year's amounts unpaid."""
    settlement = settled(ONE)
    others = [
        payment(settlement, "v1", "2021-2022 volunteer", "80.00"),
        attrs.evolve(payment(settlement, "v1", "2022-2023 volunteer", "80.00"), policy="another-plan"),
    ]
    assert {d.payee: d.remains for d in differences(settlement, others)} == {
        "a": Decimal(15),
        "t1": Decimal("80.00"),
        "v1": Decimal("80.00"),
    }


def test_accumulated_points_are_paid_less_what_earlier_years_paid(settled: Settled) -> None:
    """Where points accumulate, last year's payments count towards this year's amount; awards stay yearly (SCO-8)."""
    changes = {"scoring.accumulate": "across_years"}
    second = settled(ONE, changes, year="2023-2024")
    paid = [
        payment(second, "v1", "2022-2023 volunteer", "80.00"),
        payment(second, "a", "2022-2023 award progress", "15"),
    ]
    remains = {(d.payee, d.for_what): d.remains for d in differences(second, paid)}
    assert remains == {
        ("t1", "2023-2024 class_teacher c1"): Decimal("130.00"),
        ("v1", "2023-2024 volunteer"): Decimal("50.00"),
    }
