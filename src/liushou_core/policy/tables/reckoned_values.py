"""Values that come with an answer, for one subject on one day."""

from datetime import date
from fractions import Fraction
from typing import cast

from liushou_core.domain.subject import Subject
from liushou_core.policy.lookup import Value, Values
from liushou_core.policy.measure import Measure
from liushou_core.policy.quantities import Quantity

__all__ = ["reckoned", "reckoned_from"]


def reckoned(values: Values, subject: Subject, on: date) -> dict[str, Value | Fraction | None]:
    """Return the values by name; a quantity as an exact number, or None while facts are missing for it."""
    return {
        name: value.measure(subject, on).value if isinstance(value, Quantity) else cast("Value", value)
        for name, value in values.rows
    }


def reckoned_from(values: Values, subject: Subject, on: date) -> list[Measure]:
    """Return what each quantity among the values comes to, with the facts that it rests on."""
    return [value.measure(subject, on) for _, value in values.rows if isinstance(value, Quantity)]
