"""Worlds written as data: a school of pupils, helpers and results, read from the golden tables."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from liushou_core.domain.calendar import SchoolYear, Term, TermId, TermTable
from liushou_core.domain.child import Child
from liushou_core.domain.family import Absence, AbsenceReason, Parent
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.membership import Membership
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.organisation import Organisation, OrganisationKind, Post, PostRole, SchoolCalendar
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import (
    Conduct,
    ConductKind,
    Enrolment,
    SchoolClass,
    TermResult,
    Title,
    TitleLevel,
    TitleName,
)
from liushou_core.policy.policy import Policy
from liushou_core.policy.settlement import Settlement, settle
from liushou_core.serialization.packs import load_policy

Table = Mapping[str, Any]

TERMS = tuple(TermId(SchoolYear(year), number) for year in (2022, 2023, 2024) for number in (1, 2))  # type: ignore[arg-type]
"""The terms of a child's ``ranks`` and ``marks``, in order."""

TERM_DAYS = ((9, 1, 1, 20), (2, 13, 7, 1))
"""First day, and first day after: of the autumn term (which ends in the next year) and of the spring term."""

FROM = date(2022, 9, 1)
OF = 60


def term_table(known: bool | list[str] = True) -> TermTable:
    """Return terms that begin on 1 September and 13 February (or those *known*); the year's last day is 30 June."""
    terms = []
    for term in TERMS if known is True else [TermId.parse(text) for text in known or []]:
        year = term.school_year.start_year + (term.number - 1)
        month, day, until_month, until_day = TERM_DAYS[term.number - 1]
        until_year = year + 1 if term.number == 1 else year
        terms.append(Term(term, date(year, month, day), date(until_year, until_month, until_day)))
    return TermTable(terms)


