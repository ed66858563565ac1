"""Write the reference pages that are made from the code: `python docs/generate.py`. A test holds them to it."""

import inspect
import tomllib
import types
import typing
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import SchoolYear, Span, TermId
from liushou_core.domain.child import Child
from liushou_core.domain.privacy import label_of, sensitivity_of, source_of
from liushou_core.domain.unknown import Unknown
from liushou_core.plugins.formats.sheets import SHEETS
from liushou_core.plugins.formats.words import word_for
from liushou_core.plugins.storage.record_types import STORED
from liushou_core.policy import components, criteria
from liushou_core.policy.canonical import key_of
from liushou_core.policy.component import Component
from liushou_core.policy.date_rules import DateRule
from liushou_core.policy.indicators.rate import Rate
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.open_points import OPEN_POINTS, OpenPoint, Written
from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.policy.quantities import Number, Quantity
from liushou_core.policy.reading.moments import Moment
from liushou_core.policy.reading.operand import FactRef, Operand
from liushou_core.policy.reading.tally_records import UnitFact
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.tables.points_rows import ClassRef, FactChoice
from liushou_core.policy.verdict import Clause
from liushou_core.policy.words import in_words
from liushou_core.serialization.pack_document import KEYED
from liushou_core.serialization.packs import list_policies, load_policy
from liushou_core.serialization.structuring import LEAVES

PAGES = Path(__file__).parent / "reference"

PACK_HEAD = """\
# The pack language, table by table

<!-- Made from the code by docs/generate.py; do not edit. -->

Every table and every parameter, made from the code. How they go together stands in [the grammar](pack-grammar.md); where a
number begins and ends to count, in [the boundaries](boundaries.md).

A type *clause* is a criterion or a tree of them; a *quantity* is a number, or one of [the quantities](#quantities); a *moment*
one of [the moments](#moments); a *date rule* one of [the date rules](#date-rules); a *rate* one of [the rates](#rates). *Amounts* are numbers, or text such as `"0.5"`.
A *table of values* is a small table of your own words: `{ own = 0, rented = 5 }`. Where it says "short for", the
text alone may be written: `{ fact = "income" }` for `{ fact = { name = "income" } }`.
"""

TABLES_HEAD = """\
# Roster tables

<!-- Made from the code by docs/generate.py; do not edit. -->

`programme.import_roster(path)` reads a folder of CSV files (UTF-8, with or without a byte order mark), one CSV file, or a
workbook (`.xlsx`, `.ods`; extra `office`) with a sheet for each table. A file or sheet is named as the table, in English or in
Chinese. Row 1 holds the headings, Chinese or English, in any order; an unknown heading is refused. Everything is stored or
nothing: each problem names file, row, column, reason and remedy. A second import of the same tables changes nothing, and an
import never alters what is stored.

**Cells.** Empty: nobody asked (未询问), or the usual value. 不清楚 or *not known*: asked, and not known. 拒答 or *refused*: the answer was
refused. 无 or *none*: asked, and there is none. Days: 2023-09-01, 2023/9/1 or 2023年9月1日. A class may be given by its name. Where a
list has a table of its own, 见明细 or *listed* announces it. A cell that begins with an apostrophe is text as it stands; what
is written for spreadsheets gets one where it could be taken for a formula.

**Ends are first days after**: 返回日期, 结束日期 and 离班日期 name the first day back, after, or elsewhere.
"""


FAMILIES: Final = (("Quantities", Quantity), ("Moments", Moment), ("Date rules", DateRule), ("Rates", Rate))
OWN_WORDS: Final[dict[Any, str]] = {
    Clause: "clause",
    Quantity: "quantity",
    Moment: "moment",
    DateRule: "date rule",
    Rate: "rate",
    Number: "number or day",
    Operand: 'value, or `{ fact = "…" }`',
    Lookup: "table of values",
    FactRef: "id of a fact",
    FactChoice: "id of a fact",
    UnitFact: "id of a fact",
    ClassRef: "id of a classification",
}


