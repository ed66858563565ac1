"""JSON Schema of the facts that a policy declares: which values each may have, for whom and with which events."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from liushou_core.domain.observation import SubjectKind
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.declared import DeclaredFact
from liushou_core.serialization.facts_document.declared import DEFINITIONS, SUBJECTS, schema_of_facts
from liushou_core.serialization.facts_document.leaves import DAY, LEAVES

__all__ = ["add_declared"]

_UNKNOWN: Final = {"$ref": "#/$defs/unknown"}
_PLAIN: Final[Mapping[str, Any]] = {
    "bool": {"type": "boolean"},
    "day": DAY.schema,
    "span": {"$ref": "#/$defs/span"},
}


def add_declared(schema: dict[str, Any], policies: Iterable[Policy]) -> None:
    """Say in *schema* what the facts of *policies*, the editions of one, may be; facts that they do not declare stay free."""
    facts = [fact for policy in policies for fact in policy.fact]
    lists = schema["properties"]
    for section, kind in SUBJECTS.items():
        own = _properties(facts, dated=True, kind=kind)
        if own:
            lists[section]["items"]["properties"]["facts"] = {**schema_of_facts("fact"), "properties": own}
    recorded = _properties(facts, dated=False)
    _contacts, events = lists["events"]["items"]["anyOf"]
    if recorded:
        events["properties"]["facts"] = {**schema_of_facts("value"), "properties": recorded}


def _properties(
    facts: Iterable[DeclaredFact], *, dated: bool, kind: SubjectKind | None = None
) -> dict[str, Any]:
    """Return the schema of each fact by its name, of one *kind* of subject or of all; editions may differ in it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for fact in facts:
        if kind in (None, fact.subject.kind):
            known = found.setdefault(fact.id, [])
            known.extend(one for one in _of(fact, dated=dated) if one not in known)
    return {name: {"anyOf": schemas} for name, schemas in found.items()}


def _of(fact: DeclaredFact, *, dated: bool) -> Iterator[dict[str, Any]]:
    value = {"anyOf": [_value(fact), _UNKNOWN]}
    labels = {} if fact.label is None else {"title": fact.label.zh}
    yield {**value, **labels, "x-type": fact.type, "x-sensitivity": fact.sensitivity.value}
    if dated:
        several = DEFINITIONS["fact"]["anyOf"][1]
        item = several["items"]
        yield {**several, "items": {**item, "properties": {**item["properties"], "value": value}}}


def _value(fact: DeclaredFact) -> dict[str, Any]:
    if fact.is_number:
        bounds = {"minimum": fact.at_least, "maximum": fact.at_most}
        within = {name: _plain(bound) for name, bound in bounds.items() if bound is not None}
        # Of a number written as text a schema cannot say whether it is whole or within bounds; the reader does.
        _number, text = LEAVES[Decimal].schema["anyOf"]
        return {"anyOf": [{"type": "integer" if fact.whole else "number", **within}, text]}
    if fact.type == "choice":
        return {"enum": list(fact.choices)}
    if fact.type == "choices":
        return {"type": "array", "items": {"enum": list(fact.choices)}, "uniqueItems": True}
    return dict(_PLAIN[fact.type])


def _plain(bound: Decimal) -> int | float:
    return int(bound) if bound == bound.to_integral_value() else float(bound)
