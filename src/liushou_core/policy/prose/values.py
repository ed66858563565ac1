"""What kinds of values a policy's tables hold, and which of them there is something to say of."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import attrs

from liushou_core.domain.calendar import Duration, Lapse, SchoolYear, Span, TermId
from liushou_core.policy.canonical import leaf_name
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.source import Labels, Source, Wording

__all__ = ["Given", "given", "is_clause", "is_leaf", "is_table", "parts_of"]

Given: TypeAlias = "tuple[attrs.Attribute[Any], Any]"
"""A field and its value."""

_NAMES: Final = ("id", "title", "label", "source")
"""What stands at the head and at the end of what is said of a table."""
_PRINTED: Final = frozenset(
    {
        ("IndividualPlan", "when"),
        ("PairingRule", "helpers_per_child"),
        ("Scoring", "shares"),
        ("Scoring", "yuan_per_point"),
        ("Shares", "volunteer"),
        ("Shares", "class_teacher"),
        ("Tally", "amount"),
    }
)
"""What a plan prints though it is the default: whoever compares the two looks for it."""
_VALUES: Final = (Duration, Labels, Lapse, Lookup, SchoolYear, Source, Span, TermId, Wording)


def is_clause(value: Any) -> bool:
    """Say whether *value* is a criterion or a tree of them."""
    return hasattr(value, "judge") and hasattr(value, "parts")


def is_leaf(value: Any) -> bool:
    """Say whether *value* speaks for itself: a criterion, a component, a quantity, a moment, a date, another fact."""
    speaks = callable(getattr(value, "says", None)) and not isinstance(value, type)
    return leaf_name(value) is not None or speaks


def is_table(value: Any) -> bool:
    """Say whether *value* is a table of the pack that does not speak for itself."""
    return attrs.has(type(value)) and not isinstance(value, _VALUES) and not is_leaf(value)


def parts_of(value: Any) -> tuple[Any, ...]:
    """Return the values of a list or of a small table, or the value alone."""
    if isinstance(value, Lookup):
        return tuple(one for _, one in value.rows)
    return value if isinstance(value, tuple) else (value,)


def given(table: Any) -> Iterator[Given]:
    """Yield the fields of *table* that are written, or might be: what has no default, and what is not at its default."""
    for field in attrs.fields(type(table)):
        value = getattr(table, field.name)
        written = value != field.default or (type(table).__name__, field.name) in _PRINTED
        if written and not is_resolved(field) and field.name not in _NAMES:
            yield field, value
