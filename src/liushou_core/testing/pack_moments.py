"""Hypothesis strategies for what packs count from: days, kinds of events, moments. Needs the extra ``testing``."""

from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from liushou_core.testing.pack_vocabulary import Table, Vocabulary

__all__ = ["event_kind", "moment", "some_days"]

_DAYS: Final = (
    date(2022, 9, 1),
    date(2023, 1, 31),
    date(2023, 2, 28),
    date(2024, 2, 29),
    date(2024, 6, 1),
)


def some_days() -> st.SearchStrategy[date]:
    """Return days that facts are recorded for too."""
    return st.sampled_from(_DAYS)


def event_kind(words: Vocabulary, kind: str) -> Any:
    """Return a kind of event, perhaps only those recorded in one way."""
    draw = words.draw
    name, table = words.event()
    if kind == "child" and draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(("talk", "visit")))
    recorded = [fact for fact in table.get("facts", ()) if words.facts[fact]["type"] == "choice"]
    if recorded and draw(st.integers(0, 2)) == 0:
        value = draw(st.sampled_from(words.facts[recorded[0]]["choices"]))
        return {"kind": name, "facts": {recorded[0]: value}}
    return name


def moment(words: Vocabulary, kind: str) -> Table:
    """Return a moment of subjects of *kind*."""
    draw = words.draw
    dates = [table["id"] for table in words.tables.get("date", ())]
    how = draw(
        st.sampled_from(("event", "event", "nth", "fact", "birthday", "spell", *(["date"] if dates else [])))
    )
    if how == "spell":
        return {draw(st.sampled_from(("begin_of", "end_of"))): words.spell()}
    if how == "birthday":
        return {"birthday": {}}
    if how == "fact":
        return {"fact": words.fact(kind, "day", "span")[0]}
    if how == "date":
        which = draw(st.sampled_from(("latest", "next")))
        return {"date": {"date": draw(st.sampled_from(dates)), "which": which}}
    wanted = event_kind(words, kind)
    wanted = wanted if isinstance(wanted, dict) else {"kind": wanted}
    one = (
        {"nth": draw(st.integers(1, 3))}
        if how == "nth"
        else {"which": draw(st.sampled_from(("first", "latest")))}
    )
    return {"event": {**wanted, **one}}
