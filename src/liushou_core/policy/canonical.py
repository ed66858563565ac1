"""Canonical form: a policy value as plain data, the same bytes in any process; fingerprints rest on it.

Titles and other wordings are left out (a better translation is not another policy); sources are kept.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Final, get_args, get_type_hints

import attrs

from liushou_core.domain.calendar import Duration, Lapse, SchoolYear, TermId
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.source import Labels, Source, Wording
from liushou_core.policy.tree import AtLeast, Not, Noted

__all__ = ["canonical", "digest", "exact_text", "id_field", "key_of", "leaf_name"]


def canonical(value: Any) -> Any:
    """Return *value* as JSON data. Defaults are written out, so that a changed default is a changed policy."""
    spell = _spelling(type(value))  # type: ignore[arg-type]  # a class is hashable; typeshed doubts it
    if spell is not None:
        return spell(value)
    if isinstance(value, Unknown):
        return {"unknown": value.value}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [canonical(item) for item in value]
    if getattr(type(value), "bare", False):  # written without a table of its own
        return canonical(value.value)
    if attrs.has(type(value)):
        return _table(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _table(value: Any) -> Any:
    if isinstance(value, Lookup):
        return {name: canonical(one) for name, one in value.rows}
    if isinstance(value, AtLeast | Not | Noted):
        return _tree(value)
    table = {key: canonical(getattr(value, field)) for field, key in _fields(type(value))}  # type: ignore[arg-type]
    name = leaf_name(value)
    return table if name is None else {name: table}


def digest(data: Any) -> str:
    """Return the SHA-256 of JSON data in one spelling: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def key_of(field: str) -> str:
    """Return the pack's key for a field: a trailing underscore (``from_``) is dropped."""
    return field.rstrip("_")


def leaf_name(value: Any) -> str | None:
    """Return the name of a criterion or component, a leaf that a pack writes as ``{ name = {…} }``; else None."""
    name = getattr(type(value), "name", None)
    return name if isinstance(name, str) else None


def id_field(table: Any) -> str:
    """Return the field that gives a table its id: ``id``, or the one its id is made of (a priority's ``area``)."""
    fields = [field.name for field in attrs.fields(type(table))]
    if "id" in fields or not hasattr(table, "id"):
        return "id"
    return next((name for name in fields if canonical(getattr(table, name)) == table.id), "id")


def _number(value: Decimal) -> str:
    # 1, 1.0, 1.00 and 1e0 are one number and must give one fingerprint; not by normalize(), which rounds.
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if value else "0"


def _tree(value: AtLeast | Not | Noted) -> dict[str, Any]:
    parts = canonical(value.parts)
    if isinstance(value, Noted):
        return {**parts[0], "effect": "defect"}
    table: dict[str, Any] = {"id": value.id, "source": canonical(value.source)}
    if isinstance(value, Not):
        return {"not": parts[0], **table}
    return {value.name: {"n": value.need, "of": parts} if value.name == "at_least" else parts, **table}


@cache
def _fields(cls: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return each field and its key; without wordings, be one given or not, and without what linking found."""
    hints = get_type_hints(cls)
    own = (a for a in attrs.fields(cls) if not is_resolved(a))
    return tuple((a.name, key_of(a.name)) for a in own if not _is_wording(hints[a.name]))


def _is_wording(hint: Any) -> bool:
    return hint in (Wording, Labels) or Wording in get_args(hint)


def exact_text(value: Fraction) -> str:
    """Return a decimal number if its digits end, exactly; else the fraction.

    >>> exact_text(Fraction(5, 2)), exact_text(Fraction(1, 3))
    ('2.5', '1/3')
    """
    left, places = value.denominator, 0
    for prime in (2, 5):
        times = 0
        while left % prime == 0:
            left, times = left // prime, times + 1
        places = max(places, times)
    if left != 1:
        return str(value)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign, whole, part = (
        "-" if value < 0 else "",
        digits[: len(digits) - places],
        digits[len(digits) - places :],
    )
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def _as_it_is(value: Any) -> Any:
    return value


_SPELLED: Final[dict[type, Callable[[Any], Any]]] = {
    **dict.fromkeys((str, bool, int, type(None)), _as_it_is),
    **dict.fromkeys((Duration, Lapse, Source, SchoolYear, TermId), str),
    date: lambda day: day.isoformat(),
    Decimal: _number,
    Fraction: exact_text,
}


@cache
def _spelling(kind: type[Any]) -> Callable[[Any], Any] | None:
    """Return how values of a kind are spelled, looked for once: a receipt has hundreds of them."""
    return next((_SPELLED[base] for base in kind.__mro__ if base in _SPELLED), None)
