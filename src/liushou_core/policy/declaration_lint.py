"""Lint of declarations: names that need none, and facts of events that nobody declares or that can never be recorded so."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from liushou_core.errors import Path, Problem
from liushou_core.policy.linking import ELIGIBILITY, Key
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reading.declared import DeclaredEvent, DeclaredFact, fits
from liushou_core.policy.reading.happenings import ARCHIVE_KINDS
from liushou_core.policy.reading.moments import EventMoment
from liushou_core.policy.reading.related import KNOWN_ROLES
from liushou_core.policy.reading.spells import SPELL_KINDS
from liushou_core.policy.reading.tally_records import EventKind
from liushou_core.policy.walk import own_path

__all__ = ["lint_declarations", "recorded_facts"]

_TAKEN: Final[Mapping[str, frozenset[str]]] = {
    "event": ARCHIVE_KINDS,
    "spell": SPELL_KINDS,
    "role": KNOWN_ROLES,
    "decision": frozenset({ELIGIBILITY}),
}
"""Names that mean something without a declaration; a second meaning would never be heard."""


def lint_declarations(sections: Mapping[str, Any], tables: Mapping[Key, Any]) -> Iterator[Problem]:
    """Yield tables whose name is taken, and events that record a fact which the pack does not declare."""
    for name, taken in _TAKEN.items():
        for index, table in enumerate(sections.get(name, ())):
            if table.id in taken:
                # A kind of the archive works all the same; only what the pack says of it is not heard.
                severity = "warning" if name == "event" else "error"
                yield Problem(
                    code="known_already", path=(name, index), values={"id": table.id}, severity=severity
                )
    for index, event in enumerate(sections.get("event", ())):
        for place, fact in enumerate(event.facts):
            if ("fact", fact) not in tables:
                yield Problem(
                    code="event_fact_undeclared",
                    path=("event", index, "facts", place),
                    values={"name": fact, "event": event.id},
                )


def recorded_facts(node: Any, path: Path, tables: Mapping[Key, Any]) -> Iterator[Problem]:
    """Yield what *node* asks of an event though it is not recorded with that kind, or can never be recorded so."""
    if not isinstance(node, EventKind | EventMoment):
        return
    event = tables.get(node.refers())
    recorded = event.facts if isinstance(event, DeclaredEvent) else ()
    times = getattr(node, "times", None)
    asked = [("facts", name) for name in node.facts] + ([] if times is None else [("times", times.fact)])
    for place, name in asked:
        at = (*path, *own_path(node), place, *([name] if place == "facts" else []))
        if place == "times" and ("fact", name) not in tables:
            continue  # a name that leads nowhere, which is told already
        if name not in recorded:
            values = {"name": name, "event": node.kind}
            yield Problem(code="event_fact_undeclared", path=at, values=values)
        elif place == "facts" and not _can_be(tables.get(("fact", name)), node.facts, name):
            yield Problem(code="fact_cannot_be", path=at, values={"name": name})


def _can_be(declared: Any, wanted: Lookup, name: str) -> bool:
    value: Any = wanted.get(name)
    several = value if isinstance(value, tuple) else (value,)
    return not isinstance(declared, DeclaredFact) or all(fits(declared, one) for one in several)
