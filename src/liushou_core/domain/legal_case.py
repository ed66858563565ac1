"""stand-in"""
from datetime import date
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
@noun
class LegalCase:
    id: str = link("a")
    scope: str = link("a")
    child: str = link("a")
    opened: date = plain("a")
    closed: date | None = plain("a", default=None)
    qualifies: Known[bool] = sensitive("a", default=NOT_ASKED)
    aided: Known[bool] = sensitive("a", default=NOT_ASKED)
