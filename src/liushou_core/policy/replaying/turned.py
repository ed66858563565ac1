"""Which criteria turned an answer: of all that answer otherwise today, a set none of which can be left out."""

from collections.abc import Mapping, Sequence

from liushou_core.policy.replaying.kept import KeptFinding
from liushou_core.policy.tree import AtLeast, Not, Noted
from liushou_core.policy.verdict import Finding, Verdict

__all__ = ["Pair", "turned"]

Pair = tuple[KeptFinding, Finding]
"""A criterion's finding then and today."""


def turned(kept: KeptFinding, today: Finding) -> tuple[Pair, ...]:
    """Return the criteria but for whose new answers the verdict would be the old one, in the order of the pack.

    Both are findings of one clause. With the new answers of these criteria, and the old ones of all others, the verdict is today's; leave
    out any of them, and it is not. Later ones are left out first.
    """
    changed = [pair for pair in _leaves(kept, today) if pair[0].verdict is not pair[1].verdict]
    # Over again: what spoke against today's verdict may have been what made another criterion needed.
    while (fewer := _without_one(kept, today, changed)) is not None:
        changed = fewer
    return tuple(changed)


def _without_one(kept: KeptFinding, today: Finding, changed: list[Pair]) -> list[Pair] | None:
    """Return the criteria without the last one that can be left out; None if none can."""
    for pair in reversed(changed):
        fewer = [one for one in changed if one is not pair]
        if _verdict(kept, today, _new(fewer)) is today.verdict:
            return fewer
    return None


def _leaves(kept: KeptFinding, today: Finding) -> Sequence[Pair]:
    if isinstance(today.clause, Noted):
        return ()
    if not today.parts:
        return () if isinstance(today.clause, AtLeast) else ((kept, today),)
    pairs = zip(kept.parts, today.parts, strict=True)
    return [leaf for a, b in pairs for leaf in _leaves(a, b)]


def _new(pairs: Sequence[Pair]) -> Mapping[int, Verdict]:
    return {id(kept): today.verdict for kept, today in pairs}


def _verdict(kept: KeptFinding, today: Finding, new: Mapping[int, Verdict]) -> Verdict:
    """Return the verdict with the *new* answers of some criteria and the kept ones of the others."""
    clause = today.clause
    if isinstance(clause, Not):
        return ~_verdict(kept.parts[0], today.parts[0], new)
    if not isinstance(clause, AtLeast):
        return new.get(id(kept), kept.verdict)
    pairs = zip(kept.parts, today.parts, strict=True)
    return clause.verdict_of([_verdict(a, b, new) for a, b in pairs if not isinstance(b.clause, Noted)])
