"""Kinds of records, declared when a store is opened, and the checks that every backend makes first.

A backend that calls :class:`Kinds` before it touches its database keeps RS-4 without a line of its own, and refuses
the same things with the same words as every other.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

import attrs

from liushou_core.domain.ids import is_id
from liushou_core.errors import InvalidValue, Problem
from liushou_core.ports.record_store import Action, Condition, HistoryEntry, KeyValue, Position, Record

__all__ = ["LONGEST_KEY", "KeyType", "Kind", "Kinds", "fields_that_differ"]

KeyType: TypeAlias = Literal["text", "int", "texts"]
"""One text, one whole number of 64 bits, or a set of texts; the first two may be None."""

LONGEST_KEY: Final = 255
"""The longest text of a key, an actor's id included, in characters: what every database can index."""

_INT64: Final = range(-(2**63), 2**63)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,23}")
_RESERVED: Final = frozenset({"id", "version", "doc", "document", "sealed"})


def _frozen(keys: Mapping[str, KeyType]) -> Mapping[str, KeyType]:
    return MappingProxyType(dict(keys))


@attrs.frozen
class Kind:
    """A kind of record: its *name* and its search *keys*.

    Names are 1 to 24 of ``a-z 0-9 _`` and begin with a letter; ``id`` is a key of every kind and never declared.
    Raises InvalidValue for other names and types.

    >>> Kind("talk", {"day": "text", "children": "texts"}).single_keys
    ('day',)
    """

    name: str
    keys: Mapping[str, KeyType] = attrs.field(factory=dict, converter=_frozen, hash=False)

    def __attrs_post_init__(self) -> None:
        problems = [Problem(code="bad_name", path=("name",))] if not _NAME.fullmatch(self.name) else []
        for name, type_ in self.keys.items():
            if not _NAME.fullmatch(name) or name in _RESERVED:
                problems.append(Problem(code="bad_name", path=("keys", name)))
            if type_ not in get_args(KeyType):
                problems.append(_wrong_type(" | ".join(get_args(KeyType)), "keys", name))
        _refuse(problems, "Kind")

    @property
    def single_keys(self) -> tuple[str, ...]:
        """The keys that hold one value, in the order declared; these can order."""
        return tuple(name for name, type_ in self.keys.items() if type_ != "texts")

    @property
    def set_keys(self) -> tuple[str, ...]:
        """The keys that hold a set of texts, in the order declared."""
        return tuple(name for name, type_ in self.keys.items() if type_ == "texts")


