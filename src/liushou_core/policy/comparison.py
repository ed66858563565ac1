"""Comparators: ``at_least``, ``more_than``, ``at_most``, ``less_than`` and ``is``; the name alone says whether the number counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, Final

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.errors import Problem
from liushou_core.policy.measure import Measure, less, not_less, same
from liushou_core.policy.quantities.plain import Number
from liushou_core.policy.quantities.quantity import Quantity, Thresholds
from liushou_core.policy.verdict import UNKNOWN, YES, Fact, Verdict

__all__ = [
    "COMPARATORS",
    "Compared",
    "all_hold",
    "bounds_of",
    "compared",
    "crossings",
    "empty",
    "thresholds_of",
]

COMPARATORS: Final[dict[str, Callable[[Measure, Measure], Verdict]]] = {
    "is_": same,
    "at_least": not_less,
    "more_than": lambda one, other: less(other, one),
    "at_most": lambda one, other: not_less(other, one),
    "less_than": less,
}
"""The field of each comparator, and what it asks."""


@attrs.frozen
class Compared:
    """The verdict of every comparator together, with the facts they needed."""

    verdict: Verdict
    used: tuple[Fact, ...]
    missing: tuple[Fact, ...]


def bounds_of(holder: Any) -> dict[str, Quantity]:
    """Return the comparators that *holder*, a criterion or a band, has set."""
    return {name: bound for name in COMPARATORS if (bound := getattr(holder, name, None)) is not None}


def compared(measure: Measure, bounds: Mapping[str, Quantity], subject: Subject, on: date) -> Compared:
    """Return whether *measure* keeps to all *bounds*, which may themselves be unknown."""
    answers = [Compared(YES, measure.used, measure.missing)]
    for name, bound in bounds.items():
        right = bound.measure(subject, on)
        answers.append(Compared(COMPARATORS[name](measure, right), right.used, right.missing))
    return all_hold(answers)


def all_hold(answers: Iterable[Compared]) -> Compared:
    """Return whether all of them hold; facts are missing only where that is not known."""
    answers = tuple(answers)
    verdict = reduce(and_, (answer.verdict for answer in answers), YES)
    used = dict.fromkeys(fact for answer in answers for fact in answer.used)
    missing = dict.fromkeys(fact for answer in answers for fact in answer.missing)
    return Compared(verdict, tuple(used), tuple(missing) if verdict is UNKNOWN else ())


def thresholds_of(holders: Sequence[Any]) -> Thresholds:
    """Return the numbers at which the answers of *holders* can change; None if one of them is no plain number."""
    bounds = [bound for holder in holders for bound in bounds_of(holder).values()]
    if not all(isinstance(bound, Number) for bound in bounds):
        return None
    return sorted({bound.exact for bound in bounds if isinstance(bound, Number)})


def crossings(quantity: Quantity, holder: Any, subject: Subject, after: date) -> Iterator[date]:
    """Yield the days on which the comparison may come out differently."""
    yield from quantity.boundaries(subject, after, thresholds_of([holder]))
    for bound in bounds_of(holder).values():
        yield from bound.boundaries(subject, after, None)


def empty(holder: Any) -> Iterator[Problem]:
    """Yield bounds that no number keeps to, where all of them are plain numbers."""
    given = dict(_numbers(holder))
    low = max((given[n].exact for n in ("at_least", "more_than", "is_") if n in given), default=None)
    high = min((given[n].exact for n in ("at_most", "less_than", "is_") if n in given), default=None)
    if low is None or high is None or low < high:
        return
    strict = any(
        n in given and given[n].exact == bound for n, bound in (("more_than", low), ("less_than", high))
    )
    if low > high or strict:
        yield Problem(code="empty_band", path=([n for n in COMPARATORS if n in given][-1].rstrip("_"),))


def _numbers(holder: Any) -> Iterator[tuple[str, Number]]:
    for name, bound in bounds_of(holder).items():
        if isinstance(bound, Number):
            yield name, bound
