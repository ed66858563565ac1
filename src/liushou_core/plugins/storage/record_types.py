"""The kinds of records the library stores: name, class, and which fields are search keys.

A key is always a field of the record, read by :func:`keys_of`: nothing else derives keys, so what is stored can be
checked and rebuilt. Only fields marked PLAIN or LINK may be keys: keys are not sealed. A new kind of record goes here,
into ``SCHEMAS`` of ``serialization/documents.py``, into the unit of work, and into a migration of the SQL backend.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final, Generic, TypeVar

import attrs

from liushou_core.domain.calendar import SchoolYear, TermId
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.event import Event
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.membership import Membership, Payment
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import Organisation, Post, SchoolCalendar, WorkCalendar
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.place import Place
from liushou_core.domain.plan_records import PLAN_RECORDS, about_fields
from liushou_core.domain.relation import Relation
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.spell import SpellList
from liushou_core.domain.unknown import Unknown
from liushou_core.ports.kind import KeyType, Kind
from liushou_core.ports.record_store import KeyValue

__all__ = ["KINDS", "STORED", "StoredKind", "keys_of"]

T = TypeVar("T")


@attrs.frozen
class StoredKind(Generic[T]):
    """A kind of record: its name in the store and in a unit of work, its class, and the fields that are its keys."""

    name: str
    repository: str
    of: type[T]
    keys: Mapping[str, KeyType]

    @property
    def kind(self) -> Kind:
        """The kind as a record store is told of it."""
        return Kind(self.name, self.keys)


def keys_of(stored: StoredKind[T], record: T) -> dict[str, KeyValue]:
    """Return the search keys of a record: the one derivation there is.

    A day, a term, a school year and a choice are their texts; an unknown fact is None, an unknown list is empty. One text
    under a key that holds a set is a set of one.

    >>> child = Child(id="c1", scope="school-1", parents=("p2", "p1"), household="f1")
    >>> next(keys_of(stored, child) for stored in STORED if stored.of is Child)
    {'scope': 'school-1', 'parents': ('p2', 'p1'), 'household': ('f1',)}
    """
    return {name: _key(getattr(record, name), type_) for name, type_ in stored.keys.items()}


def _key(value: Any, type_: KeyType) -> KeyValue:
    if value is None or isinstance(value, Unknown):
        return () if type_ == "texts" else None
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, TermId | SchoolYear):
        return str(value)
    if type_ == "texts" and isinstance(value, str):
        return (value,)
    key: KeyValue = tuple(dict.fromkeys(value)) if type_ == "texts" else value  # each once: a key is a set
    return key


def _of_plans() -> Iterator[StoredKind[Any]]:
    """Yield the kinds of records of plans: found by whom or what they are about."""
    for kind in PLAN_RECORDS:
        if kind.of is not Payment:  # it stands above, with keys of its own
            names = about_fields(kind.of)
            keys: dict[str, KeyType] = {name: "texts" if name == "children" else "text" for name in names}
            yield StoredKind(kind.name, kind.plural, kind.of, keys)


STORED: Final[tuple[StoredKind[Any], ...]] = (
    StoredKind("organisation", "organisations", Organisation, {"parent": "text", "kind": "text"}),
    StoredKind("calendar", "calendars", SchoolCalendar, {}),
    StoredKind("class", "classes", SchoolClass, {"school": "text"}),
    StoredKind("helper", "helpers", Helper, {"scope": "text", "child": "text"}),
    StoredKind("post", "posts", Post, {"organisation": "text", "school_class": "text", "holder": "text"}),
    StoredKind("parent", "parents", Parent, {"scope": "text"}),
    StoredKind("guardian", "guardians", Guardian, {"scope": "text"}),
    # The household as a set of one: a set needs no column, so that the table of children is that of the first release.
    StoredKind("child", "children", Child, {"scope": "text", "parents": "texts", "household": "texts"}),
    StoredKind("enrolment", "enrolments", Enrolment, {"child": "text", "school_class": "text"}),
    StoredKind("guardianship", "guardianships", Guardianship, {"child": "text", "guardian": "text"}),
    StoredKind("result", "results", TermResult, {"child": "text", "school_class": "text", "term": "text"}),
    StoredKind("conduct", "conduct", Conduct, {"child": "text", "day": "text"}),
    StoredKind("title", "titles", Title, {"child": "text", "day": "text"}),
    StoredKind("pairing", "pairings", Pairing, {"by": "text", "to": "text", "start": "text"}),
    StoredKind(
        "contact",
        "contacts",
        Contact,
        {"day": "text", "by": "text", "children": "texts", "school_class": "text", "organisation": "text"},
    ),
    StoredKind("concern", "concerns", Concern, {"child": "text", "start": "text"}),
    StoredKind("membership", "memberships", Membership, {"child": "text", "policy": "text", "start": "text"}),
    StoredKind("care_plan", "care_plans", CarePlan, {"child": "text", "policy": "text", "start": "text"}),
    StoredKind("payment", "payments", Payment, {"payee": "text", "policy": "text", "day": "text"}),
    StoredKind("place", "places", Place, {"within": "text"}),
    StoredKind("work_calendar", "work_calendars", WorkCalendar, {}),
    StoredKind(
        "relation",
        "relations",
        Relation,
        {"child": "text", "organisation": "text", "person": "text", "role": "text"},
    ),
    StoredKind(
        "observation",
        "observations",
        Observation,
        {"subject": "text", "subject_kind": "text", "name": "text", "start": "text"},
    ),
    StoredKind(
        "event",
        "events",
        Event,
        {
            "kind": "text",
            "day": "text",
            "children": "texts",
            "persons": "texts",
            "pairing": "text",
            "family": "text",
            "organisation": "text",
        },
    ),
    StoredKind("spell_list", "spell_lists", SpellList, {"subject": "text", "subject_kind": "text"}),
    *_of_plans(),
)
"""Every kind of record; what is referred to comes before what refers to it."""

KINDS: Final[tuple[Kind, ...]] = tuple(stored.kind for stored in STORED)
"""The kinds as a record store is opened with."""