def pack_page() -> str:
    """Return the page about packs: every table and parameter, every criterion, every scoring component."""
    return "\n".join(
        [
            PACK_HEAD,
            *_tables(),
            *_leaves("Criteria", criteria.builtin()),
            *(line for title, marker in FAMILIES for line in _leaves(title, tuple(LEAVES[marker].values()))),
            *_components(),
            *_packs(),
            "",
        ]
    )


def _tables() -> Iterator[str]:
    hints = typing.get_type_hints(Policy)
    yield "## Tables"
    for name in SECTIONS:
        cls = _class_in(hints[name])
        several = typing.get_origin(hints[name]) is tuple
        head = f"[{name}.<id>]" if name in KEYED else f"[[{name}]]" if several else f"[{name}]"
        yield f"\n### `{head}`\n"
        if cls is None:
            yield "A clause, with its `source`: whom the plan covers. Without this table it covers everybody.\n"
        else:
            yield from _described(cls)


def _components() -> Iterator[str]:
    yield from _leaves("Scoring components", components.builtin())


def _leaves(title: str, classes: tuple[type[Any], ...]) -> Iterator[str]:
    yield f"\n## {title}"
    for cls in classes:
        yield f"\n### `{cls.name}`\n"
        yield from _described(cls)


def _packs() -> Iterator[str]:
    yield "\n## Packs that are shipped\n"
    yield "| pack | family | title | 名称 |\n|---|---|---|---|"
    for id in list_policies():
        policy = load_policy(id)
        yield f"| `{id}` | {policy.family} | {policy.title.en} | {policy.title.zh} |"


def _described(cls: type[Any]) -> Iterator[str]:
    """Yield what a class says of itself and its parameters as a table, then the tables inside it."""
    text = inspect.cleandoc(cls.__doc__ or "").partition("\n>>>")[0].rstrip()
    yield text.replace("``", "`") + "\n"
    hints = typing.get_type_hints(cls)
    hidden = ("source",)
    fields = [
        a for a in attrs.fields(cls) if a.name not in hidden and a.name[0] != "_" and not is_resolved(a)
    ]
    short = getattr(cls, "shorthand", None)
    if short is not None:
        yield f"Short for `{key_of(short)}`: the value alone.\n"
    if fields:
        yield "| key | type | default |\n|---|---|---|"
    inner: list[type[Any]] = []
    for attribute in fields:
        hint = hints[attribute.name]
        yield f"| `{key_of(attribute.name)}` | {_type(hint)} | {_default(attribute)} |"
        found = _class_in(hint)
        if found is not None and found is not Component and found not in OWN_WORDS:
            inner.append(found)
    for found in dict.fromkeys(inner):
        yield f"\n#### {found.__name__}\n"
        yield from _described(found)


def _class_in(hint: Any) -> type[Any] | None:
    """Return the table class inside a type, if there is one."""
    for part in (hint, *typing.get_args(hint)):
        if isinstance(part, type) and attrs.has(part) and part.__module__.startswith("liushou_core.policy"):
            return None if part.__name__ in ("Source", "Wording") or part is Clause else part
    return None


