"""Quantities: what a plan reckons with: numbers, declared facts, ages, counts, times passed, other answers, and sums of these.

A quantity stands wherever a pack may write a number. It answers a :class:`~liushou_core.policy.measure.Measure`.
"""

from liushou_core.policy.quantities.answers import ScoreOf, TallyOf
from liushou_core.policy.quantities.arithmetic import ARITHMETIC
from liushou_core.policy.quantities.elapsed import Elapsed
from liushou_core.policy.quantities.lasted import Lasted
from liushou_core.policy.quantities.plain import AgeOf, FactNumber, Number
from liushou_core.policy.quantities.quantity import Quantity
from liushou_core.policy.quantities.related import OVER_RELATED, CountOf

__all__ = ["QUANTITIES", "Number", "Quantity"]

QUANTITIES: tuple[type[Quantity], ...] = (
    FactNumber,
    AgeOf,
    Elapsed,
    Lasted,
    CountOf,
    *OVER_RELATED,
    ScoreOf,
    TallyOf,
    *ARITHMETIC,
)
"""What a pack may write as ``{ name = … }`` in the place of a number."""
