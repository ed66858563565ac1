"""stand-in"""
from datetime import date
from decimal import Decimal
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
@noun
class ActivityNumber:
    name: str = plain("a")
    value: Decimal = plain("b")
@noun
class Activity:
    id: str = link("a")
    scope: str = link("a")
    kind: str = plain("a")
    day: date = plain("a")
    until: date | None = plain("a", default=None)
    by: str | None = link("a", default=None)
    children: tuple[str, ...] = link("a", default=())
    school_class: str | None = link("a", default=None)
    organisation: str | None = link("a", default=None)
    made: bool = plain("a", default=True)
    numbers: tuple[ActivityNumber, ...] = plain("a", default=())
