"""What the text leaves open about the scoring of helpers (requirements §4.7, SCO-1 … SCO-26)."""

from typing import Any, Final

from liushou_core.policy.components.no_serious_violation import NoSeriousViolation
from liushou_core.policy.components.rank_rise import RankRise
from liushou_core.policy.components.stay_in_top import StayInTop
from liushou_core.policy.components.title import TitleWon
from liushou_core.policy.open_points.point import Choice, OpenPoint, Written
from liushou_core.policy.rounding import Rounding
from liushou_core.policy.tables.scoring import Scoring, Shares

__all__ = ["POINTS"]

_PLACES: Final[dict[type[Any], str]] = {
    Scoring: "scoring",
    Shares: "scoring.shares",
    Rounding: "scoring.rounding",
    RankRise: "scoring.rank_rise",
    StayInTop: "scoring.stay_in_top",
    NoSeriousViolation: "scoring.no_serious_violation",
    TitleWon: "scoring.title",
}


def _point(
    rule: str,
    leaves_open: str,
    *choices: tuple[type[Any], str, dict[Written, str]],
    external: str | None = None,
) -> OpenPoint:
    made = (
        Choice(table=table, at=_PLACES[table], name=name, readings=means) for table, name, means in choices
    )
    return OpenPoint(rule=rule, leaves_open=leaves_open, choices=tuple(made), external=external)


