"""Hypothesis strategies for packs: any valid plan that the general language can say, and facts documents that fit it.

Needs the extra ``testing``. A pack is drawn as plain data (:func:`pack_documents`) and written as TOML (:func:`packs`); tables
name only what is declared in it, so that every pack loads, with or without doubts.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from liushou_core.testing.pack_facts import facts_for
from liushou_core.testing.pack_knowledge import less_known
from liushou_core.testing.pack_tables import TABLES, eligibility
from liushou_core.testing.pack_vocabulary import KIND_OF, Draw, Table, Vocabulary

__all__ = ["ALL_SECTIONS", "facts_for", "less_known", "pack_documents", "pack_text", "packs"]

ALL_SECTIONS: Final = tuple(TABLES)
"""Sections of whose tables packs are drawn."""
_KEYED: Final = ("fact", "event", "spell", "role")


def packs(*, most_tables: int = 5, sections: Sequence[str] = ALL_SECTIONS) -> st.SearchStrategy[str]:
    """Return the texts of valid packs with up to *most_tables* tables, of these *sections*, beside what they declare.

    >>> from hypothesis import find
    >>> from liushou_core import parse_policy
    >>> parse_policy(find(packs(), lambda text: "[[score]]" in text)).score[0].id
    'score-0'
    """
    return pack_documents(most_tables=most_tables, sections=sections).map(pack_text)


@st.composite
def pack_documents(draw: Draw, *, most_tables: int = 5, sections: Sequence[str] = ALL_SECTIONS) -> Table:
    """Return packs as plain data, in the order in which a pack is written."""
    # Few subjects a pack, so that its tables have something to say to each other.
    whom = st.sampled_from(("child", "child", "child", "child", *KIND_OF))
    words = Vocabulary(draw, draw(st.lists(whom, min_size=1, max_size=2)))
    for section in draw(st.lists(st.sampled_from(sections), min_size=1, max_size=most_tables)):
        words.keep(section, TABLES[section](words))
    document: Table = {
        "schema": "liushou-policy/1",
        "id": "drawn",
        "title": {"zh": "随机方案", "en": "A drawn plan"},
        "in_force_from": date(2022, 1, 1),
        "source": "own",
    }
    declared = {"fact": words.facts, "event": words.events, "spell": words.spells, "role": words.roles}
    if draw(st.booleans()):
        document["eligibility"] = eligibility(words)
    document |= {name: table for name, table in declared.items() if table}
    return document | words.tables


def pack_text(document: Table) -> str:
    """Return a pack as TOML: a header for every table of a section, everything in it on lines of its own.

    >>> print(pack_text({"id": "a", "decision": [{"id": "d", "rural": {}}]}))
    id = "a"
    <BLANKLINE>
    [[decision]]
    id = "d"
    rural = {}
    """
    head, tables = [], []
    for key, value in document.items():
        headed = list(_headed(key, value))
        tables += headed
        if not headed:
            head.append(_line(key, value))
    return "\n\n".join(["\n".join(head), *tables])


def _headed(key: str, value: Any) -> Iterator[str]:
    """Yield the tables of a section under their headers; none of what is no section, and of one that is not made of tables."""
    if key == "eligibility" and isinstance(value, dict):
        yield f"[{key}]\n{_lines(value)}"
    elif isinstance(value, list) and _all_tables(value):
        yield from (f"[[{key}]]\n{_lines(table)}" for table in value)
    elif key in _KEYED and isinstance(value, dict) and _all_tables(value.values()):
        yield from (f"[{key}.{id}]\n{_lines(table)}" for id, table in value.items())


def _all_tables(values: Iterable[Any]) -> bool:
    return all(isinstance(one, dict) for one in values)


def _lines(table: Table) -> str:
    return "\n".join(_line(key, value) for key, value in table.items())


def _line(key: str, value: Any) -> str:
    return f"{key} = {_inline(value)}"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(_line(key, one) for key, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    # Everything else is spelled alike in JSON and TOML.
    return json.dumps(value, ensure_ascii=False)
