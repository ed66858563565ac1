"""What of a child's facts can be seen on a day: nothing that begins later, but every end that is recorded."""

from datetime import date
from typing import Any

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Parent
from liushou_core.domain.noun import changed
from liushou_core.domain.unknown import is_known

__all__ = ["seen_on"]


def seen_on(facts: ChildFacts, on: date) -> ChildFacts:
    """Return *facts* without the records and spells away that begin after *on*; the same object if there are none."""
    later: dict[str, Any] = {}
    for attribute in attrs.fields(ChildFacts):
        records = getattr(facts, attribute.name)
        if isinstance(records, tuple) and any(_begins_after(record, on) for record in records):
            later[attribute.name] = tuple(record for record in records if not _begins_after(record, on))
    if any(_leaves_after(parent, on) for parent in facts.parents):
        later["parents"] = tuple(_parent_on(parent, on) for parent in facts.parents)
    return attrs.evolve(facts, **later) if later else facts


def _begins_after(record: Any, on: date) -> bool:
    begins = getattr(record, "start", getattr(record, "day", None))
    return isinstance(begins, date) and begins > on


def _leaves_after(parent: Parent, on: date) -> bool:
    return is_known(parent.absences) and any(_begins_after(absence, on) for absence in parent.absences)


def _parent_on(parent: Parent, on: date) -> Parent:
    if not is_known(parent.absences):
        return parent
    return changed(parent, absences=tuple(a for a in parent.absences if not _begins_after(a, on)))
