"""Packs: a policy as a TOML file. Every mistake is reported at once, with its line.

tomllib reads the text, cattrs structures each table into the class of its section, then lint looks at the values. Only
when there are problems is the text read again to find their lines.
"""

import re
import tomllib
import typing
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal, get_type_hints

import attrs

from liushou_core.errors import InvalidPolicy, Problem, UnknownPolicy
from liushou_core.policy.lint import DEEPEST
from liushou_core.policy.paths import set_parameter
from liushou_core.policy.policy import SECTIONS, Edition, Policy
from liushou_core.policy.registry import Origin, Registry, builtin_registry
from liushou_core.serialization.pack_lines import with_lines
from liushou_core.serialization.structuring import TREES, PackConverter, Refused

__all__ = [
    "Sources",
    "builtin_packs",
    "lint_policy",
    "list_policies",
    "load_policy",
    "parse_policy",
    "read_pack",
]

SCHEMA: Final = "liushou-policy/1"
_HEAD: Final = ("id", "title", "in_force_from", "family", "covers")
_NOT_BUILT: Final = frozenset(
    (
        *("category", "assessment", "support", "fund", "legal_aid", "agenda", "inspection", "equipment"),
        *("indicator", "dropout", "organisation", "fact", "event", "decision", "classification", "score"),
        *("tally", "ladder", "limit", "date", "identity"),
    )
)
_DEEPEST: Final = 4 * DEEPEST
"""How deep the data of a pack may be: a tree takes up to three levels, and stands in a table of a section."""
Sources = Literal["required", "optional"]


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

    ``sources="optional"`` turns clauses that cite nothing into warnings. Raises InvalidPolicy with every problem.
    """
    policy, problems = _read(text, registry or builtin_registry(), sources)
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
        document = _document(text)
    except Refused as error:
        return None, list(error.problems)
    problems = [*_unknown_tables(document), *_uncited(document, sources)]
    if document.pop("schema", None) != SCHEMA:
        problems.append(Problem(code="bad_schema", values={"wanted": SCHEMA}))
    fields, refused = _structured(document, PackConverter(registry))
    problems.extend(refused)
    partial = {name: value for name, value in fields.items() if name in SECTIONS}
    if (
        any(problem.severity == "error" for problem in refused)
        or not {"id", "title", "in_force_from"} <= fields.keys()
    ):
        # Lint what could be read, so that one round of mending is enough.
        stand_in = {"id": "x", "title": None, "in_force_from": None, **partial}
        problems.extend(p for p in Policy(**stand_in).lint() if p.code != "edition_too_early")
        return None, problems
    policy = Policy(**fields, origins=tuple(_origins(partial, registry)))
    problems.extend(policy.lint())
    problems.extend(_edition_problems(policy))
    return policy, problems


def _document(text: str) -> dict[str, Any]:
    """Return the text as plain data. Raises Refused for what is not TOML, or nested deeper than any tree may be."""
    too_deep = Problem(code="tree_too_deep", values={"most": DEEPEST})
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise Refused(iter([too_deep])) from None
    except ValueError as error:  # TOMLDecodeError, and Python's own limit on the digits of a number
        problem = Problem(code="bad_toml", values={"why": str(error)}, line=_told_line(error))
        raise Refused(iter([problem])) from None
    if _depth(document) > _DEEPEST:
        raise Refused(iter([too_deep]))
    return document


def _told_line(error: ValueError) -> int | None:
    """Return the line that tomllib tells; before Python 3.14 only its message does."""
    told = re.search(r"at line (\d+)", str(error))
    return int(told[1]) if told else None


def _depth(data: Any) -> int:
    """Return how deep tables and lists stand in each other, without recursion; counting ends beyond what is allowed."""
    depth, level = 0, [data]
    while level and depth <= _DEEPEST:
        below = (item.values() if isinstance(item, dict) else item for item in level)
        level = [item for items in below for item in items if isinstance(item, dict | list)]
        depth += 1
    return depth


def _structured(
    document: Mapping[str, Any], converter: PackConverter
) -> tuple[dict[str, Any], list[Problem]]:
    """Structure each table by itself, so that a mistake in one does not hide those in the others."""
    hints = get_type_hints(Policy)
    fields: dict[str, Any] = {}
    missing = (name for name in ("id", "title", "in_force_from") if name not in document)
    problems = [Problem(code="missing_key", values={"key": name}) for name in missing]
    for name in (*_HEAD, *SECTIONS, "edition"):
        if name not in document:
            continue
        table = document[name]
        if name == "eligibility" and isinstance(table, dict) and not TREES.isdisjoint(table):
            table = {"id": "eligibility", **table}
        if typing.get_origin(hints[name]) is tuple and not isinstance(table, list):
            problems.append(Problem(code="wrong_type", path=(name,), values={"expected": "tables"}))
            continue
        try:
            fields[name] = converter.structure(
                _edition_pairs(table) if name == "edition" else table, hints[name]
            )
        except Refused as refused:
            problems.extend(problem.under(name) for problem in refused.problems)
    return fields, problems


def _edition_pairs(editions: Any) -> Any:
    """Turn each edition's table of changes into pairs, which a frozen value can hold."""
    if not isinstance(editions, list):
        return editions
    return [
        {**edition, "changes": [(path, _frozen(value)) for path, value in edition["changes"].items()]}
        if isinstance(edition, dict) and isinstance(edition.get("changes"), dict)
        else edition
        for edition in editions
    ]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _unknown_tables(document: Mapping[str, Any]) -> Iterator[Problem]:
    known = {"schema", "edition", *_HEAD, *SECTIONS}
    for name in document:
        if name in known:
            continue
        if name in _NOT_BUILT:
            yield Problem(code="not_built_yet", path=(name,), values={"key": name})
        else:
            near = get_close_matches(name, known) or ["—"]
            yield Problem(
                code="unknown_pack_table", path=(name,), values={"key": name, "suggestion": near[0]}
            )


