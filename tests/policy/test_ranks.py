"""Ranks under each tie rule, against the plainest way to say what the rule means."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.policy.ranks import Ties, ranked

TOTALS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.one_of(st.integers(0, 6).map(Decimal), st.decimals(0, 6, places=1)),
    max_size=12,
)


def naive(totals: dict[str, Decimal], child: str, ties: Ties) -> Fraction:
    """Return one child's rank by counting who is before it."""
    own = totals[child]
    above = [total for total in totals.values() if total > own]
    level = [other for other, total in totals.items() if total == own]
    match ties:
        case "competition":
            return Fraction(1 + len(above))
        case "dense":
            return Fraction(1 + len(set(above)))
        case "ordinal":
            return Fraction(1 + len(above) + sum(other < child for other in level))
        case "average":
            places = range(len(above) + 1, len(above) + len(level) + 1)
            return Fraction(sum(places), len(level))


@pytest.mark.parametrize("ties", ["competition", "dense", "ordinal", "average"])
@given(totals=TOTALS)
def test_each_tie_rule_counts_who_is_before(ties: Ties, totals: dict[str, Decimal]) -> None:
    """A rank is what counting the better and the equal ones gives (SCO-16)."""
    assert ranked(totals, ties) == {child: naive(totals, child, ties) for child in totals}  # type: ignore[arg-type]


@given(totals=TOTALS)
def test_without_ties_all_rules_agree(totals: dict[str, Decimal]) -> None:
    """The rules differ over ties only."""
    apart = {child: total + Decimal(n).scaleb(-6) for n, (child, total) in enumerate(totals.items())}
    found = [ranked(apart, ties) for ties in ("competition", "dense", "ordinal", "average")]  # type: ignore[arg-type]
    assert found == [found[0]] * 4
    assert sorted(found[0].values()) == list(range(1, len(totals) + 1))


def test_marks_beyond_the_decimal_context_are_told_apart() -> None:
    """Marks are compared exactly, however many digits they have."""
    longer = Decimal("480." + "0" * 40 + "1")
    assert ranked({"a": Decimal(480), "b": longer}, "competition") == {"b": 1, "a": 2}  # type: ignore[dict-item]
