"""Pair children with helpers 结对: what the pairing rules of a policy propose, recorded as pairings."""

from datetime import date

import attrs

from liushou_core.domain.ids import PairingId, RecordId, derived_id
from liushou_core.domain.pairing import Pairing
from liushou_core.policy.policy import Policy
from liushou_core.policy.proposals import Proposal, propose_pairings
from liushou_core.ports.unit_of_work import UnitOfWork

__all__ = ["Paired", "pair_children"]


@attrs.frozen(kw_only=True)
class Paired:
    """What was done: the pairings added, and the places at children's sides for which no helper was left."""

    pairings: tuple[Pairing, ...]
    left_without: tuple[Proposal, ...]


def pair_children(uow: UnitOfWork, policy: Policy, *, on: date) -> Paired:
    """Add a pairing from *on* for every place that the policy's rules leave empty and a helper can fill.

    Existing pairings are not touched. The caller commits.
    """
    proposals = propose_pairings(policy, uow.facts, uow.helpers, on=on)
    pairings = tuple(_pairing(uow, proposal, on) for proposal in proposals if proposal.helper is not None)
    uow.pairings.add_many(pairings)
    return Paired(pairings=pairings, left_without=tuple(p for p in proposals if p.helper is None))


def _pairing(uow: UnitOfWork, proposal: Proposal, on: date) -> Pairing:
    helper = str(proposal.helper)
    return Pairing(
        id=PairingId(derived_id("pairing", proposal.role.value, helper, proposal.child, on.isoformat())),
        scope=uow.children.get(proposal.child).scope,
        role=proposal.role,
        by=RecordId(helper),
        to=RecordId(proposal.child),
        start=on,
    )
