"""What the texts leave open about who is covered and when an archive is due (requirements §4.1, §4.2)."""

from typing import Final

from liushou_core.policy.criteria.during import During
from liushou_core.policy.criteria.parents import ParentsAway
from liushou_core.policy.criteria.person import Age, Rural
from liushou_core.policy.open_points.point import Choice, OpenPoint
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.tables.scoring import Scoring

__all__ = ["POINTS"]

_AWAY: Final = "eligibility.parents_away"

POINTS: Final = (
    OpenPoint(
        rule="EL-Q1",
        leaves_open="Is 3 months a span of months, of days, or of whole calendar months?",
        choices=(
            Choice(
                table=ParentsAway,
                at=_AWAY,
                name="at_least",
                readings={
                    "3 months": "calendar months, from a day to the day of the same number",
                    "90 days": "30 days a month",
                    "3 whole months": "months away from their first day to their last",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q2",
        leaves_open="Does 以上 include the number itself?",
        choices=(
            Choice(
                table=ParentsAway,
                at=_AWAY,
                name="more_than",
                readings={
                    None: "it does: `at_least`, full on the day on which 3 months are complete",
                    "3 months": "it does not: full one day later",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q3",
        leaves_open="Must both be away at the same time, or each long enough by himself?",
        choices=(
            Choice(
                table=ParentsAway,
                at=_AWAY,
                name="together",
                readings={
                    True: "one clock for both, from the later departure",
                    False: "each has a clock of his own",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q4",
        leaves_open='What breaks "continuous"?',
        choices=(
            Choice(
                table=ParentsAway,
                at=_AWAY,
                name="gap_up_to",
                readings={
                    "0 days": "any recorded return to live at home",
                    "7 days": "only a return that lasts longer than a festival",
                    "9999 days": "nothing but moving back for good",
                },
            ),
            Choice(
                table=ParentsAway,
                at=_AWAY,
                name="during_gap",
                readings={
                    "away": "on a day of a short return the parent still counts as away",
                    "home": "on such a day the parent is at home",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q5",
        leaves_open="What makes a child rural? A plan that does not ask leaves the criterion out.",
        choices=(
            Choice(
                table=Rural,
                at="eligibility.rural",
                name="basis",
                readings={
                    "flag": "a flag of the child, as recorded",
                    "registration": "the household registration",
                    "residence": "where the child lives",
                    "school": "where its school is",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q6",
        leaves_open="What if a parent is dead, divorced, missing, in custody, or unfit to care?",
        choices=(
            Choice(
                table=ParentsAway,
                at=_AWAY,
                name="one_parent",
                readings={
                    "no": "a child with one living parent is not covered by this definition",
                    "decides": "the parent who lives decides",
                },
            ),
            Choice(
                table=ParentsAway,
                at=_AWAY,
                name="who",
                readings={
                    "both": "a child is not covered while one of the two is at home, fit or not",
                    "either": "one of them away is enough",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q7",
        leaves_open="Is it working only, or also trading, studying, being ill?",
        choices=(
            Choice(
                table=ParentsAway,
                at=_AWAY,
                name="reasons",
                readings={
                    "working": "working only (EL-1)",
                    "working, trading": "working or trading (EL-2)",
                    None: "away for any reason",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q8",
        leaves_open="Up to what age? The definition has no limit; a plan without one leaves the criterion out.",
        choices=(
            Choice(
                table=Age,
                at="eligibility.age",
                name="less_than",
                readings={18: "before 18 (EL-4)", 16: "before 16, another limit"},
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q9",
        leaves_open='Does "before 18" exclude the birthday, and on which day is a year of age complete?',
        choices=(
            Choice(
                table=Age,
                at="eligibility.age",
                name="at_most",
                readings={None: "`less_than`: the birthday is excluded", 18: "18 is still included"},
            ),
            Choice(
                table=Age,
                at="eligibility.age",
                name="attained",
                readings={
                    "on_birthday": "on the birthday",
                    "day_after": "on the day after it",
                    "day_before": "on the day before it",
                },
            ),
            Choice(
                table=Age,
                at="eligibility.age",
                name="leap_birthday",
                readings={
                    "feb_28": "who was born on 29 February, on 28 February",
                    "mar_1": "on 1 March",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q10",
        leaves_open="May a child join after the base exam of junior grade one?",
        choices=(
            Choice(
                table=Scoring,
                at="scoring",
                name="missing_rank",
                readings={
                    "other_items_stand": "at any time from junior grade one; ranks are scored only with a base",
                    "no_score": "it may, and has no score in that year",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q11",
        leaves_open="When parents return, does the status end at once or later? The record is kept either way.",
        choices=(
            Choice(
                table=During,
                at="eligibility.during",
                name="over",
                readings={
                    "day": "at once, on the day of the return",
                    "term": "with the term of the child's school",
                    "school_year": "with the school year",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="EL-Q12",
        leaves_open="Which plan applies where a school, a village and a community each have one?",
        external="All that a caller opens the programme with (`policy=[…]`): a child may be under several, and every result names "
        "its plan. Which plans a place has is not written in any of them.",
    ),
    OpenPoint(
        rule="REC-month",
        leaves_open="Is the month after the start of a term a calendar month or 30 days? The start itself comes with the terms.",
        choices=(
            Choice(
                table=Duty,
                at="duty.*",
                name="within",
                readings={"1 month": "a calendar month", "30 days": "30 days"},
            ),
        ),
    ),
    OpenPoint(
        rule="REC-inclusive",
        leaves_open='Does "within" count the last day?',
        choices=(
            Choice(
                table=Duty,
                at="duty.*",
                name="last_day",
                readings={
                    None: "what is within a time after an event counts it",
                    "excluded": "it does not",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="REC-timely",
        leaves_open='How many days is "timely"?',
        choices=(
            Choice(
                table=Duty,
                at="duty.*",
                name="unscheduled",
                readings={
                    True: "as soon as known: no number is printed and none is invented",
                    False: "so many days after the change (`every`, `anchor`)",
                },
            ),
        ),
    ),
)
