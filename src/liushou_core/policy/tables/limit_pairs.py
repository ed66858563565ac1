"""Limits that every event begins anew: which of the pairs is told."""

from collections.abc import Sequence
from typing import Final

import attrs

from liushou_core.policy.reading.moments import EventMoment, Moment
from liushou_core.policy.tables.limit_answer import LimitAnswer, LimitState, Pair
from liushou_core.policy.verdict import Fact

__all__ = ["over_all", "picked_alike"]

_WORST: Final[tuple[LimitState, ...]] = ("broken", "unknown", "open", "kept")


def picked_alike(one: Moment, two: Moment) -> bool:
    """Say whether two moments pick the same events, so that these stand in a row."""
    if not isinstance(one, EventMoment) or not isinstance(two, EventMoment):
        return False
    return (one.kind, one.facts) == (two.kind, two.facts)


def over_all(
    sure: Sequence[LimitAnswer],
    doubtful: Sequence[LimitAnswer],
    none: LimitAnswer,
    missing: tuple[Fact, ...],
) -> LimitAnswer:
    """Return the answer over all pairs, in order: the worst, and among equals the one that is broken most, or kept most narrowly.

    A pair whose second event has not come and need not is no pair yet, unless it is the only one. *doubtful* are those of
    events of which nobody recorded whether they begin the limit, for want of *missing*: they matter only if they would be
    worse. *none* is the answer where no pair is certain.
    """
    told = [_numbered(answer, n, len(sure)) for n, answer in enumerate(sure, 1)]
    worst = min(told, key=_badness, default=none)
    if worst is none or worst.state == "broken":
        return worst
    whole = [answer for answer in told if not _need_not_come(answer)]
    if whole:
        worst = min(whole, key=_badness)
    if any(_rank(one) < _rank(worst) for one in doubtful if not _need_not_come(one)):
        missing = (*worst.missing, *missing, *(fact for one in doubtful for fact in one.missing))
        return attrs.evolve(worst, state="unknown", missing=tuple(dict.fromkeys(missing)))
    return worst


def _numbered(answer: LimitAnswer, number: int, of: int) -> LimitAnswer:
    first, *others = answer.used
    second = next((fact.id for fact in others if fact.value == answer.second), None)
    return attrs.evolve(answer, pair=Pair(number, of, first.id, second))


def _need_not_come(answer: LimitAnswer) -> bool:
    return answer.state == "open" and answer.latest is None


def _rank(answer: LimitAnswer) -> int:
    return _WORST.index(answer.state)


def _badness(answer: LimitAnswer) -> tuple[int, int]:
    """Return what orders pairs, the worst first: the state, then how many days are left before a bound is broken."""
    day = answer.second or answer.on
    left = [] if answer.latest in (None, answer.first) else [(answer.latest - day).days]
    if answer.second is not None and answer.earliest not in (None, answer.first):
        left.append((day - answer.earliest).days)
    return _rank(answer), min(left, default=0)
