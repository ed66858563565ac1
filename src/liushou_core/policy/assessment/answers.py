"""Answers: what a policy says of one subject."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs

from liushou_core.policy.decision import Decision

__all__ = ["Answers", "SubjectKind"]

SubjectKind = Literal["child"]

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@attrs.frozen(kw_only=True, repr=False)
class Answers:
    """What a policy says of one subject, each answer under the id of its table in the pack.

    ``decisions`` holds ``"eligibility"``: whether the plan covers the child. The other tables (classifications, points,
    tallies, ladders, limits, ordered steps) are not read by this release, so their answers are empty.
    """

    id: str
    kind: SubjectKind = "child"
    decisions: Mapping[str, Decision]
    classes: Mapping[str, Any] = _NONE
    scores: Mapping[str, Any] = _NONE
    tallies: Mapping[str, Any] = _NONE
    ladders: Mapping[str, Any] = _NONE
    limits: Mapping[str, Any] = _NONE
    steps: Mapping[str, Any] = _NONE

    def __repr__(self) -> str:
        return f"Answers({self.id!r})"

    def to_document(self) -> dict[str, Any]:
        """Return the answers as JSON data."""
        return {
            "kind": self.kind,
            "decisions": {id: decision.receipt() for id, decision in self.decisions.items()},
            "classes": dict(self.classes),
            "scores": dict(self.scores),
            "tallies": dict(self.tallies),
            "ladders": dict(self.ladders),
            "limits": dict(self.limits),
            "steps": dict(self.steps),
        }
