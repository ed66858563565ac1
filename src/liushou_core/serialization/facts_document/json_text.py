"""JSON text as plain data, exactly: no number passes through a float, and no key that stands twice is lost."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from liushou_core.errors import InvalidFacts, Problem
from liushou_core.serialization.facts_document.refusal import shown

__all__ = ["plain_data"]

_LONGEST_WHOLE: Final = 30
"""Digits of a whole number; a longer one is no rank, mark or grade, and Python refuses to print the longest."""


def plain_data(document: str | Mapping[str, Any]) -> Any:
    """Return *document* as plain data; text is read as JSON. Raises InvalidFacts for text that is none."""
    if not isinstance(document, str):
        return document
    data: Any = None
    problems: list[Problem] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(found)
        if len(table) < len(found):
            names = [name for name, _ in found]
            problems.extend(
                Problem(code="key_twice", values={"key": shown(name)})
                for name in table
                if names.count(name) > 1
            )
        return table

    try:
        data = json.loads(
            document, parse_float=_exact, parse_int=_whole, parse_constant=Decimal, object_pairs_hook=pairs
        )
    except json.JSONDecodeError as error:
        problems = [Problem(code="facts_not_json", values={"why": error.msg}, line=error.lineno)]
    except RecursionError:
        problems = [Problem(code="too_deep")]
    # Raised outside: json's own error holds the whole text, and would go along as the context of ours.
    if problems:
        raise InvalidFacts(problems, what="facts")
    return data


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what Decimal can hold
        return Decimal("Infinity")


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= _LONGEST_WHOLE else Decimal(text)
