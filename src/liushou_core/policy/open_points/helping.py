"""What the texts leave open about guardians who help, priorities, individual plans and pairing (requirements §3.2, §4.3, §4.5, §4.6)."""

from typing import Final

from liushou_core.policy.criteria.status import HasConcern
from liushou_core.policy.open_points.point import Choice, OpenPoint, Written
from liushou_core.policy.tables.pairing_rules import PairingRule
from liushou_core.policy.tables.priorities import Priority
from liushou_core.policy.tables.triggers import IndividualPlan

__all__ = ["POINTS"]


def _pairing(name: str, readings: dict[Written, str]) -> Choice:
    return Choice(table=PairingRule, at="pairing.*", name=name, readings=readings)


POINTS: Final = (
    OpenPoint(
        rule="ROLE-second",
        leaves_open="Who is the second guardian 第二监护人: the adult at home who minds the child, or the helpers?",
        external="Whoever records it: the adult at home is a `Guardianship` of kind `second`. That helpers should become one is a figure of speech "
        "without legal status, which a pack writes as a `responsibility` in words.",
    ),
    OpenPoint(
        rule="PRI-a",
        leaves_open='Over whom does "first" put a child?',
        choices=(
            Choice(
                table=Priority,
                at="priority.*",
                name="over",
                readings={
                    "other_pupils": "over other pupils, where a place is short",
                    "nobody": "over nobody: a list of further duties",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="PRI-b",
        leaves_open="Which of two left-behind children comes first?",
        choices=(
            _pairing(
                "order",
                {
                    "key_target": "a key-help target, then who has waited longest",
                    "longest_unserved": "who has waited longest, target or not",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="PRI-c",
        leaves_open="Does the order of the list rank the priorities among each other?",
        choices=(
            Choice(
                table=Priority,
                at="priority.*",
                name="rank",
                readings={None: "no: listing order, no ranking", 1: "ranked as numbered"},
            ),
        ),
    ),
    OpenPoint(
        rule="PRI-d",
        leaves_open="Is every child owed a learning helper even if no pupil is free?",
        choices=(
            _pairing(
                "nobody_free",
                {"vacant": "yes, literally 每个: the place stays vacant", "waived": "no: then none is owed"},
            ),
        ),
    ),
    OpenPoint(
        rule="KEY-target",
        leaves_open="Who is a key-help target? No criterion is given.",
        external="The school designates them (`Child.key_target`); a pack that has a criterion of its own writes it as the `requires` of a "
        "pairing or the `when` of a category.",
    ),
    OpenPoint(
        rule="TRIG-join",
        leaves_open="The triggers are joined by 、: does any of them ask for an individual plan, or all?",
        choices=(
            Choice(
                table=IndividualPlan,
                at="individual_plan",
                name="when",
                readings={"any": "any one", "all": "all of them"},
            ),
        ),
    ),
    OpenPoint(
        rule="TRIG-few",
        leaves_open='How many is "a small number" 少数 of children with an individual plan, and who comes first?',
        choices=(
            Choice(
                table=IndividualPlan,
                at="individual_plan",
                name="most",
                readings={None: "no number is printed", 2: "so many at most"},
            ),
            Choice(
                table=IndividualPlan,
                at="individual_plan",
                name="order",
                readings={
                    "key_target": "a key-help target first, then whose grounds have held longest",
                    "longest": "whose grounds have held longest first, target or not",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="TRIG-moral",
        leaves_open="Are unbalanced 失衡 and anomic 失范 moral development one flag or two?",
        choices=(
            Choice(
                table=HasConcern,
                at="trigger.*.when.concern",
                name="moral",
                readings={
                    "any": "one flag: a concern T4, whichever was found",
                    "unbalanced": "two: only where 失衡 was recorded",
                    "anomic": "two: only where 失范 was recorded",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="TRIG-unsupervised",
        leaves_open="Which child is unsupervised 无人监护, so that its archive is filed apart?",
        external="Whoever keeps the archive records it (`Child.unsupervised`, or a concern T10): no plan defines it.",
    ),
    OpenPoint(
        rule="TRIG-serious",
        leaves_open='What is a "serious" decline in study?',
        external="Whoever raises the concern judges it (`Concern` of kind T2): no plan prints a threshold.",
    ),
    OpenPoint(
        rule="PAIR-pupil",
        leaves_open="May the pupil who helps be a left-behind child too?",
        choices=(
            _pairing(
                "pupil",
                {
                    "any": "any pupil",
                    "not_covered": "only one whom the plan does not cover",
                    "covered": "only one whom it covers, as the little teachers are",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="PAIR-load",
        leaves_open="How many children may one helper have?",
        choices=(_pairing("children_per_helper", {None: "no number is printed", 2: "so many at most"}),),
    ),
    OpenPoint(
        rule="PAIR-kind",
        leaves_open="Must a helper be an adult?",
        choices=(
            _pairing(
                "helper",
                {
                    "by_role": "as the kind of helper says: whoever may serve in the role",
                    "adult": "an adult",
                    "pupil": "a pupil",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="PAIR-mother",
        leaves_open="May one loving mother have several children?",
        choices=(
            _pairing("children_per_helper", {None: "it is not said that she may not", 1: "one child each"}),
        ),
    ),
    OpenPoint(
        rule="PAIR-overlap",
        leaves_open="May a child have helpers of several kinds at once?",
        choices=(
            _pairing(
                "exclusive",
                {
                    False: "yes: the sources combine them freely",
                    True: "a child who has any helper gets no other",
                },
            ),
        ),
    ),
)
