"""Schemas of what a pack writes as one value: texts, numbers, days, lapses of time. A TOML day is a string to a schema."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, TypeAlias

from liushou_core.domain.calendar import Duration, DurationUnit, Lapse, LapseUnit
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.quantities import Number
from liushou_core.policy.source import Source

__all__ = ["PLAIN", "SCALAR", "STRING", "VALUE", "Schema"]

Schema: TypeAlias = dict[str, Any]

_DIGIT: Final = "[0-9０-９]"  # Python reads full-width digits too
_DECIMAL: Final = (
    rf"\s*[+-]?({_DIGIT}[0-9０-９_]*\.?[0-9０-９_]*|\.{_DIGIT}[0-9０-９_]*)([eE][+-]?{_DIGIT}+)?\s*"
)
_DAY: Final = r"[0-9]{4}(-[0-9]{2}-[0-9]{2}|[0-9]{4}|-?W[0-9]{2}(-?[1-7])?)"

STRING: Final[Schema] = {"type": "string"}
SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
VALUE: Final[Schema] = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}
"""One value, or several of which any will do."""


def _lapse(units: type[Enum], count: str) -> Schema:
    return {"type": "string", "pattern": f"^{count} ({'|'.join(unit.value for unit in units)})s?$"}


PLAIN: Final[Mapping[Any, Schema]] = {
    str: STRING,
    Source: STRING,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "pattern": f"^{_DAY}$"},
    Decimal: {"type": ["number", "string"], "pattern": f"^{_DECIMAL}$"},
    Number: {"type": ["number", "string"], "pattern": f"^({_DECIMAL}|{_DAY})$"},
    Duration: _lapse(DurationUnit, "[0-9]{1,6}"),
    Lapse: _lapse(LapseUnit, "-?[0-9]{1,5}"),
    Lookup: {"type": "object", "additionalProperties": VALUE},
    Any: {},
}
"""By the type of the field that wants it."""
