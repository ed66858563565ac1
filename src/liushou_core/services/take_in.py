"""Take children into a scheme 入册: the act that follows a decision, recorded with the digest of its receipt."""

from datetime import date

import attrs

from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ChildId, MembershipId, derived_id
from liushou_core.domain.membership import Membership
from liushou_core.policy.canonical import digest
from liushou_core.policy.decision import Decision, decide
from liushou_core.policy.policy import Policy
from liushou_core.policy.verdict import UNKNOWN, YES
from liushou_core.ports.unit_of_work import UnitOfWork

__all__ = ["TakenIn", "take_in"]


@attrs.frozen(kw_only=True)
class TakenIn:
    """What was done: who was taken in now, who was in already, and who is undetermined; each ordered by id."""

    taken: tuple[ChildId, ...]
    already: tuple[ChildId, ...]
    undetermined: tuple[ChildId, ...]


def take_in(uow: UnitOfWork, policy: Policy, *, on: date) -> TakenIn:
    """Record a membership from *on* for every child whom the policy covers that day and who has none open.

    Nobody is taken out: what ends a status is open (EL question 11). The caller commits.
    """
    taken: list[Membership] = []
    already: list[ChildId] = []
    undetermined: list[ChildId] = []
    for facts in uow.facts.children():
        decision = decide(policy, facts, on=on)
        if decision.verdict is UNKNOWN:
            undetermined.append(facts.id)
        elif decision.verdict is YES and _is_member(facts, policy, on):
            already.append(facts.id)
        elif decision.verdict is YES:
            taken.append(_membership(decision, facts.child))
    uow.memberships.add_many(taken)
    return TakenIn(
        taken=tuple(m.child for m in taken), already=tuple(already), undetermined=tuple(undetermined)
    )


def _is_member(facts: ChildFacts, policy: Policy, on: date) -> bool:
    return any(m.policy == policy.id and (m.until is None or on < m.until) for m in facts.memberships)


def _membership(decision: Decision, child: Child) -> Membership:
    return Membership(
        id=MembershipId(derived_id("membership", decision.policy.id, child.id, decision.on.isoformat())),
        scope=child.scope,
        child=child.id,
        policy=decision.policy.id,
        start=decision.on,
        receipt=digest(decision.receipt()),
    )
