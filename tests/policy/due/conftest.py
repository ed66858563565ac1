"""Worlds for the due list written as data: children, helpers, contacts and one or more duties, in short lines."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pytest
import tomlkit

from liushou_core.domain.calendar import SchoolYear, Span, Term, TermId, TermTable
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.contact import Contact, ContactKind, Counterpart
from liushou_core.domain.event import Event
from liushou_core.domain.family import Absence, Guardian, GuardianKind, Guardianship, Parent
from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.organisation import Organisation, OrganisationKind, Post, PostRole, SchoolCalendar
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import Enrolment, SchoolClass
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.policy.due.item import DueItem
from liushou_core.policy.due.listing import due
from liushou_core.policy.policy import Policy
from liushou_core.serialization.packs import parse_policy

Table = Mapping[str, Any]

ALWAYS = [["2022-01-01", ""]]
CLASSES = {"k1": "s1", "k2": "s1", "k3": "s2"}
"""Two classes of one school and one of another, both schools under one county."""

TERMS = TermTable(
    (
        Term(TermId(SchoolYear(2022), 1), date(2022, 9, 1), date(2023, 1, 14)),
        Term(
            TermId(SchoolYear(2022), 2),
            date(2023, 2, 13),
            date(2023, 7, 1),
            vacations=(Span(date(2023, 5, 1), date(2023, 5, 6)),),
        ),
        Term(TermId(SchoolYear(2023), 1), date(2023, 9, 1), date(2024, 1, 20)),
    )
)
"""Winter vacation 2023-01-14 … 2023-02-12, five days in May, summer vacation 2023-07-01 … 2023-08-31."""


class World:
    """Facts and a policy made from one case. What a case leaves out is the common case: see the attributes' defaults."""

    def __init__(self, case: Table, policy: Policy | None = None) -> None:
        self.case = case
        self.policy = policy or policy_of(case)
        self.facts = facts_of(case)

    def due(self, on: date | None = None) -> list[DueItem]:
        """Return the due list of the case's day, or of another."""
        return list(due(self.policy, self.facts, on=on or self.case["on"]))

    def lines(self, on: date | None = None) -> list[str]:
        """Return the due list, one short line an item."""
        return [line_of(item) for item in self.due(on)]


def policy_of(case: Table) -> Policy:
    """Return the case's policy, through the loader: whoever has a parent away is covered, unless the case says otherwise.

    The kinds of events that its duties name are declared, and those in ``kinds``.
    """
    duties = [{"id": "d", **duty} for duty in case.get("duties", [case.get("duty")])]
    kinds = {duty[key] for duty in duties for key in ("event", "anchor") if key in duty} | set(
        case.get("kinds", [])
    )
    pack = {
        "schema": "liushou-policy/1",
        "id": "p",
        "title": {"zh": "甲", "en": "A"},
        "covers": case.get("covers", "class"),
        "in_force_from": case.get("in_force_from", date(2022, 9, 1)),
        "eligibility": case.get("eligibility", {"all": [{"parents_away": {"who": "either"}}]}),
        "event": {kind: {} for kind in sorted(kinds - {kind.value for kind in ContactKind})},
        "duty": duties,
        "trigger": case.get("triggers", []),
        "edition": case.get("editions", []),
    }
    return parse_policy(tomlkit.dumps(pack), sources="optional")


def facts_of(case: Table) -> MemoryFacts:
    """Return the case's facts."""
    children = case.get("children", {"c1": {}})
    return MemoryFacts.build(
        children=[
            Child(id=id, scope="s1", parents=(f"{id}-m",), **c.get("is", {})) for id, c in children.items()
        ],
        parents=[parent(id, child.get("away", ALWAYS)) for id, child in children.items()],
        organisations=[
            Organisation(id="county", kind=OrganisationKind.COUNTY),
            Organisation(id="s1", kind=OrganisationKind.SCHOOL, parent="county"),
            Organisation(id="s2", kind=OrganisationKind.SCHOOL, parent="county"),
        ]
        if case.get("organisations", True)
        else [],
        classes=[
            SchoolClass(id=id, school=school, label=id, entry=SchoolYear(2020), entry_grade=3)
            for id, school in CLASSES.items()
        ],
        enrolments=[
            Enrolment(
                id=f"{id}-e{n}", child=id, start=day(start), until=until(end), school_class=school_class
            )
            for id, child in children.items()
            for n, (school_class, start, end) in enumerate(child.get("enrolled", [["k1", "2020-09-01", ""]]))
        ],
        calendars=[SchoolCalendar(id="county", terms=TERMS)] if case.get("terms", False) else [],
        posts=[post(*row) for row in case.get("posts", [["t1", "class_teacher", "k1", "2020-09-01", ""]])],
        pairings=[pairing(row) for row in case.get("pairings", [])],
        contacts=[contact(row) for row in case.get("contacts", [])],
        care_plans=[
            CarePlan(id=id, scope="s1", child=child, policy="p", start=day(start))
            for id, child, start in case.get("care_plans", [])
        ],
        helpers=[Helper(id=id, scope="s1") for id in case.get("helpers", [])],
        guardians=[Guardian(id=id, scope="s1") for id, _ in case.get("guardians", [])],
        guardianships=[
            Guardianship(id=f"{id}-of-{child}", guardian=id, child=child, kind=GuardianKind.TEMPORARY)
            for id, child in case.get("guardians", [])
        ],
        events=[event(row) for row in case.get("events", [])],
        events_kept=case.get("events_kept", True),
    )


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def until(text: str) -> date | None:
    """Return the first day after a span; "" for an open one."""
    return date.fromisoformat(text) if text else None


