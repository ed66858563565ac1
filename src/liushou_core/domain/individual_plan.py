"""stand-in"""
from datetime import date
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
@noun
class IndividualPlan:
    id: str = link("a")
    scope: str = link("a")
    child: str = link("a")
    start: date = plain("a")
    until: date | None = plain("a", default=None)
