"""What a fact is called: the Chinese label of its field, or the field's name in English words."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_type_hints

import attrs

from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.family import Absence, Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.membership import Membership
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.plan_records import PLAN_RECORDS
from liushou_core.domain.privacy import Sensitivity, label_of, sensitivity_of
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.unknown import Unknown
from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.verdict import Fact

__all__ = ["fact_text", "is_identity", "is_open"]

_NOUNS: Final[Mapping[str, type[Any]]] = {
    "absence": Absence,
    "care_plan": CarePlan,
    "child": Child,
    "class": SchoolClass,
    "concern": Concern,
    "conduct": Conduct,
    "contact": Contact,
    "enrolment": Enrolment,
    "guardian": Guardian,
    "guardianship": Guardianship,
    "helper": Helper,
    "membership": Membership,
    "organisation": Organisation,
    "pairing": Pairing,
    "parent": Parent,
    "post": Post,
    "result": TermResult,
    "title": Title,
    **{kind.name: kind.of for kind in PLAN_RECORDS},
}


def fact_text(fact: Fact, locale: Locale = "en") -> str:
    """Return which fact of which record is meant, by id.

    >>> fact_text(Fact("parent", "p1", "absences"), "zh")
    '家长p1的外出经历'
    """
    return render(
        "decision.fact_yes_or_no" if _is_yes_or_no(fact) else "decision.fact",
        locale,
        kind=_kind(fact, locale),
        id=fact.id,
        field=_field(fact, locale),
    )


def _is_yes_or_no(fact: Fact) -> bool:
    return _hints(fact.kind).get(fact.field) == bool | Unknown


@cache
def _hints(kind: str) -> Mapping[str, Any]:
    noun = _NOUNS.get(kind)
    return {} if noun is None else get_type_hints(noun)


def is_identity(fact: Fact) -> bool:
    """Say whether the fact is a field that tells who a person is."""
    mark = _fields(fact.kind).get(fact.field)
    return mark is not None and sensitivity_of(mark) is Sensitivity.IDENTITY


def is_open(fact: Fact) -> bool:
    """Say whether the fact is a field whose value anybody may see: PLAIN, or a LINK to another record."""
    mark = _fields(fact.kind).get(fact.field)
    return mark is not None and not sensitivity_of(mark).masked


def _kind(fact: Fact, locale: Locale) -> str:
    key = f"record.{fact.kind}"
    return render(key, locale) if has_message(key) else fact.kind  # a plugin's own kind of record


def _field(fact: Fact, locale: Locale) -> str:
    if fact.label is not None:
        return fact.label.text(locale)
    if has_message(f"list.{fact.field}"):
        return render(f"list.{fact.field}", locale)
    if has_message(f"field.{fact.kind}.{fact.field}"):  # collections of ChildFacts have no label of their own
        return render(f"field.{fact.kind}.{fact.field}", locale)
    mark = _fields(fact.kind).get(fact.field)
    return label_of(mark) if locale == "zh" and mark is not None else fact.field.replace("_", " ")


@cache
def _fields(kind: str) -> "Mapping[str, attrs.Attribute[Any]]":
    noun = _NOUNS.get(kind)
    return {} if noun is None else attrs.fields_dict(noun)
