"""A due item as JSON data."""

from typing import Any

from liushou_core.policy.canonical import canonical
from liushou_core.policy.due.item import DueItem

__all__ = ["due_document"]


def due_document(item: DueItem) -> dict[str, Any]:
    """Return a window of a duty; ``window`` has its first and its last day, the last null where it has none or nobody knows it.

    ``every`` and ``longest_gap`` are null unless gaps are counted.
    """
    return {
        "duty": item.duty,
        "subject": {"kind": item.subject.kind, "id": item.subject.id},
        "role": canonical(item.role),
        "owed_by": item.owed_by,
        "class": item.school_class,
        "window": {"from": canonical(item.window.start), "last_day": canonical(item.window.last_day)},
        "deadline": canonical(item.deadline),
        "needed": item.needed,
        "exact": item.exact,
        "made": item.made,
        "state": canonical(item.state),
        "overdue_since": canonical(item.overdue_since),
        "advisory": item.advisory,
        "vacancy": item.vacancy,
        "excuse": item.excuse,
        "every": canonical(item.every),
        "longest_gap": _gap(item),
        "missing": [fact.path for fact in item.missing],
        "counted": list(item.counted),
        "late": list(item.late),
        "made_by_other": list(item.made_by_other),
        "attempts": list(item.attempts),
        "off_day": list(item.off_day),
        "unrecorded": list(item.unrecorded),
        "source": canonical(item.source),
    }


def _gap(item: DueItem) -> dict[str, Any] | None:
    """Return both ends of the longest gap and the number of days from one to the other."""
    gap = item.longest_gap
    return (
        None
        if gap is None
        else {"from": canonical(gap.start), "to": canonical(gap.until), "days": item.gap_days}
    )
