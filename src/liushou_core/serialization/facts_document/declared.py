"""Declared facts: what stands under ``facts``, name by name, and the observations that it makes.

A document knows no types: text stays text until a policy says that it is a day or an exact number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.event import EventFact
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.observation import FactValue, Observation, SubjectKind
from liushou_core.domain.unknown import Known
from liushou_core.errors import InvalidValue, Path, Problem
from liushou_core.serialization.facts_document.kinds import list_of, object_of, read_unknown
from liushou_core.serialization.facts_document.leaves import DAY, LAST_DAY, LEAVES, Kind
from liushou_core.serialization.facts_document.naming import give_ids
from liushou_core.serialization.facts_document.refusal import Refused, refused, shown
from liushou_core.serialization.facts_document.tables import Field, Row, Table, spelled

__all__ = [
    "DEFINITIONS",
    "EVENT_FACTS",
    "FACTS_SCHEMA",
    "SUBJECTS",
    "observations_of",
    "schema_of_facts",
    "take_facts",
]

SUBJECTS: Final[Mapping[str, SubjectKind]] = {
    "children": SubjectKind.CHILD,
    "persons": SubjectKind.PERSON,
    "organisations": SubjectKind.ORGANISATION,
    "pairings": SubjectKind.PAIRING,
    "families": SubjectKind.FAMILY,
}
"""The lists whose objects have facts, and what these are about."""

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_EXPECTED: Final = "true | false, number, text, [texts], {from, until}"


@attrs.frozen
class _Written:
    """One value of one fact, on the days ``[start, until)``."""

    fact: str
    value: Known[FactValue]
    start: date | None
    until: date | None


def _text(value: str) -> str:
    # Whatever else may be wrong with a text, the noun says.
    return value


def _read_value(value: Any) -> Known[FactValue]:
    """Return a value as it stands. Raises Refused for what is none."""
    if value is None:
        raise refused("null_is_not_unknown")
    if isinstance(value, Mapping):
        return read_unknown(value) if "unknown" in value else _SPAN.read(value)
    if isinstance(value, list | tuple):
        return _choices(value)
    for kinds, read in _READ:
        if isinstance(value, kinds):
            return read(value)  # type: ignore[no-any-return]
    raise refused("wrong_type", expected=_EXPECTED)


def _choices(value: Any) -> tuple[str, ...]:
    texts: tuple[str, ...] = _TEXTS.read(value)
    if len(set(texts)) < len(texts):
        raise refused("repeated")
    return texts


_READ: Final[tuple[tuple[Any, Any], ...]] = (
    (bool, LEAVES[bool].read),
    (int | float | Decimal, LEAVES[Decimal].read),
    (str, _text),
    (date, DAY.read),
)
_TEXTS: Final = list_of(LEAVES[str])
_START: Final = Field(name="start", keys={"from": DAY, "start": DAY})
_UNTIL: Final = Field(name="until", keys={"until": DAY, "last_day": LAST_DAY})
_SPAN: Final = object_of(Span, Table(fields=(attrs.evolve(_START, required=True), _UNTIL)))
_VALUE: Final = Kind(_read_value, {"$ref": "#/$defs/value"})
_DATED: Final = Table(fields=(_START, _UNTIL, Field(name="value", keys={"value": _VALUE}, required=True)))

DEFINITIONS: Final[Mapping[str, Any]] = {
    "value": {
        "anyOf": [
            {"type": ["boolean", "number", "string"]},
            {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
            {"$ref": "#/$defs/span"},
            {"$ref": "#/$defs/unknown"},
        ]
    },
    "span": _SPAN.schema,
    "fact": {"anyOf": [{"$ref": "#/$defs/value"}, {"type": "array", "items": _DATED.schema, "minItems": 1}]},
}
"""What the schemas of facts refer to: one value, and a fact, which may have several with their days."""


def schema_of_facts(one: str) -> dict[str, Any]:
    """Return the schema of facts by name, each of them *one* of ``fact`` (with days) and ``value`` (without)."""
    names = {"pattern": f"^{_NAME.pattern}$"}
    return {
        "type": "object",
        "propertyNames": names,
        "additionalProperties": {"$ref": f"#/$defs/{one}"},
    }


FACTS_SCHEMA: Final[Mapping[str, Any]] = schema_of_facts("fact")


# --- of an event


def _event_facts(value: Any) -> tuple[EventFact, ...]:
    if not isinstance(value, Mapping):
        raise refused("wrong_type", expected="object")
    facts: list[EventFact] = []
    problems: list[Problem] = list(_bad_names(value, ()))
    for name, one in _named(value):
        try:
            facts.append(EventFact(name=name, value=_read_value(one)))
        except (Refused, InvalidValue) as error:
            problems.extend(attrs.evolve(p, path=(name, *_inside(p.path))) for p in error.problems)
    if problems:
        raise Refused(*problems)
    return tuple(sorted(facts, key=lambda fact: fact.name))


def _inside(path: Path) -> Path:
    # The noun says `value`, which no document does.
    return path[1:] if path[:1] == ("value",) else path


EVENT_FACTS: Final = Kind(_event_facts, schema_of_facts("value"))
"""What is recorded with an event: values without days of their own, since the event has one."""


# --- of a subject


def take_facts(rows: Iterable[Row], problems: list[Problem]) -> None:
    """Read what stands under ``facts`` of every row: each value in order, with its place."""
    for row in rows:
        if "facts" not in row.values:
            continue
        found = len(problems)
        written = list(_written(row.values["facts"], row.place("facts"), problems))
        written.sort(key=lambda pair: (pair[0].fact, pair[0].start or date.min, spelled(pair[0])))
        row.values["facts"] = tuple(one for one, _ in written)
        row.items["facts"] = tuple(at for _, at in written)
        row.whole = row.whole and len(problems) == found


def _written(facts: Any, path: Path, problems: list[Problem]) -> Iterator[tuple[_Written, Row]]:
    if not isinstance(facts, Mapping):
        problems.append(Problem(code="wrong_type", path=path, values={"expected": "object"}))
        return
    problems.extend(_bad_names(facts, path))
    for name, value in _named(facts):
        if _is_dated(value):
            for index, item in enumerate(value):
                row = _DATED.read(item, (*path, name, index), problems)
                if row.whole:
                    yield _one_of(name, row.values), row
            continue
        try:
            # Without days, the value is all there is at its place.
            yield _one_of(name, {"value": _read_value(value)}), Row(path=(*path, name), keys={"value": ""})
        except Refused as error:
            problems.extend(problem.under(*path, name) for problem in error.problems)


def _one_of(name: str, values: Mapping[str, Any]) -> _Written:
    return _Written(name, values["value"], values.get("start"), values.get("until"))


def _is_dated(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value)


def _named(facts: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in facts.items() if _is_name(name))


def _bad_names(facts: Mapping[Any, Any], path: Path) -> Iterator[Problem]:
    for name in facts:
        if not _is_name(name):
            # The name stays out of the path: it may be one of a person.
            yield Problem(code="bad_fact_name", path=path, values={"key": shown(name)})


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def observations_of(
    sections: Mapping[str, list[Row]],
    scope: OrganisationId,
    problems: list[Problem],
    places: dict[tuple[str, str], Path],
) -> list[Observation]:
    """Return the observations that the rows' facts make; where each stands is put into *places*."""
    rows = [
        row for name in SUBJECTS for owner in sections[name] for row in _rows(owner, SUBJECTS[name], scope)
    ]
    give_ids(rows, lambda values: f"{values['subject']}.{values['name']}")
    made = [(row, one) for row in rows if (one := row.make(Observation, problems)) is not None]
    places.update((("observation", one.id), row.path) for row, one in made)
    return [one for _, one in made]


def _rows(owner: Row, kind: SubjectKind, scope: OrganisationId) -> Iterator[Row]:
    if not owner.whole or "id" not in owner.values:
        return
    about = {
        "scope": owner.values["id"] if kind is SubjectKind.ORGANISATION else owner.values.get("scope", scope),
        "subject": owner.values["id"],
        "subject_kind": kind,
    }
    for one, at in zip(owner.values.get("facts", ()), owner.items.get("facts", ()), strict=True):
        values = {"name": one.fact, "value": one.value, "start": one.start, "until": one.until}
        yield Row(path=at.path, values={**about, **values}, keys=at.keys)
