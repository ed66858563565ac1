"""Lint of privacy: a fact that tells who a person is may be compared, but never reckoned with, since every answer would show it."""

from collections.abc import Iterator, Mapping
from typing import Any

from liushou_core.domain.privacy import Sensitivity
from liushou_core.errors import Path, Problem
from liushou_core.policy.criteria.lasting import Lasts
from liushou_core.policy.linking import Key
from liushou_core.policy.quantities.plain import FactNumber
from liushou_core.policy.reading.declared import DeclaredFact
from liushou_core.policy.reading.going_on import GoingOn
from liushou_core.policy.reading.moments import EventMoment, FactMoment
from liushou_core.policy.reading.tally_records import EventKind, UnitFact
from liushou_core.policy.walk import own_path

__all__ = ["shown_identities"]


def shown_identities(node: Any, path: Path, tables: Mapping[Key, Any]) -> Iterator[Problem]:
    """Yield the facts of sensitivity ``identity`` that *node* reckons with, counts from, or looks for among events."""
    if path[:1] == ("limit",) and path[2:] in (("from",), ("to",)):
        return  # a limit says so itself
    at = (*path, *own_path(node))
    for place, name in _read(node):
        declared = tables.get(("fact", name))
        if isinstance(declared, DeclaredFact) and declared.sensitivity is Sensitivity.IDENTITY:
            yield Problem(code="identity_shown", path=(*at, *place), values={"name": name})


def _read(node: Any) -> Iterator[tuple[Path, str]]:
    """Yield the names of facts whose values the node's answer shows, with their places inside it."""
    if isinstance(node, FactNumber | FactMoment | UnitFact):
        yield (), node.fact
    elif isinstance(node, GoingOn | Lasts) and node.span is not None:
        yield ("span",), node.span.fact
    elif isinstance(node, EventKind | EventMoment):
        yield from ((("facts", name), name) for name in node.facts)
