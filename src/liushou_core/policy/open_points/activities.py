"""What the texts leave open about named activities, calendars, phases and events (requirements §5)."""

from typing import Final

from liushou_core.policy.open_points.point import Choice, OpenPoint
from liushou_core.policy.tables.duties import Duty

__all__ = ["POINTS"]

POINTS: Final = (
    OpenPoint(
        rule="CAT-222",
        leaves_open='Does a child do all of "two educations, two sports, two arts", or at least one, and in which time?',
        choices=(
            Choice(
                table=Duty,
                at="duty.*",
                name="at_least",
                readings={
                    1: "at least one (item 7)",
                    6: "two and two and two; as duties of two each, where the kinds are told apart",
                },
            ),
            Choice(
                table=Duty,
                at="duty.*",
                name="per",
                readings={"school_year": "in a school year", "term": "in each term"},
            ),
        ),
    ),
    OpenPoint(
        rule="CAL-months",
        leaves_open="In which month is what stands in a calendar that has lost its months?",
        external="Whoever writes the pack: a month read from the season (Lei Feng: March) is marked `inferred`; what has none is no item of the "
        "calendar.",
    ),
    OpenPoint(
        rule="PHASE-year",
        leaves_open="In which year are the phases? None is printed.",
        external="Whoever writes the pack, by `in_force_from`: a phase is due the first time that it begins under the plan.",
    ),
    OpenPoint(
        rule="EVT-slots",
        leaves_open='Are "30 children including carers and accompanying teachers" 30 people, or 30 children and the adults besides?',
        external="Whoever writes the pack, by what `numbers` calls them (`children`, or `people` with the adults): a recorded activity is held to "
        "the number that it gives by that name.",
    ),
)
