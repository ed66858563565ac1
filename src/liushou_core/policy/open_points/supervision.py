"""What the texts leave open about dropout control and inspections (requirements §4.13, §6.4)."""

from typing import Final

from liushou_core.policy.open_points.point import Choice, OpenPoint
from liushou_core.policy.tables.dropout import DropoutControl
from liushou_core.policy.tables.inspections import InspectionItem

__all__ = ["POINTS"]

POINTS: Final = (
    OpenPoint(
        rule="DROP-limit",
        leaves_open="Above which rate is a body over the limit?",
        external="Whoever writes the pack, in `dropout.limits`: no number is printed, and without one nobody is over it; lint says so.",
    ),
    OpenPoint(
        rule="DROP-time",
        leaves_open="Within which time must a body over its limit mend that?",
        choices=(
            Choice(
                table=DropoutControl,
                at="dropout",
                name="rectify_within",
                readings={
                    None: "none is printed: by the day that was set for it, if one was",
                    "30 days": "so long after the period of the return, unless a day was set",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="DROP-systems",
        leaves_open='What are the "five systems" and the "two lines" of target management?',
        external="Whoever writes the pack, in words (`systems`, `lines`): the sources name and do not list them.",
    ),
    OpenPoint(
        rule="INS-clears",
        leaves_open='What must be clear by the "five clears" 五个清楚?',
        choices=(
            Choice(
                table=InspectionItem,
                at="inspection.*.five-clears",
                name="record",
                readings={
                    "clear": "five things that 000 §5 asks for, as the archives answer them; inferred",
                    None: "it is not said: only what the inspector records",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="INS-sample",
        leaves_open="Per what unit, county or town, is the sample of two bodies of each stage drawn?",
        external="Whoever draws it: `sample_of` writes it down, and until then lint asks for it. What was looked at is recorded as an "
        "`Inspection`.",
    ),
)
