"""The case of a new pack: facts about one subject, and the answers that the tables of the skeleton give."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from liushou_core.domain.subject import SubjectKind, SubjectRole

__all__ = ["case_facts", "expected"]

_ID: Final = "x1"
_LISTS: Final = {
    SubjectKind.CHILD: "children",
    SubjectKind.PERSON: "persons",
    SubjectKind.PAIRING: "pairings",
    SubjectKind.FAMILY: "families",
    SubjectKind.ORGANISATION: "organisations",
}
"""Where in a facts document each kind of subject stands."""
_EXPECTED: Final[Mapping[str, Mapping[str, Any]]] = {
    "eligibility": {"/subjects/x1/decisions/eligibility/verdict": "yes"},
    "decision": {"/subjects/x1/decisions/first-question/verdict": "yes"},
    "classification": {"/subjects/x1/classes/income-group/class": "low"},
    "score": {"/subjects/x1/scores/points/value": "8"},
    "tally": {"/subjects/x1/tallies/times-helped/value": "1"},
    "ladder": {"/subjects/x1/ladders/thanks/given": ["letter"]},
    "limit": {"/subjects/x1/limits/in-time/state": "open"},
    "identity": {"/identities/0/verdict": "yes"},
    "trigger": {"/subjects/x1/steps/help/steps/0/state": "open"},
}


def expected(sections: Iterable[str]) -> dict[str, Any]:
    """Return what the tables answer, by JSON Pointer."""
    return {pointer: value for name in sections for pointer, value in _EXPECTED.get(name, {}).items()}


def case_facts(subject: SubjectRole, sections: tuple[str, ...], start: date) -> dict[str, Any]:
    """Return facts, known from *start*, to which the answers are YES, the first class, and so on."""
    one: dict[str, Any] = {"id": _ID}
    if "fact" in sections:
        one["facts"] = {"needs_help": True, "income": 300}
    if "identity" in sections:
        one["facts"] |= {"boys": 12, "girls": 13, "pupils": 25}
    facts: dict[str, Any] = {_LISTS[subject.kind]: [one]}
    if subject in _AROUND:
        _AROUND[subject](facts, start)
    if "eligibility" in sections:
        _away(facts, start)
    if "event" in sections:
        facts["events"] = [{"kind": "help_given", "day": start.isoformat(), subject.kind.value: _ID}]
    return facts


def _related(role: str) -> Callable[[dict[str, Any], date], None]:
    def relate(facts: dict[str, Any], _from: date) -> None:
        facts["children"] = [{"id": "c1"}]
        facts["relations"] = [{"child": "c1", "person": _ID, "role": role}]

    return relate


def _helper(facts: dict[str, Any], _from: date) -> None:
    facts["persons"][0]["roles"] = ["volunteer"]


def _pairing(facts: dict[str, Any], start: date) -> None:
    facts["children"] = [{"id": "c1"}]
    facts["persons"] = [{"id": "v1", "roles": ["volunteer"]}]
    facts["pairings"][0] |= {"child": "c1", "by": "v1", "role": "volunteer", "from": start.isoformat()}


def _organisation(facts: dict[str, Any], _from: date) -> None:
    facts["organisations"][0]["kind"] = "school"


_AROUND: Final[Mapping[SubjectRole, Callable[[dict[str, Any], date], None]]] = {
    SubjectRole.PARENT: _related("father"),
    SubjectRole.GUARDIAN: _related("entrusted"),
    SubjectRole.HELPER: _helper,
    SubjectRole.PAIRING: _pairing,
    SubjectRole.ORGANISATION: _organisation,
}


def _away(facts: dict[str, Any], day: date) -> None:
    """Add parents who have long been away, and the child's birthday."""
    spell = {"from": (day - timedelta(days=200)).isoformat(), "reason": "working"}
    facts["children"][0]["birthday"] = (day - timedelta(days=4000)).isoformat()
    parents = ("father", "mother")
    facts["persons"] = [{"id": parent, "spells": [spell]} for parent in parents]
    facts["relations"] = [{"child": _ID, "person": parent, "role": parent} for parent in parents]
