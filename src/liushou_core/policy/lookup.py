"""Lookup: a small table from a text to a single value, as a pack writes it: ``{ own = 0, rented = 5 }``."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from liushou_core.domain.amounts import amount_problems
from liushou_core.errors import InvalidValue, Problem

__all__ = ["Lookup", "Scalar", "Value", "Values", "scalar"]

Scalar: TypeAlias = bool | Decimal | str | date
"""A single value in a pack: yes or no, an exact number, a text or a day."""
Value: TypeAlias = Scalar | tuple[Scalar, ...]
"""A single value, or several of which any will do."""


@attrs.frozen
class Lookup:
    """Rows of a text and a value each, in the order of the texts: how a pack orders them says nothing.

    >>> Lookup.of({"b": 2, "a": True}).get("b")
    Decimal('2')
    """

    rows: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Lookup":
        """Return a pack's table. Raises InvalidValue with every value that is no single one."""
        rows: list[tuple[str, Value]] = []
        problems: list[Problem] = []
        for name in sorted(table):
            try:
                value = table[name]
                rows.append((name, tuple(map(scalar, value)) if isinstance(value, list) else scalar(value)))
            except InvalidValue as error:
                problems.extend(problem.under(name) for problem in error.problems)
        if problems:
            raise InvalidValue(problems, what=cls.__name__)
        return cls(tuple(rows))

    def get(self, name: str) -> Value | None:
        """Return the value of a text; None if it has no row."""
        return next((value for key, value in self.rows if key == name), None)

    def with_row(self, name: str, value: Any) -> "Lookup":
        """Return a copy in which the row *name* has another value."""
        return attrs.evolve(self, rows=tuple((key, value if key == name else old) for key, old in self.rows))

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        return ", ".join(f"{name} = {value}" for name, value in self.rows)


@attrs.frozen
class Values(Lookup):
    """Values that come with an answer: amounts, numbers of hours, words; one may be a quantity, reckoned when it is asked for."""

    rows: tuple[tuple[str, Any], ...] = ()


def scalar(value: Any) -> Scalar:
    """Return *value* as a pack's single value; whole numbers become exact. Raises InvalidValue."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        problems = tuple(amount_problems(number))
        if problems:
            raise InvalidValue(problems, what="value")
        return number
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise InvalidValue([Problem(code="wrong_type", values={"expected": "a single value"})], what="value")
