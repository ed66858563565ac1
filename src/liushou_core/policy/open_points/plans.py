"""What the texts leave open about plans as a whole: groups, assessments, days of awards, funds, catalogues (requirements §4.5, §4.8–4.10, §5.4)."""

from typing import Final

from liushou_core.policy.date_rules.plain import FixedDate
from liushou_core.policy.open_points.point import Choice, OpenPoint
from liushou_core.policy.tables.assessments import Assessment
from liushou_core.policy.tables.categories import Category
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.tables.funds import Fund

__all__ = ["POINTS"]

POINTS: Final = (
    OpenPoint(
        rule="TRIG-moral",
        leaves_open="Are 失衡 (unbalanced) and 失范 (anomic) moral development one flag or two?",
        external="One kind of concern, T4. A plan that wants two declares an `[event]` or a `[fact]` for each, and asks for it in its triggers.",
    ),
    OpenPoint(
        rule="TRIG-few",
        leaves_open="How many are 少数, a small number?",
        choices=(
            Choice(
                table=Category,
                at="category.*",
                name="most",
                readings={None: "no number is printed", 1: "so many at most"},
            ),
        ),
    ),
    OpenPoint(
        rule="ASM-serious",
        leaves_open="What is not serious enough?",
        external="Whoever assesses judges it (`AssessmentResult.grade`): no plan prints a criterion, and `lint` says so (`named_only`).",
    ),
    OpenPoint(
        rule="ASM-year",
        leaves_open="Is the year end that of the school year or of the calendar?",
        choices=(
            Choice(
                table=Assessment,
                at="assessment.*",
                name="per",
                readings={"school_year": "of the school year", "year": "of the calendar year"},
            ),
        ),
    ),
    OpenPoint(
        rule="AWD-day",
        leaves_open="Are children commended on 1 May (五一, as printed), or was 1 June (六一) meant?",
        choices=(
            Choice(
                table=FixedDate,
                at="agenda.*.day.fixed",
                name="month",
                readings={5: "1 May, as both plans print", 6: "1 June, Children's Day"},
            ),
        ),
    ),
    OpenPoint(
        rule="FUND-share",
        leaves_open="Is the fund 8% of the office expenses, which were cut by so much, or 8% of what was saved?",
        choices=(
            Choice(
                table=Fund,
                at="fund.*",
                name="share_is",
                readings={"saving": "what a cut of 8% saves", "of_saving": "8% of what was saved"},
            ),
        ),
    ),
    OpenPoint(
        rule="CAT-222",
        leaves_open="Does each child take part in one of the two sports and two arts, or in two of each of three kinds?",
        choices=(
            Choice(
                table=Duty,
                at="duty.*",
                name="at_least",
                readings={1: "in at least one", 6: "in all of 2 + 2 + 2"},
            ),
        ),
    ),
)
