"""Write the reference pages that are made from the code: `python docs/generate.py`. A test holds them to it."""

import inspect
import types
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from liushou_core.policy import components, criteria
from liushou_core.policy.canonical import key_of
from liushou_core.policy.component import Component
from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.policy.verdict import Clause
from liushou_core.policy.words import in_words
from liushou_core.serialization.packs import list_policies, load_policy

PAGES = Path(__file__).parent / "reference"

PACK_HEAD = """\
# The pack language

<!-- Made from the code by docs/generate.py; do not edit. -->

A pack is one TOML file: the keys `schema = "liushou-policy/1"`, `id`, `title = { zh, en }` and `in_force_from` (a day; the
first on which the plan covers anybody), if you like `family` and `covers`, then the tables below. A table in double brackets
may stand several times, each with its own `id`. Every table cites its `source`; a number without one does not load.

**Clauses.** Where a type says *clause*, write one criterion, `{ criterion_name = { parameters } }`, or a tree of them:
`all = [ … ]`, `any = [ … ]`, `not = …`, `at_least = { n = 2, of = [ … ] }`. Unknown facts follow Kleene's logic: an `all` with one
NO is NO whatever else is unknown.

**Durations** are text: `"3 months"`, `"14 days"`, `"1 week"`, `"1 year"`, `"3 whole months"` (calendar months from the first to the
last day). **Days** are TOML dates. **Amounts** are text, `"30"`, so that no binary fraction touches them.

**Editions.** `[[edition]]` with `from = 2024-09-01`, a `source` and `changes = { "duty.monthly-talk.at_least" = 2 }` changes parameters
from a day on. A path is `section.id.parameter`; the clauses of a tree stand directly under their section.

Tables that belong to the language but are not read yet are refused by name, never passed over: see
[what is not built yet](../explanation/departures.md).
"""


def pack_page() -> str:
    """Return the page about packs: every table and parameter, every criterion, every scoring component."""
    return "\n".join([PACK_HEAD, *_tables(), *_leaves("Criteria", criteria.builtin()), *_components(), *_packs(), ""])


def _tables() -> Iterator[str]:
    hints = typing.get_type_hints(Policy)
    yield "## Tables"
    for name in SECTIONS:
        cls = _class_in(hints[name])
        several = typing.get_origin(hints[name]) is tuple
        yield f"\n### `{'[[' if several else '['}{name}{']]' if several else ']'}`\n"
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
    fields = [a for a in attrs.fields(cls) if a.name != "source" and not a.name.startswith("_")]
    if fields:
        yield "| key | type | default |\n|---|---|---|"
    inner: list[type[Any]] = []
    for attribute in fields:
        hint = hints[attribute.name]
        yield f"| `{key_of(attribute.name)}` | {_type(hint)} | {_default(attribute)} |"
        found = _class_in(hint)
        if found is not None and found is not Component:
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
    if hint is Clause:
        return "clause"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ", ".join(f"`{member.value}`" for member in hint)
    return {"str": "text", "int": "whole number", "bool": "true or false", "Decimal": "amount", "date": "day"}.get(
        getattr(hint, "__name__", str(hint)), getattr(hint, "__name__", str(hint)).lower()
    )


def _default(attribute: Any) -> str:
    if attribute.default is attrs.NOTHING:
        return "required"
    if isinstance(attribute.default, attrs.Factory):  # type: ignore[arg-type]
        return "its name" if attribute.name == "id" else "…"
    value = attribute.default
    if value is None or value == ():
        return "—"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{getattr(value, 'value', None) or in_words(value)}`"


MADE = {"pack-language.md": pack_page}

if __name__ == "__main__":
    for name, make in MADE.items():
        (PAGES / name).write_text(make(), "utf-8")
