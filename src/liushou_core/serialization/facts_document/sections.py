"""Sections: the lists of a facts document, what an object of each may say, and what noun it makes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import SchoolYear, Span
from liushou_core.domain.calendar.day_tables import WEEKDAY_NAMES
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact, ContactKind
from liushou_core.domain.event import Event
from liushou_core.domain.family import Absence, Guardian, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import ChildId, OrganisationId, ParentId
from liushou_core.domain.membership import Membership
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.place import Place
from liushou_core.domain.plan_records import PLAN_RECORDS, PlanRecord
from liushou_core.domain.school import (
    Conduct,
    ConductKind,
    Enrolment,
    SchoolClass,
    TermResult,
    Title,
    TitleName,
)
from liushou_core.domain.spell import Spell
from liushou_core.domain.subject_records import ABSENCE
from liushou_core.serialization.facts_document.declared import EVENT_FACTS, FACTS_SCHEMA
from liushou_core.serialization.facts_document.kinds import fields_of, kind_of, list_of, own, replaced
from liushou_core.serialization.facts_document.leaves import (
    DAY,
    ID,
    LAST_DAY,
    NOTHING_DECLARED,
    NOTHING_LISTED,
    WORD,
    Kind,
    choice,
    word_but,
)
from liushou_core.serialization.facts_document.refusal import Refused, refused
from liushou_core.serialization.facts_document.relation_tables import RELATIONS, named_by_role
from liushou_core.serialization.facts_document.tables import EitherTable, Field, Table

__all__ = [
    "DEFAULT_CALENDAR",
    "FAMILY",
    "PEOPLE",
    "SECTIONS",
    "SPELL_TABLES",
    "Section",
]

PEOPLE: Final = (Parent, Guardian, Helper)
"""What a person may be; which it is, the relations and pairings say, so each is made of every person."""
FAMILY: Final = "family"
"""What a field leads to that holds the id of a household."""
DEFAULT_CALENDAR: Final = "default"
"""The id of a calendar that has none."""


@attrs.frozen(kw_only=True)
class Section:
    """A list of the document. ``noun``: what each object makes, if all make the same and nothing but that.

    ``name_after``: what an object without an id is named after, from its values; None where the id must be given.
    """

    table: Table | EitherTable
    noun: type[Any] | None = None
    name_after: Callable[[Mapping[str, Any]], str] | None = None


_CONTACTS: Final = {kind.value: kind for kind in ContactKind}
_ARCHIVE: Final = {
    **{kind.value: "conduct" for kind in ConductKind},
    **{name.value: "titles" for name in TitleName},
}


def _kind_taken(kind: str) -> Refused | None:
    return refused("event_of_archive", kind=kind, list=_ARCHIVE[kind]) if kind in _ARCHIVE else None


def _term_number(value: Any) -> int:
    if type(value) is not int or value not in (1, 2):
        raise refused("not_a_choice", choices="1, 2")
    return value


def _as_written(value: Any) -> Any:
    return value


def _of_child(word: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda values: f"{values['child']}.{word}"


def _record(noun: type[Any], word: str, *own: Field) -> Section:
    """Return the section of records that belong to a child; their ids and scopes may be left out."""
    table = replaced(fields_of(noun, optional=("id", "scope")), *own)
    return Section(table=table, noun=noun, name_after=_of_child(word))


def _one_or_more(name: str, one: str, leads_to: Any) -> Field:
    """Return a field of ids that may be written as one."""
    return Field(name=name, keys={name: list_of(ID), one: Kind(_alone, ID.schema)}, leads_to=leads_to)


def _alone(value: Any) -> tuple[str, ...]:
    return (ID.read(value),)


def _is_absence(spell: Mapping[Any, Any]) -> bool:
    return spell.get("kind") in (None, ABSENCE)


_ABSENCES: Final = replaced(fields_of(Absence, optional=("id",)), own("kind", choice({ABSENCE: None})))
_SPELLS: Final = replaced(fields_of(Spell, optional=("id",)), own("kind", WORD, required=True))
SPELL_TABLES: Final[Mapping[str, Table | EitherTable]] = {
    "persons": EitherTable(ours=_is_absence, table=_ABSENCES, other=_SPELLS),
    "children": _SPELLS,
    "families": _SPELLS,
    "organisations": _SPELLS,
}
"""What a spell may say, by the list of whom it is about; of a person who is away, it is an absence."""

_UNKNOWN: Final = {"$ref": "#/$defs/unknown"}
_FACTS: Final = own("facts", Kind(_as_written, FACTS_SCHEMA))


def _spells_of(section: str) -> Field:
    items = {"type": "array", "items": SPELL_TABLES[section].schema}
    return own("spells", Kind(_as_written, {"anyOf": [items, _UNKNOWN]}))


_PERSON: Final = {
    field.name: field
    for noun in PEOPLE
    for field in fields_of(noun, without=("role", "absences"), optional=("scope",))
}
_TERM: Final = (
    own("organisation", ID, leads_to=OrganisationId),
    own("school_year", kind_of(SchoolYear), required=True),
    own("number", Kind(_term_number, {"enum": [1, 2]}), required=True),
    Field(name="start", keys={"from": DAY, "start": DAY}, required=True),
    Field(name="until", keys={"until": DAY, "last_day": LAST_DAY}, required=True),
    own("vacations", kind_of(tuple[Span, ...])),
)

_CALENDAR: Final = (
    own("id", ID),
    own("rest", list_of(choice({name: name for name in WEEKDAY_NAMES}))),
    own("holidays", list_of(DAY)),
    own("workdays", list_of(DAY)),
    Field(name="start", keys={"from": DAY, "start": DAY}),
    Field(name="until", keys={"until": DAY, "last_day": LAST_DAY}),
)
_CONTACT: Final = replaced(
    fields_of(Contact, optional=("id", "scope")),
    own("kind", choice(_CONTACTS), required=True),
    own("facts", NOTHING_DECLARED),
)
_EVENT: Final = replaced(
    fields_of(Event, without=("facts",), optional=("id", "scope")),
    own("kind", word_but(_kind_taken, {*_CONTACTS, *_ARCHIVE}), required=True),
    own("by", kind_of(ParentId | None), leads_to=ParentId),
    _one_or_more("children", "child", ChildId),
    _one_or_more("persons", "person", ParentId),
    own("family", kind_of(ParentId | None), leads_to=FAMILY),
    own("facts", EVENT_FACTS),
)


def _is_contact(event: Mapping[Any, Any]) -> bool:
    kind = event.get("kind")
    return isinstance(kind, str) and kind in _CONTACTS


def _named_by_kind(values: Mapping[str, Any]) -> str:
    kind = values["kind"]
    return f"{kind.value if isinstance(kind, ContactKind) else kind}.{values['day'].isoformat()}"


def _of_plan(kind: PlanRecord) -> Section:
    """Return the section of records of a plan: ids, scopes and the body at hand may be left out."""
    table = Table(fields=fields_of(kind.of, optional=("id", "scope", "organisation")))
    if "children" in attrs.fields_dict(kind.of):
        table = replaced(table.fields, _one_or_more("children", "child", ChildId))
    return Section(table=table, noun=kind.of, name_after=lambda _values: kind.name)


SECTIONS: Final[Mapping[str, Section]] = {
    "organisations": Section(
        table=replaced(fields_of(Organisation), _FACTS, _spells_of("organisations")), noun=Organisation
    ),
    "children": Section(
        table=replaced(
            fields_of(Child, without=("guardianships_asked",), optional=("scope",)),
            own("guardianships", NOTHING_LISTED),
            _FACTS,
            _spells_of("children"),
        ),
    ),
    "persons": Section(table=replaced(tuple(_PERSON.values()), _spells_of("persons"), _FACTS)),
    "families": Section(table=Table(fields=(own("id", ID, required=True), _FACTS, _spells_of("families")))),
    "relations": Section(
        table=RELATIONS,
        name_after=named_by_role,
    ),
    "classes": Section(
        table=Table(fields=fields_of(SchoolClass, optional=("school", "label"))), noun=SchoolClass
    ),
    "posts": Section(
        table=Table(fields=fields_of(Post, optional=("id", "organisation"))),
        noun=Post,
        name_after=lambda values: f"{values['holder']}.{values['role'].value}",
    ),
    "enrolments": _record(Enrolment, "enrolment"),
    "results": _record(TermResult, "result"),
    "conduct": _record(Conduct, "conduct"),
    "titles": _record(Title, "title"),
    "pairings": Section(
        table=replaced(
            fields_of(Pairing, optional=("id", "scope")),
            Field(name="to", keys={"to": ID, "child": ID}, required=True, label="受助方"),
            _FACTS,
        ),
        noun=Pairing,
        name_after=lambda values: f"{values['to']}.{values['role'].value}",
    ),
    "events": Section(
        table=EitherTable(ours=_is_contact, table=_CONTACT, other=_EVENT), name_after=_named_by_kind
    ),
    "concerns": _record(Concern, "concern"),
    "memberships": _record(Membership, "membership"),
    "care_plans": _record(CarePlan, "plan"),
    "terms": Section(table=Table(fields=_TERM)),
    "calendars": Section(table=Table(fields=_CALENDAR)),
    "places": Section(table=Table(fields=fields_of(Place)), noun=Place),
    **{kind.plural: _of_plan(kind) for kind in PLAN_RECORDS},
}
