"""Hypothesis strategies for the tables of packs, one of each section of the general language. Needs the extra ``testing``."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from liushou_core.testing.pack_clauses import clause, quantity
from liushou_core.testing.pack_moments import event_kind, moment
from liushou_core.testing.pack_vocabulary import KIND_OF, WORDS_ZH, Table, Vocabulary, numbers

__all__ = ["TABLES", "eligibility"]

_LAPSES: Final = ("0 days", "1 day", "2 weeks", "1 month", "5 working days")


def _head(words: Vocabulary, section: str) -> tuple[Table, str]:
    """Return the id and subject of a new table, and the kind of its subject."""
    subject = words.draw(st.sampled_from(words.subjects))
    table: Table = {"id": f"{section}-{len(words.tables.get(section, ()))}", "subject": subject}
    if words.draw(st.booleans()):
        table["title"] = {"zh": words.draw(st.sampled_from(WORDS_ZH)), "en": section}
    return table, KIND_OF[subject]


def _maybe(words: Vocabulary, key: str, kind: str) -> Table:
    return {key: clause(words, kind, 1)} if words.draw(st.integers(0, 2)) == 0 else {}


def _edges(words: Vocabulary) -> Table:
    """Return a floor below a cap, either, or none."""
    table: Table = {}
    if words.draw(st.integers(0, 3)) == 0:
        table["floor"] = words.draw(st.integers(-5, 1))
    if words.draw(st.integers(0, 3)) == 0:
        table["cap"] = words.draw(st.integers(2, 10))
    return table


def eligibility(words: Vocabulary) -> Table:
    """Return whom the plan covers."""
    return clause(words, "child")


def _decision(words: Vocabulary) -> Table:
    table, kind = _head(words, "decision")
    if words.draw(st.integers(0, 2)) == 0:
        table["values"] = {"yuan": words.draw(numbers()), "in_kind": True, "word": "rice"}
    return {**table, **_maybe(words, "applies_when", kind), **clause(words, kind)}


def _rows(words: Vocabulary) -> list[Table]:
    """Return bands that grow, with or without one for all the rest, sometimes with a gap."""
    draw = words.draw
    ends = sorted(draw(st.sets(st.integers(-2, 10), min_size=1, max_size=3)))
    key = draw(st.sampled_from(("less_than", "at_most")))
    rows: list[Table] = [{key: end} for end in ends]
    if draw(st.booleans()):
        rows[0]["at_least" if key == "at_most" else "more_than"] = ends[0] - 3
    return [*rows, {}] if draw(st.booleans()) else rows


def _classification(words: Vocabulary) -> Table:
    draw = words.draw
    table, kind = _head(words, "classification")
    table |= _maybe(words, "applies_when", kind)
    if draw(st.booleans()):
        rows = _rows(words)
        table["of"] = quantity(words, kind)
    else:
        rows = [{"when": clause(words, kind, 1)} for _ in range(draw(st.integers(1, 3)))]
        rows += [{}] if draw(st.booleans()) else []
    return {**table, "class": [{"id": f"k{n}", **row} for n, row in enumerate(rows)]}


def _item(words: Vocabulary, kind: str, id: str) -> Table:
    draw = words.draw
    classes = words.about("classification", kind)
    how = draw(
        st.sampled_from(
            ("fact", "bands", "steps", "number", "when", *(["classification"] if classes else []))
        )
    )
    item: Table = {"id": id, **_edges(words), **(_maybe(words, "when", kind) if how != "when" else {})}
    if how == "when":
        return {**item, "when": clause(words, kind, 1), "points": draw(numbers())}
    if how == "fact":
        name, declared = words.fact(kind, "choice", "choices", "bool")
        return {**item, "fact": name, **_looked_up(words, declared.get("choices", ("yes", "no")))}
    if how == "classification":
        one = draw(st.sampled_from(classes))
        ids = [row["id"] for row in one["class"]]
        return {**item, "classification": one["id"], **_looked_up(words, ids)}
    item["of"] = quantity(words, kind)
    if how == "steps":
        item["steps"] = {"above": draw(numbers()), "each": draw(st.integers(1, 4)), "points": draw(numbers())}
    if how == "bands":
        item["bands"] = [{**row, "points": draw(numbers())} for row in _rows(words)]
        item["gap"] = draw(st.sampled_from(("report", "milder", "severer")))
    return item


def _looked_up(words: Vocabulary, options: Any) -> Table:
    draw = words.draw
    rows = draw(st.lists(st.sampled_from(tuple(options)), min_size=1, unique=True))
    points = st.integers(-3, 8)
    return {
        "choices": {row: draw(points) for row in rows},
        "gap": draw(st.sampled_from(("report", "milder", "severer"))),
    }


def _score(words: Vocabulary) -> Table:
    draw = words.draw
    table, kind = _head(words, "score")
    table |= {**_maybe(words, "applies_when", kind), **_edges(words)}
    items = [_item(words, kind, f"i{n}") for n in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        table["block"] = [{"id": "b0", "item": items, **_edges(words)}]
    else:
        table["item"] = items
    if draw(st.integers(0, 2)) == 0:
        table["override"] = [{"id": "o0", "when": clause(words, kind, 1), "points": draw(numbers())}]
    if draw(st.booleans()):
        table["level"] = [{"id": f"l{n}", **row} for n, row in enumerate(_rows(words))]
    return table


def _tally(words: Vocabulary) -> Table:
    draw = words.draw
    table, kind = _head(words, "tally")
    if draw(st.integers(0, 2)) == 0:
        table["spell"] = words.spell()
    else:
        wanted = event_kind(words, kind)
        wanted = wanted if isinstance(wanted, dict) else {"kind": wanted}
        recorded = words.events.get(wanted["kind"], {}).get("facts", ())
        if recorded and draw(st.booleans()):
            wanted = {**wanted, "times": recorded[0]}
        table["event"] = wanted
    table |= draw(
        st.sampled_from(
            (
                {},
                {"over": "month"},
                {"over": "school_year"},
                {"over": "year"},
                {"last": "2 months"},
                {"over": "week"},
            )
        )
    )
    extras: list[Table] = [
        {"amount": draw(numbers())},
        {"each": draw(st.integers(1, 3)), "rounding": {"places": 0, "mode": "half_up"}},
        {"record_cap": draw(st.integers(1, 4)), "record_floor": draw(st.integers(-2, 0))},
        {"since": moment(words, kind)},
        _edges(words),
    ]
    for extra in draw(st.lists(st.sampled_from(range(len(extras))), max_size=2, unique=True)):
        table |= extras[extra]
    return {**table, **_maybe(words, "unless", kind)}


def _ladder(words: Vocabulary) -> Table:
    draw = words.draw
    table, kind = _head(words, "ladder")
    tallies = [tally["id"] for tally in words.about("tally", kind)]
    if tallies and draw(st.booleans()):
        table |= {"of": {"tally": draw(st.sampled_from(tallies))}, "once": draw(st.booleans())}
    else:
        table["of"] = quantity(words, kind)
    rungs = sorted(draw(st.sets(st.integers(1, 9), min_size=1, max_size=3)))
    table["rung"] = [
        {"id": f"r{n}", "at_least": at, "values": {"yuan": 10 * at}} for n, at in enumerate(rungs)
    ]
    table |= {"give": draw(st.sampled_from(("highest", "each"))), "cycle": draw(st.booleans())}
    return {**table, **_maybe(words, "barred", kind)}


def _limit(words: Vocabulary) -> Table:
    draw = words.draw
    table, kind = _head(words, "limit")
    table |= {"from": moment(words, kind), "to": moment(words, kind)}
    which = draw(st.sampled_from(("at_least", "at_most", "both")))
    if which == "both":
        table |= {"at_least": "1 week", "at_most": "3 weeks"}
    else:
        table[which] = draw(st.sampled_from(_LAPSES))
    table["direction"] = draw(st.sampled_from(("after", "before")))
    table["count"] = draw(st.sampled_from(("plain", "clear")))
    table["each"] = "event" in table["from"] and draw(st.booleans())
    if draw(st.booleans()):
        table["several"] = draw(st.sampled_from(("nearest", "any")))
    return {**table, **_maybe(words, "applies_when", kind), **_maybe(words, "at_once", kind)}


def _identity(words: Vocabulary) -> Table:
    table, kind = _head(words, "identity")
    parts = [quantity(words, kind) for _ in range(words.draw(st.integers(1, 3)))]
    return {**table, "sum": parts, "equals": quantity(words, kind)}


def _date(words: Vocabulary) -> Table:
    draw = words.draw
    number = len(words.tables.get("date", ()))
    rules: list[Table] = [
        {"fixed": {"month": 2, "day": 29, "leap_day": draw(st.sampled_from(("feb_28", "mar_1", "skip")))}},
        {"nth_weekday": {"n": draw(st.sampled_from((-1, 1, 5))), "weekday": "friday", "month": 2}},
        {"weekday_of_week": {"week": 1, "weekday": "wednesday", "month": 9, "week_starts": "sunday"}},
        {"week_of": {"day": {"fixed": {"month": 6, "day": 1}}}},
        {"ten_days": {"month": draw(st.integers(1, 12)), "part": "last"}},
        {"lunar": {"month": draw(st.integers(1, 12)), "day": "last"}},
        {"offset": {"from": {"fixed": {"month": 9, "day": 1}}, "by": draw(st.sampled_from(_LAPSES[1:]))}},
    ]
    if number:
        rules.append({"offset": {"from": f"date-{number - 1}", "by": "-7 days"}})
    years = draw(st.sampled_from(({}, {"from_year": 2023}, {"from_year": 2022, "to_year": 2023})))
    return {"id": f"date-{number}", "rule": draw(st.sampled_from(rules)), **years}


def _trigger(words: Vocabulary) -> Table:
    draw = words.draw
    table, kind = _head(words, "trigger")
    steps: list[Table] = []
    for n in range(draw(st.integers(1, 3))):
        time = draw(
            st.sampled_from(({}, {"at_once": True}, {"within": "3 working days"}, {"within": "1 week"}))
        )
        step: Table = {"id": f"s{n}", "do": event_kind(words, kind), **time, **_maybe(words, "when", kind)}
        if steps and draw(st.booleans()):
            step["after"] = steps[-1]["id"]
        steps.append(step)
    if draw(st.booleans()):
        table["since"] = moment(words, kind)
    return {**table, "when": clause(words, kind, 1), "steps": steps}


def _duty(words: Vocabulary) -> Table:
    draw = words.draw
    to = draw(
        st.sampled_from(("each_child", "each_family", "each_pairing", "each_organisation", "each_parent"))
    )
    phases = [{"for": "1 month", "every": "1 week"}, {"every": "1 month"}]
    clocks: list[Table] = [
        {"every": "10 days"},
        {"phases": phases},
        {"every": "1 month", "counting": "longest_gap"},
    ]
    table: Table = {
        "id": f"duty-{len(words.tables.get('duty', ()))}",
        "event": words.event()[0],
        "to": to,
        **draw(st.sampled_from(clocks)),
    }
    if draw(st.booleans()):
        table["anchor"] = words.event()[0]
    return {**table, **_maybe(words, "when", _OWED_TO[to])}


_OWED_TO: Final = {
    "each_child": "child",
    "each_family": "family",
    "each_pairing": "pairing",
    "each_organisation": "organisation",
    "each_parent": "person",
}


TABLES: Final[Mapping[str, Callable[[Vocabulary], Table]]] = {
    "decision": _decision,
    "classification": _classification,
    "score": _score,
    "tally": _tally,
    "ladder": _ladder,
    "limit": _limit,
    "identity": _identity,
    "date": _date,
    "trigger": _trigger,
    "duty": _duty,
}
"""How a table of each section is drawn."""
