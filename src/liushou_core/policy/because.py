"""Why an answer is what it is, and what could still change it: two questions to a tree of findings.

``because``: a smallest set of leaf findings that alone settles the verdict, whatever the other leaves said.
``pivotal``: for every leaf that is UNKNOWN, how often it decides the answer if each unknown is a fair coin.

Both see every node as a threshold: ``all`` needs every part, ``any`` one, ``not`` turns goals round.
"""

from collections.abc import Iterator
from fractions import Fraction

from liushou_core.policy.tree import AtLeast, Not, Noted
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding

__all__ = ["because", "deciding_leaves", "noted", "open_facts", "pivotal"]

Leaves = tuple[int, ...]
_NEVER, _HALF, _CERTAIN = Fraction(0), Fraction(1, 2), Fraction(1)
# A goal is (floor, ceiling): prove "not NO" (floor), "not YES" (ceiling), both (UNKNOWN); YES and NO prove more.
_GOALS = {YES: "yes", NO: "no", UNKNOWN: "unknown"}
_TURNED = {"yes": "no", "no": "yes", "not_no": "not_yes", "not_yes": "not_no", "unknown": "unknown"}


def because(finding: Finding) -> tuple[Finding, ...]:
    """Return a smallest set of leaves that settles the verdict; ties go to the earlier leaves of the pack.

    Settles: with these leaves as they are, every other leaf may be YES, NO or UNKNOWN and the verdict stays.
    """
    leaves = tuple(finding.leaves())
    at = {id(leaf): index for index, leaf in enumerate(leaves)}
    found = _proof(finding, _GOALS[finding.verdict], at)
    return tuple(leaves[index] for index in sorted(found or ()))


def _proof(finding: Finding, goal: str, at: dict[int, int]) -> Leaves | None:
    """Return the cheapest leaves that prove *goal*, or None where it is not so."""
    if not finding.parts and not isinstance(finding.clause, AtLeast):
        return (at[id(finding)],) if _meets(finding, goal) else None
    if isinstance(finding.clause, Not):
        return _proof(finding.parts[0], _TURNED[goal], at)
    return _threshold_proof(finding, goal, at)


def _counted(finding: Finding) -> tuple[Finding, ...]:
    """Return the parts that count: what is only noted decides nothing."""
    return tuple(part for part in finding.parts if not isinstance(part.clause, Noted))


def _meets(finding: Finding, goal: str) -> bool:
    verdict = finding.verdict
    return {
        "yes": verdict is YES,
        "no": verdict is NO,
        "not_no": verdict is not NO,
        "not_yes": verdict is not YES,
        "unknown": verdict is UNKNOWN,
    }[goal]


def _threshold_proof(finding: Finding, goal: str, at: dict[int, int]) -> Leaves | None:
    assert isinstance(finding.clause, AtLeast)
    parts = _counted(finding)
    for_yes, for_no = finding.clause.need, len(parts) - finding.clause.need + 1
    up = {"yes": "yes", "not_no": "not_no", "unknown": "not_no"}.get(goal)
    down = {"no": "no", "not_yes": "not_yes", "unknown": "not_yes"}.get(goal)
    both = "unknown" if goal == "unknown" else None
    # best[(a, b)]: the cheapest leaves that bring a parts up and b parts down, part after part.
    best: dict[tuple[int, int], Leaves] = {(0, 0): ()}
    for part in parts:
        proofs = [
            (step, _proof(part, part_goal, at))
            for step, part_goal in (((1, 0), up), ((0, 1), down), ((1, 1), both))
            if part_goal is not None
        ]
        grown = dict(best)
        for (a, b), leaves in best.items():
            for (up_by, down_by), proof in proofs:
                if proof is not None:
                    place = (min(a + up_by, for_yes), min(b + down_by, for_no))
                    grown[place] = _cheaper(grown.get(place), (*leaves, *proof))
        best = grown
    return best.get((max(for_yes, 0) if up else 0, max(for_no, 0) if down else 0))


def _cheaper(known: Leaves | None, found: Leaves) -> Leaves:
    return found if known is None or (len(found), found) < (len(known), known) else known


def deciding_leaves(finding: Finding) -> Iterator[Finding]:
    """Yield the leaves that can decide the answer, in the order of the pack: not those that are only noted."""
    if not finding.parts:
        yield finding
    for part in finding.parts:
        if not isinstance(part.clause, Noted):
            yield from deciding_leaves(part)


def noted(finding: Finding) -> Iterator[Finding]:
    """Yield the clauses that are only noted, in the order of the pack."""
    if isinstance(finding.clause, Noted):
        yield finding.parts[0]
    for part in finding.parts:
        yield from noted(part)


def pivotal(finding: Finding) -> Iterator[tuple[Finding, Fraction]]:
    """Yield the UNKNOWN leaves that can still change the verdict, each with its weight in (0, 1].

    The weight is the share of answers to the other unknown leaves for which this one decides the whole.
    """
    yield from _pivotal(finding, _CERTAIN)


def open_facts(finding: Finding) -> tuple[Fact, ...]:
    """Return the unknown facts that can still change the answer, most decisive first; empty unless it is UNKNOWN."""
    if finding.verdict is not UNKNOWN:
        return ()
    weights: dict[Fact, Fraction] = {}
    for leaf, weight in pivotal(finding):
        for fact in leaf.missing:
            weights[fact] = weights[fact] + weight if fact in weights else weight
    return tuple(sorted(weights, key=lambda fact: -weights[fact])) if len(weights) > 1 else tuple(weights)


def _pivotal(finding: Finding, weight: Fraction) -> Iterator[tuple[Finding, Fraction]]:
    if finding.verdict is not UNKNOWN:
        return
    if not finding.parts:
        yield finding, weight
    elif isinstance(finding.clause, Not):
        yield from _pivotal(finding.parts[0], weight)
    elif isinstance(finding.clause, AtLeast):
        open_, need = _open_parts(finding, finding.clause.need)
        chances = [_chance(part) for part in open_]
        for index, part in enumerate(open_):
            # It decides where one YES more is just what is needed.
            counts = _counts([*chances[:index], *chances[index + 1 :]])
            yield from _pivotal(part, weight * counts[need - 1] if len(open_) > 1 else weight)


def _chance(finding: Finding) -> Fraction:
    """Return the share of answers to the unknown leaves for which the finding is YES."""
    if finding.verdict is not UNKNOWN:
        return _CERTAIN if finding.verdict is YES else _NEVER
    if isinstance(finding.clause, Not):
        return 1 - _chance(finding.parts[0])
    if isinstance(finding.clause, AtLeast):
        open_, need = _open_parts(finding, finding.clause.need)
        return sum(_counts([_chance(part) for part in open_])[need:], Fraction(0))
    return _HALF


def _open_parts(finding: Finding, need: int) -> tuple[list[Finding], int]:
    """Return the UNKNOWN parts that count, and how many of them have to be YES besides those that are."""
    parts = _counted(finding)
    certain = sum(part.verdict is YES for part in parts)
    return [part for part in parts if part.verdict is UNKNOWN], need - certain


def _counts(chances: list[Fraction]) -> list[Fraction]:
    """Return, for each number from none to all, the chance that so many come true."""
    counts = [_CERTAIN]
    for chance in chances:
        more = [count * chance for count in counts]
        less = [count - part for count, part in zip(counts, more, strict=True)]
        counts = [less[0], *(a + b for a, b in zip(more, less[1:], strict=False)), more[-1]]
    return counts
