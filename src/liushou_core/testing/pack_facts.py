"""Hypothesis strategies for facts documents that fit a policy. Needs the extra ``testing``."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.declared import DeclaredFact
from liushou_core.testing.declared_documents import UNKNOWNS
from liushou_core.testing.pack_vocabulary import REASONS, Draw

__all__ = ["facts_for"]

Document = dict[str, Any]

_FIRST, _LAST = date(2022, 6, 1), date(2024, 7, 31)
_EXTREME: Final[Mapping[str, Sequence[Any]]] = {
    "number": ("999999999999999", "-999999999999999", "0.000000000000001"),
    "money": ("999999999999999.99", "0"),
    "day": ("0001-01-01", "9999-12-31"),
    "span": ({"from": "0001-01-01"}, {"from": "9999-12-30", "until": "9999-12-31"}),
}
_WRONG: Final = (True, "neither", "2023-02-30", -1000, ["neither"], {"from": "2023-01-01"})
_PLACES: Final = (
    {"id": "v1", "level": "village", "within": "k1"},
    {"id": "v2", "level": "village", "within": "k2"},
    {"id": "v3", "level": "village", "within": "k1"},
    {"id": "k1", "level": "county"},
    {"id": "k2", "level": "county"},
)


def _days(first: date = _FIRST, last: date = _LAST) -> st.SearchStrategy[str]:
    some = (date(2022, 9, 1), date(2023, 1, 31), date(2023, 2, 28), date(2024, 2, 29), date(2024, 6, 1))
    inside = [day for day in some if first <= day <= last]
    return (st.sampled_from(inside) | st.dates(first, last)).map(date.isoformat)


def _mostly(draw: Draw) -> bool:
    """Say yes three times of four; the strategies that Hypothesis tries first say yes too."""
    return bool(draw(st.integers(0, 3)) != 3)


@st.composite
def facts_for(draw: Draw, policy: Policy, *, most_children: int = 2, contacts: bool = True) -> Document:
    """Return documents of up to *most_children* children and everybody around them, with what *policy* declares.

    Values are missing, of the wrong type, dated and extreme often enough; the documents can all be read. *contacts*: talks
    and visits, which stand in a child's archive, are among the events.
    """
    children = [f"c{n}" for n in range(1, draw(st.integers(1, most_children)) + 1)]
    document: Document = {
        "children": [_child(draw, policy, id) for id in children],
        "persons": [{"id": "v1"}, {"id": "v2"}],
        "families": [{"id": "f1"}],
        "organisations": [{"id": "s1", "kind": "school", "parent": "o1"}, {"id": "o1", "kind": "county"}],
        "relations": [],
        "pairings": [],
        "places": list(_PLACES),
    }
    for child in children:
        _people(draw, policy, document, child)
    for role in policy.role:
        if draw(st.booleans()):
            tie = {"organisation": "s1", "person": "v2", "role": role.id, **_while(draw)}
            document["relations"].append(tie)
    for section, kind in _KINDS.items():
        for record in document[section]:
            _recorded(draw, policy, record, kind)
    if _mostly(draw):
        document["events"] = [
            _event(draw, policy, document, contacts=contacts)
            for _ in range(draw(st.sampled_from((4, 1, 8, 0))))
        ]
    if draw(st.booleans()):
        holidays = draw(st.lists(_days(), unique=True, max_size=3))
        document["calendars"] = [{"holidays": holidays, "from": "2022-01-01", "until": "2025-01-01"}]
    return document


_KINDS: Final = {
    "children": "child",
    "persons": "person",
    "families": "family",
    "organisations": "organisation",
    "pairings": "pairing",
}


def _child(draw: Draw, _policy: Policy, id: str) -> Document:
    child: Document = {"id": id, "scope": draw(st.sampled_from(("s1", "o1")))}
    child |= draw(st.sampled_from(({}, {"rural": True}, {"rural": False, "single_parent": True})))
    if draw(st.booleans()):
        child["household"] = "f1"
    if draw(st.booleans()):
        child["guardianships"] = []
    return child


def _people(draw: Draw, policy: Policy, document: Document, child: str) -> None:
    persons, relations = document["persons"], document["relations"]
    for role in draw(st.sampled_from(((), ("father",), ("father", "mother")))):
        persons.append({"id": f"{child}.{role}", **draw(st.sampled_from(_STATUSES))})
        relations.append({"child": child, "person": f"{child}.{role}", "role": role})
    granted = next(one for one in document["children"] if one["id"] == child)
    if draw(st.booleans()) and "guardianships" not in granted:
        persons.append({"id": f"{child}.granny"})
        kind = draw(st.sampled_from(("temporary", "entrusted")))
        relations.append({"child": child, "person": f"{child}.granny", "role": kind, **_while(draw)})
    for role in policy.role:
        if draw(st.booleans()):
            who = draw(st.sampled_from(("v1", "v2")))
            relations.append({"child": child, "person": who, "role": role.id, **_while(draw)})
    if draw(st.booleans()):
        pairing = {"id": f"{child}.p", "child": child, "by": "v1", "role": "volunteer", "from": draw(_days())}
        document["pairings"].append(pairing)


_STATUSES: Final[tuple[Document, ...]] = (
    {},
    {"status": "living"},
    {"status": "living"},
    {"status": "deceased"},
    {"status": "missing"},
)


def _while(draw: Draw) -> Document:
    start, end = sorted((draw(_days()), draw(_days())))
    days: Document = draw(st.sampled_from(({}, {"from": start}, {"from": start, "until": end})))
    return {} if start == end else days


def _recorded(draw: Draw, policy: Policy, record: Document, kind: str) -> None:
    """Put birthday, declared facts and spells into the record of a subject."""
    if kind in ("child", "person") and _mostly(draw):
        first, last = (
            (date(2007, 1, 1), date(2022, 5, 31)) if kind == "child" else (date(1950, 1, 1), date(2009, 1, 1))
        )
        record["birthday"] = draw(st.just("2008-02-29") | st.dates(first, last).map(date.isoformat))
    declared = [fact for fact in policy.fact if fact.subject.kind.value == kind]
    facts = {fact.id: _fact(draw, fact) for fact in declared if _mostly(draw)}
    if facts:
        record["facts"] = facts
    if kind != "pairing" and _mostly(draw):
        record["spells"] = _spells(draw, policy, kind)


def _fact(draw: Draw, fact: DeclaredFact) -> Any:
    if draw(st.booleans()):
        return _value(draw, fact)
    days = sorted(draw(st.sets(_days(), min_size=1, max_size=3)))
    dated: list[Document] = [{"from": day, "value": _value(draw, fact)} for day in days]
    if draw(st.booleans()):
        del dated[0]["from"]
    end = draw(_days())
    if days[-1] < end:
        dated[-1]["until"] = end
    return dated


def _value(draw: Draw, fact: DeclaredFact) -> Any:
    luck = draw(st.integers(0, 15))
    if luck == 10:
        return draw(st.sampled_from(_WRONG))
    if luck == 11 and fact.type in _EXTREME:
        return draw(st.sampled_from(_EXTREME[fact.type]))
    return draw(st.sampled_from(UNKNOWNS)) if luck in (12, 13) else draw(_of_type(fact))


def _of_type(fact: DeclaredFact) -> st.SearchStrategy[Any]:
    low = -3 if fact.at_least is None else int(fact.at_least)
    high = 12 if fact.at_most is None else int(fact.at_most)
    whole = st.integers(low, high)
    number = whole if fact.whole else whole | st.sampled_from(("2.5", "7.25"))
    span = st.tuples(_days(last=date(2023, 3, 1)), _days(date(2023, 3, 2))).map(
        lambda days: {"from": days[0], "last_day": days[1]}
    )
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "bool": st.booleans(),
        "number": number,
        "money": number,
        "choice": st.sampled_from(fact.choices or ("",)),
        "choices": st.lists(st.sampled_from(fact.choices or ("",)), unique=True),
        "day": _days(),
        "span": span | _days().map(lambda day: {"from": day}),
    }
    return kinds[fact.type]


def _spells(draw: Draw, policy: Policy, kind: str) -> list[Document]:
    kinds = [
        *(spell.id for spell in policy.spell),
        "residence",
        *(["absence", "absence"] if kind == "person" else []),
    ]
    days = sorted(draw(st.sets(st.dates(_FIRST, _LAST), min_size=draw(st.sampled_from((2, 0))), max_size=6)))
    found = []
    for start, until in zip(days[::2], [*days[1::2], None], strict=False):
        spell: Document = {"kind": draw(st.sampled_from(kinds)), "from": start.isoformat()}
        spell |= draw(st.sampled_from(({}, {"reason": REASONS[0]}, {"reason": REASONS[1]})))
        spell |= draw(st.sampled_from(({}, {"place": "v1"}, {"place": "v2"}, {"place": "v3"})))
        # A person is away in one place at a time.
        if until is not None and (spell["kind"] == "absence" or _mostly(draw)):
            spell["until"] = until.isoformat()
        if (until or _LAST) - start > timedelta(days=20) and draw(st.booleans()):
            home = {
                "from": (start + timedelta(days=5)).isoformat(),
                "until": (start + timedelta(days=7)).isoformat(),
            }
            why = (
                {}
                if spell["kind"] == "absence" and kind == "person"
                else {"kind": draw(st.sampled_from(("visit", "prison")))}
            )
            spell["breaks"] = [{**home, **why}]
        found.append(spell)
    return found


def _event(draw: Draw, policy: Policy, document: Document, *, contacts: bool) -> Document:
    children = [child["id"] for child in document["children"]]
    if (contacts and not _mostly(draw)) or not policy.event:
        if contacts:
            kind = draw(st.sampled_from(("talk", "visit")))
            return {
                "kind": kind,
                "day": draw(_days()),
                "by": "v1",
                "children": [draw(st.sampled_from(children))],
            }
        return {"kind": "nobody_asks", "day": draw(_days()), "children": children}
    kind = draw(st.sampled_from(policy.event))
    known = {fact.id: fact for fact in policy.fact}
    recorded = {name: _value(draw, known[name]) for name in kind.facts if name in known and _mostly(draw)}
    there: Document = {
        "children": children,
        "persons": [one["id"] for one in document["persons"]],
        "family": "f1",
        "organisation": "s1",
        **({"pairing": document["pairings"][0]["id"]} if document["pairings"] else {}),
    }
    # Of all together, or of one kind alone.
    whom: list[Document] = [there, there, {"child": children[0]}, *({key: there[key]} for key in there)]
    event: Document = {"kind": kind.id, "day": draw(_days()), **draw(st.sampled_from(whom))}
    if recorded:
        event["facts"] = recorded
    return event if _mostly(draw) else {**event, "made": False}
