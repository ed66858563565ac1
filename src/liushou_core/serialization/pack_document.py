"""The plain data of a pack: TOML that can be read, tables that are known, sources that are cited."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final, Literal

from liushou_core.errors import Problem
from liushou_core.policy.lint import DEEPEST
from liushou_core.policy.policy import SECTIONS
from liushou_core.serialization.pack_refusals import Refused

__all__ = ["HEAD", "KEYED", "SCHEMA", "Sources", "pack_document", "uncited", "unknown_tables"]

SCHEMA: Final = "liushou-policy/1"
HEAD: Final = ("id", "title", "in_force_from", "family", "covers")
"""The keys that stand above the tables of a pack, besides ``schema`` and the ``source`` of every table that cites none."""
KEYED: Final = ("fact", "event", "spell", "role")
"""Sections whose tables are written under their ids: ``[fact.income]``."""
_DEEPEST: Final = 4 * DEEPEST
"""How deep the data of a pack may be: a tree takes up to three levels, and stands in a table of a section."""
Sources = Literal["required", "optional"]


def pack_document(text: str) -> dict[str, Any]:
    """Return the text as plain data. Raises Refused for what is not TOML, or nested deeper than any tree may be."""
    too_deep = Problem(code="tree_too_deep", values={"most": DEEPEST})
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise Refused(iter([too_deep])) from None
    except ValueError as error:  # TOMLDecodeError, and Python's own limit on the digits of a number
        problem = Problem(code="bad_toml", values={"why": str(error)}, line=_told_line(error))
        raise Refused(iter([problem])) from None
    if _depth(document) > _DEEPEST:
        raise Refused(iter([too_deep]))
    return document


def _told_line(error: ValueError) -> int | None:
    """Return the line that tomllib tells; before Python 3.14 only its message does."""
    told = re.search(r"at line (\d+)", str(error))
    return int(told[1]) if told else None


def _depth(data: Any) -> int:
    """Return how deep tables and lists stand in each other, without recursion; counting ends beyond what is allowed."""
    depth, level = 0, [data]
    while level and depth <= _DEEPEST:
        below = (item.values() if isinstance(item, dict) else item for item in level)
        level = [item for items in below for item in items if isinstance(item, dict | list)]
        depth += 1
    return depth


def unknown_tables(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the tables that the pack language does not have."""
    known = {"schema", "source", "edition", *HEAD, *SECTIONS}
    for name in document:
        if name not in known:
            near = get_close_matches(name, known, n=1) or sorted(known)
            values = {"key": name, "suggestion": ", ".join(near)}
            yield Problem(code="unknown_pack_table", path=(name,), values=values)


def uncited(document: Mapping[str, Any], sources: Sources) -> Iterator[Problem]:
    """Yield the tables that cite no source. A clause inside inherits that of its table."""
    severity = "error" if sources == "required" else "warning"
    for name in (*SECTIONS, "edition") if document.get("source", "") == "" else ():
        for index, table in _tables(name, document.get(name)):
            if isinstance(table, dict) and table.get("source", "") == "":
                path = (name,) if index is None else (name, index)
                known_as = index if isinstance(index, str) else name
                values = {"id": table.get("id") or table.get("area") or known_as}
                yield Problem(code="source_missing", path=path, values=values, severity=severity)


def _tables(name: str, value: Any) -> Iterable[tuple[str | int | None, Any]]:
    """Return the tables of a section, each with its place in it."""
    if isinstance(value, list):
        return enumerate(value)
    if name in KEYED:
        return value.items() if isinstance(value, dict) else ()
    return [(None, value)]
