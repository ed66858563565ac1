"""One cell: text to value and back, by the type hint of the field it fills; no class has code of its own here.

A cell that begins with an apostrophe is taken as it stands: no word in it is reserved. An empty cell is the field's
default (for a fact that may be missing: NOT_ASKED). Words such as 不清楚, 拒答 and 无 say why there is no value.
"""

import csv
import io
import re
import types
import typing
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import SchoolYear, Span, TermId
from liushou_core.domain.unknown import Unknown
from liushou_core.locale import Locale
from liushou_core.plugins.formats.days import (
    DayError,
    read_day,
    read_school_year,
    read_span,
    read_term,
    write_span,
)
from liushou_core.plugins.formats.guard import MARK, guarded, unguarded
from liushou_core.plugins.formats.words import EMPTY, LISTED, choices, folded, reserved, word_for, yes_no

__all__ = ["CellError", "id_type", "read_cell", "write_cell"]

Leaf = Callable[[str], Any]
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
_WHOLE: Final = re.compile(r"[+-]?\d+(\.0+)?")
_LONGEST_NUMBER: Final = 40
_NEEDS_QUOTES: Final = re.compile(r'[;；"\r\n]|^\s|\s$|^$')


class CellError(ValueError):
    """The cell's text is no value of the field; ``values`` fill the message and never hold the text."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def read_cell(text: str, hint: Any, default: Any = attrs.NOTHING) -> Any:
    """Return the value that *text* stands for in a field of type *hint*. Raises CellError.

    >>> from liushou_core.domain.unknown import Known
    >>> read_cell("拒答", Known[bool]), read_cell("是", Known[bool]), read_cell("2023/9/1", date)
    (REFUSED, True, datetime.date(2023, 9, 1))
    """
    if text.startswith(MARK):
        return _value(unguarded(text), _shape(hint))
    text = text.strip()
    if not text:
        if default is attrs.NOTHING:
            raise CellError("cell_missing")
        return default
    shape = _shape(hint)
    word = reserved().get(folded(text))
    if (isinstance(word, Unknown) and shape.unknown) or (word is LISTED and shape.listed):
        return word
    if word == EMPTY and (shape.many or shape.none):
        return () if shape.many else None
    return _value(text, shape)


def write_cell(value: Any, hint: Any, default: Any = attrs.NOTHING, locale: Locale = "zh") -> str:
    """Return the text that :func:`read_cell` reads as *value*, guarded.

    >>> write_cell(None, date | None, None), write_cell(True, bool)
    ('', '是')
    """
    if value is None or isinstance(value, Unknown) or value == EMPTY:
        word = EMPTY if value is None else value
        return "" if value is default else word_for(word, locale)
    shape = _shape(hint)
    if shape.listed:
        return word_for(LISTED, locale)
    text = _joined([_text(item, locale) for item in value]) if shape.many else _text(value, locale)
    spoken = isinstance(value, bool | Enum)
    if not spoken and (not text or text != text.strip() or folded(text) in reserved()):
        return MARK + text
    return guarded(text) if isinstance(value, str | tuple) else text


def id_type(hint: Any) -> Any:
    """Return the NewType of the ids in a field of type *hint*, one or several, or None if it holds no ids."""
    item = _shape(hint).item
    return item if isinstance(item, typing.NewType) else None


@attrs.frozen
class _Shape:
    """What a hint allows: unknown, none, one item or many, and of which type."""

    item: Any
    many: bool
    none: bool
    unknown: bool

    @property
    def listed(self) -> bool:
        """Whether the items are objects with a table of their own."""
        return self.many and attrs.has(self.item) and self.item not in _LEAVES


@cache
def _shape(hint: Any) -> _Shape:
    unions = (typing.Union, types.UnionType)
    members = typing.get_args(hint) if typing.get_origin(hint) in unions else (hint,)
    (item,) = (m for m in members if m not in (Unknown, types.NoneType))
    many = typing.get_origin(item) is tuple
    if many:
        item = typing.get_args(item)[0]
    return _Shape(item, many, types.NoneType in members, Unknown in members)


def _value(text: str, shape: _Shape) -> Any:
    if shape.listed:
        raise CellError("not_a_list_word", listed=word_for(LISTED, "zh"), none=word_for(EMPTY, "zh"))
    leaf = _leaf(shape.item)
    return tuple(leaf(item) for item in _parted(text)) if shape.many else leaf(text)


@cache
def _leaf(item: Any) -> Leaf:
    if item in _LEAVES:
        return _LEAVES[item]
    if isinstance(item, typing.NewType):
        return str
    if isinstance(item, type) and issubclass(item, Enum):
        return lambda text: _choice(text, item)
    raise TypeError(f"no cell holds a {item!r}")


def _choice(text: str, kind: type[Enum]) -> Enum:
    member: Enum | None = choices(kind).get(folded(text))
    if member is None:
        words = " | ".join(f"{word_for(one, 'zh')} ({one.value})" for one in kind)
        raise CellError("not_a_word", choices=words)
    return member


def _yes_or_no(text: str) -> bool:
    try:
        return yes_no()[folded(text)]
    except KeyError:
        raise CellError("not_yes_or_no") from None


def _number(text: str) -> Decimal:
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        raise CellError("not_a_number")
    return Decimal(plain)


def _whole_number(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > _LONGEST_NUMBER or not _WHOLE.fullmatch(plain):
        raise CellError("not_a_whole_number")
    return int(plain.partition(".")[0])


def _of_days(read: Callable[[str], Any]) -> Leaf:
    def leaf(text: str) -> Any:
        try:
            return read(text)
        except DayError as error:
            raise CellError(error.code) from None

    return leaf


_LEAVES: Final[Mapping[Any, Leaf]] = {
    str: str,
    bool: _yes_or_no,
    int: _whole_number,
    Decimal: _number,
    date: _of_days(read_day),
    Span: _of_days(read_span),
    TermId: _of_days(read_term),
    SchoolYear: _of_days(read_school_year),
}


def _parted(text: str) -> list[str]:
    if '"' not in text:
        return [item.strip() for item in re.split("[;；]", text)]
    try:
        return next(csv.reader([text], delimiter=";", strict=True))
    except (csv.Error, StopIteration):
        raise CellError("bad_quotes") from None


def _joined(items: list[str]) -> str:
    # A single item may look like a reserved word; in quotes it is none.
    if not any(_NEEDS_QUOTES.search(item) for item in items) and folded(items[0]) not in reserved():
        return ";".join(items)
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="").writerow(items)
    return out.getvalue()


def _text(value: Any, locale: Locale) -> str:
    if isinstance(value, bool | Enum):
        return word_for(value, locale)
    if isinstance(value, Span):
        return write_span(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)