def _uncited(document: Mapping[str, Any], sources: Sources) -> Iterator[Problem]:
    """Yield the tables that cite no source. A clause inside inherits that of its table."""
    severity = "error" if sources == "required" else "warning"
    for name in SECTIONS:
        value = document.get(name)
        for index, table in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(table, dict) and table.get("source", "") == "":
                path = (name,) if index is None else (name, index)
                values = {"id": table.get("id") or table.get("area") or name}
                yield Problem(code="source_missing", path=path, values=values, severity=severity)


def _edition_problems(policy: Policy) -> Iterator[Problem]:
    """Yield the changes of editions that cannot be made, in the order in which the editions take effect."""
    current = attrs.evolve(policy, edition=())
    order: list[tuple[int, Edition]] = sorted(enumerate(policy.edition), key=lambda pair: pair[1].from_)
    for index, edition in order:
        for path, value in edition.changes:
            place = ("edition", index, "changes", path)
            try:
                current = set_parameter(current, path, value)
            except InvalidPolicy as refused:
                yield from (attrs.evolve(problem, path=place) for problem in refused.problems)
            except LookupError as error:
                yield Problem(code="bad_path", path=place, values=dict(getattr(error, "data", {})))
        yield from (
            attrs.evolve(p, path=("edition", index, "changes"))
            for p in current.lint()
            if p.severity == "error"
        )


def _origins(sections: Mapping[str, Any], registry: Registry) -> Iterator[tuple[str, Origin]]:
    """Yield who brought each criterion and component that the policy uses."""
    names = {name for value in sections.values() for name in _leaf_names(value)}
    for key, origin in registry.origins.items():
        if key.partition(".")[2] in names:
            yield key, origin


def _leaf_names(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _leaf_names(item)
    elif attrs.has(type(value)):
        name = getattr(type(value), "name", None)
        if isinstance(name, str):
            yield name
        for attribute in attrs.fields(type(value)):
            yield from _leaf_names(getattr(value, attribute.name))
