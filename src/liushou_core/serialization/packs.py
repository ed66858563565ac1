"""Packs: a policy as a TOML file. Every mistake is reported at once, with its line.

tomllib reads the text, cattrs structures each table into the class of its section, then lint looks at the values. Only
when there are problems is the text read again to find their lines.
"""

import typing
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, get_type_hints

import attrs

from liushou_core.errors import InvalidPolicy, Problem, UnknownPolicy
from liushou_core.policy.canonical import leaf_name
from liushou_core.policy.component import Component
from liushou_core.policy.origin import Origin
from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.policy.registry import Registry, builtin_registry
from liushou_core.policy.tables.questions import Question
from liushou_core.serialization.pack_cache import MOST_POLICIES, Itself, converter_of
from liushou_core.serialization.pack_document import (
    HEAD,
    KEYED,
    SCHEMA,
    Sources,
    pack_document,
    uncited,
    unknown_tables,
)
from liushou_core.serialization.pack_editions import edition_problems
from liushou_core.serialization.pack_lines import with_lines
from liushou_core.serialization.pack_refusals import Refused
from liushou_core.serialization.structuring import TREES, PackConverter

__all__ = [
    "Sources",
    "builtin_packs",
    "lint_policy",
    "list_policies",
    "load_policy",
    "parse_policy",
    "read_pack",
]


def load_policy(ref: str | Path, *, registry: Registry | None = None) -> Policy:
    """Return the policy of a shipped pack (by id) or of a TOML file (by Path, or text that ends in ``.toml``).

    Without *registry* only our own criteria are known; nothing is discovered. Raises UnknownPolicy, InvalidPolicy.

    >>> load_policy("school-four-priorities").family
    'F05'
    """
    if isinstance(ref, Path) or ref.endswith(".toml"):
        path = Path(ref)
        return parse_policy(read_pack(path), registry=registry, file=path.name)
    packs = builtin_packs()
    if ref not in packs:
        near = get_close_matches(ref, packs) or list(packs)
        raise UnknownPolicy(name=ref, known=", ".join(near))
    return (
        _shipped(ref) if registry is None else parse_policy(packs[ref], registry=registry, file=f"{ref}.toml")
    )


def read_pack(path: Path) -> str:
    """Return the text of a pack's file. Raises UnknownPolicy if there is none, InvalidPolicy if it is not UTF-8."""
    try:
        return path.read_text("utf-8-sig")  # some editors put a mark in front
    except UnicodeDecodeError:
        raise InvalidPolicy([Problem(code="text_not_utf8", file=path.name)], what=path.name) from None
    except OSError:
        raise UnknownPolicy(name=str(path), known=", ".join(list_policies())) from None


@cache
def _shipped(name: str) -> Policy:
    return parse_policy(builtin_packs()[name], file=f"{name}.toml")


def list_policies() -> tuple[str, ...]:
    """Return the ids of the shipped packs, sorted."""
    return tuple(builtin_packs())


@cache
def builtin_packs() -> Mapping[str, str]:
    """Return the text of every shipped pack under its id."""
    folder = files("liushou_core.policy.packs")
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name
    )
    return {entry.name.removesuffix(".toml"): entry.read_text("utf-8") for entry in entries}


def parse_policy(
    text: str, *, registry: Registry | None = None, sources: Sources = "required", file: str | None = None
) -> Policy:
    """Return the policy that *text* describes; doubts stand in its ``warnings``.

    ``sources="optional"`` turns clauses that cite nothing into warnings. Raises InvalidPolicy with every problem. The policies of the texts
    parsed last are kept, and the same text gives the same value (``serialization/pack_cache.py``).
    """
    return _parsed(text, Itself(registry or builtin_registry()), sources, file)


@lru_cache(maxsize=MOST_POLICIES)
def _parsed(text: str, registry: Itself[Registry], sources: Sources, file: str | None) -> Policy:
    policy, problems = _read(text, registry.value, sources)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or policy is None:
        name = file or (policy.id if policy else "pack")
        raise InvalidPolicy(with_lines(text, errors, file), what=name)
    return attrs.evolve(policy, warnings=with_lines(text, problems, file))


def lint_policy(
    text: str, *, registry: Registry | None = None, sources: Sources = "required", file: str | None = None
) -> list[Problem]:
    """Return everything wrong or doubtful in a pack, each with its line; empty: it loads without a doubt."""
    _policy, problems = _read(text, registry or builtin_registry(), sources)
    return list(with_lines(text, problems, file))


def _read(text: str, registry: Registry, sources: Sources) -> tuple[Policy | None, list[Problem]]:
    try:
        document = pack_document(text)
    except Refused as error:
        return None, list(error.problems)
    problems = [*unknown_tables(document), *uncited(document, sources)]
    if document.pop("schema", None) != SCHEMA:
        problems.append(Problem(code="bad_schema", values={"wanted": SCHEMA}))
    fields, refused, places = _structured(document, converter_of(registry))
    problems.extend(refused)
    partial = {name: value for name, value in fields.items() if name in SECTIONS}
    if refused:
        # Lint what could be read, so that one round of mending is enough.
        stand_in = Policy(**{"id": "x", "title": None, "in_force_from": None, **partial})
        problems.extend(_in_place(problem, places) for problem in stand_in.lint())
        return None, [_as_written(problem, document) for problem in problems]
    policy = Policy(**fields, origins=tuple(_origins(partial, registry)))
    problems.extend(_in_place(problem, places) for problem in policy.lint())
    problems.extend(edition_problems(policy))
    return policy, [_as_written(problem, document) for problem in problems]


