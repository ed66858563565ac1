"""The closed set of criteria that packs compose; one family a module."""

from liushou_core.policy.criteria import (
    answers,
    declared_facts,
    during,
    events,
    guardians,
    judged_day,
    lasting,
    parents,
    person,
    quantity,
    related,
    schooling,
    status,
)
from liushou_core.policy.criterion import Criterion

__all__ = ["builtin"]


def builtin() -> tuple[type[Criterion], ...]:
    """Return our own criteria, in the order of the reference page."""
    return (
        *parents.CRITERIA,
        *guardians.CRITERIA,
        *person.CRITERIA,
        *schooling.CRITERIA,
        *status.CRITERIA,
        *declared_facts.CRITERIA,
        *quantity.CRITERIA,
        *events.CRITERIA,
        *during.CRITERIA,
        *related.CRITERIA,
        *answers.CRITERIA,
        *lasting.CRITERIA,
        *judged_day.CRITERIA,
    )
