"""stand-in"""
from datetime import date
from decimal import Decimal
from enum import Enum
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
class SupportKind(Enum):
    RELIEF = "relief"
@noun
class Support:
    id: str = link("a")
    scope: str = link("a")
    child: str = link("a")
    kind: SupportKind = plain("a")
    start: date = plain("a")
    until: date | None = plain("a", default=None)
    yuan: Decimal | None = plain("a", default=None)
@noun
class FundEntry:
    id: str = link("a")
    scope: str = link("a")
    fund: str = plain("a")
    day: date = plain("a")
    yuan: Decimal = plain("a")
    paid_in: bool = plain("a")
    use: str | None = plain("a", default=None)
