"""Versioned JSON documents of every kind of record, and back; the form in which records are stored and exchanged.

A document is a JSON object with its ``schema`` (``"liushou-child/1"``) and the fields of the record by name:

- days are ISO texts, exact numbers are texts, school years, terms and durations as they are written; sets are sorted lists;
- the value of a declared fact says its type where it is no text, truth or list of texts: ``{"number": "131.5"}``,
  ``{"day": "2023-09-01"}``, ``{"span": {"start": "2023-09-01", "until": null}}``;
- a field that holds an unknown fact is left out if nobody asked, and otherwise says why: ``{"unknown": "refused"}``;
- None is null; an absent field has the default of its class; an unknown field is refused.

The text is canonical: names sorted, no blanks between tokens, nothing escaped that need not be, so that equal records
have equal texts.
"""

import json
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from liushou_core.domain.calendar import Duration, SchoolYear, TermId
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.event import Event
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.membership import Membership, Payment
from liushou_core.domain.observation import Observation
from liushou_core.domain.organisation import Organisation, Post, SchoolCalendar, WorkCalendar
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.place import Place
from liushou_core.domain.plan_records import PLAN_RECORDS
from liushou_core.domain.relation import Relation
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.domain.spell import SpellList
from liushou_core.domain.unknown import NOT_ASKED, Unknown
from liushou_core.errors import InvalidValue, Problem
from liushou_core.serialization.declared_values import register_fact_values, register_sets
from liushou_core.serialization.document_errors import READING_FAILED, problems_in, wrong_type

__all__ = ["SCHEMAS", "document_of", "from_document", "from_text", "text_of"]

T = TypeVar("T")

SCHEMAS: Final[Mapping[type[Any], str]] = {
    Organisation: "liushou-organisation/1",
    SchoolCalendar: "liushou-calendar/1",
    SchoolClass: "liushou-class/1",
    Helper: "liushou-helper/1",
    Post: "liushou-post/1",
    Parent: "liushou-parent/1",
    Guardian: "liushou-guardian/1",
    Child: "liushou-child/1",
    Enrolment: "liushou-enrolment/1",
    Guardianship: "liushou-guardianship/1",
    TermResult: "liushou-result/1",
    Conduct: "liushou-conduct/1",
    Title: "liushou-title/1",
    Pairing: "liushou-pairing/1",
    Contact: "liushou-contact/1",
    Concern: "liushou-concern/1",
    Membership: "liushou-membership/1",
    CarePlan: "liushou-care-plan/1",
    Payment: "liushou-payment/1",
    Place: "liushou-place/1",
    WorkCalendar: "liushou-work-calendar/1",
    Relation: "liushou-relation/1",
    Observation: "liushou-observation/1",
    Event: "liushou-event/1",
    SpellList: "liushou-spell-list/1",
    **{kind.of: f"liushou-{kind.name.replace('_', '-')}/1" for kind in PLAN_RECORDS},
}
"""The schema of each kind of record. A change of a document's form gets a new number, and a reader for the old one."""

_AS_TEXT: Final = (Duration, SchoolYear, TermId)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EXACT: Final = re.compile(r"[+-]?\d+(\.\d+)?([Ee][+-]?\d+)?", re.ASCII)


def document_of(record: Any) -> dict[str, Any]:
    """Return the document of a record as plain data.

    >>> from liushou_core.domain.school import Title, TitleName
    >>> title = Title(id="t1", child="c1", day=date(2023, 6, 1), name=TitleName.SELF_STRONG)
    >>> document_of(title)["day"]
    '2023-06-01'
    """
    return {"schema": SCHEMAS[type(record)], **_converter().unstructure(record)}


