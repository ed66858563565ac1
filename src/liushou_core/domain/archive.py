"""stand-in"""
from datetime import date
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
@noun
class ArchiveFile:
    id: str = link("a")
    scope: str = link("a")
    child: str = link("a")
    opened: date = plain("a")
    closed: date | None = plain("a", default=None)
    dossier: str | None = plain("a", default=None)
