"""What the texts leave open about the indicators (requirements §6.1), legal aid among them (§4.11)."""

from typing import Any, Final

from liushou_core.policy.indicators.body_rates import DropoutRate
from liushou_core.policy.indicators.children_rates import (
    EnrolmentRate,
    FilingRate,
    RetentionRate,
    ShareCovered,
)
from liushou_core.policy.indicators.legal_aid import LegalAidRate
from liushou_core.policy.indicators.rate import Rate
from liushou_core.policy.open_points.point import Choice, OpenPoint, Written
from liushou_core.policy.tables.supports import LegalAid

__all__ = ["POINTS"]


def _rate(rate: type[Rate], name: str, readings: dict[Written, str]) -> Choice:
    return Choice(table=rate, at=f"indicator.*.rate.{rate.name}", name=name, readings=readings)


def _among(rate: type[Any]) -> Choice:
    return _rate(
        rate,
        "among",
        {"covered": "of the children whom the plan covers", "all": "of all children that are recorded"},
    )


_CASES: Final[dict[Written, str]] = {
    "qualifying": "of the cases that qualify, as the text says",
    "all": "of all cases",
}
_LEFT: Final[dict[Written, str]] = {
    "returns": "as bodies hand it in: the latest return of each",
    "enrolments": "as recorded: who left as a dropout in the school year so far and is not enrolled again",
}

POINTS: Final = (
    OpenPoint(
        rule="LAW-denominator",
        leaves_open="Are 100% of the qualifying cases meant, or of all? Whether a case qualifies is judged outside.",
        choices=(
            _rate(LegalAidRate, "denominator", _CASES),
            Choice(table=LegalAid, at="legal_aid", name="denominator", readings=_CASES),
        ),
    ),
    OpenPoint(
        rule="IND-1",
        leaves_open="When is an archive complete, and of whom are 100% meant?",
        choices=(
            _rate(
                FilingRate,
                "complete",
                {
                    "requirements": "every field that the plan's records ask for is known",
                    "opened": "a file was opened",
                },
            ),
            _among(FilingRate),
        ),
    ),
    OpenPoint(
        rule="IND-2",
        leaves_open="Of whom are 100% meant? No plan prints which ages are school age: the rate's `school_age` asks what a pack wants.",
        choices=(_among(EnrolmentRate),),
    ),
    OpenPoint(
        rule="IND-3",
        leaves_open="What of those who moved to another school, and over which time?",
        choices=(
            _rate(
                RetentionRate,
                "transfers",
                {
                    "excluded": "they belong to neither number",
                    "kept": "they stay at school, elsewhere",
                    "lost": "they are lost to this one",
                },
            ),
            _rate(RetentionRate, "period", {"school_year": "a school year", "term": "a term"}),
            _among(RetentionRate),
        ),
    ),
    OpenPoint(
        rule="IND-4",
        leaves_open="Is aid owed to cases of which nobody knows whether they qualify?",
        external="`LegalCase.qualifies` says it, as somebody else judged (LAW-denominator); while it is not known, the rate has bounds.",
    ),
    OpenPoint(
        rule="IND-5",
        leaves_open="Who has dropped out of primary school, and in which period?",
        choices=(_rate(DropoutRate, "from_", _LEFT),),
    ),
    OpenPoint(
        rule="IND-6",
        leaves_open="Who has dropped out of junior school? Read as in primary school.",
        choices=(_rate(DropoutRate, "from_", _LEFT),),
    ),
    OpenPoint(
        rule="IND-8",
        leaves_open="400 and more of nearly 1,000: which share is that?",
        external=f"Round numbers of one school: `{ShareCovered.name}` counts what is recorded, and a pack sets no target.",
    ),
)