def text_of(record: Any) -> str:
    """Return the document of a record as canonical JSON text."""
    return json.dumps(document_of(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_document(cls: type[T], document: Any) -> T:
    """Return the record of class *cls* that a document holds.

    Raises InvalidValue, with every problem and its path and no value, for what is no document of that class.
    """
    if not isinstance(document, dict) or document.get("schema") != SCHEMAS[cls]:
        raise InvalidValue([Problem(code="other_schema", values={"schema": SCHEMAS[cls]})], what=cls.__name__)
    fields = {name: value for name, value in document.items() if name != "schema"}
    try:
        return _converter().structure(fields, cls)
    except READING_FAILED as error:
        problems = tuple(problems_in(error))
    # Outside `except`: the errors of cattrs quote values, and a context would carry them along.
    raise InvalidValue(problems, what=cls.__name__)


def from_text(cls: type[T], text: str) -> T:
    """Return the record of class *cls* in a JSON text. Raises InvalidValue as :func:`from_document` does."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if document is None:
        raise InvalidValue([Problem(code="bad_json")], what=cls.__name__)
    return from_document(cls, document)


@cache
def _converter() -> Converter:
    # One for all: building it costs more than using it a thousand times.
    converter = Converter(unstruct_collection_overrides={tuple: list})
    for leaf in (str, int, bool):
        converter.register_structure_hook(leaf, _read_leaf)
    converter.register_structure_hook(date, _read_day)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(Decimal, _read_exact)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_unstructure_hook(Unknown, lambda unknown: {"unknown": unknown.value})
    converter.register_structure_hook_factory(_is_enum, _reader_of_enum)
    converter.register_structure_hook_factory(_is_list, lambda hint: _reader_of_list(converter, hint))
    converter.register_structure_hook_factory(attrs.has, lambda cls: _reader_of_fields(converter, cls))
    converter.register_unstructure_hook_factory(attrs.has, lambda cls: _writer_of_fields(converter, cls))
    for written in _AS_TEXT:
        converter.register_structure_hook(written, _read_written)
        converter.register_unstructure_hook(written, str)
    converter.register_structure_hook_factory(_may_be_unknown, lambda hint: _reader_of_known(converter, hint))
    register_sets(converter)
    register_fact_values(converter)
    return converter


def _read_leaf(value: Any, hint: Any) -> Any:
    # Exactly this type: cattrs would make 3 of `"3"`, and True is a number to Python.
    if type(value) is not hint:
        raise wrong_type(hint.__name__)
    return value


def _read_day(value: Any, _hint: Any) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong_type("date")


def _read_exact(value: Any, _hint: Any) -> Decimal:
    if not isinstance(value, str) or not _EXACT.fullmatch(value):
        raise wrong_type("Decimal")
    return Decimal(value)


def _read_written(value: Any, cls: Any) -> Any:
    return cls.parse(value)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _reader_of_enum(enum: type[Enum]) -> Callable[[Any, Any], Any]:
    by_value: dict[str, Enum] = {member.value: member for member in enum}

    def read(value: Any, _hint: Any) -> Enum:
        if not isinstance(value, str) or value not in by_value:
            raise wrong_type(" | ".join(by_value))
        return by_value[value]

    return read


def _is_list(hint: Any) -> bool:
    return typing.get_origin(hint) is tuple


def _reader_of_list(converter: Converter, hint: Any) -> Callable[[Any, Any], Any]:
    item_hint = typing.get_args(hint)[0]
    read_item = converter.get_structure_hook(item_hint)

    def read(value: Any, _hint: Any) -> Any:
        # A text is a sequence of texts to Python; only a list is a list here.
        if type(value) is not list:
            raise wrong_type("list")
        items: list[Any] = []
        problems: list[Problem] = []
        for index, item in enumerate(value):
            try:
                items.append(read_item(item, item_hint))
            except READING_FAILED as error:
                problems += [problem.under(index) for problem in problems_in(error)]
        if problems:
            raise InvalidValue(problems, what="list")
        return tuple(items)

    return read


def _reader_of_fields(converter: Converter, cls: type[Any]) -> Callable[[Any, Any], Any]:
    read_fields = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
    )

    def read(value: Any, hint: Any) -> Any:
        if not isinstance(value, dict):
            raise InvalidValue([Problem(code="wrong_type", values={"expected": "object"})], what=cls.__name__)
        return read_fields(value, hint)

    return read


def _writer_of_fields(converter: Converter, cls: type[Any]) -> Callable[[Any], dict[str, Any]]:
    # Only what nobody asked is left out, and only where its absence is read so again.
    left_out = {
        field.name: override(omit_if_default=True)
        for field in attrs.fields(cls)
        if field.default is NOT_ASKED
    }
    return make_dict_unstructure_fn(cls, converter, **left_out)  # type: ignore[arg-type]


def _may_be_unknown(hint: Any) -> bool:
    return typing.get_origin(hint) in (typing.Union, types.UnionType) and Unknown in typing.get_args(hint)


def _reader_of_known(converter: Converter, hint: Any) -> Callable[[Any, Any], Any]:
    """Return the reader of ``Known[T]``, whatever T: cattrs by itself would make the text "not_asked" of an unknown."""
    members = [member for member in typing.get_args(hint) if member is not Unknown]
    known: Any = typing.Union[tuple(members)]  # noqa: UP007  # built from a list
    read_known = converter.get_structure_hook(known)
    by_value = {unknown.value: unknown for unknown in Unknown}

    def read(value: Any, _hint: Any) -> Any:
        if not isinstance(value, dict) or set(value) != {"unknown"}:
            return read_known(value, known)
        if not isinstance(value["unknown"], str) or value["unknown"] not in by_value:
            choices = " | ".join(by_value)
            problem = Problem(code="bad_unknown", path=("unknown",), values={"choices": choices})
            raise InvalidValue([problem], what="unknown")
        return by_value[value["unknown"]]

    return read
