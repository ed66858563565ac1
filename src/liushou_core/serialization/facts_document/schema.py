"""JSON Schema of facts documents, made from the tables by which they are read.

What it cannot say, the reader checks: that ids lead somewhere and that records do not contradict each other.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from liushou_core.policy.policy import Policy
from liushou_core.serialization.facts_document.declared import DEFINITIONS
from liushou_core.serialization.facts_document.declared_schema import add_declared
from liushou_core.serialization.facts_document.kinds import UNKNOWN_SCHEMA
from liushou_core.serialization.facts_document.sections import SECTIONS

__all__ = ["SCHEMA", "document_schema", "facts_schema"]

SCHEMA: Final = "liushou-facts/1"

_ALWAYS: Final = frozenset({"organisations", "children", "persons", "relations"})
_OF_CRITERIA: Final[Mapping[str, frozenset[str]]] = {
    "concern": frozenset({"concerns"}),
    "enrolled": frozenset({"classes", "enrolments"}),
    "grade": frozenset({"classes", "enrolments"}),
    "in_scheme": frozenset({"memberships"}),
    "stage": frozenset({"classes", "enrolments"}),
    **dict.fromkeys(
        (
            "age",
            "boarder",
            "capable_guardian",
            "cared_for_by",
            "category",
            "parents_away",
            "rural",
            "single_parent",
        ),
        frozenset[str](),
    ),
}
"""What our own criteria read beyond people and their relations; a plugin's may read anything."""
# What the general tables look into, their facts, events and roles decide, of which there may be any.
_OF_TABLES: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        (
            "classification",
            "date",
            "decision",
            "event",
            "fact",
            "identity",
            "ladder",
            "limit",
            "score",
            "tally",
        ),
        frozenset(SECTIONS),
    ),
    **dict.fromkeys(
        ("activity", "communication", "training", "safety", "responsibility", "phase"),
        frozenset({"activities"}),
    ),
    "agenda": frozenset({"activities", "written_records"}),
    "assessment": frozenset({"assessment_results", "classes", "enrolments", "posts"}),
    "category": frozenset({"archive_files", "care_plans", "individual_plans"}),
    "dropout": frozenset({"dropout_returns"}),
    "duty": frozenset(
        {
            *("classes", "posts", "enrolments", "pairings", "events", "care_plans", "terms"),
            *("activities", "written_records"),
        }
    ),
    "equipment": frozenset({"care_homes"}),
    "fund": frozenset({"fund_entries"}),
    "indicator": frozenset(SECTIONS),
    "individual_plan": frozenset({"individual_plans"}),
    "inspection": frozenset({"inspections"}),
    "legal_aid": frozenset({"legal_cases"}),
    "organisation": frozenset({"leading_groups", "classes", "enrolments"}),
    "pairing": frozenset({"pairings", "posts", "classes", "enrolments"}),
    "priority": frozenset({"care_plans", "pairings"}),
    "support": frozenset({"supports"}),
    "scoring": frozenset(
        {
            "classes",
            "posts",
            "enrolments",
            "results",
            "conduct",
            "titles",
            "pairings",
            "memberships",
            "terms",
            "payments",
        }
    ),
}


def document_schema() -> dict[str, Any]:
    """Return the JSON Schema of every facts document, shipped as ``schemas/liushou-facts-1.json``."""
    lists = {name: {"type": "array", "items": section.table.schema} for name, section in SECTIONS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:liushou-core:liushou-facts:1",
        "title": SCHEMA,
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            **lists,
        },
        "additionalProperties": False,
        "$defs": {"unknown": UNKNOWN_SCHEMA, **DEFINITIONS},
    }


def facts_schema(policy: Policy) -> dict[str, Any]:
    """Return the JSON Schema of the facts that *policy* can use.

    It is the whole schema, so that a document for several packs fits each of them; ``x-used`` says of every list whether
    anything in this pack, in whatever edition, looks into it. What the pack declares may have only the values declared.

    >>> from liushou_core import load_policy
    >>> lists = facts_schema(load_policy("school-four-priorities"))["properties"]
    >>> lists["persons"]["x-used"], lists["results"]["x-used"]
    (True, False)
    """
    schema = copy.deepcopy(document_schema())
    add_declared(schema, _editions(policy))
    used = _used(policy)
    for name in SECTIONS:
        schema["properties"][name]["x-used"] = name in used
    schema["title"] = f"{SCHEMA} for {policy.id}"
    return schema


def _editions(policy: Policy) -> tuple[Policy, ...]:
    return (policy, *(policy.on(edition.from_) for edition in policy.edition))


def _used(policy: Policy) -> frozenset[str]:
    used = _ALWAYS
    for edition in _editions(policy):
        for name, table in edition.sections():
            used = used.union(_of_table(name, table), *map(_of_criterion, _criteria(table)))
    return used


def _of_table(name: str, table: Any) -> frozenset[str]:
    if name == "trigger" and any(trigger.steps for trigger in table):
        return frozenset(SECTIONS)  # as the general tables: what is done is an event of any kind
    return _OF_TABLES.get(name, frozenset())


def _of_criterion(name: str) -> frozenset[str]:
    return _OF_CRITERIA.get(name, frozenset(SECTIONS))


def _criteria(value: Any) -> Iterator[str]:
    """Yield the names of the criteria in a value of the policy, wherever in it they stand."""
    if isinstance(value, tuple):
        for item in value:
            yield from _criteria(item)
    elif attrs.has(type(value)):
        if hasattr(value, "judge") and hasattr(value, "parts") and not value.parts:
            yield value.name
        for attribute in attrs.fields(type(value)):
            yield from _criteria(getattr(value, attribute.name))
