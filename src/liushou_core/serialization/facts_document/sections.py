"""Sections: the lists of a facts document, what an object of each may say, and what noun it makes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import SchoolYear, Span
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact, ContactKind
from liushou_core.domain.family import Absence, Guardian, GuardianKind, Guardianship, Parent, ParentRole
from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.domain.ids import OrganisationId, ParentId
from liushou_core.domain.membership import Membership
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.serialization.facts_document.kinds import fields_of, kind_of
from liushou_core.serialization.facts_document.leaves import (
    DAY,
    ID,
    LAST_DAY,
    NOTHING_DECLARED,
    NOTHING_LISTED,
    Kind,
    choice,
)
from liushou_core.serialization.facts_document.refusal import refused
from liushou_core.serialization.facts_document.tables import Field, Table

__all__ = ["GUARDIAN_ROLES", "NOT_READ_YET", "PARENT_ROLES", "PEOPLE", "SECTIONS", "SPELLS", "Section"]

PARENT_ROLES: Final[Mapping[str, ParentRole]] = {
    "father": ParentRole.FATHER,
    "mother": ParentRole.MOTHER,
    "parent": ParentRole.OTHER,
}
GUARDIAN_ROLES: Final[Mapping[str, GuardianKind]] = {
    "temporary": GuardianKind.TEMPORARY,
    "entrusted": GuardianKind.ENTRUSTED,
    "second": GuardianKind.SECOND,
    "parent_guardian": GuardianKind.PARENT,
    "guardian": GuardianKind.OTHER,
}
PEOPLE: Final = (Parent, Guardian, Helper)
"""What a person may be; which it is, the relations and pairings say, so each is made of every person."""
NOT_READ_YET: Final = ("calendars", "places")
"""Sections that serve tables of packs which this release does not read."""


@attrs.frozen(kw_only=True)
class Section:
    """A list of the document. ``noun``: what each object makes, if it makes one by itself.

    ``name_after``: what an object without an id is named after, from its values; None where the id must be given.
    """

    table: Table
    noun: type[Any] | None = None
    name_after: Callable[[Mapping[str, Any]], str] | None = None


def _relation_role(value: Any) -> str:
    roles = (*PARENT_ROLES, *GUARDIAN_ROLES)
    if isinstance(value, str) and value in {role.value for role in HelperRole}:
        raise refused("helper_in_relations", role=value)
    if not isinstance(value, str) or value not in roles:
        raise refused("not_a_choice", choices=", ".join(roles))
    return value


def _event_kind(value: Any) -> ContactKind:
    kinds = {kind.value: kind for kind in ContactKind}
    if not isinstance(value, str) or value not in kinds:
        raise refused("event_kind", choices=", ".join(kinds))
    return kinds[value]


def _term_number(value: Any) -> int:
    if type(value) is not int or value not in (1, 2):
        raise refused("not_a_choice", choices="1, 2")
    return value


def _as_written(value: Any) -> Any:
    return value


def _own(name: str, kind: Kind, *, required: bool = False, leads_to: Any = None) -> Field:
    """Return a field of the document that no noun has."""
    return Field(name=name, keys={name: kind}, required=required, leads_to=leads_to)


def _replaced(fields: tuple[Field, ...], *own: Field) -> Table:
    """Return the table of *fields*, with those of *own* instead of or besides them."""
    return Table(fields=tuple({field.name: field for field in (*fields, *own)}.values()))


def _of_child(word: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda values: f"{values['child']}.{word}"


def _record(noun: type[Any], word: str, *own: Field) -> Section:
    """Return the section of records that belong to a child; their ids and scopes may be left out."""
    table = _replaced(fields_of(noun, optional=("id", "scope")), *own)
    return Section(table=table, noun=noun, name_after=_of_child(word))


SPELLS: Final = _replaced(fields_of(Absence, optional=("id",)), _own("kind", choice({"absence": None})))
"""What a spell inside a person may say."""

_UNKNOWN: Final = {"$ref": "#/$defs/unknown"}
_FACTS: Final = _own("facts", NOTHING_DECLARED)
_NO_SPELLS: Final = _own("spells", NOTHING_LISTED)
_SPELLS: Final = _own(
    "spells", Kind(_as_written, {"anyOf": [{"type": "array", "items": SPELLS.schema}, _UNKNOWN]})
)
_PERSON: Final = {
    field.name: field
    for noun in PEOPLE
    for field in fields_of(noun, without=("role", "absences"), optional=("scope",))
}
_TERM: Final = (
    _own("organisation", ID, leads_to=OrganisationId),
    _own("school_year", kind_of(SchoolYear), required=True),
    _own("number", Kind(_term_number, {"enum": [1, 2]}), required=True),
    Field(name="start", keys={"from": DAY, "start": DAY}, required=True),
    Field(name="until", keys={"until": DAY, "last_day": LAST_DAY}, required=True),
    _own("vacations", kind_of(tuple[Span, ...])),
)

SECTIONS: Final[Mapping[str, Section]] = {
    "organisations": Section(table=_replaced(fields_of(Organisation), _FACTS, _NO_SPELLS), noun=Organisation),
    "children": Section(
        table=_replaced(
            fields_of(Child, without=("guardianships_asked",), optional=("scope",)),
            _own("guardianships", NOTHING_LISTED),
            _FACTS,
            _NO_SPELLS,
        ),
    ),
    "persons": Section(table=_replaced(tuple(_PERSON.values()), _SPELLS, _FACTS)),
    "relations": Section(
        table=_replaced(
            tuple(f for f in fields_of(Guardianship, optional=("id",)) if f.name not in ("guardian", "kind")),
            _own("person", ID, required=True, leads_to=ParentId),
            _own("role", Kind(_relation_role, {"enum": [*PARENT_ROLES, *GUARDIAN_ROLES]}), required=True),
        ),
        name_after=_of_child("guardian"),
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
        table=_replaced(
            fields_of(Pairing, optional=("id", "scope")),
            Field(name="to", keys={"to": ID, "child": ID}, required=True, label="受助方"),
        ),
        noun=Pairing,
        name_after=lambda values: f"{values['to']}.{values['role'].value}",
    ),
    "events": Section(
        table=_replaced(
            fields_of(Contact, optional=("id", "scope")),
            _own("kind", Kind(_event_kind, kind_of(ContactKind).schema), required=True),
            _FACTS,
        ),
        noun=Contact,
        name_after=lambda values: f"{values['kind'].value}.{values['day'].isoformat()}",
    ),
    "concerns": _record(Concern, "concern"),
    "memberships": _record(Membership, "membership"),
    "care_plans": _record(CarePlan, "plan"),
    "terms": Section(table=Table(fields=_TERM)),
}
