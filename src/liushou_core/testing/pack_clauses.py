"""Hypothesis strategies for the parts of packs: quantities, comparators, criteria and trees. Needs the extra ``testing``."""

from collections.abc import Callable
from typing import Any, Final

from hypothesis import strategies as st

from liushou_core.testing.pack_moments import event_kind, moment, some_days
from liushou_core.testing.pack_vocabulary import REASONS, Draw, Table, Vocabulary, numbers

__all__ = ["bounds", "clause", "quantity"]

_LOW: Final = ("at_least", "more_than")
_HIGH: Final = ("at_most", "less_than")
_DURATIONS: Final = (
    "0 days",
    "10 days",
    "2 weeks",
    "1 month",
    "3 months",
    "1 whole month",
    "1 year",
)


def _durations() -> st.SearchStrategy[str]:
    return st.sampled_from(_DURATIONS)


def bounds(draw: Draw, value: st.SearchStrategy[Any] | None = None, *, is_: bool = True) -> Table:
    """Return one comparator, or a lower and an upper one that do not cross."""
    value = numbers() if value is None else value
    shape = draw(st.sampled_from(("low", "high", "both", "is")))
    if shape == "is" and is_:
        return {"is": draw(value)}
    if shape == "both":
        first, second = sorted((draw(value), draw(value)), key=float)
        return {"at_least": first, "at_most": second}
    return {draw(st.sampled_from(_HIGH if shape == "high" else _LOW)): draw(value)}


# --- quantities


def quantity(words: Vocabulary, kind: str, depth: int = 1) -> Any:
    """Return a quantity of subjects of *kind*, made of others down to *depth*."""
    draw = words.draw
    answers = [(name, table["id"]) for name in ("score", "tally") for table in words.about(name, kind)]
    shapes = ["fact", "fact", "age", "elapsed", *(["answer"] * 2 if answers else [])]
    shape = draw(st.sampled_from((*shapes, *(["count", "over", "joined"] if depth else []))))
    if shape == "age":
        return {"age": draw(st.sampled_from(({}, "months", "weeks", "days", {"attained": "day_after"})))}
    if shape == "elapsed":
        unit = draw(st.sampled_from(("days", "weeks", "months", "years")))
        return {"elapsed": {"since": moment(words, kind), "unit": unit}}
    if shape == "answer":
        name, id = draw(st.sampled_from(answers))
        return {name: id}
    if shape == "count":
        return {"count": _of_related(words, kind, depth)}
    if shape == "over":
        return _over_related(words, kind, depth)
    return (
        _joined(words, kind, depth) if shape == "joined" else {"fact": words.fact(kind, "number", "money")[0]}
    )


def _joined(words: Vocabulary, kind: str, depth: int) -> Table:
    draw = words.draw
    names = ("sum", "difference", "product", "quotient", "least", "greatest")
    name = draw(st.sampled_from(names))
    number = 2 if name == "quotient" else draw(st.integers(1, 3))
    parts = [
        quantity(words, kind, depth - 1) if draw(st.integers(0, 3)) else draw(numbers())
        for _ in range(number)
    ]
    return {name: parts}


def _over_related(words: Vocabulary, kind: str, depth: int) -> Table:
    role, inside = words.related(kind)
    name = words.draw(st.sampled_from(("total_of", "least_of", "greatest_of")))
    return {name: {"of": role, "quantity": quantity(words, inside, depth - 1)}}


def _of_related(words: Vocabulary, kind: str, depth: int, *, always: bool = False) -> Table:
    role, inside = words.related(kind)
    table: Table = {"of": role}
    if always or words.draw(st.booleans()):
        table["where"] = clause(words, inside, depth - 1)
    if words.draw(st.integers(0, 3)) == 0:
        table["deceased"] = "counted"
    return table


# --- criteria


