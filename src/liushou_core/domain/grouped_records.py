"""Records: flat records grouped by the child they belong to, and joined into ChildFacts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

import attrs

from liushou_core.domain.calendar import TermId
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.ids import ChildId
from liushou_core.domain.membership import Membership
from liushou_core.domain.organisation import Organisation
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.subject import ALONE, Around
from liushou_core.domain.unknown import NOT_ASKED

__all__ = ["Records", "grouped", "ordered"]

T = TypeVar("T")


@attrs.frozen(kw_only=True, repr=False)
class Records:
    """Flat records, each group under the id of what it belongs to and ordered by start or day, then id."""

    guardianships: Mapping[str, tuple[Guardianship, ...]]
    enrolments: Mapping[str, tuple[Enrolment, ...]]
    results: Mapping[str, tuple[TermResult, ...]]
    conduct: Mapping[str, tuple[Conduct, ...]]
    titles: Mapping[str, tuple[Title, ...]]
    pairings: Mapping[str, tuple[Pairing, ...]]
    contacts: Mapping[str, tuple[Contact, ...]]
    concerns: Mapping[str, tuple[Concern, ...]]
    memberships: Mapping[str, tuple[Membership, ...]]
    care_plans: Mapping[str, tuple[CarePlan, ...]]
    parents: Mapping[str, Parent]
    guardians: Mapping[str, Guardian]
    classes: Mapping[str, SchoolClass]
    organisations: Mapping[str, Organisation]
    asked: frozenset[ChildId]
    around: Around = ALONE

    def child_facts(self, child: Child) -> ChildFacts:
        """Return the facts of one child."""
        id = child.id
        cared = self.guardianships.get(id, () if child.guardianships_asked or id in self.asked else NOT_ASKED)
        enrolments = self.enrolments.get(id, ())
        classes = _those(self.classes, [e.school_class for e in enrolments])
        return ChildFacts(
            child=child,
            parents=_those(self.parents, child.parents if isinstance(child.parents, tuple) else ()),
            guardianships=cared,
            guardians=_those(self.guardians, [g.guardian for g in cared] if isinstance(cared, tuple) else ()),
            enrolments=enrolments,
            classes=classes,
            schools=_those(self.organisations, [c.school for c in classes]),
            results=self.results.get(id, ()),
            conduct=self.conduct.get(id, ()),
            titles=self.titles.get(id, ()),
            pairings=self.pairings.get(id, ()),
            contacts=self.contacts.get(id, ()),
            concerns=self.concerns.get(id, ()),
            memberships=self.memberships.get(id, ()),
            care_plans=self.care_plans.get(id, ()),
            around=self.around,
        )


def grouped(records: Iterable[T], keys: Callable[[T], Iterable[Any]]) -> dict[Any, tuple[T, ...]]:
    """Return *records* under each of their *keys*, every group ordered by start or day, then id."""
    groups: defaultdict[Any, list[T]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            groups[key].append(record)
    return {name: ordered(group) for name, group in groups.items()}


def ordered(records: Iterable[T]) -> tuple[T, ...]:
    """Return *records* ordered by start, day or term (unknown first), then id."""
    return tuple(sorted(records, key=_order))


def _order(record: Any) -> tuple[str, str]:
    for name in ("start", "day", "term"):
        value = getattr(record, name, None)
        if isinstance(value, date | TermId):
            return str(value), record.id
    return "", record.id


def _those(records: Mapping[str, T], ids: Iterable[str]) -> tuple[T, ...]:
    return tuple(records[id] for id in dict.fromkeys(ids) if id in records)
