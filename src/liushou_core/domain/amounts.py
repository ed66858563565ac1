"""Amounts: exact decimal numbers, marks and yuan alike, kept to a size that every sum and every database can hold."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from liushou_core.errors import Problem

__all__ = ["MOST_DIGITS", "amount_problems", "has_parts_of_a_fen"]

MOST_DIGITS: Final = 15
"""How many digits an amount may have before the point, and how many after it."""


def amount_problems(value: Decimal) -> Iterator[Problem]:
    """Yield an infinity or NaN (``not_finite``), and a number with more than 15 digits on a side of the point.

    >>> [p.code for p in amount_problems(Decimal("1e999999"))]
    ['too_many_digits']
    """
    if not value.is_finite():
        yield Problem(code="not_finite")
        return
    exponent = int(value.as_tuple().exponent)
    if exponent < -MOST_DIGITS or (value and value.adjusted() >= MOST_DIGITS) or exponent > MOST_DIGITS:
        yield Problem(code="too_many_digits", values={"most": MOST_DIGITS})


def has_parts_of_a_fen(yuan: Decimal) -> bool:
    """Say whether a finite amount in yuan cannot be paid in fen, whatever the caller's decimal context.

    >>> has_parts_of_a_fen(Decimal("0.300")), has_parts_of_a_fen(Decimal("0.305"))
    (False, True)
    """
    _sign, digits, exponent = yuan.as_tuple()
    parts = -2 - int(exponent)
    return parts > 0 and any(digits[-parts:])
