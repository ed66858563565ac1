"""Hypothesis strategies for facts documents: a small school whose records do not contradict each other.

Needs the extra ``testing``. The documents are plain JSON data, as somebody would write them by hand: ids left out, facts
never asked, spells still open.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from liushou_core.testing.declared_documents import UNKNOWNS, declare, some_days

__all__ = ["facts_documents", "shuffled", "with_facts_unasked"]

Document = dict[str, Any]
Draw = Any

_YEARS: Final = ("2022-2023", "2023-2024")
_TERMS: Final = tuple(f"{year}/{number}" for year in _YEARS for number in (1, 2))
_FLAGS: Final = ("rural", "single_parent", "boarder", "migrant", "poor", "orphan", "key_target")
_CONTACTS: Final = ("talk", "visit", "call", "video", "letter", "meeting", "feedback")


@st.composite
def facts_documents(draw: Draw, *, most_children: int = 3) -> Document:
    """Return documents of up to *most_children* children, with families, classes, results, helpers and contacts.

    What only plans know is there too: declared facts and events, spells and relations of any kind, places, calendars.
    """
    children = [f"c{n}" for n in range(draw(st.integers(0, most_children)))]
    families = [_family(draw, child) for child in children]
    relations = [relation for _, found in families for relation in found]
    document: Document = {
        "children": [_child(draw, child) for child in children],
        "persons": [person for persons, _ in families for person in persons]
        + [{"id": "v1"}, {"id": "v2"}, {"id": "t1"}],
        "relations": relations + (_stepfamily(draw, children, relations) if children else []),
    }
    if draw(st.booleans()):
        document.update(_school(draw, children))
    if draw(st.booleans()):
        declare(draw, document)
    return document


def _child(draw: Draw, id: str) -> Document:
    child: Document = {"id": id}
    for flag in _FLAGS:
        value = draw(st.sampled_from((None, None, True, False, *UNKNOWNS)))
        if value is not None:
            child[flag] = value
    if draw(st.booleans()):
        child["birthday"] = draw(some_days(date(2004, 1, 1), date(2013, 12, 31)))
    if draw(st.booleans()):
        child["name"] = draw(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6))
    return child


def _family(draw: Draw, child: str) -> tuple[list[Document], list[Document]]:
    roles = draw(st.sampled_from(((), ("father",), ("father", "mother"), ("mother", "parent"))))
    persons = [_parent(draw, f"{child}.{role}") for role in roles]
    relations = [{"child": child, "person": f"{child}.{role}", "role": role} for role in roles]
    if draw(st.booleans()):
        persons.append({"id": f"{child}.granny"})
        kind = draw(st.sampled_from(("temporary", "entrusted", "second", "guardian", "parent_guardian")))
        capable = draw(st.sampled_from(({}, {"capable": True}, {"capable": False})))
        begins = draw(st.sampled_from(({}, {"from": "2022-05-01"})))
        relations.append({"child": child, "person": f"{child}.granny", "role": kind, **capable, **begins})
    return persons, relations


def _stepfamily(draw: Draw, children: Sequence[str], relations: Sequence[Document]) -> list[Document]:
    """Return relations that make the last child's parents, called neither father nor mother, those of the first too."""
    shared = [r for r in relations if r["child"] == children[-1] and r["role"] in ("father", "mother")]
    if len(children) < 2 or not shared or draw(st.booleans()):
        return []
    return [{**relation, "child": children[0], "role": "parent"} for relation in shared]


def _parent(draw: Draw, id: str) -> Document:
    parent: Document = {"id": id}
    status = draw(st.sampled_from((None, None, None, "deceased", "missing", {"unknown": "not_known"})))
    if status is not None:
        parent["status"] = status
    asked = draw(st.sampled_from(("no", "refused", "yes", "yes", "yes")))
    if asked == "refused":
        parent["spells"] = {"unknown": "refused"}
    elif asked == "yes":
        parent["spells"] = _spells(draw)
    return parent


def _spells(draw: Draw) -> list[Document]:
    edges = sorted(draw(st.sets(st.dates(date(2021, 1, 1), date(2024, 8, 31)), max_size=6)))
    spells = []
    for start, until in zip(edges[::2], [*edges[1::2], None], strict=False):
        spell: Document = {"kind": "absence", "from": start.isoformat()}
        reason = draw(
            st.sampled_from((None, "working", "working", "trading", "study", {"unknown": "not_known"}))
        )
        if reason is not None:
            spell["reason"] = reason
        if until is not None:
            # The last day away, or the first day back: two ways to say one thing.
            last_day = {"last_day": (until - timedelta(days=1)).isoformat()}
            spell.update(draw(st.sampled_from(({"until": until.isoformat()}, last_day))))
            if (until - start).days > 20 and draw(st.booleans()):
                home = start + timedelta(days=5)
                spell["breaks"] = [
                    {"from": home.isoformat(), "until": (home + timedelta(days=3)).isoformat()}
                ]
        spells.append(spell)
    return spells


