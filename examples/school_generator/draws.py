"""Random draws, each from a stream of its own.

A stream is keyed by the seed, whom it is for and what it decides, so a child or a rule added later reshuffles nobody.
Only ``random()`` is used: the rest of the module ``random`` may draw otherwise in another release of Python.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

SEED = 20230930

T = TypeVar("T")


class Draw:
    """The stream of draws for one purpose: ``Draw("p0001", "guardian")``."""

    def __init__(self, *key: object) -> None:
        self.share = Random("/".join(map(str, (SEED, *key)))).random

    def chance(self, share: float) -> bool:
        """Say yes in *share* of all streams."""
        return self.share() < share

    def between(self, least: int, most: int) -> int:
        """Return a whole number, both ends included."""
        return least + int(self.share() * (most - least + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of *items*, each as likely as the others."""
        return items[int(self.share() * len(items))]

    def weighted(self, shares: dict[T, float]) -> T:
        """Return one of the keys; the shares add up to 1."""
        left = self.share()
        for item, share in shares.items():
            left -= share
            if left < 0:
                return item
        return item

    def bell(self) -> float:
        """Return a number around 0, about as a normal one of deviation 1 (twelve uniform ones added: the same everywhere)."""
        return sum(self.share() for _ in range(12)) - 6

    def day(self, first: date, last: date) -> date:
        """Return a day, both ends included."""
        return first + timedelta(days=self.between(0, (last - first).days))

    def school_day(self, first: date, last: date) -> date:
        """Return a day from Monday to Friday on or before *last*, where there is one."""
        day = self.day(first, last)
        back = max(0, day.weekday() - 4)
        return max(first, day - timedelta(days=back))
