"""Ids for objects that have none, and the body to which records without a scope belong.

Both follow from what is written and not from where: turning a list round changes no id.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any, Final

from liushou_core.domain.ids import OrganisationId
from liushou_core.serialization.facts_document.tables import Row

__all__ = ["DEFAULT_SCOPE", "default_scope", "give_ids"]

DEFAULT_SCOPE: Final = OrganisationId("default")
_LONGEST: Final = 54
"""Of the name before the number, so that name, full stop and number stay within the 64 characters of an id."""


def give_ids(rows: Iterable[Row], name_after: Callable[[Mapping[str, Any]], str]) -> None:
    """Name every row without an id after its values, numbered from 1 among those of one name: ``c1.enrolment.1``.

    Rows that could not be read whole stay as they are: they make nothing.
    """
    rows = [row for row in rows if row.whole]
    taken = {row.values["id"] for row in rows if "id" in row.values}
    nameless = sorted((row for row in rows if "id" not in row.values), key=lambda row: row.spelling)
    for row in nameless:
        name = _short(name_after(row.values))
        row.values["id"] = next(id for number in count(1) if (id := f"{name}.{number}") not in taken)
        taken.add(row.values["id"])


def _short(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    # Two long ids may begin alike: what is cut off goes on as a digest.
    return f"{name[: _LONGEST - 13]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def default_scope(sections: Mapping[str, list[Row]]) -> OrganisationId | None:
    """Return the body to which records without a scope belong: the only organisation that has none below it.

    Of a document without organisations, the only one that any record names. None where there are several.
    """
    declared = [row.values for row in sections.get("organisations", ())]
    if declared:
        above = {values.get("parent") for values in declared}
        lowest = {id for values in declared if (id := values.get("id")) is not None and id not in above}
    else:
        lowest = {id for rows in sections.values() for row in rows for id in _bodies(row)}
        lowest = lowest or {DEFAULT_SCOPE}
    return OrganisationId(lowest.pop()) if len(lowest) == 1 else None


def _bodies(row: Row) -> Iterable[str]:
    return (
        row.values[name] for name in ("scope", "organisation", "school") if row.values.get(name) is not None
    )