def _school(draw: Draw, children: Sequence[str]) -> Document:
    pupils = [child for child in children if draw(st.booleans())]
    school: Document = {
        "organisations": [{"id": "s1", "kind": "school"}],
        "classes": [{"id": "k1", "entry": "2022-2023", "entry_grade": draw(st.integers(5, 9))}],
        "enrolments": [{"child": child, "class": "k1", "from": "2022-09-01"} for child in pupils],
        "posts": [{"holder": "t1", "role": "class_teacher", "class": "k1", "from": "2022-09-01"}],
        "pairings": _pairings(draw, children),
        "results": _results(draw, pupils),
        "events": [_event(draw, children) for _ in range(draw(st.integers(0, 4)))] if children else [],
        "conduct": _some(draw, pupils, {"kind": "serious_violation"}),
        "titles": _some(draw, pupils, {"name": "three_good_student"}),
        "concerns": [
            {"child": c, "kind": "T2", "from": draw(some_days())} for c in children if draw(st.booleans())
        ],
    }
    if draw(st.booleans()):
        school["terms"] = [_term(year, number) for year in _YEARS for number in (1, 2)]
    return school


def _some(draw: Draw, pupils: Sequence[str], record: Document) -> list[Document]:
    return [{"child": child, "day": draw(some_days()), **record} for child in pupils if draw(st.booleans())]


def _pairings(draw: Draw, children: Sequence[str]) -> list[Document]:
    found = []
    for child in children:
        for helper in draw(st.sampled_from(((), ("v1",), ("v2",), ("v1", "v2")))):
            pairing: Document = {"child": child, "by": helper, "role": "volunteer", "from": "2022-09-01"}
            if draw(st.booleans()):
                pairing["last_day"] = draw(some_days(date(2022, 9, 1)))
            found.append(pairing)
    return found


def _results(draw: Draw, pupils: Sequence[str]) -> list[Document]:
    found = []
    for term in _TERMS:
        by_total = draw(st.booleans())
        for child in pupils:
            if draw(st.integers(0, 4)) == 0:
                continue  # ill, or not yet there
            total = {"total": draw(st.decimals(0, 700, places=1).map(str))}
            rank = {"rank": draw(st.integers(1, 45)), "of": 45}
            found.append({"child": child, "class": "k1", "term": term, **(total if by_total else rank)})
    return found


def _event(draw: Draw, children: Sequence[str]) -> Document:
    return {
        "kind": draw(st.sampled_from(_CONTACTS)),
        "day": draw(some_days()),
        "by": draw(st.sampled_from(("t1", "v1", "v2"))),
        "with": draw(st.lists(st.sampled_from(("child", "parent", "guardian")), unique=True, min_size=1)),
        "children": draw(st.lists(st.sampled_from(children), unique=True, min_size=1)),
        "made": draw(st.booleans()),
    }


def _term(year: str, number: int) -> Document:
    first, second = year.split("-")
    if number == 1:
        return {"school_year": year, "number": 1, "from": f"{first}-09-01", "last_day": f"{second}-01-14"}
    holiday = {"from": f"{second}-05-01", "last_day": f"{second}-05-05"}
    days = {"from": f"{second}-02-13", "until": f"{second}-07-01"}
    return {"school_year": year, "number": 2, **days, "vacations": [holiday]}


@st.composite
def shuffled(draw: Draw, document: Any) -> Any:
    """Return *document* with the keys of its objects and the items of its lists in another order: the same facts."""
    random = draw(st.randoms(use_true_random=False))

    def turn(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turn(value[key]) for key in random.sample(list(value), len(value))}
        if isinstance(value, list):
            return [turn(item) for item in random.sample(value, len(value))]
        return value

    return turn(document)


@st.composite
def with_facts_unasked(draw: Draw, document: Document, *, on: date) -> Document:
    """Return *document* with some known facts about people made unknown; nothing else differs.

    A start stays where it lies after *on*: a spell whose start nobody knows was recorded because it had begun.
    """

    def less(record: Document, *fields: str) -> Document:
        gone = [field for field in fields if field in record and draw(st.booleans())]
        return {key: {"unknown": "not_known"} if key in gone else value for key, value in record.items()}

    def less_of(spell: Document) -> Document:
        begun = isinstance(spell["from"], str) and spell["from"] <= on.isoformat()
        return less(spell, "reason", *(["from"] if begun else []))

    def less_declared(record: Document) -> Document:
        facts = record.get("facts", {})
        return {**record, "facts": less(facts, *facts)} if facts else record

    children = [less_declared(less(child, *_FLAGS, "birthday", "spells")) for child in document["children"]]
    persons = [less_declared(less(person, "spells", "status")) for person in document["persons"]]
    for person in persons:
        if isinstance(person.get("spells"), list):
            person["spells"] = [less_of(spell) for spell in person["spells"]]
    nobody_asked = {child["id"] for child in children if draw(st.integers(0, 3)) == 0}
    relations = [r for r in document["relations"] if r.get("child") not in nobody_asked]
    return {**document, "children": children, "persons": persons, "relations": relations}
