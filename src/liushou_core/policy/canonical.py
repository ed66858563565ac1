"""Canonical form: a policy value as plain data, the same bytes in any process; fingerprints rest on it.

Titles and other wordings are left out (a better translation is not another policy); sources are kept.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from liushou_core.domain.calendar import Duration, SchoolYear, TermId
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tree import AtLeast, Not

__all__ = ["canonical", "digest", "key_of"]


def canonical(value: Any) -> Any:
    """Return *value* as JSON data. Defaults are written out, so that a changed default is a changed policy."""
    if isinstance(value, str | bool | int) or value is None:
        return value
    if isinstance(value, Unknown):
        return {"unknown": value.value}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction | Duration | Source | SchoolYear | TermId):
        return _number(value) if isinstance(value, Decimal) else str(value)
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    if isinstance(value, AtLeast | Not):
        return _tree(value)
    if attrs.has(type(value)):
        table = dict(_fields(value))
        return {value.name: table} if _named(value) else table
    raise TypeError(f"no canonical form for {type(value).__name__}")


def digest(data: Any) -> str:
    """Return the SHA-256 of JSON data in one spelling: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def key_of(field: str) -> str:
    """Return the pack's key for a field: a trailing underscore (``from_``) is dropped."""
    return field.rstrip("_")


def _number(value: Decimal) -> str:
    # 1, 1.0 and 1.00 are one number and must give one fingerprint.
    return str(value.to_integral_value()) if value == value.to_integral_value() else str(value.normalize())


def _tree(value: AtLeast | Not) -> dict[str, Any]:
    parts = canonical(value.parts)
    table: dict[str, Any] = {"id": value.id, "source": canonical(value.source)}
    if isinstance(value, Not):
        return {"not": parts[0], **table}
    return {value.name: {"n": value.need, "of": parts} if value.name == "at_least" else parts, **table}


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    for attribute in attrs.fields(type(value)):
        item = getattr(value, attribute.name)
        if not isinstance(item, Wording) and not attribute.name.startswith("_"):
            yield key_of(attribute.name), canonical(item)


def _named(value: Any) -> bool:
    """Say whether *value* is a criterion or component: a leaf that a pack writes as ``{ name = {…} }``."""
    return isinstance(getattr(type(value), "name", None), str)
