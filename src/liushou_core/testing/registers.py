"""Registers: small sets of records of every kind that can be true together, as a Hypothesis strategy.

Needs the extra ``testing``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from liushou_core.domain.calendar import SchoolYear, TermId
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.event import Event
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.membership import Membership
from liushou_core.domain.noun import changed
from liushou_core.domain.observation import Observation, SubjectKind
from liushou_core.domain.organisation import Organisation, Post, PostRole, SchoolCalendar, WorkCalendar
from liushou_core.domain.pairing import Pairing, PartyKind
from liushou_core.domain.place import Place
from liushou_core.domain.plan_records import PLAN_RECORDS
from liushou_core.domain.relation import Relation
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.spell import SpellList
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.testing.plan_registers import plan_records
from liushou_core.testing.strategies import known, records

__all__ = ["as_built", "registers"]

T = TypeVar("T")

ORGANISATIONS: Final = ("o-county", "o-town", "o-school")
CLASSES: Final = ("k1", "k2", "k3")
CHILDREN: Final = ("c1", "c2", "c3", "c4")
PARENTS: Final = ("p1", "p2", "p3")
GUARDIANS: Final = ("g1", "g2")
HELPERS: Final = ("h1", "h2")
FAMILIES: Final = ("f1", "f2", "f3")
PLACES: Final = ("y1", "y2", "y3")
_LED_TO: Final = {
    "child": CHILDREN,
    "children": CHILDREN,
    "school_class": CLASSES,
    "organisation": ORGANISATIONS,
    "helper": HELPERS,
}
"""To what the fields of records of plans lead."""
WORK_CALENDARS: Final = ("default", "z1")
TERMS: Final = tuple(TermId(SchoolYear(2022), number) for number in (1, 2))


@st.composite
def registers(draw: st.DrawFn) -> Mapping[str, tuple[Any, ...]]:
    """Return records under the names that a unit of work gives their kinds."""
    enrolments = draw(_enrolments())
    pairings = draw(_pairings())
    subjects = _subjects(pairings)
    return {
        "organisations": draw(_organisations()),
        "calendars": draw(_of(SchoolCalendar, st.sets(st.sampled_from(ORGANISATIONS)))),
        "classes": draw(_each(SchoolClass, CLASSES, school=st.sampled_from(ORGANISATIONS))),
        "helpers": draw(_each(Helper, HELPERS)),
        "parents": draw(_each(Parent, PARENTS)),
        "guardians": draw(_each(Guardian, GUARDIANS)),
        "children": draw(_children()),
        "enrolments": enrolments,
        "results": draw(_results(enrolments)),
        "guardianships": draw(_some(Guardianship, "u", child=_A_CHILD, guardian=st.sampled_from(GUARDIANS))),
        "conduct": draw(_some(Conduct, "d", child=_A_CHILD)),
        "titles": draw(_some(Title, "t", child=_A_CHILD)),
        "concerns": draw(_some(Concern, "n", child=_A_CHILD)),
        "memberships": draw(_some(Membership, "m", child=_A_CHILD)),
        "care_plans": draw(_some(CarePlan, "q", child=_A_CHILD)),
        "posts": draw(_posts()),
        "pairings": pairings,
        "contacts": draw(_contacts()),
        "places": draw(_places()),
        "work_calendars": draw(_of(WorkCalendar, st.sets(st.sampled_from(WORK_CALENDARS)))),
        "relations": draw(_relations()),
        "observations": draw(_observations(subjects)),
        "events": draw(_events(pairings)),
        "spell_lists": draw(_spell_lists(subjects)),
        **draw(plan_records(_LED_TO)),
    }


def as_built(register: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    """Return the same records under the names that ``MemoryFacts.build`` gives them."""
    groups: dict[str, Any] = dict(register)
    calendars = groups.pop("work_calendars")
    groups["records"] = [one for kind in PLAN_RECORDS for one in groups.pop(kind.plural, ())]
    groups["records_kept"] = [kind.of for kind in PLAN_RECORDS]  # as a store keeps every kind
    return {**groups, "day_tables": {one.id: one.table for one in calendars}}


_A_CHILD: Final = st.sampled_from(CHILDREN)
_A_PERSON: Final = st.sampled_from((*PARENTS, *GUARDIANS, *HELPERS))
_A_ROLE: Final = st.sampled_from(("sponsor", "neighbour"))


@st.composite
def _each(
    draw: st.DrawFn, /, cls: type[T], ids: tuple[str, ...], **links: st.SearchStrategy[Any]
) -> tuple[T, ...]:
    return tuple([_linked(draw, cls, id, links) for id in ids])


@st.composite
def _some(draw: st.DrawFn, /, cls: type[T], prefix: str, **links: st.SearchStrategy[Any]) -> tuple[T, ...]:
    count = draw(st.integers(0, 5))
    return tuple([_linked(draw, cls, f"{prefix}{index}", links) for index in range(count)])


@st.composite
def _of(draw: st.DrawFn, cls: type[T], ids: st.SearchStrategy[set[str]]) -> tuple[T, ...]:
    return tuple([_linked(draw, cls, id, {}) for id in sorted(draw(ids))])


def _linked(draw: st.DrawFn, cls: type[T], id: str, links: Mapping[str, st.SearchStrategy[Any]]) -> T:
    record: Any = draw(records(cls))
    linked: T = attrs.evolve(record, id=id, **{name: draw(link) for name, link in links.items()})
    return linked


@st.composite
def _organisations(draw: st.DrawFn) -> tuple[Organisation, ...]:
    bodies = draw(_each(Organisation, ORGANISATIONS))
    above = (None, "o-county", draw(st.sampled_from([None, "o-county", "o-town", "o-nobody-knows"])))
    return tuple([attrs.evolve(b, parent=p) for b, p in zip(bodies, above, strict=True)])  # type: ignore[misc]


@st.composite
def _children(draw: st.DrawFn) -> tuple[Child, ...]:
    parents = st.lists(st.sampled_from(PARENTS), unique=True).map(tuple)
    # A birthday would have to come before every pairing; what depends on it is tested elsewhere.
    unborn = {"birthday": st.just(NOT_ASKED), "identity_number": st.just(NOT_ASKED)}
    household = known(st.sampled_from(FAMILIES))
    return draw(_each(Child, CHILDREN, parents=known(parents), household=household, **unborn))


@st.composite
def _enrolments(draw: st.DrawFn) -> tuple[Enrolment, ...]:
    found: list[Enrolment] = []
    for child in CHILDREN:
        edges = sorted(draw(st.sets(st.dates(date(2015, 1, 1), date(2030, 1, 1)), max_size=6)))
        for start, until in zip(edges[::2], edges[1::2], strict=False):
            links = {"school_class": st.sampled_from(CLASSES)}
            drawn = _linked(draw, Enrolment, f"e{len(found)}", links)
            found.append(attrs.evolve(drawn, child=child, start=start, until=until))  # type: ignore[misc]
    return tuple(found)


@st.composite
def _results(draw: st.DrawFn, enrolments: tuple[Enrolment, ...]) -> tuple[TermResult, ...]:
    attended = sorted({(e.child, e.school_class) for e in enrolments})
    places = [(child, school_class, term) for child, school_class in attended for term in TERMS]
    found: list[TermResult] = []
    for child, school_class, term in draw(st.lists(st.sampled_from(places), unique=True)) if places else ():
        marks = draw(st.decimals(0, 700, places=1))
        result = TermResult(
            id=f"r{len(found)}",  # type: ignore[arg-type]
            child=child,
            school_class=school_class,
            term=term,
            total=marks,
        )
        found.append(result)
    return tuple(found)


@st.composite
def _posts(draw: st.DrawFn) -> tuple[Post, ...]:
    links = {"organisation": st.sampled_from(ORGANISATIONS), "holder": st.sampled_from(HELPERS)}
    in_class = draw(_some(Post, "w", school_class=st.sampled_from(CLASSES), **links))
    outside = st.sampled_from([role for role in PostRole if not role.of_class])
    return (*in_class, *draw(_some(Post, "v", school_class=st.none(), role=outside, **links)))


@st.composite
def _relations(draw: st.DrawFn) -> tuple[Relation, ...]:
    links = {"person": _A_PERSON, "role": _A_ROLE}
    to_child = draw(_some(Relation, "r", child=_A_CHILD, organisation=st.none(), **links))
    to_body = _some(Relation, "s", child=st.none(), organisation=st.sampled_from(ORGANISATIONS), **links)
    return (*to_child, *draw(to_body))


@st.composite
def _pairings(draw: st.DrawFn) -> tuple[Pairing, ...]:
    to_child = draw(
        _some(Pairing, "x", to=_A_CHILD, to_kind=st.just(PartyKind.CHILD), by=st.sampled_from(HELPERS))
    )
    to_class = draw(_some(Pairing, "y", to=st.sampled_from(CLASSES), to_kind=st.just(PartyKind.CLASS)))
    return (*to_child, *to_class)


@st.composite
def _contacts(draw: st.DrawFn) -> tuple[Contact, ...]:
    children = st.lists(_A_CHILD, unique=True, min_size=1).map(tuple)
    with_group = {
        "children": st.just(()) | children,
        "school_class": st.sampled_from(CLASSES),
        "organisation": st.none() | st.sampled_from(ORGANISATIONS),
    }
    alone = draw(_some(Contact, "a", children=children, school_class=st.none(), organisation=st.none()))
    return (*alone, *draw(_some(Contact, "b", **with_group)))


def _subjects(pairings: tuple[Pairing, ...]) -> st.SearchStrategy[tuple[SubjectKind, str]]:
    """Return whom facts can be about."""
    ids = {
        SubjectKind.CHILD: CHILDREN,
        SubjectKind.PERSON: (*PARENTS, *GUARDIANS, *HELPERS),
        SubjectKind.PAIRING: tuple(one.id for one in pairings),
        SubjectKind.FAMILY: FAMILIES,
        SubjectKind.ORGANISATION: ORGANISATIONS,
    }
    return st.sampled_from([(kind, id) for kind, of_kind in ids.items() for id in of_kind])


@st.composite
def _places(draw: st.DrawFn) -> tuple[Place, ...]:
    """Return places of which each lies in one drawn before it, if in any: there is no circle."""
    found = draw(_each(Place, PLACES))
    above = [st.sampled_from((None, *PLACES[:index])) for index in range(len(found))]
    return tuple(changed(place, within=draw(within)) for place, within in zip(found, above, strict=True))


@st.composite
def _observations(
    draw: st.DrawFn, subjects: st.SearchStrategy[tuple[SubjectKind, str]]
) -> tuple[Observation, ...]:
    found: dict[object, Observation] = {}
    for drawn in draw(_some(Observation, "j", name=st.sampled_from(("height", "insured")))):
        kind, id = draw(subjects)
        one = changed(drawn, subject=id, subject_kind=kind)
        found[kind, id, one.name, one.start] = one
    return tuple(found.values())


@st.composite
def _spell_lists(
    draw: st.DrawFn, subjects: st.SearchStrategy[tuple[SubjectKind, str]]
) -> tuple[SpellList, ...]:
    found: dict[object, SpellList] = {}
    for drawn in draw(_some(SpellList, "l")):
        kind, id = draw(subjects)
        found[kind, id] = changed(drawn, subject=id, subject_kind=kind)
    return tuple(found.values())


@st.composite
def _events(draw: st.DrawFn, pairings: tuple[Pairing, ...]) -> tuple[Event, ...]:
    links = {
        "children": st.lists(_A_CHILD, min_size=1, max_size=2).map(tuple),
        "persons": st.lists(_A_PERSON, max_size=2, unique=True).map(tuple),
        "pairing": st.sampled_from((None, *(one.id for one in pairings))),
        "family": st.none() | st.sampled_from(FAMILIES),
        "organisation": st.none() | st.sampled_from(ORGANISATIONS),
    }
    return draw(_some(Event, "v", **links))
