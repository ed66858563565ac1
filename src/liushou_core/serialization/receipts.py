"""Receipts: a kept ``liushou-decision/1`` document read again, and replayed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from liushou_core.domain.facts import Facts
from liushou_core.domain.ids import ChildId
from liushou_core.domain.subject import Subject, SubjectKind, SubjectRole
from liushou_core.errors import InvalidReceipt, NotFound, Problem
from liushou_core.policy.policy import Policy
from liushou_core.policy.replaying.kept import KeptReceipt
from liushou_core.policy.replaying.replay import Replay, replayed
from liushou_core.serialization.packs import load_policy
from liushou_core.serialization.receipt_shapes import RECEIPT

__all__ = ["read_receipt", "replay"]

SCHEMA: Final = "liushou-decision/1"


def replay(
    receipt: Mapping[str, Any] | str,
    *,
    facts: Subject | Facts,
    policy: Policy | None = None,
    former: Policy | None = None,
) -> Replay:
    """Make a kept decision again: same subject, question and day, with the *facts* and the *policy* of today.

    *receipt* is what ``Decision.receipt()`` gave, as data or JSON text; *facts* are those of its subject, or all facts, among which it is
    found; *policy* may be left out for a shipped pack. Where the answer differs, ``causes`` says why. If the policy has changed, give
    *former*, the policy by which the receipt was made: only with it can be told what the facts changed and what the policy did.

    Raises InvalidReceipt, OtherReceipt (it is about another policy or subject), NotFound (the subject is not among the facts),
    UnknownPolicy, UnknownQuestion.

    >>> from datetime import date
    >>> from liushou_core import decide, load_policy, read_facts
    >>> policy = load_policy("school-four-priorities")
    >>> facts = read_facts({"children": [{"id": "c1", "rural": True}]})
    >>> kept = decide(policy, facts.child("c1"), on=date(2023, 10, 1)).receipt()
    >>> replay(kept, facts=facts).same
    True
    >>> corrected = read_facts({"children": [{"id": "c1", "rural": False}]})
    >>> print(replay(kept, facts=corrected).text())
    another answer: undetermined then, no today
      - corrected: whether child c1 is: rural (yes → no)
    """
    kept = read_receipt(receipt)
    today = load_policy(kept.policy) if policy is None else policy
    subject = _found(kept, facts) if isinstance(facts, Facts) else facts
    return replayed(kept, today, subject, former)


def read_receipt(receipt: Mapping[str, Any] | str) -> KeptReceipt:
    """Return what a receipt says. Raises InvalidReceipt with every problem."""
    problems, document = _plain(receipt)
    problems = problems or list(_problems(document))
    if problems:
        raise InvalidReceipt(problems, what=SCHEMA)
    return KeptReceipt.of(document)


def _plain(receipt: Mapping[str, Any] | str) -> tuple[list[Problem], Any]:
    if not isinstance(receipt, str):
        return [], receipt
    try:
        return [], json.loads(receipt)
    except (ValueError, RecursionError):  # json's own error holds the text
        return [Problem(code="bad_json")], None


def _problems(document: Any) -> Iterator[Problem]:
    if isinstance(document, Mapping) and document.get("schema", SCHEMA) != SCHEMA:
        yield Problem(code="other_schema", path=("schema",), values={"schema": SCHEMA})
        return  # what another schema calls its fields is not ours to judge
    yield from RECEIPT(document, ())


def _found(kept: KeptReceipt, facts: Facts) -> Subject:
    if kept.kind == SubjectKind.CHILD.value:
        return facts.child(ChildId(kept.subject))
    for subject in facts.subjects(SubjectRole(kept.kind)):
        if subject.id == kept.subject:
            return subject
    raise NotFound(kind=kept.kind, id=kept.subject)
