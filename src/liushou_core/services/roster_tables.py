"""Tables: what a clerk hands in as a roster, read and checked, and not yet stored."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

import attrs

from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.membership import Membership, Payment
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.organisation import Organisation, Post, SchoolCalendar
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.errors import ImportRefused, Problem
from liushou_core.ports.unit_of_work import UnitOfWork

__all__ = ["KINDS", "Place", "Tables", "stored_records"]

T = TypeVar("T")

KINDS: Final[Mapping[type[Any], str]] = {
    Organisation: "organisations",
    SchoolCalendar: "calendars",
    SchoolClass: "classes",
    Helper: "helpers",
    Post: "posts",
    Parent: "parents",
    Guardian: "guardians",
    Child: "children",
    Enrolment: "enrolments",
    Guardianship: "guardianships",
    TermResult: "results",
    Conduct: "conduct",
    Title: "titles",
    Pairing: "pairings",
    Contact: "contacts",
    Concern: "concerns",
    Membership: "memberships",
    CarePlan: "care_plans",
    Payment: "payments",
}
"""Each kind of record, and its name in a unit of work; in the order of storing: what is referred to comes first."""


@attrs.frozen
class Place:
    """Where a record stood: the file, and the row as the clerk counts, the heading being row 1."""

    file: str
    row: int


@attrs.frozen(kw_only=True, repr=False)
class Tables:
    """Records by kind, in the order of the tables they came from, and what was wrong with the rows that made none.

    ``rows`` counts the rows read by file; ``places`` says where each record stood, by kind and id. Tables with
    ``problems`` holds only the records of the sound rows; nothing of it is stored unless the caller asks for that.
    """

    records: Mapping[type[Any], tuple[Any, ...]] = attrs.field(factory=dict)
    rows: Mapping[str, int] = attrs.field(factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    places: Mapping[tuple[type[Any], str], Place] = attrs.field(factory=dict)
    source: str = ""

    def __repr__(self) -> str:
        return f"Tables({len(self)} records, {len(self.problems)} problems)"

    def __len__(self) -> int:
        return sum(len(records) for records in self.records.values())

    @classmethod
    def of_records(cls, records: Iterable[Any]) -> "Tables":
        """Return tables of *records* of any kinds, in their order. Raises TypeError for what is no record."""
        kinds: dict[type[Any], list[Any]] = {kind: [] for kind in KINDS}
        for record in records:
            if type(record) not in kinds:
                raise TypeError(f"no kind of record: {type(record).__name__}")
            kinds[type(record)].append(record)
        return cls(records={kind: tuple(found) for kind, found in kinds.items() if found})

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """Return the records of *kind*, in the order of their table."""
        return self.records.get(kind, ())

    def all(self) -> Iterator[Any]:
        """Yield every record, kind after kind in the order of storing."""
        for kind in KINDS:
            yield from self.of(kind)

    def refuse_problems(self) -> None:
        """Raise ImportRefused with every problem, or return if there is none."""
        if self.problems:
            raise ImportRefused(self.problems, what=self.source)

    def facts(self) -> MemoryFacts:
        """Return the records as facts, held in memory. Raises ImportRefused if the roster has problems."""
        self.refuse_problems()
        groups: dict[str, Any] = {name: self.of(kind) for kind, name in KINDS.items() if kind is not Payment}
        return MemoryFacts.build(**groups)


def stored_records(uow: UnitOfWork) -> Iterator[Any]:
    """Yield the records stored that the rows of a new table may refer to or contradict, kind after kind.

    Contacts and payments are left out: nothing refers to them, and there are many.
    """
    for kind, name in KINDS.items():
        if kind not in (Contact, Payment):
            yield from getattr(uow, name)
