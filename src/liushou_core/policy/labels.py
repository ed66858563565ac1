"""What a fact is called: the Chinese label of its field, or the field's name in English words."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import attrs

from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.family import Absence, Guardianship, Parent
from liushou_core.domain.membership import Membership
from liushou_core.domain.organisation import Organisation
from liushou_core.domain.privacy import label_of
from liushou_core.domain.school import Enrolment, SchoolClass
from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.verdict import Fact

__all__ = ["fact_text"]

_NOUNS: Final[Mapping[str, type[Any]]] = {
    "absence": Absence,
    "child": Child,
    "class": SchoolClass,
    "concern": Concern,
    "enrolment": Enrolment,
    "guardianship": Guardianship,
    "membership": Membership,
    "organisation": Organisation,
    "parent": Parent,
}


def fact_text(fact: Fact, locale: Locale = "en") -> str:
    """Return which fact of which record is meant, by id.

    >>> fact_text(Fact("parent", "p1", "absences"), "zh")
    '家长p1的外出经历'
    """
    return render(
        "decision.fact",
        locale,
        kind=render(f"record.{fact.kind}", locale),
        id=fact.id,
        field=_field(fact, locale),
    )


def _field(fact: Fact, locale: Locale) -> str:
    if has_message(f"field.{fact.kind}.{fact.field}"):  # collections of ChildFacts have no label of their own
        return render(f"field.{fact.kind}.{fact.field}", locale)
    if locale == "zh":
        return _labels(fact.kind).get(fact.field, fact.field)
    return fact.field.replace("_", " ")


@cache
def _labels(kind: str) -> Mapping[str, str]:
    return {a.name: label_of(a) for a in attrs.fields(_NOUNS[kind])}
