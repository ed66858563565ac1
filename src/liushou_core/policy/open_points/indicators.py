"""What the texts leave open about the indicators, of which no source prints a formula (requirements §6.1)."""

from collections.abc import Mapping
from typing import Any, Final

from liushou_core.policy.criteria.person import Age
from liushou_core.policy.indicators.body_rates import AllTargets, DropoutRate
from liushou_core.policy.indicators.children_rates import EnrolmentRate, FilingRate, RetentionRate
from liushou_core.policy.indicators.indicator import Indicator
from liushou_core.policy.indicators.legal_aid import LegalAidRate
from liushou_core.policy.open_points.aid import WHOSE_CASES
from liushou_core.policy.open_points.point import Choice, OpenPoint, Written

__all__ = ["POINTS"]

_PLACES: Final[dict[type[Any], str]] = {
    Indicator: "indicator.*",
    FilingRate: "indicator.*.rate.filing",
    EnrolmentRate: "indicator.*.rate.enrolment",
    Age: "indicator.*.rate.enrolment.school_age.age",
    RetentionRate: "indicator.*.rate.retention",
    LegalAidRate: "indicator.*.rate.legal_aid",
    DropoutRate: "indicator.*.rate.dropout",
    AllTargets: "indicator.*.rate.all_targets",
}

Reading = tuple[type[Any], str, Mapping[Written, str]]


def _point(rule: str, leaves_open: str, *choices: Reading) -> OpenPoint:
    made = (
        Choice(table=table, at=_PLACES[table], name=name, readings=means) for table, name, means in choices
    )
    return OpenPoint(rule=rule, leaves_open=leaves_open, choices=tuple(made))


_DROPOUT: Final[tuple[Reading, ...]] = (
    (
        DropoutRate,
        "period",
        {
            None: "that of the latest return of each body; the school year, where enrolments are counted",
            "school_year": "the school year so far, returns added up",
        },
    ),
    (
        DropoutRate,
        "from_",
        {
            "returns": "who dropped out as the bodies report it",
            "enrolments": "whose enrolment ended for that reason, and who is not enrolled again",
        },
    ),
    (
        DropoutRate,
        "reason",
        {
            "recorded": "who left and nobody knows why leaves the rate open",
            "or_unknown": "who left and nobody knows why has dropped out too",
        },
    ),
)

POINTS: Final = (
    _point(
        "IND-1",
        "When is an archive complete, of which children is the rate, and is it reached class by class?",
        (
            FilingRate,
            "complete",
            {"requirements": "every field asked for is known", "opened": "a file was opened"},
        ),
        (FilingRate, "among", {"covered": "of the identified children", "all": "of all that are recorded"}),
        (Indicator, "by", {"plan": "by all together", "class": "by each class (000 §4)"}),
    ),
    _point(
        "IND-2",
        "Who is of school age, and on which day is it counted?",
        (
            Age,
            "at_least",
            {
                None: "no age is printed: whoever the pack does not leave out",
                6: "from six on, or another age",
            },
        ),
        (
            EnrolmentRate,
            "day",
            {"judged": "on the judged day", "year_start": "on the day on which the school year began"},
        ),
    ),
    _point(
        "IND-3",
        "How do transfers and repeaters count?",
        (
            RetentionRate,
            "transfers",
            {"excluded": "a transfer leaves the cohort", "kept": "it counts as kept", "lost": "as lost"},
        ),
        (
            RetentionRate,
            "repeaters",
            {"kept": "who repeats is still enrolled", "lost": "who repeats is lost to the cohort"},
        ),
    ),
    _point(
        "IND-4",
        "Of which cases is the legal-aid rate?",
        (
            LegalAidRate,
            "denominator",
            {"qualifying": "of those that meet the conditions, as printed", "all": "of all"},
        ),
        (LegalAidRate, "covered", WHOSE_CASES),
    ),
    _point("IND-5", "Over which period, and who has dropped out of primary school?", *_DROPOUT),
    _point("IND-6", "Over which period, and who has dropped out of junior middle school?", *_DROPOUT),
    _point(
        "IND-7",
        'What is "learn well"? It has no number.',
        (
            AllTargets,
            "of",
            {
                "get-in, stay": "nothing that can be counted: the other two",
                "get-in, stay, learn-well": "an indicator of the pack's own, with a target of its own",
            },
        ),
    ),
    _point(
        "IND-8",
        "Is the share of left-behind pupils a figure to be held to? 近千名 and 四百多人 are round numbers.",
        (Indicator, "target", {None: "no: it is only reported", "0.4": "at least 400 of 1,000"}),
    ),
)
