"""The due list 待办: what every duty of a policy asked for up to a day, and what became of it.

``windows`` and ``rows`` say which windows a duty has, ``holders`` who owes them, ``ledger`` which contacts count, ``courses``
and ``series`` put them together for one subject, ``listing`` for all; ``views`` and ``compliance`` read the result.
"""

from liushou_core.policy.due.compliance import Compliance, compliance, compliance_by_actor
from liushou_core.policy.due.item import DueItem, DueState, Subject
from liushou_core.policy.due.listing import due, unscheduled
from liushou_core.policy.due.views import of_child, of_class, of_helper, on_day, still_to_do

__all__ = [
    "Compliance",
    "DueItem",
    "DueState",
    "Subject",
    "compliance",
    "compliance_by_actor",
    "due",
    "of_child",
    "of_class",
    "of_helper",
    "on_day",
    "still_to_do",
    "unscheduled",
]