def _fact_is(words: Vocabulary, kind: str, _depth: int) -> Table:
    draw = words.draw
    name, declared = words.fact(kind)
    type_ = declared["type"]
    if type_ == "bool":
        return {"fact": draw(st.sampled_from((name, {"name": name, "is": False})))}
    if type_ == "span":
        return {"fact": name}
    return {"fact": {"name": name, **_ASKED[type_](words, kind, declared)}}


def _number_asked(words: Vocabulary, kind: str, declared: Table) -> Table:
    draw = words.draw
    if draw(st.integers(0, 3)) == 0:
        return {draw(st.sampled_from((*_LOW, *_HIGH))): quantity(words, kind, 0)}
    within = st.integers(declared.get("at_least", 0), declared.get("at_most", 8))
    if draw(st.integers(0, 4)) == 0:
        return {"in": draw(st.lists(within, min_size=1, max_size=3))}
    return bounds(draw, within)


def _choice_asked(words: Vocabulary, kind: str, declared: Table) -> Table:
    draw = words.draw
    some = draw(st.lists(st.sampled_from(declared["choices"]), min_size=1, unique=True))
    if declared["type"] == "choices":
        return {draw(st.sampled_from(("any_of", "none_of"))): some}
    other = {"fact": words.fact(kind, "choice")[0]}
    ways: tuple[Table, ...] = (
        {"is": some[0]},
        {"in": some},
        {"any_of": some},
        {"none_of": some},
        {"is": other},
    )
    return dict(draw(st.sampled_from(ways)))


def _day_asked(words: Vocabulary, kind: str, _declared: Table) -> Table:
    draw = words.draw
    if draw(st.booleans()):
        return {draw(st.sampled_from(("is", *_LOW, *_HIGH))): {"fact": words.fact(kind, "day")[0]}}
    return {draw(st.sampled_from(("is", *_LOW, *_HIGH))): draw(some_days())}


_ASKED: Final[dict[str, Callable[[Vocabulary, str, Table], Table]]] = {
    "number": _number_asked,
    "money": _number_asked,
    "choice": _choice_asked,
    "choices": _choice_asked,
    "day": _day_asked,
}


def _quantity_is(words: Vocabulary, kind: str, depth: int) -> Table:
    return {"quantity": {"of": quantity(words, kind, depth), **bounds(words.draw)}}


def _quantifier(words: Vocabulary, kind: str, depth: int) -> Table:
    name = words.draw(st.sampled_from(("each", "some", "only", "count")))
    table = _of_related(words, kind, max(depth, 1), always=name == "each")
    if name == "count":
        table |= bounds(words.draw, st.integers(0, 3))
    if name == "each" and words.draw(st.booleans()):
        table["empty"] = "no"
    return {name: table}


def _answer(words: Vocabulary, kind: str, depth: int) -> Table:
    draw = words.draw
    known = [
        (name, table) for name in ("decision", "classification", "score") for table in words.about(name, kind)
    ]
    if not known:
        return _fact_is(words, kind, depth)
    name, table = draw(st.sampled_from(known))
    id = table["id"]
    if name == "decision":
        return {"decided": id}
    if name == "classification":
        ids = [row["id"] for row in table["class"]]
        wanted = draw(st.lists(st.sampled_from((*ids, "none", "out_of_scope")), min_size=1, unique=True))
        return {"in_class": {"classification": id, "any_of": wanted}}
    levels = [row["id"] for row in table.get("level", ())]
    if levels and draw(st.booleans()):
        return {"scored": {"score": id, "level": draw(st.sampled_from(levels))}}
    return {"scored": {"score": id, **bounds(draw, is_=False)}}


