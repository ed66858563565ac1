"""The table of boundary examples (``golden/boundaries.toml``): what the language means on the day before, the day, the day after."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from liushou_core.domain.calendar import Span
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.assessment import Answers, assess
from liushou_core.policy.canonical import canonical
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.reckoning import Reckoning
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy

TABLE = Path(__file__).parent / "golden" / "boundaries.toml"
TOPICS = tomllib.loads(TABLE.read_text("utf-8"), parse_float=Decimal)["topic"]
HEAD = (
    'schema = "liushou-policy/1"\nid = "example"\ntitle = { zh = "示例", en = "Example" }\n'
    'in_force_from = 2000-01-01\nsource = "example"\n'
)
ABSENT = "absent"
"""The value of a fact that varies where the document says nothing of it."""


def rows() -> Iterator[Any]:
    """Yield every row of the table with all that its topic lends it."""
    for topic in TOPICS:
        lent = {key: topic[key] for key in ("pack", "facts", "on", "ask", "vary") if key in topic}
        for row in topic["row"]:
            whole = {**lent, **row, "pack": topic.get("pack", "") + row.get("pack", "")}
            yield pytest.param(whole, id=f"{topic['id']}: {row['name']}")


@pytest.mark.parametrize("row", list(rows()))
def test_the_table_says_what_the_language_means(row: Mapping[str, Any]) -> None:
    policy = parse_policy(HEAD + row["pack"])
    found = {key: answer(policy, row, key) for key in row["answers"]}
    assert row["answers"] == found, row["says"]


def test_every_row_says_in_a_sentence_what_it_shows() -> None:
    """The table is rendered into the docs, so every row has a sentence, and no two rows one name."""
    names = [f"{topic['id']}: {row['name']}" for topic in TOPICS for row in topic["row"]]
    assert sorted(set(names)) == sorted(names)
    for topic in TOPICS:
        assert {"id", "title", "says", "row"} <= set(topic)
        for row in topic["row"]:
            assert row["says"].endswith("."), row["name"]
            assert set(row) <= {"name", "says", "pack", "facts", "on", "ask", "vary", "answers"}


def answer(policy: Policy, row: Mapping[str, Any], key: str) -> str:
    """Return what the policy answers where *key* is the judged day, or the value of the fact that varies."""
    what, _, id = row["ask"].partition(".")
    if what == "date":
        return told_span(next(table for table in policy.linked.date if table.id == id).span(int(key)))
    varies = row.get("vary")
    on = date.fromisoformat(key) if varies is None else row["on"]
    document = facts_of(row.get("facts", {}), varies, key)
    result = assess(policy, read_facts(document), on=on, over=(date(1990, 1, 1), on))
    if what == "windows":
        return ", ".join(told_window(item) for item in result.windows if item.duty == id)
    if what == "identity":
        return next(one.verdict.value for one in result.identities if one.id == id)
    return TOLD[what](result[row.get("subject", "c1")], id)


def facts_of(facts: Mapping[str, Any], varies: str | None, value: str) -> dict[str, Any]:
    """Return the facts document of a row: one child ``c1``, unless it names its own children."""
    document: dict[str, Any] = canonical_days(facts)
    child = {"id": "c1", **document.pop("child", {})}
    if varies is not None and value != ABSENT:
        child["facts"] = {**child.get("facts", {}), varies: read_value(value)}
    document.setdefault("children", [child])
    return document


def canonical_days(value: Any) -> Any:
    """Return TOML data as JSON would say them: days and exact numbers are texts."""
    if isinstance(value, Mapping):
        return {key: canonical_days(one) for key, one in value.items()}
    if isinstance(value, list):
        return [canonical_days(one) for one in value]
    return canonical(value) if isinstance(value, date | Decimal) else value


def read_value(text: str) -> Any:
    """Return the value that stands for a fact in the table: a number, yes, no, unknown, or a text."""
    words = {"yes": True, "no": False, "unknown": {"unknown": "not_known"}}
    if text in words:
        return words[text]
    if text.startswith("["):
        return [one for one in text.strip("[]").split(", ") if one]
    return text if text.lstrip("-").replace(".", "").isdigit() is False else Decimal(text)


# --- answers in a few words


def told_number(number: Reckoning) -> str:
    ends = [None if one is None else str(canonical(one)) for one in (number.low, number.high)]
    low, high = ends
    told = low if low is not None and low == high else f"{low or ''}..{high or ''}"
    return f"{told} gap" if number.gaps else str(told)


def told_ladder(ladder: Any) -> str:
    if ladder.barred:
        return "barred"
    told = [*ladder.given, *(f"{id}?" for id in ladder.open)]
    rounds = f" after {ladder.rounds} rounds" if ladder.rounds is not None else ""
    return (" ".join(told) or "nothing") + rounds


def told_limit(limit: Any) -> str:
    return str(limit.state)


def told_days(limit: Any) -> str:
    """Return the days that keep the limit, and what is counted so far."""
    first, last = (None if day is None else day.isoformat() for day in (limit.earliest, limit.latest))
    return f"{first or ''}..{last or ''}, counted {limit.counted}"


def told_span(span: Span | Unknown | None) -> str:
    if not isinstance(span, Span):
        return "none" if span is None else "unknown"
    last = span.last_day
    return span.start.isoformat() if last == span.start else f"{span.start}..{last}"


def told_window(item: Any) -> str:
    last = "" if item.window.last_day is None else item.window.last_day.isoformat()
    return f"{item.window.start.isoformat()}..{last} {item.state.value}"


TOLD: Mapping[str, Callable[[Answers, str], str]] = {
    "decision": lambda child, name: child.decisions[name].verdict.value,
    "class": lambda child, name: " or ".join(child.classes[name].possible),
    "score": lambda child, name: told_number(child.scores[name]),
    "level": lambda child, name: " or ".join(child.scores[name].levels) or "none",
    "tally": lambda child, name: told_number(child.tallies[name]),
    "ladder": lambda child, name: told_ladder(child.ladders[name]),
    "limit": lambda child, name: told_limit(child.limits[name]),
    "days": lambda child, name: told_days(child.limits[name]),
}
