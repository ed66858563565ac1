"""What the texts leave open about how often something is owed (requirements §4.4, ambiguities 1–10)."""

from typing import Final

from liushou_core.policy.open_points.point import Choice, OpenPoint, Written
from liushou_core.policy.tables.duties import Duty

__all__ = ["POINTS"]


def _duty(name: str, readings: dict[Written, str]) -> Choice:
    return Choice(table=Duty, at="duty.*", name=name, readings=readings)


POINTS: Final = (
    OpenPoint(
        rule="CAD-A1",
        leaves_open="What are a month, a quarter, two weeks, a week? Terms come with the facts.",
        choices=(
            _duty(
                "month",
                {
                    "calendar": "the calendar month",
                    "rolling": "30 days, each beginning after the contact that met the ones before",
                    "school": "the calendar month less the vacation at its ends",
                },
            ),
            _duty(
                "quarter",
                {
                    "calendar": "January, April, July and October begin one",
                    "school_season": "September, December, March and June do",
                },
            ),
            _duty(
                "fortnight",
                {"rolling": "14 days after the last contact", "iso_pairs": "two weeks of the calendar"},
            ),
            _duty("week_starts", {"monday": "a week begins on Monday", "sunday": "it begins on Sunday"}),
        ),
    ),
    OpenPoint(
        rule="CAD-A2",
        leaves_open='Is "once a month" a floor, as "at least once" is?',
        choices=(_duty("count", {"floor": "once or more", "exact": "once, neither more nor less"}),),
    ),
    OpenPoint(
        rule="CAD-A3",
        leaves_open='Is 每周一谈 "one talk a week" or "a talk every Monday"?',
        choices=(_duty("weekday", {"any": "any day of the week", "monday": "a Monday"}),),
    ),
    OpenPoint(
        rule="CAD-A4",
        leaves_open="Is the talk owed to each child, or is one session for the class enough?",
        choices=(
            _duty(
                "to", {"each_child": "each child, since the card is individual", "each_class": "the class"}
            ),
        ),
    ),
    OpenPoint(
        rule="CAD-A5",
        leaves_open="Is the talk owed in the vacation?",
        choices=(
            _duty(
                "vacations",
                {
                    "excused": "a window wholly inside a vacation is excused, where there is a term table",
                    "owed": "it is owed all the same",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="CAD-A6",
        leaves_open="Does a subject teacher's talk count for the class teacher too?",
        choices=(
            _duty(
                "made_by",
                {
                    "holder": "separate duties: only what its own holder made counts",
                    "anyone": "it does: whoever made it",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="CAD-A7",
        leaves_open="The talk with the child or the parent: is one of the two enough?",
        choices=(_duty("match", {"with_any": "one of them", "with_each": "both at once"}),),
    ),
    OpenPoint(
        rule="CAD-A8",
        leaves_open='Does "try to" bind?',
        choices=(
            _duty("binding", {True: "what is printed without it binds", False: "a miss is only a warning"}),
        ),
    ),
    OpenPoint(
        rule="CAD-A9",
        leaves_open="When does the duty begin for a child who joins in mid-month?",
        choices=(
            _duty(
                "partial",
                {"first_full": "with the first full period", "from_start": "at once, in what is left of it"},
            ),
        ),
    ),
    OpenPoint(
        rule="CAD-A10",
        leaves_open='How often are "regular" 定期 and "often" 经常?',
        choices=(
            _duty(
                "unscheduled",
                {
                    True: "no number is printed and none is invented: listed, never due",
                    False: "as configured",
                },
            ),
        ),
    ),
)
