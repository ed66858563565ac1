"""A settlement as JSON data, schema ``liushou-settlement/1``: exact numbers are texts, and an undefined one is null."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from liushou_core.policy.canonical import canonical
from liushou_core.policy.component import ComponentLine
from liushou_core.policy.ranks import Comparison, Placing
from liushou_core.policy.settlement.award_line import AwardLine
from liushou_core.policy.settlement.child_line import ChildLine
from liushou_core.policy.settlement.helper_line import HelperLine

__all__ = ["award_document", "child_document", "helper_document"]


def child_document(line: ChildLine) -> dict[str, Any]:
    """Return a child's line."""
    return {
        "child": line.child,
        "class": line.school_class,
        "judged_on": canonical(line.judged_on),
        "finals": [_finals(finals) for finals in line.finals],
        "components": [_component(one) for one in line.lines],
        "total": _exact(line.total),
        "source": canonical(line.source),
        "notes": list(line.notes),
    }


def helper_document(line: HelperLine) -> dict[str, Any]:
    """Return a helper's line."""
    return {
        "helper": line.helper,
        "role": line.role.value,
        "class": line.school_class,
        "share": line.share,
        "children": [
            {"child": c.child, "score": _exact(c.score), "part": _exact(c.part)} for c in line.credits
        ],
        "points": _exact(line.points),
        "earlier": _exact(line.earlier),
        "yuan": str(line.yuan),
        "notes": list(line.notes),
    }


def award_document(line: AwardLine) -> dict[str, Any]:
    """Return an award's line."""
    return {
        "child": line.child,
        "award": line.award.id,
        "times": line.earned.times,
        "reason": line.earned.reason,
        "values": _values(line.earned.values),
        "source": canonical(line.award.source),
        "yuan": str(line.yuan),
        "withheld": line.withheld or None,
    }


def _finals(finals: Comparison) -> dict[str, Any]:
    return {
        "base_term": canonical(finals.base_term),
        "base": _placing(finals.base),
        "end_term": canonical(finals.end_term),
        "end": _placing(finals.end),
        "rise": _exact(finals.rise),
    }


def _placing(placing: Placing | None) -> dict[str, Any] | None:
    if placing is None:
        return None
    return {
        "rank": _exact(placing.rank),
        "of": placing.of,
        "class": placing.school_class,
        "result": placing.result,
        "rank_in": placing.rank_in,
        "ties": placing.ties,
    }


def _component(line: ComponentLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "component": line.component.name,
        "source": canonical(line.source),
        "points": _exact(line.points),
        "reason": line.reason,
        "values": _values(line.values),
    }


def _values(values: Mapping[str, object]) -> dict[str, Any]:
    return {
        name: _exact(value) if isinstance(value, Fraction | Decimal) else canonical(value)
        for name, value in values.items()
    }


def _exact(value: Fraction | Decimal | None) -> str | None:
    return None if value is None else str(Fraction(value))
