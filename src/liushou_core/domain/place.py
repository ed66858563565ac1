"""Place: a village, township, county …, and the place that contains it."""

from liushou_core.domain.ids import PlaceId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import identity, link, plain
from liushou_core.domain.unknown import NOT_ASKED, Known

__all__ = ["Place"]


@noun
class Place:
    """A place of a ``level`` (any word, such as ``county``), ``within`` another; None: nothing contains it."""

    id: PlaceId = link("编号")
    level: str = plain("级别")
    within: PlaceId | None = link("上级地点", default=None)
    name: Known[str] = identity("名称", default=NOT_ASKED)