class World:
    """Records made from one case."""

    def __init__(self, case: Table) -> None:
        self.case = case
        self.numbers: defaultdict[tuple[str, str], count[int]] = defaultdict(lambda: count(1))
        self.classes: Table = case.get("classes", {"c1": {"teacher": "t1"}})
        self.records: dict[str, list[Any]] = {}
        self._school()
        for id, child in case["child"].items():
            self._child(id, child)

    def facts(self) -> MemoryFacts:
        return MemoryFacts.build(**self.records)

    def _add(self, kind: str, record: Any) -> None:
        self.records.setdefault(kind, []).append(record)

    def _id(self, kind: str, owner: str) -> str:
        """Return an id that other children and classes do not change."""
        return f"{kind}-{owner}-{next(self.numbers[kind, owner])}"

    def _school(self) -> None:
        for id in sorted({c.get("school", "s1") for c in self.classes.values()}):
            self._add("organisations", Organisation(id=id, kind=OrganisationKind.SCHOOL))
            self._add("calendars", SchoolCalendar(id=id, terms=term_table(self.case.get("terms", True))))
        for id, one in self.classes.items():
            school = one.get("school", "s1")
            entry = SchoolYear.parse(one.get("entry", "2022-2023"))
            self._add(
                "classes",
                SchoolClass(id=id, school=school, label=id, entry=entry, entry_grade=one.get("grade", 7)),
            )
            posts = one.get("posts", [[one["teacher"], FROM]] if "teacher" in one else [])
            for holder, start, *until in posts:
                self._add(
                    "posts",
                    Post(
                        id=self._id("post", id),
                        organisation=school,
                        holder=holder,
                        role=PostRole.CLASS_TEACHER,
                        school_class=id,
                        start=start,
                        until=until[0] if until else None,
                    ),
                )

    def _child(self, id: str, child: Table) -> None:
        self._person(id, child)
        seats = child.get("seats", [[child.get("class", "c1"), FROM]])
        for school_class, start, *until in seats:
            self._add(
                "enrolments",
                Enrolment(
                    id=self._id("e", id),
                    child=id,
                    school_class=school_class,
                    start=start,
                    until=until[0] if until else None,
                ),
            )
        for result in self._results(id, child, seats):
            self._add("results", result)
        self._acts(id, child)
        self._helpers(id, child)

    def _person(self, id: str, child: Table) -> None:
        scheme = child.get("scheme", "single")
        known = {} if scheme == "unknown" else {"single_parent": scheme in ("single", "both")}
        parents: tuple[str, ...] = ()
        if scheme in ("away", "both"):
            start, *until = child.get("away", [date(2020, 1, 1)])
            parents = (f"{id}-f", f"{id}-m")
            for parent in parents:
                away = Absence(
                    id=f"{parent}-a",
                    start=start,
                    until=until[0] if until else None,
                    reason=AbsenceReason(child.get("reason", "working")),
                )
                self._add("parents", Parent(id=parent, scope="s1", absences=(away,)))
        if scheme != "unknown":
            known["parents"] = parents  # type: ignore[assignment]
        self._add(
            "children",
            Child(
                id=id,
                scope="s1",
                birthday=child.get("birthday", date(2010, 1, 15)),
                potential_student=child.get("potential_student", False),
                **known,
            ),
        )
        for start, *until in child.get("member", []):
            self._add(
                "memberships",
                Membership(
                    id=self._id("m", id),
                    scope="s1",
                    child=id,
                    policy=child.get("member_of", "hand-in-hand-scoring"),
                    start=start,
                    until=until[0] if until else None,
                ),
            )

    def _results(self, id: str, child: Table, seats: list[Any]) -> Iterator[TermResult]:
        for term, rank in zip(TERMS, child.get("ranks", []), strict=False):
            if rank:
                where = self._sat_in(term, seats)
                yield TermResult(
                    id=self._id("r", id), child=id, school_class=where, term=term, rank=rank, of=OF
                )
        for term, total in zip(TERMS, child.get("marks", []), strict=False):
            if total:
                where = self._sat_in(term, seats)
                yield TermResult(
                    id=self._id("r", id), child=id, school_class=where, term=term, total=Decimal(total)
                )
        for term, where, rank in child.get("also", []):
            yield TermResult(
                id=self._id("r", id), child=id, school_class=where, term=TermId.parse(term), rank=rank, of=OF
            )

    def _sat_in(self, term: TermId, seats: list[Any]) -> str:
        held = term_table().get(term)
        assert held is not None
        day = held.span.last_day
        return next(
            c for c, start, *until in reversed(seats) if start <= day and (not until or day < until[0])
        )

    def _acts(self, id: str, child: Table) -> None:
        for kind, key in (
            (ConductKind.SERIOUS_VIOLATION, "violations"),
            (ConductKind.MINOR_VIOLATION, "minor"),
        ):
            for day in child.get(key, []):
                self._add("conduct", Conduct(id=self._id("k", id), child=id, day=day, kind=kind))
        for day, *level in child.get("titles", []):
            won = TitleLevel(level[0]) if level else TitleLevel.SCHOOL
            self._add(
                "titles",
                Title(id=self._id("t", id), child=id, day=day, name=TitleName.THREE_GOOD_STUDENT, level=won),
            )

    def _helpers(self, id: str, child: Table) -> None:
        for volunteer in child.get("volunteers", []):
            by, start, *until = [volunteer, FROM] if isinstance(volunteer, str) else volunteer
            self._add(
                "pairings",
                Pairing(
                    id=self._id("p", id),
                    scope="s1",
                    role=HelperRole.VOLUNTEER,
                    by=by,
                    to=id,
                    start=start,
                    until=until[0] if until else None,
                ),
            )


@pytest.fixture(scope="session")
def pack() -> Policy:
    """The hand-in-hand pack as it ships."""
    return load_policy("hand-in-hand-scoring")


@pytest.fixture(scope="session")
def settled(pack: Policy) -> Callable[..., Settlement]:
    """Settle a case under the pack with parameters changed."""

    def settled(case: Table, changes: Mapping[str, Any] | None = None, **more: Any) -> Settlement:
        policy = pack.evolve(
            {path: None if v == "none" and "share" not in path else v for path, v in (changes or {}).items()}
        )
        year = more.get("year", case.get("year", "2022-2023"))
        return settle(policy, World(case).facts(), school_year=year)

    return settled


@pytest.fixture(scope="session")
def world() -> type[World]:
    """Make the records of a case."""
    return World
