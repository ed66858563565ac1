"""Rounding of exact amounts (SCO-9)."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.policy.rounding import Rounding, RoundingMode, exact_sum

MODES: dict[RoundingMode, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}


@pytest.mark.parametrize("mode", MODES)
@given(amount=st.decimals(-1000, 1000, places=5), places=st.integers(0, 3))
def test_amounts_that_end_round_as_decimal_does(mode: RoundingMode, amount: Decimal, places: int) -> None:
    """An amount with a finite expansion is rounded as the standard library rounds it."""
    rounded = Rounding(places=places, mode=mode).rounded(Fraction(amount))
    assert rounded == amount.quantize(Decimal(1).scaleb(-places), rounding=MODES[mode])
    assert rounded.as_tuple().exponent == -places


@pytest.mark.parametrize("mode", MODES)
@given(amount=st.fractions(-1000, 1000), places=st.integers(0, 3))
def test_rounding_moves_less_than_one_unit(mode: RoundingMode, amount: Fraction, places: int) -> None:
    """Any amount moves by less than a unit of the last place, towards or away from zero as the mode says."""
    rounded = Fraction(Rounding(places=places, mode=mode).rounded(amount))
    unit = Fraction(1, 10**places)
    assert abs(rounded - amount) <= (unit / 2 if mode.startswith("half") else unit)
    assert mode != "down" or abs(rounded) <= abs(amount)
    assert mode != "up" or abs(rounded) >= abs(amount)


def test_an_amount_just_below_a_half_is_not_rounded_twice() -> None:
    """1/2 less a trillionth of a trillionth of a trillionth stays below a half."""
    assert Rounding(places=0).rounded(Fraction(1, 2) - Fraction(1, 10**36)) == 0


def test_zero_has_no_sign() -> None:
    """A small negative amount that rounds to zero is plain zero."""
    assert str(Rounding().rounded(Fraction(-1, 1000))) == "0.00"


@given(amounts=st.lists(st.decimals(-(10**6), 10**6, places=2)))
def test_sums_do_not_depend_on_the_callers_precision(amounts: list[Decimal]) -> None:
    """A sum of money is exact even where the caller's decimal context keeps three digits."""
    with localcontext() as context:
        context.prec = 3
        total = exact_sum(amounts)
    assert Fraction(total) == sum(map(Fraction, amounts), Fraction(0))