def _type(hint: Any) -> str:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_type(part) for part in arguments if part is not type(None))
    if origin is typing.Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if hint in OWN_WORDS:
        return OWN_WORDS[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ", ".join(f"`{member.value}`" for member in hint)
    return {
        "str": "text",
        "int": "whole number",
        "bool": "true or false",
        "Decimal": "amount",
        "date": "day",
    }.get(getattr(hint, "__name__", str(hint)), getattr(hint, "__name__", str(hint)).lower())


def _default(attribute: Any) -> str:
    if attribute.default is attrs.NOTHING:
        return "required"
    if isinstance(attribute.default, attrs.Factory):  # type: ignore[arg-type]
        return "its name" if attribute.name == "id" else "…"
    value = attribute.default
    if value is None or value in ((), Lookup()):
        return "—"
    return (
        f"`{str(value).lower()}`"
        if isinstance(value, bool)
        else f"`{getattr(value, 'value', None) or in_words(value)}`"
    )


def tables_page() -> str:
    """Return the page about roster tables: every table, its columns and what their cells hold."""
    return "\n".join([TABLES_HEAD, *_rosters(), ""])


def _rosters() -> Iterator[str]:
    for sheet in SHEETS:
        yield f"\n## `{sheet.name}` {'、'.join(sheet.names)}\n"
        if sheet.key:
            made_from = "、".join(sheet.columns[name].label for name in sheet.key)
            yield f"编号 may be left out; it is then made from {made_from}.\n"
        yield "| 列 | column | holds | needed |\n|---|---|---|---|"
        for column in sheet.columns.values():
            needed = "yes" if column.required and not (column.name == "id" and sheet.key) else ""
            yield f"| {column.label} | `{column.name}` | {_cell(column.hint)} | {needed} |"


def _cell(hint: Any) -> str:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_cell(part) for part in arguments if part not in (type(None), Unknown))
    if origin is tuple:
        item = arguments[0]
        own = attrs.has(item) and item.__module__.startswith("liushou_core.domain") and item is not Span
        return "见明细: they have a table of their own" if own else f"{_cell(item)}; several parted by `;`"
    if isinstance(hint, typing.NewType):
        return "id"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ", ".join(f"{word_for(member, 'zh')} (`{member.value}`)" for member in hint)
    words = {str: "text", int: "whole number", bool: "是 or 否 (yes, no)", Decimal: "number", date: "day"}
    words |= {
        Span: "first day/first day after",
        TermId: "term, 2022-2023/1",
        SchoolYear: "school year, 2022-2023",
    }
    return words[hint]


BOUNDARIES_HEAD = """\
# Where a number begins and ends to count

<!-- Made from tests/policy/golden/boundaries.toml by docs/generate.py; do not edit. -->

Every row of this page is a test. It says what a part of a pack means on the day before, the day itself and the day after, or just below,
at and just above a number. `low..high` is a number of which something is missing; `gap` follows where no row of a table provides.
"""


def boundaries_page() -> str:
    """Return the page about boundaries: the golden table of the tests, topic by topic."""
    table = Path(__file__).parents[1] / "tests" / "policy" / "golden" / "boundaries.toml"
    topics = tomllib.loads(table.read_text("utf-8"), parse_float=Decimal)["topic"]
    return "\n".join([BOUNDARIES_HEAD, *(line for topic in topics for line in _topic(topic)), ""])


def _topic(topic: dict[str, Any]) -> Iterator[str]:
    yield f"\n## {topic['title']}\n\n{topic['says']}\n"
    if topic.get("pack", "").strip():
        yield f"```text\n{topic['pack'].strip()}\n```\n"
    yield "| written | means | answers |\n|---|---|---|"
    for row in topic["row"]:
        answers = "; ".join(f"{key}: {value}" for key, value in row["answers"].items())
        yield f"| {_written(row)} | {row['says']} | {answers} |".replace("\n", " ")


def _written(row: dict[str, Any]) -> str:
    lines = [line.strip() for line in row.get("pack", "").splitlines()]
    shown = [line for line in lines if line and not line.startswith(("[[", "id = "))]
    text = " ".join(shown).replace("|", "\\|")
    return f"`{text}`" if text else row["name"]


RECORDS_HEAD = """\
# Records, field by field

<!-- Made from the code by docs/generate.py; do not edit. -->

Every kind of record, with the Chinese label of each field, how it is protected, and the place in the sources that asks for it. A dash: no
source names the field word for word, a rule needs it. *identity* and *sensitive* values never stand in a `repr`, an error or a log.
"""


def records_page() -> str:
    """Return the page of every record that is stored, and of the parts they hold."""
    nouns = [stored.of for stored in STORED]
    parts = [part for noun in nouns for part in _parts_of(noun)]
    return "\n".join(
        [RECORDS_HEAD, *(line for noun in dict.fromkeys((*nouns, *parts)) for line in _record(noun)), ""]
    )


