"""Hypothesis strategies for every noun of the domain: any value that may be, the odd ones often.

Needs the extra ``testing``. A strategy is derived from the type hints of a class; what fields must agree upon (an end
after its beginning, a total or a rank) is drawn together, so that no draw is thrown away.
"""

import types
import typing
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from liushou_core.domain.calendar import DayTable, SchoolYear, Span, TermId, TermTable
from liushou_core.domain.care_plan import CarePlan, Measure
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.event import Event, EventFact
from liushou_core.domain.family import Absence, Guardian, Guardianship, Parent
from liushou_core.domain.membership import Membership, Payment
from liushou_core.domain.noun import changed
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import Post
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.relation import Relation
from liushou_core.domain.school import Enrolment, SchoolClass, TermResult
from liushou_core.domain.spell import Break, Spell, SpellList
from liushou_core.domain.unknown import NOT_ASKED, Unknown
from liushou_core.testing.plan_record_strategies import PLAN_INTERVALS, agreed_fields
from liushou_core.testing.value_strategies import (
    day_tables,
    days,
    identity_numbers,
    ids,
    instants,
    intervals,
    known,
    spans,
    term_tables,
    texts,
)

__all__ = [
    "day_tables",
    "days",
    "identity_numbers",
    "ids",
    "instants",
    "intervals",
    "known",
    "records",
    "spans",
    "spells",
    "term_tables",
    "texts",
]

T = TypeVar("T")
Fields = dict[str, Any]


