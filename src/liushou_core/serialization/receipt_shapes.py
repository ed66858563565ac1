"""What a ``liushou-decision/1`` document looks like, piece by piece; the values stay behind when one does not fit.

A check yields every problem of a piece. They say the same as the document's JSON Schema, which the library does not need in order to run.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from liushou_core.domain.ids import is_id
from liushou_core.errors import Path, Problem
from liushou_core.policy.verdict import Verdict

__all__ = ["RECEIPT", "Check"]

Check: TypeAlias = Callable[[Any, Path], Iterator[Problem]]
_PATH: Final = re.compile(r"[^:]+:.+\.[^.]+")
_FINGERPRINT: Final = re.compile("[0-9a-f]{64}")


def _kind(expected: str, fits: Callable[[Any], bool]) -> Check:
    def check(value: Any, path: Path) -> Iterator[Problem]:
        if not fits(value):
            yield Problem(code="wrong_type", path=path, values={"expected": expected})

    return check


def _table(fields: Mapping[str, Check], optional: Mapping[str, Check] = {}) -> Check:  # only read
    known = ", ".join((*fields, *optional))

    def check(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield Problem(code="wrong_type", path=path, values={"expected": "table"})
            return
        for name, one in (*fields.items(), *optional.items()):
            if name in value:
                yield from one(value[name], (*path, name))
            elif name in fields:
                yield Problem(code="field_missing", path=(*path, name))
        if not set(value) <= {*fields, *optional}:
            # Its name stays behind: whoever mistakes a value for a name must not see it in a log.
            yield Problem(code="field_unknown", path=path, values={"known": known})

    return check


def _list(of: Check) -> Check:
    def check(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            yield Problem(code="wrong_type", path=path, values={"expected": "list"})
            return
        for index, one in enumerate(value):
            yield from of(one, (*path, index))

    return check


def _or_none(of: Check) -> Check:
    def check(value: Any, path: Path) -> Iterator[Problem]:
        yield from () if value is None else of(value, path)

    return check


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_text: Final = _kind("str", lambda value: isinstance(value, str))
_table_of_any: Final = _kind("table", lambda value: isinstance(value, Mapping))
_any: Final = _kind("object", lambda _value: True)
_id: Final = _kind("id", lambda value: isinstance(value, str) and is_id(value))
_day: Final = _kind("date", _is_day)
_fact_path: Final = _kind("fact path", lambda value: isinstance(value, str) and bool(_PATH.fullmatch(value)))
_digest: Final = _kind(
    "fingerprint", lambda value: isinstance(value, str) and bool(_FINGERPRINT.fullmatch(value))
)
_origin: Final = _table({"distribution": _text, "version": _text})
_facts: Final = _list(_table({"path": _fact_path, "value": _any}))


def _verdict(value: Any, path: Path) -> Iterator[Problem]:
    choices = [one.value for one in Verdict]
    if value not in choices:
        yield Problem(code="not_a_choice", path=path, values={"choices": ", ".join(choices)})


def _origins(value: Any, path: Path) -> Iterator[Problem]:
    yield from _table_of_any(value, path)
    for name, one in value.items() if isinstance(value, Mapping) else ():
        yield from _origin(one, (*path, str(name)))


def _findings(value: Any, path: Path) -> Iterator[Problem]:
    yield from _list(_finding)(value, path)


_finding: Final = _table(
    {
        "clause": _text,
        "criterion": _text,
        "verdict": _verdict,
        "source": _or_none(_text),
        "reason": _text,
        "values": _table_of_any,
        "facts": _facts,
        "missing": _facts,
        "parts": _findings,
        "inner": _findings,
    }
)

RECEIPT: Final = _table(
    {
        "schema": _text,
        "policy": _table({"id": _id, "edition": _or_none(_day), "fingerprint": _digest}),
        "question": _text,
        "subject": _table({"kind": _text, "id": _id}),
        "on": _day,
        "verdict": _verdict,
        "values": _table_of_any,
        "defects": _list(_text),
        "findings": _finding,
        "because": _list(_text),
        "missing": _list(_fact_path),
        "changes_on": _or_none(_list(_text)),
        "origins": _origins,
        "library": _text,
    },
    optional={"reckoned_from": _table({"facts": _facts, "missing": _facts})},
)
"""The whole document."""
