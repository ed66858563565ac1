"""Findings as plain data: the part of a receipt that says why. No IDENTITY value ever stands in it."""

from collections.abc import Iterable
from typing import Any

import attrs

from liushou_core.domain.privacy import MASK, sensitivity_of
from liushou_core.policy.canonical import canonical
from liushou_core.policy.labels import is_identity
from liushou_core.policy.origin import Origin
from liushou_core.policy.verdict import Fact, Finding

__all__ = ["facts_document", "finding_document", "origins_document"]


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return a finding and those below it as JSON data."""
    return {
        "clause": finding.id,
        "criterion": finding.clause.name,
        "verdict": canonical(finding.verdict),
        "source": canonical(finding.source),
        "reason": finding.reason,
        "values": {name: _plain(value) for name, value in finding.values.items()},
        **facts_document(finding.used, finding.missing),
        "parts": [finding_document(part) for part in finding.parts],
        "inner": [finding_document(part) for part in finding.inner],
    }


def origins_document(origins: Iterable[tuple[str, Origin]]) -> dict[str, Any]:
    """Return who brought each criterion and component of a policy."""
    return {name: attrs.asdict(origin) for name, origin in sorted(origins, key=lambda pair: pair[0])}


def facts_document(used: Iterable[Fact], missing: Iterable[Fact]) -> dict[str, Any]:
    """Return the facts that an answer rests on, and those that it lacks."""
    return {"facts": [_fact(fact) for fact in used], "missing": [_fact(fact) for fact in missing]}


def _fact(fact: Fact) -> dict[str, Any]:
    # Our criteria read no such field; a plugin's might.
    return {"path": fact.path, "value": MASK if is_identity(fact) else _plain(fact.value)}


def _plain(value: Any) -> Any:
    """Return a fact's value as JSON data; records inside a fact give their PLAIN and LINK fields only."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if attrs.has(type(value)):
        try:
            shown = [a.name for a in attrs.fields(type(value)) if not sensitivity_of(a).masked]
        except KeyError:  # a value such as Span or Duration, not a noun
            shown = [a.name for a in attrs.fields(type(value))]
        return {name: _plain(getattr(value, name)) for name in shown}
    return canonical(value)