@st.composite
def spells(draw: st.DrawFn) -> tuple[Absence, ...]:
    """Return the spells away of one parent: none shares a day with another, the last may go on."""
    edges = sorted(draw(st.sets(st.dates(date(2000, 1, 1), date(2030, 12, 31)), max_size=8)))
    own = draw(st.lists(ids(), min_size=4, max_size=4, unique=True))
    found: list[Absence] = []
    for index in range(len(edges) // 2):
        start, until = edges[2 * index], edges[2 * index + 1]
        inside = (start + timedelta(days=1), until - timedelta(days=1))
        breaks = (Span(*inside),) if inside[0] < inside[1] and draw(st.booleans()) else ()
        fields = {"id": own[index], "start": start, "until": until, "breaks": breaks}
        found.append(draw(_drawn(Absence, fields)))
    goes_on, forgotten = draw(st.booleans()), draw(st.booleans())
    if found and goes_on:
        found[-1] = changed(found[-1], until=None)
    if found and forgotten:
        found[0] = changed(found[0], start=draw(st.sampled_from(Unknown)))
    return tuple(draw(st.permutations(found)))


def records(cls: type[T]) -> st.SearchStrategy[T]:
    """Return values of *cls*, any noun of the domain.

    >>> from hypothesis import find, settings
    >>> find(records(Payment), lambda payment: payment.yuan > 1, settings=settings(database=None)).yuan > 1
    True
    """
    return _drawn(cls, None)


@st.composite
def _drawn(draw: st.DrawFn, cls: type[T], given: Fields | None) -> T:
    agreed = given if given is not None else draw(_agreed(cls))
    free = _by_hint(cls)  # type: ignore[arg-type]  # a class is hashable; typeshed doubts it
    fields = {name: draw(strategy) for name, strategy in free.items() if name not in agreed}
    return cls(**fields, **agreed)


@cache
def _by_hint(cls: type[Any]) -> dict[str, st.SearchStrategy[Any]]:
    hints = typing.get_type_hints(cls)
    return {field.name: _of_hint(hints[field.name]) for field in attrs.fields(cls)}


def _of_hint(hint: Any) -> st.SearchStrategy[Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, typing.NewType):
        return ids()
    if origin in (typing.Union, types.UnionType):
        # Unknown facts first: Hypothesis shrinks towards the first.
        return st.one_of(*(_of_hint(member) for member in sorted(arguments, key=lambda m: m is not Unknown)))
    if origin is tuple:
        return st.lists(_of_hint(arguments[0]), max_size=4).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return _LEAVES[hint] if hint in _LEAVES else records(hint)


def _amounts() -> st.SearchStrategy[Decimal]:
    # Built from digits and exponent, so that trailing zeros and forms such as 1E+3 come too.
    digits = st.integers(-(10**9), 10**9)
    return st.builds(lambda number, exponent: Decimal(number).scaleb(exponent), digits, st.integers(-6, 4))


_LEAVES: Final[dict[Any, st.SearchStrategy[Any]]] = {
    str: texts(),
    int: st.integers(-(2**70), 2**70),
    bool: st.booleans(),
    date: days(),
    Decimal: _amounts(),
    type(None): st.none(),
    Span: spans(),
    SchoolYear: st.integers(1, 9998).map(SchoolYear),
    TermId: st.builds(TermId, st.integers(1, 9998).map(SchoolYear), st.sampled_from([1, 2])),
    TermTable: term_tables(),
    DayTable: day_tables(),
}


_INTERVALS: Final = frozenset(
    {
        *(Guardianship, Concern, Enrolment, Membership, CarePlan, Post, Pairing, Absence),
        *(Observation, Relation, Spell, Break),
        *PLAN_INTERVALS,
    }
)
_SINCE_EVER: Final = {Guardianship: NOT_ASKED, Spell: NOT_ASKED, Observation: None, Relation: None}
"""Intervals that may begin nobody knows when, and how they say so."""


@st.composite
def _agreed(draw: st.DrawFn, cls: type[Any]) -> Fields:
    """Draw together the fields of a class that have to agree; the others are free."""
    fields: Fields = {}
    if cls in _INTERVALS:
        fields |= draw(intervals())
    if cls in _SINCE_EVER and draw(st.booleans()):
        fields["start"] = _SINCE_EVER[cls]
    special = _SPECIAL.get(cls)
    return fields if special is None else fields | draw(special)


@st.composite
def _of_child(draw: st.DrawFn) -> Fields:
    birthday = draw(known(days(date(1900, 1, 1), date(2100, 12, 31))))
    number = identity_numbers(None if isinstance(birthday, Unknown) else birthday)
    parents = st.lists(ids(), unique=True, max_size=3).map(tuple)
    return {"birthday": birthday, "identity_number": draw(known(number)), "parents": draw(known(parents))}


@st.composite
def _of_result(draw: st.DrawFn) -> Fields:
    if draw(st.booleans()):
        return {"total": abs(draw(_amounts())), "rank": None, "of": None}
    of = draw(st.integers(1, 80))
    return {"total": None, "rank": draw(st.integers(1, of)), "of": of}


@st.composite
def _of_contact(draw: st.DrawFn) -> Fields:
    with_class = draw(st.none() | ids())
    children = st.lists(ids(), unique=True, min_size=0 if with_class else 1, max_size=4)
    return {"school_class": with_class, "children": tuple(draw(children))}


@st.composite
def _of_event(draw: st.DrawFn) -> Fields:
    one, more = draw(ids()), tuple(draw(st.lists(ids(), max_size=2)))
    named: Fields = {
        "children": (one, *more),
        "persons": (one,),
        "pairing": one,
        "family": one,
        "organisation": one,
    }
    whom = draw(st.sets(st.sampled_from(sorted(named)), min_size=1))
    empty: Fields = {"children": (), "persons": ()}
    facts = draw(st.lists(records(EventFact), unique_by=lambda fact: fact.name, max_size=3))
    return {**dict.fromkeys(named), **empty, **{name: named[name] for name in whom}, "facts": tuple(facts)}


@st.composite
def _of_relation(draw: st.DrawFn) -> Fields:
    other = draw(ids())
    return draw(
        st.sampled_from(({"child": other, "organisation": None}, {"child": None, "organisation": other}))
    )


@st.composite
def _of_spell(draw: st.DrawFn) -> Fields:
    """Return the days of a spell with up to two breaks inside it, the last perhaps still going on."""
    edges = sorted(draw(st.sets(days(), min_size=2, max_size=6)))
    if len(edges) < 4 or draw(st.booleans()):
        return {"breaks": ()}
    first = draw(_drawn(Break, {"start": edges[1], "until": edges[2]}))
    second = draw(_drawn(Break, {"start": edges[3], "until": None}))
    breaks = (first, second) if draw(st.booleans()) else (first,)
    return {"start": edges[0], "until": None, "breaks": breaks}


@st.composite
def _of_pairing(draw: st.DrawFn) -> Fields:
    own, by, to, other = draw(st.lists(ids(), min_size=4, max_size=4, unique=True))
    return {"id": own, "by": by, "to": to, "covers": draw(st.sampled_from([None, other]))}


_MEASURES: Final = st.lists(records(Measure), max_size=3, unique_by=lambda m: (m.area, m.promise)).map(tuple)

_SPECIAL: Final[dict[type[Any], st.SearchStrategy[Fields]]] = {
    Absence: st.just({"breaks": ()}),
    Parent: st.fixed_dictionaries({"absences": known(spells())}),
    Child: _of_child(),
    Guardian: st.fixed_dictionaries({"age": known(st.integers(0, 120))}),
    SchoolClass: st.fixed_dictionaries({"entry_grade": st.integers(-3, 12)}),
    TermResult: _of_result(),
    Contact: _of_contact(),
    Pairing: _of_pairing(),
    Post: st.fixed_dictionaries({"school_class": ids()}),
    CarePlan: st.fixed_dictionaries({"measures": _MEASURES}),
    Event: _of_event(),
    Relation: _of_relation(),
    Spell: _of_spell(),
    SpellList: st.fixed_dictionaries(
        {"spells": known(st.lists(records(Spell), max_size=3, unique_by=lambda spell: spell.id).map(tuple))}
    ),
    Payment: st.fixed_dictionaries({"yuan": st.decimals("0.01", 1_000_000, places=2)}),
    **agreed_fields(lambda cls: st.deferred(lambda: records(cls))),
}