Places = Mapping[str, list[Any]]
"""Where the items of a section that could be read stood in it, by number or by key."""


def _structured(
    document: Mapping[str, Any], converter: PackConverter
) -> tuple[dict[str, Any], list[Problem], Places]:
    """Structure each table by itself, so that a mistake in one does not hide those in the others."""
    hints = get_type_hints(Policy)
    fields: dict[str, Any] = {}
    places: dict[str, list[Any]] = {}
    missing = (name for name in ("id", "title", "in_force_from") if name not in document)
    problems = [Problem(code="missing_key", values={"key": name}) for name in missing]

    def structured(data: Any, hint: Any, *place: str | int) -> list[Any]:
        try:
            return [converter.structure(data, hint)]
        except Refused as refused:
            problems.extend(problem.under(*place) for problem in refused.problems)
            return []

    for name in (*HEAD, *SECTIONS, "edition"):
        table = document.get(name)
        if table is None:
            continue
        if name in KEYED and isinstance(table, dict):
            read_keyed = [
                (id, one)
                for id, item in sorted(table.items())  # the order of keys says nothing
                for one in structured(_with_id(id, item, document), typing.get_args(hints[name])[0], name, id)
            ]
            places[name], fields[name] = [id for id, _ in read_keyed], tuple(one for _, one in read_keyed)
            continue
        if typing.get_origin(hints[name]) is not tuple:
            cited = _cited(_named(name, table), document) if name in SECTIONS else table
            fields.update((name, value) for value in structured(cited, hints[name], name))
        elif not isinstance(table, list):
            problems.append(Problem(code="wrong_type", path=(name,), values={"expected": "tables"}))
        else:
            hint, _ = typing.get_args(hints[name])
            read = [
                (n, one)
                for n, item in enumerate(table)
                for one in structured(_cited(_flat(name, item), document), hint, name, n)
            ]
            places[name], fields[name] = [n for n, _ in read], tuple(one for _, one in read)
    return fields, problems, places


def _in_place(problem: Problem, places: Places) -> Problem:
    """Return a problem of what could be read, with its item counted as the pack counts."""
    if len(problem.path) > 1 and isinstance(index := problem.path[1], int) and problem.path[0] in places:
        name = str(problem.path[0])
        return attrs.evolve(problem, path=(name, places[name][index], *problem.path[2:]))
    return problem


def _as_written(problem: Problem, document: Mapping[str, Any]) -> Problem:
    """Return a problem of a decision's own tree at the place where the pack has it: in the table itself, under no ``when``."""
    path = problem.path
    if path[:1] != ("decision",) or path[2:3] != ("when",) or "when" in document["decision"][path[1]]:
        return problem
    return attrs.evolve(problem, path=(*path[:2], *path[3:]))


def _named(name: str, table: Any) -> Any:
    """Give the tree of [eligibility] the section's name; a criterion standing there alone keeps its own."""
    if name == "eligibility" and isinstance(table, dict) and not TREES.isdisjoint(table):
        return {"id": name, **table}
    return table


def _with_id(id: str, item: Any, document: Mapping[str, Any]) -> Any:
    """Give a table that is written under its id that id."""
    return _cited({**item, "id": id}, document) if isinstance(item, dict) and "id" not in item else item


def _cited(item: Any, document: Mapping[str, Any]) -> Any:
    """Give a table that cites nothing the source of the whole pack, if there is one."""
    source = document.get("source")
    if source is None or not isinstance(item, dict) or "source" in item:
        return item
    return {**item, "source": source}


def _flat(name: str, item: Any) -> Any:
    """Turn an edition's table of changes into pairs, which a frozen value can hold, and a decision's own tree into its ``when``.

    A path without quotes is a table of tables to TOML; no parameter is a table, so that both spellings mean the same.
    """
    if name == "decision" and isinstance(item, dict) and "when" not in item:
        own = {key for key in item if key not in _OF_QUESTIONS}
        if own:
            rest = {key: value for key, value in item.items() if key not in own}
            return {**rest, "when": {key: item[key] for key in own}}
    if name == "edition" and isinstance(item, dict) and isinstance(item.get("changes"), dict):
        return {**item, "changes": list(_paths(item["changes"]))}
    return item


_OF_QUESTIONS: Final = frozenset(field.name for field in attrs.fields(Question))


def _paths(changes: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in changes.items():
        if isinstance(value, dict):
            yield from _paths(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", _frozen(value)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _origins(sections: Mapping[str, Any], registry: Registry) -> Iterator[tuple[str, Origin]]:
    """Yield who brought each criterion and component that the policy uses."""
    used = {name for value in sections.values() for name in _leaf_names(value)}
    return ((name, origin) for name, origin in registry.origins.items() if name in used)


def _leaf_names(value: Any) -> Iterator[str]:
    """Yield the names of criteria and components inside *value*, as the registry's origins spell them."""
    if isinstance(value, tuple):
        for item in value:
            yield from _leaf_names(item)
    elif attrs.has(type(value)):
        name = leaf_name(value)
        if name is not None:
            yield f"{'components' if isinstance(value, Component) else 'criteria'}.{name}"
        for attribute in attrs.fields(type(value)):
            yield from _leaf_names(getattr(value, attribute.name))
