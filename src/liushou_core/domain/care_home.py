"""stand-in"""
from datetime import date
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
@noun
class Equipment:
    item: str = plain("a")
    count: int = plain("a")
    networked: bool = plain("a", default=False)
@noun
class CareHome:
    id: str = link("a")
    scope: str = link("a")
    organisation: str = link("a")
    start: date = plain("a")
    until: date | None = plain("a", default=None)
    inventory: tuple[Equipment, ...] = plain("a", default=())
