"""Equipment: what a Home for left-behind children 留守儿童之家 or an activity room must have (requirements §2.19, HOME-1)."""

from collections.abc import Iterator

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.source import Source, Wording

__all__ = ["EquipmentRule"]


@attrs.frozen(kw_only=True)
class EquipmentRule:
    """Each Home has at least ``count`` of a thing; ``item`` is its name in inventories (None: the id).

    ``places``: the kinds of places that are meant (``CareHome.kind``): the sources' lists speak of the Home 留守儿童之家 and the activity
    room 活动室 (§2.19), so that a counselling or reading room, which have equipment of their own, are not (default).
    ``networked``: only networked ones count (10 networked computers). ``shared``: the school's own will do (004 §6: its telephone), so
    that its absence from the Home's inventory breaks nothing. ``optional``: where conditions allow 有条件的.
    """

    id: str
    title: Wording
    count: int = 1
    places: tuple[str, ...] = ("home", "activity_room")
    item: str | None = None
    networked: bool = False
    shared: bool = False
    optional: bool = False
    source: Source | None = None

    @property
    def counted(self) -> str:
        """The name of the thing in inventories."""
        return self.id if self.item is None else self.item

    def lint(self) -> Iterator[Problem]:
        """Yield a number below one."""
        if self.count < 1:
            yield Problem(code="at_least_one", path=("count",))
