"""Values of declared facts, and sets, in documents: a fact may be of several types, so it says which where JSON cannot."""

import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import GenericAlias
from typing import Any, Final

from cattrs import Converter

from liushou_core.domain.calendar import Span
from liushou_core.domain.observation import FactValue
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import InvalidValue
from liushou_core.serialization.document_errors import READING_FAILED, problems_in, wrong_type

__all__ = ["register_fact_values", "register_sets"]

_TAGGED: Final = {"number": Decimal, "day": date, "span": Span}
"""The types of a declared fact's value that JSON has no form of its own for."""


def register_fact_values(converter: Converter) -> None:
    """Teach *converter*, which knows every type by itself, the union of them that a declared fact may be."""
    converter.register_structure_hook_factory(_is_fact, lambda _hint: _reader_of_fact(converter))
    converter.register_unstructure_hook_factory(_holds_fact, lambda _hint: _writer_of_fact(converter))


def register_sets(converter: Converter) -> None:
    """Teach *converter* sets of days and of texts: sorted lists, so that equal sets have equal texts."""
    converter.register_structure_hook_factory(_is_set, lambda hint: _reader_of_set(converter, hint))
    converter.register_unstructure_hook_factory(
        _is_set, lambda _hint: lambda items: sorted(map(_written, items))
    )


def _is_set(hint: Any) -> bool:
    return typing.get_origin(hint) is frozenset


def _written(item: Any) -> str:
    return item.isoformat() if isinstance(item, date) else str(item)


def _reader_of_set(converter: Converter, hint: Any) -> Callable[[Any, Any], Any]:
    (item_hint,) = typing.get_args(hint)
    items: Any = GenericAlias(tuple, (item_hint, ...))
    read_list = converter.get_structure_hook(items)

    def read(value: Any, _hint: Any) -> Any:
        return frozenset(read_list(value, items))

    return read


def _is_fact(hint: Any) -> bool:
    return set(typing.get_args(hint)) == set(typing.get_args(FactValue))


def _holds_fact(hint: Any) -> bool:
    return set(typing.get_args(hint)) == {*typing.get_args(FactValue), Unknown}


def _reader_of_fact(converter: Converter) -> Callable[[Any, Any], Any]:
    texts: Any = tuple[str, ...]
    tagged = {tag: converter.get_structure_hook(cls) for tag, cls in _TAGGED.items()}
    read_texts = converter.get_structure_hook(texts)

    def read(value: Any, _hint: Any) -> Any:
        if isinstance(value, bool | str):
            return value
        if isinstance(value, list):
            return read_texts(value, texts)
        if not isinstance(value, dict) or len(value) != 1 or not value.keys() <= tagged.keys():
            raise wrong_type("bool | str | list | " + " | ".join(tagged))
        ((tag, inner),) = value.items()
        try:
            return tagged[tag](inner, _TAGGED[tag])
        except READING_FAILED as error:
            problems = [problem.under(tag) for problem in problems_in(error)]
        raise InvalidValue(problems, what="field")

    return read


def _writer_of_fact(converter: Converter) -> Callable[[Any], Any]:
    def write(value: Any) -> Any:
        plain = converter.unstructure(value)
        tag = next((tag for tag, cls in _TAGGED.items() if isinstance(value, cls)), None)
        return plain if tag is None else {tag: plain}

    return write
