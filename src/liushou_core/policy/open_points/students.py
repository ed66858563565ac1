"""What the text leaves open about the students' awards (requirements §4.7, STU-1 … STU-8)."""

from typing import Final

from liushou_core.policy.open_points.point import Choice, OpenPoint
from liushou_core.policy.tables.awards import Award, EndRank, Progress
from liushou_core.policy.tables.scoring import Scoring

__all__ = ["POINTS"]

POINTS: Final = (
    OpenPoint(
        rule="STU-1",
        leaves_open="Does the first get 100, or 100 and the 30 of the Excellence Award?",
        choices=(
            Choice(
                table=EndRank,
                at="award.*.when.end_rank",
                name="from_",
                readings={
                    2: "100 only: the other award begins with rank 2",
                    1: "both: it begins with rank 1",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="STU-2",
        leaves_open="Does the first bear the title of the Excellence Award?",
        external="Whoever writes the pack decides, in the `title` of the first's award: a title is words, and changes no amount.",
    ),
    OpenPoint(
        rule="STU-3",
        leaves_open="Is progress of 5 ranks at least 5, exactly 5, or one award for every 5?",
        choices=(
            Choice(
                table=Progress,
                at="award.*.when.progress",
                name="exactly",
                readings={None: "`at_least` 5: 达 is to reach", 5: "exactly 5"},
            ),
            Choice(
                table=Progress,
                at="award.*.when.progress",
                name="per_each",
                readings={None: "`at_least` 5, given once", 5: "once for every 5"},
            ),
        ),
    ),
    OpenPoint(
        rule="STU-4",
        leaves_open="May one student have both awards?",
        choices=(
            Choice(
                table=Scoring,
                at="scoring",
                name="student_awards",
                readings={"both": "yes", "higher": "only the higher"},
            ),
        ),
    ),
    OpenPoint(
        rule="STU-5",
        leaves_open="Which ranks does progress compare in the second year?",
        choices=(
            Choice(
                table=Progress,
                at="award.*.when.progress",
                name="compares",
                readings={
                    "terms_of_year": "the two finals of the same year, as printed",
                    "scoring_base": "those that the helpers' scoring compares",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="STU-6",
        leaves_open="Who may get a student's award?",
        choices=(
            Choice(
                table=Award,
                at="award.*",
                name="open_to",
                readings={"scheme": "the children of the scheme", "class": "any pupil of their classes"},
            ),
        ),
    ),
    OpenPoint(
        rule="STU-7",
        leaves_open="Does a serious violation cost the award?",
        choices=(
            Choice(
                table=Award,
                at="award.*",
                name="violation",
                readings={"no_effect": "no condition is printed", "voids": "it does"},
            ),
        ),
    ),
    OpenPoint(
        rule="STU-8",
        leaves_open="Who pays, and when?",
        external="Whoever pays: a settlement states amounts, and what was paid is recorded as a `Payment`.",
    ),
)
