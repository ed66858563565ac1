"""stand-in"""
from datetime import date
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
@noun
class WrittenRecord:
    id: str = link("a")
    scope: str = link("a")
    kind: str = plain("a")
    day: date = plain("a")
    child: str | None = link("a", default=None)
