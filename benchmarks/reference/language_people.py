"""Generated children of generated schools, one school in memory at a time: nobody in here lives anywhere."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from time import process_time
from typing import Any

from liushou_core.domain.calendar import SchoolYear, Span, Term, TermId, TermTable
from liushou_core.domain.child import Child
from liushou_core.domain.contact import Contact, ContactKind, Counterpart
from liushou_core.domain.family import (
    Absence,
    AbsenceReason,
    Guardian,
    GuardianKind,
    Guardianship,
    Parent,
    ParentRole,
)
from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.observation import Observation, SubjectKind
from liushou_core.domain.organisation import Organisation, OrganisationKind, Post, PostRole, SchoolCalendar
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import Enrolment, SchoolClass
from liushou_core.domain.subject import SubjectRole
from liushou_core.domain.unknown import NOT_ASKED

FIRST, ON = date(2022, 9, 1), date(2023, 6, 30)
YEAR = SchoolYear(2022)
TERMS = TermTable(
    (
        Term(TermId(YEAR, 1), FIRST, date(2023, 2, 13), (Span(date(2023, 1, 16), date(2023, 2, 13)),)),
        Term(TermId(YEAR, 2), date(2023, 2, 13), date(2023, 7, 3)),
    )
)
A_CLASS, A_SCHOOL = 40, 400


class Register:
    """Facts that come school by school, as from files. ``building`` is the time that making the people took, in seconds."""

    def __init__(self, children: int) -> None:
        self._sizes = [min(A_SCHOOL, children - begun) for begun in range(0, children, A_SCHOOL)]
        self._school: Any = MemoryFacts.build()
        self.building = 0.0

    def children(self) -> Iterator[Any]:
        """Yield the children school by school; each school is let go before the next is made."""
        for number, size in enumerate(self._sizes):
            begun = process_time()
            self._school = _School(number, size).facts()
            self.building += process_time() - begun
            yield from self._school.children()

    def subjects(self, role: SubjectRole) -> Iterator[Any]:
        """Yield the children: the plan of the benchmark asks about nobody else."""
        return self.children() if role is SubjectRole.CHILD else iter(())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._school, name)


class _School:
    """The records of one school, drawn from its number."""

    def __init__(self, number: int, size: int) -> None:
        self.random = Random(number)  # noqa: S311 - nothing is secret
        self.id = f"s{number:05}"
        self.children = [f"{self.id}.{n:03}" for n in range(size)]
        self.classes = [f"{self.id}.k{n:02}" for n in range(-(-size // A_CLASS))]
        self.given: dict[str, list[Any]] = {}

    def add(self, **records: Any) -> None:
        for kind, record in records.items():
            self.given.setdefault(kind, []).append(record)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def facts(self) -> MemoryFacts:
        self.add(organisations=Organisation(id=self.id, kind=OrganisationKind.SCHOOL))
        self.add(calendars=SchoolCalendar(id=self.id, terms=TERMS))
        for school_class in self.classes:
            self._staff(school_class)
        for n, child in enumerate(self.children):
            self._child(child, self.classes[n // A_CLASS])
        return MemoryFacts.build(**self.given)

    def _staff(self, school_class: str) -> None:
        self.add(
            classes=SchoolClass(
                id=school_class, school=self.id, label=school_class, entry=YEAR, entry_grade=3
            )
        )
        changed = date(2023, 2, 13) if self.chance(0.2) else None
        for n, (start, until) in enumerate([(FIRST, changed), (changed, None)]):
            if start is not None:
                holder = f"{school_class}.t{n}"
                self.add(helpers=Helper(id=holder, scope=self.id))
                self.add(
                    posts=Post(
                        id=f"{holder}.p",
                        organisation=self.id,
                        holder=holder,
                        role=PostRole.CLASS_TEACHER,
                        school_class=school_class,
                        start=start,
                        until=until,
                    )
                )

    def _child(self, id: str, school_class: str) -> None:
        parents = (f"{id}.f", f"{id}.m")
        self.add(
            children=Child(
                id=id,
                scope=self.id,
                birthday=self.day(date(2007, 1, 1), date(2016, 12, 31)),
                rural=self.chance(0.95),
                parents=parents,
                guardianships_asked=True,
            )
        )
        for parent, role in zip(parents, (ParentRole.FATHER, ParentRole.MOTHER), strict=True):
            known = self.chance(0.97)
            absences = tuple(self._absences(parent)) if known else NOT_ASKED
            self.add(parents=Parent(id=parent, scope=self.id, role=role, absences=absences))
        for n in range(self.random.choice((0, 1, 1, 2))):
            self._guardian(id, f"{id}.g{n}")
        self._observed(id)
        teachers = self._enrolled(id, school_class)
        volunteer = self._paired(id)
        self._contacts(id, teachers, volunteer)

    def _absences(self, parent: str) -> Iterator[Absence]:
        """Yield one spell, often with a short or a long time at home in the middle; sometimes none."""
        if self.chance(0.1):
            return
        start = self.day(date(2021, 9, 1), date(2022, 12, 31))
        reason = self.random.choice((AbsenceReason.WORKING, AbsenceReason.WORKING, AbsenceReason.TRADING))
        reason = AbsenceReason.STUDY if self.chance(0.05) else reason
        home = self.day(date(2023, 1, 10), date(2023, 3, 1))
        if self.chance(0.5):
            again = home + timedelta(days=self.random.randint(2, 12))
            yield Absence(id=f"{parent}.a0", start=start, until=home, reason=reason)
            yield Absence(id=f"{parent}.a1", start=again, reason=reason)
        else:
            until = self.day(date(2023, 3, 2), date(2023, 8, 1)) if self.chance(0.2) else None
            yield Absence(id=f"{parent}.a0", start=start, until=until, reason=reason)

    def _guardian(self, child: str, guardian: str) -> None:
        birthday = self.day(date(1945, 1, 1), date(1975, 1, 1))
        self.add(guardians=Guardian(id=guardian, scope=self.id, birthday=birthday))
        self.add(
            guardianships=Guardianship(
                id=f"{guardian}.ship",
                child=child,
                guardian=guardian,
                kind=GuardianKind.ENTRUSTED,
                start=FIRST,
            )
        )

    def _observed(self, child: str) -> None:
        illnesses = tuple(
            sorted(self.random.sample(("asthma", "epilepsy", "other"), self.random.choice((0, 0, 1, 2))))
        )
        found: dict[str, Any] = {
            "income": Decimal(self.random.randint(0, 4000)),
            "members": Decimal(self.random.randint(2, 7)),
            "housing": self.random.choice(("own", "own", "rented", "none")),
            "illnesses": illnesses,
        }
        if self.chance(0.03):
            del found["income"]
        for name, value in found.items():
            self._observation(child, name, value, None)
        if self.chance(0.2):
            self._observation(child, "income", Decimal(self.random.randint(0, 4000)), date(2023, 3, 1))

    def _observation(self, child: str, name: str, value: Any, start: date | None) -> None:
        self.add(
            observations=Observation(
                id=f"{child}.{name}.{start or 'always'}",
                scope=self.id,
                subject_kind=SubjectKind.CHILD,
                subject=child,
                name=name,
                value=value,
                start=start,
            )
        )

    def _enrolled(self, child: str, school_class: str) -> list[str]:
        start = date(2022, 11, 15) if self.chance(0.05) else FIRST
        self.add(enrolments=Enrolment(id=f"{child}.e", child=child, school_class=school_class, start=start))
        posts = [post for post in self.given["posts"] if post.school_class == school_class]
        return [post.holder for post in posts]

    def _paired(self, child: str) -> str:
        volunteer = f"{self.id}.v{self.random.randint(0, 30):02}"
        if self.chance(0.9):
            self.add(
                pairings=Pairing(
                    id=f"{child}.p",
                    scope=self.id,
                    role=HelperRole.VOLUNTEER,
                    by=volunteer,
                    to=child,
                    start=FIRST if self.chance(0.9) else date(2022, 10, 10),
                )
            )
        if not any(helper.id == volunteer for helper in self.given["helpers"]):
            self.add(helpers=Helper(id=volunteer, scope=self.id))
        return volunteer

    def _contacts(self, child: str, teachers: list[str], volunteer: str) -> None:
        kinds = (
            (ContactKind.TALK, Counterpart.CHILD, teachers, 12),
            (ContactKind.CALL, Counterpart.PARENT, teachers, 9),
            (ContactKind.VISIT, Counterpart.GUARDIAN, [volunteer], 5),
            (ContactKind.LETTER, Counterpart.PARENT, [volunteer], 3),
        )
        for kind, counterpart, makers, most in kinds:
            for n in range(self.random.randint(most // 2, most)):
                self.add(
                    contacts=Contact(
                        id=f"{child}.{kind.value}.{n}",
                        scope=self.id,
                        kind=kind,
                        day=self.day(FIRST, ON),
                        by=self.random.choice(makers),
                        children=(child,),
                        counterparts=(counterpart,),
                        made=self.chance(0.95),
                    )
                )
