"""Checks of the records of a plan as a whole: ids that lead nowhere, records older than the child they are about."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from liushou_core.domain.plan_records import PLAN_RECORDS, first_day
from liushou_core.domain.unknown import is_known
from liushou_core.errors import Problem

__all__ = ["problems_of_plan"]

_LEADS_TO: Final[Mapping[str, str]] = {"child": "child", "children": "child", "school_class": "class"}
"""Fields that lead to records which must be there; helpers and bodies need not be described."""


def problems_of_plan(given: Mapping[str, Iterable[Any]]) -> Iterator[Problem]:
    """Yield what is wrong among the records of the plan *given* by kind."""
    known = {kind: {record.id for record in given[kind]} for kind in set(_LEADS_TO.values())}
    birthdays = {child.id: child.birthday for child in given["child"] if is_known(child.birthday)}
    for kind in PLAN_RECORDS:
        fields = [name for name in _LEADS_TO if name in attrs.fields_dict(kind.of)]
        for record in given[kind.name]:
            for name in fields:
                value = getattr(record, name)
                ids = value if isinstance(value, tuple) else () if value is None else (value,)
                for id in ids:
                    if id not in known[_LEADS_TO[name]]:
                        yield Problem(
                            code="leads_nowhere", path=(kind.name, record.id, name), values={"id": id}
                        )
                    elif id in birthdays and first_day(record) < birthdays[id]:
                        yield Problem(code="before_birth", path=(kind.name, record.id))