def parent(child: str, away: Iterable[Iterable[str]] | str) -> Parent:
    """Return the one parent of a child, away on these spans; "?" as a start is unknown, "unknown" instead of spans too."""
    spans = None if isinstance(away, str) else enumerate(away)
    absences = NOT_ASKED if spans is None else tuple(absence(f"{child}-a{n}", *span) for n, span in spans)
    return Parent(id=f"{child}-m", scope="s1", absences=absences)


def absence(id: str, start: str, end: str) -> Absence:
    """Return a spell away."""
    return Absence(id=id, start=NOT_ASKED if start == "?" else day(start), until=until(end))


def post(holder: str, role: str, owner: str, start: str, end: str, subject: str = "") -> Post:
    """Return a post in a class, or in an organisation if *owner* is no class."""
    return Post(
        id=f"{holder}-{role}-{owner}-{start}",
        organisation=CLASSES.get(owner, owner),
        school_class=owner if owner in CLASSES else None,
        holder=holder,
        role=PostRole(role),
        subject=subject or None,
        start=day(start),
        until=until(end),
    )


def pairing(row: Iterable[str]) -> Pairing:
    """Return a pairing from id, role, helper, child, start, until and, for a cover, the pairing it covers."""
    id, role, by, to, start, end, *covers = row
    return Pairing(
        id=id,
        scope="s1",
        role=HelperRole(role),
        by=by,
        to=to,
        start=day(start),
        until=until(end),
        covers=covers[0] if covers else None,
    )


def contact(row: str) -> Contact:
    """Return a contact from its line: id, day, kind, maker (- : nobody), with whom (a,b or a class or body), then words.

    Words: counterparts (child is the default), ``tried``, ``card``, ``nocard``.
    """
    id, on, kind, by, to, *words = row.split()
    names = to.split(",")
    counterparts = [Counterpart(word) for word in words if word not in ("tried", "card", "nocard")]
    return Contact(
        id=id,
        scope="s1",
        kind=ContactKind(kind),
        day=day(on),
        by=None if by == "-" else by,
        children=tuple(name for name in names if name.startswith("c") and name != "county"),
        school_class=next((name for name in names if name in CLASSES), None),
        organisation=next((name for name in names if name in ("s1", "s2", "county")), None),
        counterparts=tuple(counterparts) or (Counterpart.CHILD,),
        made="tried" not in words,
        recorded=True if "card" in words else False if "nocard" in words else NOT_ASKED,
    )


def event(row: str) -> Event:
    """Return an event from its line: id, day, kind, maker (- : nobody), whom it names (see ``golden/cadence.toml``), then words."""
    id, on, kind, by, to, *words = row.split()
    names = to.split(",")
    return Event(
        id=id,
        scope="s1",
        kind=kind,
        day=day(on),
        by=None if by == "-" else by,
        children=tuple(name for name in names if name in ("c1", "c2")),
        persons=tuple(name for name in names if name.endswith("-m") or name[0] in "gm"),
        pairing=next((name for name in names if name[0] == "p"), None),
        family=next((name for name in names if name[0] == "f"), None),
        organisation=next((name for name in names if name in ("s1", "s2", "county")), None),
        made="tried" not in words,
    )


def line_of(item: DueItem) -> str:
    """Return an item in one line: subject, first day..deadline, state, made/needed, who owes it, then what else is to say.

    A step's line begins with its name.
    """
    words = [
        *([item.duty] if "." in item.duty else []),
        item.subject.id,
        f"{item.window.start}..{item.deadline or ''}",
        item.state.value,
        f"{item.made}/{item.needed}",
        item.owed_by or ("vacant" if item.vacancy else "nobody"),
    ]
    if item.overdue_since is not None:
        words += ["overdue", str(item.overdue_since)]
    if item.excuse is not None:
        words += ["excuse", item.excuse]
    if item.longest_gap is not None:
        words += ["gap", f"{item.longest_gap.start}..{item.longest_gap.until}", str(item.gap_days)]
    for name in ("late", "made_by_other", "attempts", "off_day", "unrecorded"):
        if ids := getattr(item, name):
            words += [name, ",".join(ids)]
    if item.missing:
        words += ["missing", ",".join(fact.path for fact in item.missing)]
    return " ".join(words)


@pytest.fixture(scope="session")
def world() -> type[World]:
    """What makes a world of a case."""
    return World
