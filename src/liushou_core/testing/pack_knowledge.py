"""Hypothesis strategy for facts documents of which less is known. Needs the extra ``testing``."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from liushou_core.testing.declared_documents import UNKNOWNS
from liushou_core.testing.pack_vocabulary import Draw

__all__ = ["less_known"]

Document = dict[str, Any]


@st.composite
def less_known(draw: Draw, document: Document, *, on: date) -> Document:
    """Return *document* with some of what it says taken away, so that nothing in it contradicts the whole one.

    Values become unknown or absent, and lists that are complete where they stand go whole: events, spells, relations, the
    facts of one name. The days of a dated value stay: without them an earlier one would be said to hold still. A start
    stays where it lies after *on*: a spell whose start nobody knows was recorded because it had begun.
    """
    poorer = {key: _copied(value) for key, value in document.items()}
    for section in ("children", "persons", "families", "organisations", "pairings"):
        for record in poorer.get(section, ()):
            _less_of_record(draw, record, on)
    contacts = any(event["kind"] in ("talk", "visit") for event in poorer.get("events", ()))
    gone = [] if contacts else ["events"]
    for section in (*gone, "calendars", "places"):
        if section in poorer and draw(st.integers(0, 3)) == 0:
            del poorer[section]
    for event in poorer.get("events", ()):
        _less(draw, event.get("facts", {}), *event.get("facts", {}))
    if "places" not in poorer:
        _drop_places(poorer)
    return poorer


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _less(draw: Draw, record: Document, *fields: str) -> None:
    for field in fields:
        if field in record and draw(st.integers(0, 2)) == 0:
            if draw(st.booleans()):
                del record[field]
            else:
                record[field] = draw(st.sampled_from(UNKNOWNS))


def _less_of_record(draw: Draw, record: Document, on: date) -> None:
    _less(draw, record, "birthday", "rural", "single_parent", "spells")
    if "status" in record and draw(st.integers(0, 2)) == 0:
        record["status"] = {"unknown": "not_known"}  # where it is not said, the person lives
    facts = record.get("facts", {})
    _less(draw, facts, *facts)
    for value in facts.values():
        for dated in value if isinstance(value, list) else ():
            if isinstance(dated, dict) and draw(st.integers(0, 4)) == 0:
                dated["value"] = {"unknown": "not_known"}
    spells = record.get("spells")
    for spell in spells if isinstance(spells, list) else ():
        begun = [] if spell["from"] > on.isoformat() else ["from"]
        _less(draw, spell, "reason", "place")
        if begun and draw(st.integers(0, 3)) == 0:
            spell["from"] = {"unknown": "not_known"}


def _drop_places(document: Document) -> None:
    for section in ("children", "persons", "families", "organisations"):
        for record in document[section]:
            spells = record.get("spells")
            for spell in spells if isinstance(spells, list) else ():
                spell.pop("place", None)
