"""What a compliance report says in words: every promise, the cases that are not kept, the indicators."""

from datetime import date
from pathlib import Path

import pytest

from liushou_core.locale import Locale
from liushou_core.policy.compliance import check
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy

GOLDEN = Path(__file__).parent / "golden"
PACK = """
schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "Plan" }
in_force_from = 2023-09-01
source = "x"
[eligibility]
all = [{ rural = {} }]
[[record]]
id = "card"
fields = ["child.health"]
[[indicator]]
id = "filed"
title = { zh = "建档率", en = "Filed" }
rate = { filing = {} }
target = 0.9
"""
CHILDREN = [
    {"id": "c1", "rural": True, "health": []},
    {"id": "c2", "rural": True},
    {"id": "c3"},
    {"id": "c4", "rural": False},
]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("cases", [True, False])
def test_a_report_says_what_became_of_each_promise(locale: Locale, *, cases: bool) -> None:
    """With *cases* the ones that are not kept stand below their promise; one that is kept needs no line."""
    report = check(parse_policy(PACK), read_facts({"children": CHILDREN}), on=date(2023, 10, 31))
    lines = (GOLDEN / f"report.{locale}.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if cases or not line.startswith("  ")]
    assert wanted == report.explain(locale, cases=cases).splitlines()
