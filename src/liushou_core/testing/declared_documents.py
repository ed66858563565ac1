"""Hypothesis strategies for what only plans know, in facts documents. Needs the extra ``testing``."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

__all__ = ["UNKNOWNS", "declare", "declared_facts", "some_days"]

Document = dict[str, Any]
Draw = Any

UNKNOWNS: Final = ({"unknown": "not_known"}, {"unknown": "refused"})
"""How a document says that somebody asked in vain."""
_CHOICES: Final = ("asthma", "diabetes", "none")


def some_days(first: date = date(2022, 3, 1), last: date = date(2024, 8, 31)) -> st.SearchStrategy[str]:
    """Return days of about two school years, as a document writes them."""
    return st.dates(first, last).map(date.isoformat)


def declared_facts() -> st.SearchStrategy[Document]:
    """Return what may stand under ``facts``: values of every type, unknown ones, and some that change from day to day."""
    number = st.integers(-5, 200) | st.decimals(0, 100, places=2).map(str)
    span = st.fixed_dictionaries(
        {"from": some_days(last=date(2023, 1, 1))}, optional={"last_day": some_days(date(2023, 2, 1))}
    )
    choices = st.lists(st.sampled_from(_CHOICES), unique=True)
    value = st.booleans() | number | some_days() | choices | span | st.sampled_from(UNKNOWNS)
    days = st.lists(some_days(), unique=True, min_size=1, max_size=3)
    dated = st.tuples(days, st.lists(value, min_size=3, max_size=3)).map(
        lambda pair: [{"from": day, "value": one} for day, one in zip(*pair, strict=False)]
    )
    return st.dictionaries(st.sampled_from(("height_cm", "insured", "illnesses", "income")), value | dated)


def declare(draw: Draw, document: Document) -> None:
    """Add to a document what a plan of one's own may ask about."""
    facts = declared_facts()
    document["places"] = [
        {"id": "v1", "level": "village", "within": "county-1"},
        {"id": "county-1", "level": "county"},
    ]
    for record in (*document["children"], *document["persons"], *document.get("pairings", ())):
        if draw(st.booleans()):
            record["facts"] = draw(facts)
    for child in document["children"]:
        if draw(st.booleans()):
            child["household"] = "f1"
        if draw(st.booleans()):
            child["spells"] = _other_spells(draw, "boarding")
    for person in document["persons"]:
        if isinstance(person.get("spells"), list):
            person["spells"] += _other_spells(draw, "illness")
    document["families"] = [{"id": "f1", "facts": draw(facts)}]
    children = [child["id"] for child in document["children"]]
    events = [_own_event(draw, children) for _ in range(draw(st.integers(0, 3)))]
    document["events"] = document.get("events", []) + events
    if children:
        sponsor = {"child": children[0], "person": "v1", "role": "sponsor", "from": draw(some_days())}
        document["relations"] = [*document["relations"], sponsor]
    document["relations"] = [*document["relations"], *_members(draw, document)]
    holidays = draw(st.lists(some_days(), unique=True, max_size=3))
    document["calendars"] = [{"holidays": holidays}, {"id": "six_days", "rest": ["sunday"]}]


def _members(draw: Draw, document: Document) -> list[Document]:
    """Return relations to the bodies that the document describes; to one of its own where it describes none."""
    bodies = [body["id"] for body in document.get("organisations", ())] or ["club"]
    whom = draw(st.lists(st.tuples(st.sampled_from(bodies), st.sampled_from(("v1", "v2"))), max_size=2))
    return [
        {"organisation": body, "person": person, "role": "rower", "from": draw(some_days())}
        for body, person in whom
    ]


def _other_spells(draw: Draw, kind: str) -> list[Document]:
    days = sorted(draw(st.sets(st.dates(date(2022, 1, 1), date(2024, 6, 1)), max_size=4)))
    found = []
    for start, until in zip(days[::2], days[1::2], strict=False):
        spell: Document = {"kind": kind, "from": start.isoformat(), "place": "v1"}
        spell |= draw(st.sampled_from(({}, {"until": until.isoformat()}, {"reason": "by choice"})))
        if (until - start).days > 20:
            home = {"from": (start + timedelta(days=5)).isoformat(), "kind": "festival"}
            spell["breaks"] = [{**home, "until": (start + timedelta(days=7)).isoformat()}]
        found.append(spell)
    return found


def _own_event(draw: Draw, children: Sequence[str]) -> Document:
    hours = draw(st.sampled_from(({}, {"hours": 1.5}, {"hours": {"unknown": "not_known"}, "paid": True})))
    event: Document = {
        "kind": draw(st.sampled_from(("clinic", "course"))),
        "day": draw(some_days()),
        "facts": hours,
    }
    whom: list[Document] = [{"persons": ["v1", "t1"]}, {"person": "v2"}, {"family": "f1"}]
    whom += [{"child": child, "by": "t1"} for child in children]
    return {**event, **draw(st.sampled_from(whom)), "made": draw(st.booleans())}
