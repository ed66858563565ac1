"""Views of the due list: by child, helper, class or day. Each only filters; nothing is computed a second time."""

from collections.abc import Iterable, Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, ClassId, HelperId
from liushou_core.policy.due.item import DueItem, DueState, Subject

__all__ = ["of_child", "of_class", "of_helper", "on_day", "still_to_do"]


def of_child(items: Iterable[DueItem], child: ChildId) -> Iterator[DueItem]:
    """Yield what is owed to one child."""
    return (item for item in items if item.subject == Subject("child", child))


def of_helper(items: Iterable[DueItem], helper: HelperId | None) -> Iterator[DueItem]:
    """Yield what one helper owes; None: what nobody does."""
    return (item for item in items if item.owed_by == helper)


def of_class(items: Iterable[DueItem], school_class: ClassId | None) -> Iterator[DueItem]:
    """Yield what is owed to a class and to each child in it; None: what is owed outside any class."""
    return (item for item in items if item.school_class == school_class)


def on_day(items: Iterable[DueItem], day: date) -> Iterator[DueItem]:
    """Yield the items whose window has begun on *day* and whose deadline has not passed."""
    return (
        item
        for item in items
        if item.window.start <= day
        and (item.window.covers(day) if item.deadline is None else day <= item.deadline)
    )


def still_to_do(items: Iterable[DueItem]) -> Iterator[DueItem]:
    """Yield the open items, and missed ones that belong to a run nobody has made good by a later window."""
    return (item for item in items if item.state is DueState.OPEN or item.overdue_since is not None)