POINTS: Final = (
    _point(
        "SCO-1",
        "Is the rank that of the class or of the grade, and from which grade on?",
        (Scoring, "rank_in", {"class": "of the class, as the year-end phrase says", "grade": "of the grade"}),
        (Scoring, "first_grade", {7: "junior grade one 初一", 6: "another first grade"}),
    ),
    _point(
        "SCO-2",
        "Does a fall cost points?",
        (RankRise, "falls", {"ignore": "no: the text only adds", "deduct": "as many as a rise brings"}),
        (Scoring, "below_zero", {"pays_nothing": "a score below zero pays nothing", "owed": "it is owed"}),
    ),
    _point(
        "SCO-3",
        "What is keeping in the top five?",
        (
            StayInTop,
            "reading",
            {"base_and_end": "within it at the base and at the end", "end_only": "within it at the end"},
        ),
        (StayInTop, "when_fell", {"keeps": "also who fell within it", "loses": "not who fell within it"}),
    ),
    _point(
        "SCO-4",
        "Do the points for keeping and for rising go together?",
        (
            Scoring,
            "rise_and_keep",
            {
                "both": "both: 累计",
                "keep_only": "keeping replaces rising",
                "rise_only": "rising replaces keeping",
            },
        ),
    ),
    _point(
        "SCO-5",
        "What does a serious violation cost, and how often are the points for none given?",
        (
            NoSeriousViolation,
            "violation",
            {"lose_bonus": "these points only", "veto": "the whole score of the year"},
        ),
        (NoSeriousViolation, "per", {"year": "once a year", "term": "for each term without one"}),
        (
            NoSeriousViolation,
            "unrecorded",
            {
                "granted": "nothing recorded: nothing happened",
                "undefined": "nothing at all recorded of the child: not judged",
            },
        ),
        (
            Scoring,
            "year",
            {"school_year": "the year has every day from 1 September on", "terms": "the days of its terms"},
        ),
    ),
    _point(
        "SCO-6",
        "Which violation is serious?",
        external="The school: it records a serious violation as `Conduct` of that kind.",
    ),
    _point(
        "SCO-7",
        "Is the title counted once a year or each time it is won?",
        (TitleWon, "once", {True: "once a year", False: "each title, of class, school and county"}),
    ),
    _point(
        "SCO-8",
        "Does the total accumulate over the years?",
        (
            Scoring,
            "accumulate",
            {"year": "what is paid is the year's score", "across_years": "that of all years"},
        ),
    ),
    _point(
        "SCO-9",
        "How is a fraction of a point paid?",
        (Scoring, "yuan_per_point", {"1": "a yuan a point", "0.125": "another rate"}),
        (Rounding, "places", {2: "to the fen", 0: "in whole yuan"}),
        (
            Rounding,
            "mode",
            {"half_up": "half upwards", "half_even": "half to even", "down": "cut off", "up": "upwards"},
        ),
    ),
    _point(
        "SCO-10",
        "Is the volunteer's score the sum over the children?",
        (
            Shares,
            "volunteer",
            {
                "sum": "the sum; a child that is left-behind and of a single parent counts once",
                "mean": "the mean",
                "divide_equally": "a child's score is shared among its volunteers",
                "none": "volunteers are not scored",
            },
        ),
    ),
    _point(
        "SCO-11",
        "Which pupils are relevant to the class teacher, and is it their mean?",
        (
            Shares,
            "class_teacher",
            {
                "mean": "均分: the mean",
                "sum": "the sum",
                "divide_equally": "the total, divided among those who hold the post",
                "none": "class teachers are not scored",
            },
        ),
        (
            Scoring,
            "relevant",
            {
                "covered": "whom the plan covers",
                "members": "whom it was recorded to have taken in",
                "paired": "who has a volunteer",
            },
        ),
    ),
    _point(
        "SCO-12",
        "What does a class teacher with no relevant pupil score?",
        external="Nothing to choose: a mean over nobody is undefined, never zero. Who the relevant pupils are: SCO-11.",
    ),
    _point(
        "SCO-13",
        "What are base and end in the second year?",
        (
            Scoring,
            "base",
            {
                "previous_final": "the last final of the year before, as printed",
                "first_term": "the year's own first",
            },
        ),
        (
            Scoring,
            "year_end",
            {
                "term_2": "the second term's final",
                "each_term": "each term's final, against the base",
                "each_term_in_turn": "each term's final, against the one before",
            },
        ),
    ),
    _point(
        "SCO-14",
        "What is the base in the third year?",
        (Scoring, "third_year", {"previous_final": "the last final of the year before", "undefined": "none"}),
    ),
    _point(
        "SCO-15",
        "Are ranks of two classes comparable?",
        (
            Scoring,
            "across_classes",
            {"undefined": "not unless the school gives a comparable rank", "comparable": "they are"},
        ),
    ),
    _point(
        "SCO-16",
        "How are ties ranked?",
        (
            Scoring,
            "ties",
            {
                "competition": "1, 2, 2, 4",
                "dense": "1, 2, 2, 3",
                "ordinal": "1, 2, 3, 4",
                "average": "1, 2.5, 2.5, 4",
            },
        ),
    ),
    _point(
        "SCO-17",
        "What if a rank is missing?",
        (
            Scoring,
            "missing_rank",
            {"other_items_stand": "no points for ranks; the rest stands", "no_score": "no score at all"},
        ),
    ),
    _point(
        "SCO-18",
        "Who is credited where the helper changed in mid-year?",
        (Scoring, "changed_mid_year", {"holder_at_end": "who holds at the end", "pro_rata": "each by days"}),
    ),
    _point(
        "SCO-19",
        "What if one child has two volunteers?",
        (Scoring, "several_volunteers", {"each_full": "each gets the full score", "split": "they share it"}),
    ),
    _point(
        "SCO-20",
        "What if the class teacher is a volunteer too?",
        (
            Scoring,
            "both_roles",
            {
                "separate": "paid for both roles",
                "higher": "for the higher one",
                "volunteer": "as a volunteer",
                "class_teacher": "as a class teacher",
            },
        ),
    ),
    _point(
        "SCO-21",
        "Is there a maximum?",
        (Scoring, "cap", {None: "none is printed", "200": "so many yuan for a helper"}),
        (Scoring, "most_points", {None: "none is printed", "100": "so many points for a child"}),
    ),
    _point(
        "SCO-22",
        "May a swing 20 → 30 → 20 earn 100 points?",
        external="It follows from SCO-2 and SCO-13, and changes with them: a risk of the plan, which whoever writes it judges.",
    ),
    _point(
        "SCO-23",
        "Does a serious violation void a title of the same year?",
        (TitleWon, "with_violation", {"independent": "two facts, each for itself", "voids": "it does"}),
    ),
    _point(
        "SCO-24",
        "What are total marks where a subject is missing?",
        external="Whoever records the result adds it up: `TermResult.total`.",
    ),
    _point(
        "SCO-25",
        "Are both the volunteer and the class teacher paid for one rise?",
        (Shares, "volunteer", {"sum": "yes, by design", "none": "only the class teacher"}),
        (Shares, "class_teacher", {"mean": "yes, by design", "none": "only the volunteer"}),
    ),
    _point(
        "SCO-26",
        "What of a child that comes of age or whose parents return in mid-year?",
        (
            Scoring,
            "leaving",
            {"at_end_rank": "scored if still in the scheme at the end rank", "up_to_date": "up to that day"},
        ),
    ),
)
