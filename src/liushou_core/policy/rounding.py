"""Rounding of exact amounts, once and only where a policy says how (SCO-9)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from liushou_core.errors import Problem

__all__ = ["Rounding", "RoundingMode", "exact_sum"]

RoundingMode = Literal["half_up", "half_even", "down", "up"]


@attrs.frozen(kw_only=True)
class Rounding:
    """To ``places`` decimals; a half goes away from zero (``half_up``, default) or to the even neighbour (``half_even``);
    ``down`` cuts off towards zero, ``up`` goes away from it (SCO-9).

    >>> from fractions import Fraction
    >>> Rounding().rounded(Fraction(160, 3))
    Decimal('53.33')
    """

    places: int = 2
    mode: RoundingMode = "half_up"

    def lint(self) -> Iterator[Problem]:
        """Yield a number of decimals that money cannot have."""
        if not 0 <= self.places <= 2:
            yield Problem(code="scoring_places", path=("places",), values={"value": self.places})

    def rounded(self, amount: Fraction) -> Decimal:
        """Return *amount* with exactly ``places`` decimals."""
        # In whole numbers: a Decimal division would first round to the context's precision, and then a second time.
        numerator = abs(amount.numerator) * 10**self.places
        whole, rest = divmod(numerator, amount.denominator)
        if self._goes_up(whole, 2 * rest, amount.denominator):
            whole += 1
        digits = tuple(int(digit) for digit in str(whole))
        return Decimal((int(amount < 0 and whole > 0), digits, -self.places))

    def _goes_up(self, whole: int, twice_rest: int, half: int) -> bool:
        match self.mode:
            case "half_up":
                return twice_rest >= half
            case "half_even":
                return twice_rest > half or (twice_rest == half and whole % 2 == 1)
            case "up":
                return twice_rest > 0
            case "down":
                return False


def exact_sum(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of *amounts* exactly, whatever the precision of the caller's decimal context.

    >>> exact_sum([Decimal("0.10"), Decimal("0.2")])
    Decimal('0.30')
    """
    amounts = tuple(amounts)
    places = max((-int(amount.as_tuple().exponent) for amount in amounts), default=0)
    total = sum((Fraction(amount) for amount in amounts), Fraction(0))
    return Rounding(places=max(places, 0)).rounded(total)  # nothing is left to round