def _lasts(words: Vocabulary, kind: str, _depth: int) -> Table:
    draw = words.draw
    what = draw(st.sampled_from(("spell", "spell", "span", "since")))
    table: Table = {}
    if draw(st.integers(0, 3)):
        table[draw(st.sampled_from(_LOW))] = draw(_durations())
    if draw(st.integers(0, 3)) == 0:
        table[draw(st.sampled_from(_HIGH))] = draw(_durations())
    if what == "since":
        return {"lasts": {"since": moment(words, kind), **table}}
    if what == "span":
        return {"lasts": {"span": words.fact(kind, "span")[0], **table}}
    table["spell"] = words.spell()
    extras: list[Table] = [
        {"gap_up_to": draw(st.sampled_from(("3 days", "2 weeks")))},
        {"reasons": [draw(st.sampled_from(REASONS))]},
        {"breaks": {"visit": "ignore", "prison": "restart"}},
        {"beyond": "county"},
        {"same_place": draw(st.sampled_from(("village", "county")))},
        {"of": words.related(kind)[0], "together": draw(st.booleans())},
    ]
    for extra in draw(st.lists(st.sampled_from(range(len(extras))), max_size=2, unique=True)):
        table |= extras[extra]
    if table["spell"] == "absence":
        table.pop("breaks", None)  # those of an absence have no kind
    return {"lasts": table}


def _happened(words: Vocabulary, kind: str, _depth: int) -> Table:
    draw = words.draw
    wanted = event_kind(words, kind)
    if isinstance(wanted, str) and draw(st.booleans()):
        return {"happened": wanted}
    time: Table = draw(
        st.sampled_from(
            ({}, {"last": "2 months"}, {"over": "month"}, {"over": "week", "week_starts": "sunday"})
        )
    )
    if not time and draw(st.booleans()):
        time = {"since": moment(words, kind)}
    return {"happened": {"event": wanted, **time, **bounds(draw, st.integers(0, 3))}}


def _judged_day(words: Vocabulary, _kind: str, _depth: int) -> Table:
    draw = words.draw
    dates = [table["id"] for table in words.tables.get("date", ())]
    day: list[Any] = [{"fixed": {"month": 3, "day": 1}}, {"lunar": {"month": 1, "day": 1}}, *dates]
    if draw(st.booleans()):
        return {"judged_day": {"in": draw(st.sampled_from(day))}}
    return {"judged_day": {"from": draw(st.sampled_from(day)), "to": draw(st.sampled_from(day))}}


def _of_archive(words: Vocabulary, kind: str, depth: int) -> Table:
    draw = words.draw
    if kind == "child" and draw(st.booleans()):
        away: Table = {"who": draw(st.sampled_from(("both", "either"))), "at_least": "3 months"}
        asked: tuple[Table, ...] = ({"rural": {}}, {"single_parent": {}}, {"parents_away": away})
        return dict(draw(st.sampled_from(asked)))
    if kind in ("child", "person"):
        return {"age": bounds(draw, st.integers(1, 16), is_=False)}
    return _fact_is(words, kind, depth)


_PLAIN: Final = (_fact_is, _fact_is, _quantity_is, _answer, _lasts, _happened, _judged_day, _of_archive)


def clause(words: Vocabulary, kind: str, depth: int = 2) -> Table:
    """Return a criterion about subjects of *kind*, or a tree of them up to *depth* deep."""
    draw = words.draw
    if depth <= 0 or draw(st.booleans()):
        leaves = (*_PLAIN, _quantifier, _quantifier) if depth > 0 else _PLAIN
        return dict(draw(st.sampled_from(leaves))(words, kind, depth))
    name = draw(st.sampled_from(("all", "any", "at_least", "not")))
    if name == "not":
        return {"not": clause(words, kind, depth - 1)}
    parts = [clause(words, kind, depth - 1) for _ in range(draw(st.integers(1, 3)))]
    counted = len(parts)
    if counted > 1 and draw(st.integers(0, 3)) == 0:
        parts[-1] = {**parts[-1], "effect": "defect"}
        counted -= 1
    return {name: {"n": draw(st.integers(1, counted)), "of": parts} if name == "at_least" else parts}