class Kinds:
    """The kinds a store is opened with. Raises InvalidValue for two of one name."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        kinds = tuple(kinds)
        twice = [name for name, count in Counter(kind.name for kind in kinds).items() if count > 1]
        _refuse([Problem(code="repeated", path=(name,)) for name in twice], "Kinds")
        self._by_name = {kind.name: kind for kind in kinds}

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Kind:
        """Return the kind of this name. Raises InvalidValue (code ``unknown_kind``)."""
        try:
            return self._by_name[name]
        except KeyError:
            _refuse([_unknown_kind(name)], "Record")
            raise

    def check_records(self, records: Iterable[Record]) -> None:
        """Raise InvalidValue, with every problem, for records that cannot be kept (RS-4)."""
        # The place in the call, not the id: what is no id may be an identity-card number.
        problems = [
            problem.under("records", index)
            for index, record in enumerate(records)
            for problem in self._of_record(record)
        ]
        _refuse(problems, "Record")

    def check_id(self, kind: str, id: str) -> None:
        """Raise InvalidValue for a kind that is not declared, or for what cannot be an id (RS-4)."""
        problems = list(_of_id(id))
        _refuse(problems if kind in self._by_name else [_unknown_kind(kind), *problems], "Record")

    def check_select(
        self,
        kind: str,
        where: Mapping[str, Condition],
        order_by: str,
        after: Position | None,
        limit: int | None,
    ) -> None:
        """Raise InvalidValue for conditions, an order, a position or a limit that the kind cannot answer (RS-4)."""
        keys = self[kind].keys
        problems = list(_of_where(keys, where))
        if order_by != "id" and keys.get(order_by) not in ("text", "int"):
            problems.append(Problem(code="key_cannot_order", path=("order_by",), values={"name": order_by}))
        elif after is not None:
            problems.extend(p.under("after") for p in _of_single(_type_of(keys, order_by), after[0]))
            problems.extend(p.under("after") for p in _of_text(after[1]))
        if limit is not None and (type(limit) is not int or limit < 0):
            problems.append(Problem(code="bad_limit", path=("limit",)))
        _refuse(problems, "select")

    def check_history(self, entries: Iterable[HistoryEntry]) -> None:
        """Raise InvalidValue, with every problem, for entries that cannot be kept (RS-4)."""
        problems = [
            problem.under("entries", index)
            for index, entry in enumerate(entries)
            for problem in self._of_entry(entry)
        ]
        _refuse(problems, "HistoryEntry")

    def _of_record(self, record: Record) -> Iterator[Problem]:
        yield from _of_id(record.id)
        yield from _of_document(record.document, record.sealed)
        kind = self._by_name.get(record.kind)
        if kind is None:
            yield _unknown_kind(record.kind)
            return
        for name in sorted({*kind.keys} ^ {*record.keys}):
            code = "key_missing" if name in kind.keys else "key_unknown"
            yield Problem(code=code, path=("keys", name), values={"name": name, "kind": kind.name})
        for name, value in record.keys.items():
            if name in kind.keys:
                yield from (problem.under("keys", name) for problem in _of_key(kind.keys[name], value))

    def _of_entry(self, entry: HistoryEntry) -> Iterator[Problem]:
        if entry.kind not in self._by_name:
            yield _unknown_kind(entry.kind)
        yield from _of_id(entry.id)
        if type(entry.version) is not int or entry.version not in _INT64 or entry.version < 1:
            yield Problem(code="bad_version", path=("version",))
        if entry.action not in get_args(Action):
            yield _wrong_type(" | ".join(get_args(Action)), "action")
        yield from (problem.under("actor") for problem in _of_short_text(entry.actor))
        yield from (problem.under("reason") for problem in _of_text(entry.reason))
        if entry.document is not None:
            yield from _of_document(entry.document, entry.sealed)


def fields_that_differ(stored: str, offered: str) -> tuple[str, ...]:
    """Return the top-level names whose values differ between two documents, sorted; never a value (RS-10).

    >>> fields_that_differ('{"a":1,"b":2}', '{"a":1,"b":3,"c":4}')
    ('b', 'c')
    """
    one, two = json.loads(stored), json.loads(offered)
    if not isinstance(one, dict) or not isinstance(two, dict):
        return ()
    nothing = object()
    return tuple(sorted(n for n in {*one, *two} if one.get(n, nothing) != two.get(n, nothing)))


def _of_where(keys: Mapping[str, KeyType], where: Mapping[str, Condition]) -> Iterator[Problem]:
    for name, condition in where.items():
        if name != "id" and name not in keys:
            yield Problem(code="key_unknown", path=("where", name), values={"name": name, "kind": ""})
            continue
        type_ = _type_of(keys, name)
        for value in condition if isinstance(condition, tuple) else (condition,):
            problems = _of_text(value) if type_ == "texts" else _of_single(type_, value)
            yield from (problem.under("where", name) for problem in problems)


def _type_of(keys: Mapping[str, KeyType], name: str) -> KeyType:
    return "text" if name == "id" else keys[name]


def _of_key(type_: KeyType, value: KeyValue) -> Iterator[Problem]:
    if type_ != "texts":
        yield from _of_single(type_, value)
    elif not isinstance(value, tuple):
        yield _wrong_type("tuple of texts")
    else:
        for item in value:
            yield from _of_short_text(item)


def _of_single(type_: KeyType, value: object) -> Iterator[Problem]:
    if value is None:
        return
    if type_ == "int":
        # True is an int to Python; a database would give it back as 1.
        if type(value) is not int or value not in _INT64:
            yield _wrong_type("int")
        return
    yield from _of_short_text(value)


def _of_id(value: object) -> Iterator[Problem]:
    if not isinstance(value, str) or not is_id(value):
        yield Problem(code="bad_id")


def _of_short_text(value: object) -> Iterator[Problem]:
    yield from _of_text(value)
    if isinstance(value, str) and len(value) > LONGEST_KEY:
        yield Problem(code="text_too_long", values={"length": len(value), "most": LONGEST_KEY})


def _of_text(value: object) -> Iterator[Problem]:
    if type(value) is not str:
        yield _wrong_type("text")
    elif "\0" in value or not _encodes(value):
        yield Problem(code="unusable_text")


def _of_document(document: object, sealed: object) -> Iterator[Problem]:
    yield from (problem.under("document") for problem in _of_text(document))
    if sealed is not None and type(sealed) is not bytes:
        yield _wrong_type("bytes", "sealed")


def _encodes(text: str) -> bool:
    # Half of a character pair: every database refuses it, each with an error of its own.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrong_type(expected: str, *path: str) -> Problem:
    return Problem(code="wrong_type", path=path, values={"expected": expected})


def _unknown_kind(name: str) -> Problem:
    return Problem(code="unknown_kind", values={"kind": name})


def _refuse(problems: Sequence[Problem], what: str) -> None:
    if problems:
        raise InvalidValue(problems, what=what)
