"""Replay: a kept decision made again today, and why the answer differs if it does."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.errors import OtherReceipt
from liushou_core.locale import Locale, render
from liushou_core.policy.decision import Decision, Plan, decide
from liushou_core.policy.receipt import finding_document
from liushou_core.policy.replaying.cause import Cause, CauseKind
from liushou_core.policy.replaying.code_compared import code_changes, code_of
from liushou_core.policy.replaying.facts_compared import FactsCompared
from liushou_core.policy.replaying.kept import KeptFinding, KeptReceipt
from liushou_core.policy.replaying.turned import turned
from liushou_core.policy.verdict import Finding

__all__ = ["Replay", "replayed"]

_ORDER: Final = {kind: place for place, kind in enumerate(CauseKind)}


@attrs.frozen(kw_only=True)
class Replay:
    """A decision of today beside the receipt of an earlier one, about the same subject, question and day.

    ``changes``: everything that is not as the receipt says, whether it matters or not. ``causes``: what of it makes the answer another;
    empty when it is the ``same``. Both come in the order of :class:`CauseKind`, then of the pack.
    """

    kept: KeptReceipt
    decision: Decision
    same: bool
    """Whether verdict and values are those of the receipt."""
    causes: tuple[Cause, ...] = ()
    changes: tuple[Cause, ...] = ()

    def text(self, locale: Locale = "en") -> str:
        """Return in words whether the answer is the same, was and is, and why; a line for each cause."""
        was, now = self.kept.verdict.text(locale), self.decision.verdict.text(locale)
        key = "replay.same" if self.same else "replay.differs" if was != now else "replay.other_values"
        head = render(key, locale, was=was, now=now)
        return "\n".join([head, *(f"  - {cause.text(locale)}" for cause in self.causes)])


@attrs.frozen
class _Answered:
    """A decision of today, seen as its receipt would say it."""

    decision: Decision
    receipt: KeptReceipt

    @classmethod
    def by(cls, policy: Plan, facts: Subject, kept: KeptReceipt) -> "_Answered":
        decision = decide(policy, facts, on=kept.on, question=kept.question)
        return cls(decision, KeptReceipt.of(decision.receipt()))


def replayed(kept: KeptReceipt, policy: Plan, facts: Subject, former: Plan | None = None) -> Replay:
    """Return *kept* decided again with *policy* and *facts*; *former* is the policy by which it was decided, if it is still there.

    Raises OtherReceipt if the receipt is about another policy or subject, or *former* is not its policy; UnknownQuestion if the policy no
    longer asks its question.
    """
    _check(kept, policy, facts, former)
    now = _Answered.by(policy, facts, kept)
    same_policy = now.receipt.fingerprint == kept.fingerprint
    # Under the policy of then, what differs from the receipt is not the policy's doing.
    then = now if same_policy else None if former is None else _Answered.by(former, facts, kept)
    same = now.receipt.answer == kept.answer
    return Replay(
        kept=kept,
        decision=now.decision,
        same=same,
        causes=() if same else _ordered(_causes(kept, now, then)),
        changes=_ordered(_changes(kept, now, then)),
    )


def _check(kept: KeptReceipt, policy: Plan, facts: Subject, former: Plan | None) -> None:
    about = [("policy", kept.policy, policy.id), ("subject", kept.subject, facts.id)]
    about.append(("kind", kept.kind, facts.kind.value))
    if former is not None:
        about.append(("former", kept.fingerprint, former.on(kept.on).fingerprint))
    for what, expected, given in about:
        if expected != given:
            raise OtherReceipt(what=what, expected=expected, given=given)


def _causes(kept: KeptReceipt, now: _Answered, then: _Answered | None) -> Iterator[Cause]:
    """Yield why the answer is another."""
    if then is None:  # the policy of then is not there: it may have made the difference, and so may the facts
        yield _new_policy(kept, now)
        yield from _fact_causes(kept, now)
        return
    if then.receipt.answer != now.receipt.answer:
        yield _new_policy(kept, now)
    if then.receipt.answer != kept.answer:
        yield from _fact_causes(kept, then) or _untraced(kept, then, None)


def _fact_causes(kept: KeptReceipt, by: _Answered) -> tuple[Cause, ...]:
    """Return the facts, and the code, for which the answer *by* a policy is another."""
    compared = _comparison(kept, by)
    if kept.verdict is by.decision.verdict:
        return compared.of(kept.values_from, by.receipt.values_from)
    if not kept.findings.like(by.receipt.findings):
        return compared.of(kept.findings, by.receipt.findings)
    return tuple(
        cause
        for was, finding in turned(kept.findings, by.decision.findings)
        for cause in compared.of(was, _seen(finding)) or _untraced(kept, by, finding)
    )


def _untraced(kept: KeptReceipt, by: _Answered, finding: Finding | None) -> tuple[Cause, ...]:
    """Return the cause of what no fact of the receipt explains: code that is not the same, or what nobody can see."""
    if by.receipt.fingerprint != kept.fingerprint:
        return ()  # the policy is named already
    code = code_of(kept, by.receipt, None if finding is None else finding.clause.name)
    nothing = Cause(kind=CauseKind.UNTRACED, clause=None if finding is None else finding.id)
    return (code or nothing,)


def _seen(finding: Finding) -> KeptFinding:
    return KeptFinding.of(finding_document(finding))


def _new_policy(kept: KeptReceipt, now: _Answered) -> Cause:
    return Cause(
        kind=CauseKind.NEW_POLICY, path=kept.policy, before=kept.fingerprint, after=now.receipt.fingerprint
    )


def _comparison(kept: KeptReceipt, by: _Answered) -> FactsCompared:
    facts = by.decision.policy.on(kept.on).fact
    declared = {(one.subject.kind.value, one.id): one for one in facts}
    return FactsCompared(declared, same_policy=by.receipt.fingerprint == kept.fingerprint)


def _changes(kept: KeptReceipt, now: _Answered, then: _Answered | None) -> Iterator[Cause]:
    """Yield everything that is not as the receipt says."""
    by = then or now
    yield from _comparison(kept, by).everywhere(kept, by.receipt)
    if now.receipt.fingerprint != kept.fingerprint:
        yield _new_policy(kept, now)
    yield from code_changes(kept, now.receipt)


def _ordered(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Return each cause once, in the order of their kinds, those of a kind in the order of the pack."""
    once: dict[tuple[str | None, str | None], Cause] = {}
    for cause in causes:
        once.setdefault((cause.path, None if cause.path else cause.clause), cause)
    return tuple(sorted(once.values(), key=lambda cause: _ORDER[cause.kind]))
