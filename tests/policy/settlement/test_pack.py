"""The hand-in-hand pack (F22): whom it covers, what it asks for, and when its phases are (EL-4, PAIR-9, requirements §5.8)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from liushou_core.policy.decision import decide
from liushou_core.policy.policy import Policy
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Verdict

World = Callable[[Mapping[str, Any]], Any]
ON = date(2023, 3, 1)


@pytest.mark.parametrize(
    ("child", "verdict"),
    [
        ({"scheme": "away"}, YES),
        ({"scheme": "single"}, YES),
        ({"scheme": "both"}, YES),
        ({"scheme": "none"}, NO),
        ({"scheme": "unknown"}, UNKNOWN),
        ({"scheme": "away", "reason": "trading"}, YES),
        ({"scheme": "away", "reason": "study"}, NO),
        ({"scheme": "away", "away": [date(2023, 3, 1)]}, YES),
        ({"scheme": "away", "away": [date(2020, 1, 1), date(2023, 3, 1)]}, NO),
        ({"scheme": "single", "birthday": date(2005, 3, 2)}, YES),
        ({"scheme": "single", "birthday": date(2005, 3, 1)}, NO),
        ({"scheme": "single", "class": "grade6"}, NO),
        ({"scheme": "unknown", "class": "grade6"}, NO),
        ({"scheme": "single", "class": "grade12"}, YES),
    ],
    ids=str,
)
def test_whom_it_covers(pack: Policy, world: World, child: Mapping[str, Any], verdict: Verdict) -> None:
    """Both parents away working or trading, for however long, or a single parent; from grade 7 until before 18."""
    classes = {"c1": {}, "grade6": {"grade": 6}, "grade12": {"grade": 12}}
    facts = world({"classes": classes, "child": {"a": child}}).facts()
    assert decide(pack, facts.child("a"), on=ON).verdict is verdict


def test_what_it_owes(pack: Policy) -> None:
    """Monthly feedback to the parents has a number; the regular visits and exchange have none, and none is invented."""
    assert {duty.id: (duty.needed, duty.unscheduled) for duty in pack.duty} == {
        "monthly-feedback": (1, False),
        "family-visit": (0, True),
        "school-visit": (0, True),
        "exchange-with-parents": (0, True),
    }
    (contract,) = pack.pairing
    assert (contract.helpers_per_child, contract.children_per_helper) == (1, None)


def test_its_five_phases(pack: Policy) -> None:
    """First and last ten days of April, middle and last ten days of May, June."""
    spans = [phase.span(2023) for phase in pack.phase]
    assert [(span.start, span.last_day) for span in spans] == [
        (date(2023, 4, 1), date(2023, 4, 10)),
        (date(2023, 4, 21), date(2023, 4, 30)),
        (date(2023, 5, 11), date(2023, 5, 20)),
        (date(2023, 5, 21), date(2023, 5, 31)),
        (date(2023, 6, 1), date(2023, 6, 30)),
    ]


def test_everything_in_it_cites_its_source(pack: Policy) -> None:
    """Every table and item names the plan it comes from."""
    for _, value in pack.sections():
        for item in value if isinstance(value, tuple) else (value,):
            assert item.source is not None
            assert item.source.document in ("003", "004")
