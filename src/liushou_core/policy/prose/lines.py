"""Lines: tables and clauses below each other, each with how deep it stands."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

from liushou_core.locale import Locale, render
from liushou_core.policy.component import Component
from liushou_core.policy.linking import ELIGIBILITY
from liushou_core.policy.prose.phrases import below, bracketed, cited, joined, leaf_words, phrase, phrases
from liushou_core.policy.prose.values import given, is_clause, is_leaf, is_table, parts_of
from liushou_core.policy.source import Wording
from liushou_core.policy.tree import Noted
from liushou_core.policy.walk import is_tree

__all__ = ["Lines", "clause_lines", "table_lines"]

Lines: TypeAlias = Iterator[tuple[int, str]]


def table_lines(table: Any, locale: Locale, depth: int = 0) -> Lines:
    """Yield a table in words: what it is called and its parameters in one line, then what stands inside it."""
    parts = [
        part for part in (_name(table, locale), joined(phrases(table, locale), locale, strong=True)) if part
    ]
    yield depth, _colon(locale).join(parts) + cited(table, locale)
    yield from _inside(table, locale, depth + 1)


def clause_lines(clause: Any, locale: Locale, depth: int = 0, lead: str = "") -> Lines:
    """Yield a clause and those inside it; *lead* says what it is for."""
    if isinstance(clause, Noted):
        lead, clause = f"{lead}{render('prose.noted', locale)}{_colon(locale)}", clause.parts[0]
    yield depth, lead + _said(clause, locale)
    if is_tree(clause):
        for part in clause.parts:
            yield from clause_lines(part, locale, depth + 1)
    else:
        yield from _inside(clause, locale, depth + 1)


def _inside(table: Any, locale: Locale, depth: int) -> Lines:
    """Yield what stands inside a table or a leaf, each list under what it is."""
    for field, value in given(table):
        parts = below(value)
        head = phrase(type(table), field.name, "", locale) + _colon(locale) if parts else ""
        if parts and isinstance(value, tuple):
            yield depth, head.rstrip()
        for part in parts:
            if is_clause(part):
                yield from clause_lines(part, locale, depth, head)
            elif isinstance(part, Component):
                yield depth + 1, _said(part, locale)
            else:
                yield from table_lines(part, locale, depth + 1)
        for part in () if parts else parts_of(value):
            if is_leaf(part) or is_table(part):
                yield from _inside(part, locale, depth)


def _said(leaf: Any, locale: Locale) -> str:
    """Return a clause or a component in words, with the id it was given and its source."""
    default: Any = attrs.fields_dict(type(leaf))["id"].default
    own = default.factory(leaf) if hasattr(default, "factory") else default
    id = "" if leaf.id in (own, ELIGIBILITY) else bracketed(f"`{leaf.id}`", locale)
    return leaf_words(leaf, locale) + id + cited(leaf, locale)


def _name(table: Any, locale: Locale) -> str:
    """Return what a table is called, and its id."""
    title = getattr(table, "title", None) or getattr(table, "label", None)
    id = getattr(table, "id", None)
    parts = [title.text(locale) if isinstance(title, Wording) else "", f"`{id}`" if id else ""]
    return " ".join(part for part in parts if part)


def _colon(locale: Locale) -> str:
    return "：" if locale == "zh" else ": "