def _parts_of(noun: type[Any]) -> Iterator[type[Any]]:
    """Yield the nouns inside a noun."""
    for hint in typing.get_type_hints(noun).values():
        for part in _members(hint):
            if attrs.has(part) and part.__module__.startswith("liushou_core.domain.") and is_noun(part):
                yield part
                yield from _parts_of(part)


def _members(hint: Any) -> Iterator[Any]:
    yield hint
    for part in typing.get_args(hint):
        yield from _members(part)


def is_noun(cls: Any) -> bool:
    """Say whether every field of a class says how it is protected."""
    return cls.__repr__ is Child.__repr__


def _record(noun: type[Any]) -> Iterator[str]:
    yield f"\n## {noun.__name__}\n"
    yield f"{_first_sentence(noun)}\n"
    yield "| field | 中文 | protected as | asked for by |"
    yield "|---|---|---|---|"
    for attribute in attrs.fields(noun):
        source = source_of(attribute) or "–"
        yield f"| `{attribute.name}` | {label_of(attribute)} | {sensitivity_of(attribute).value} | {source} |"


def _first_sentence(noun: type[Any]) -> str:
    return inspect.cleandoc(noun.__doc__ or "").partition("\n\n")[0].replace("``", "`").replace("\n", " ")


READINGS_HEAD = """\
# What the texts leave open

<!-- Made from the code by docs/generate.py; do not edit. -->

The plans that the library was written for leave much unsaid. No such point is decided in code: each is a parameter, and its
default is the reading that the text supports best. Each alternative has a test in which it changes an answer. The rule ids are those
of the sources' catalogue; *left out* means that the key is not written. `*` stands for an id of the pack's own, and a criterion stands where
the pack has it.
"""


def readings_page() -> str:
    """Return the page about readings: what is left open, how it can be read, and by which parameter."""
    head = ["| rule | what is left open | parameter | readings, the default first |", "|---|---|---|---|"]
    within = [line for point in OPEN_POINTS if point.choices for line in _point(point)]
    outside = [
        f"| {p.rule} | {p.leaves_open} | {p.external} |" for p in OPEN_POINTS if p.external is not None
    ]
    return "\n".join(
        [
            READINGS_HEAD,
            "## Decided by a parameter\n",
            *head,
            *within,
            "\n## Decided outside\n",
            "| rule | what is left open | who decides |\n|---|---|---|",
            *outside,
            "",
        ]
    )


def _point(point: OpenPoint) -> Iterator[str]:
    rule, leaves_open = point.rule, point.leaves_open
    for choice in point.choices:
        readings = "; ".join(f"{_value(value)}: {means}" for value, means in choice.readings.items())
        yield f"| {rule} | {leaves_open} | `{choice.path}` | {readings} |"
        rule = leaves_open = ""


def _value(value: Written) -> str:
    return "*left out*" if value is None else f"`{str(value).lower()}`"


COVERAGE_HEAD = """\
# 制度、方案与规则对照 · Systems, plans and rules

<!-- Made from tests/rules.toml and tests/rules/parameters.toml by docs/generate.py; do not edit. -->

原文的每项制度、每类方案、每条规则和每个数字，落在哪个方案文件的哪一处，由哪个测试证明。
Every system, plan family, rule and number of the sources: where in a pack it stands, and where another value of a parameter changes an
answer. The ids are those of the sources' catalogue. An element is written `pack:section.id`; each cites the rule in its `source`, and a
single parameter of a pack in the comment on its line. What the sources only say in words has no number: there the parameter is the `kind` of
recorded activity that shows it was done. *Told* is what changes only what a plan says of itself. A test holds this page and the packs to the list.
"""


def coverage_page() -> str:
    """Return the page about coverage: systems, families, rules, printed numbers, what is only named, what was left out."""
    rules = _table_of_tests("rules.toml")
    shown = _table_of_tests("rules/parameters.toml")["row"]
    return "\n".join(
        [
            COVERAGE_HEAD,
            *_systems(rules["system"]),
            *_families(rules["family"]),
            *_rules(rules["rule"], shown),
            *_sheet(rules["parameter"], shown),
            *_left_open(rules["named_only"]),
            *_noise(rules["noise"]),
            "",
        ]
    )


