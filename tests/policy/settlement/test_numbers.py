"""Every printed number is a parameter: changing it changes an answer."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from liushou_core.policy.settlement import Settlement

CASE = {
    "child": {
        "b": {"ranks": [3, 2]},
        "c": {"ranks": [8, 7], "titles": [[date(2023, 6, 20)]]},
    }
}


@pytest.mark.parametrize(
    ("path", "value", "child", "before", "after"),
    [
        ("scoring.stay_in_top.places", 1, "b", 40, 30),
        ("scoring.stay_in_top.points", 15, "b", 40, 45),
        ("scoring.no_serious_violation.points", "25.5", "b", 40, Fraction("45.5")),
        ("scoring.title.points", 1, "c", 40, 31),
    ],
)
def test_points(
    settled: Callable[..., Settlement],
    path: str,
    value: object,
    child: str,
    before: Fraction,
    after: Fraction,
) -> None:
    """Points per item and the band of the top come from the plan."""
    assert settled(CASE).line(child).total == before
    assert settled(CASE, {path: value}).line(child).total == after


def test_the_band_of_an_award_includes_both_ends(settled: Callable[..., Settlement]) -> None:
    """Ranks 2 to 5 are 2, 3, 4 and 5; a band up to 6 includes 6."""
    case = {"child": {f"c{rank}": {"ranks": [0, rank]} for rank in range(1, 8)}}

    def given(settlement: Settlement) -> list[str]:
        return [line.child for line in settlement.awards if line.award.id == "excellence"]

    assert given(settled(case)) == ["c2", "c3", "c4", "c5"]
    assert given(settled(case, {"award.excellence.when.end_rank.to": 6})) == ["c2", "c3", "c4", "c5", "c6"]
