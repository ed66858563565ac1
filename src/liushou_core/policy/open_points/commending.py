"""What the texts leave open about assessments and commendation (requirements §4.8, §4.9)."""

from typing import Final

from liushou_core.policy.date_rules.plain import FixedDate
from liushou_core.policy.open_points.point import Choice, OpenPoint
from liushou_core.policy.tables.assessments import Assessment

__all__ = ["POINTS"]

POINTS: Final = (
    OpenPoint(
        rule="ASM-criteria",
        leaves_open="By which criteria and weights are classes and teachers assessed?",
        external="Whoever assesses: the result is recorded (`AssessmentResult.grade`). A pack that has criteria lists them in words; without "
        "any, lint says that they are only named.",
    ),
    OpenPoint(
        rule="ASM-serious",
        leaves_open='Who is "not serious enough", and may not take part in the school\'s evaluation?',
        external="Whoever assesses: it is recorded as `AssessmentResult.may_take_part`. No plan prints what is enough.",
    ),
    OpenPoint(
        rule="ASM-year",
        leaves_open='Is "year end" that of the calendar or of the school?',
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
        rule="AWD-criteria",
        leaves_open="Who is commended, for what, how many, with how much? Class teachers and volunteers are not named.",
        external="Whoever commends: it is recorded as a `Commendation` with its ground. No number, amount or procedure is printed.",
    ),
    OpenPoint(
        rule="AWD-day",
        leaves_open="Are children commended at 五一, as both plans print, or is 六一, Children's Day, meant?",
        choices=(
            Choice(
                table=FixedDate,
                at="agenda.*.day.fixed",
                name="month",
                readings={5: "1 May, as printed", 6: "1 June, Children's Day"},
            ),
        ),
    ),
)