def _table_of_tests(path: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "tests" / path).read_text("utf-8"))


def _systems(systems: list[dict[str, Any]]) -> Iterator[str]:
    yield f"## 制度 · Systems ({len(systems)})\n"
    yield "| id | 制度 | system | cited by, among others | made by `liushou_core.…` |\n|---|---|---|---|---|"
    for one in systems:
        yield f"| {one['id']} | {one['zh']} | {one['en']} | {_codes(one['pack'])} | {_codes(one['modules'])} |"


def _families(families: list[dict[str, Any]]) -> Iterator[str]:
    yield f"\n## 方案类别 · Plan families ({len(families)})\n"
    yield "| id | plans of the sources | in one line | pack | 名称 |\n|---|---|---|---|---|"
    for one in families:
        title = load_policy(one["pack"]).title.zh
        yield f"| {one['id']} | {one['plans']} | {one['says']} | `{one['pack']}` | {title} |"


def _rules(rules: list[dict[str, Any]], shown: list[dict[str, Any]]) -> Iterator[str]:
    marked = Counter(rule["mark"] for rule in rules if "mark" in rule)
    told = sum(rule.get("shows") == "words" for rule in rules)
    marks = ", ".join(f"{count} {mark}" for mark, count in sorted(marked.items()))
    yield f"\n## 规则 · Rules ({len(rules)})\n"
    yield f"Of these {marks}; {told} are only told. The others have an element and a test.\n"
    yield "| id | rule | cited by, among others | what decides |\n|---|---|---|---|"
    for rule in rules:
        decides = [*_decides(rule, shown), *_mark(rule)]
        yield f"| {rule['id']} | {rule['title']} | {_codes(rule.get('pack', []))} | {'; '.join(decides)} |"


def _decides(rule: dict[str, Any], shown: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the tests of a rule: of the parameters each one, of other tables the case."""
    for test in rule.get("test", []):
        if test == "parameters":
            yield from (_parameter(row) for row in shown if rule["id"] in row["rules"])
        else:
            yield f"`{test.rpartition('::')[2]}`" if "::" in test else f"case *{test}*"


def _mark(rule: dict[str, Any]) -> Iterator[str]:
    if "mark" in rule:
        yield f"**{rule['mark']}**: {rule['because']}"


def _parameter(row: dict[str, Any]) -> str:
    kind = "*told*: " if row["ask"] == "told" else ""
    place = f"`{row['pack']}:{row['path']}`"
    return f"{kind}{place} {_plain(row['printed'])} → {_plain(row['changed'])}"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sheet(parameters: list[dict[str, Any]], shown: list[dict[str, Any]]) -> Iterator[str]:
    yield f"\n## 数字 · Printed numbers ({len(parameters)})\n"
    yield "| number | printed | rules | parameters, each with another value that is tried |\n|---|---|---|---|"
    for one in parameters:
        places = "; ".join(_parameter(row) for row in shown if one["key"] in row.get("rows", []))
        yield f"| {one['name']} | {one['printed']} | {', '.join(one['rules'])} | {places} |"


def _left_open(named: list[dict[str, Any]]) -> Iterator[str]:
    yield "\n## 只有名称 · Only named\n"
    yield "The sources name these and say no more: a place to fill, and no invented meaning.\n"
    yield "| named | place | how |\n|---|---|---|"
    for one in named:
        yield f"| {one['name']} | `{one['pack']}` | {one['how']} |"


def _noise(noise: list[dict[str, Any]]) -> Iterator[str]:
    yield "\n## 无关内容 · Left out\n"
    yield "| place | what |\n|---|---|"
    yield from (f"| {one['place']} | {one['what']} |" for one in noise)


def _codes(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "—"


MADE = {
    "boundaries.md": boundaries_page,
    "coverage.md": coverage_page,
    "pack-language.md": pack_page,
    "records.md": records_page,
    "readings.md": readings_page,
    "roster-tables.md": tables_page,
}

if __name__ == "__main__":
    for name, make in MADE.items():
        (PAGES / name).write_text(make(), "utf-8")
