"""Phrases: what is said of one parameter, in words of the catalogue.

The catalogue has, for the field ``per`` of a Duty, ``prose.duty.per``, with ``{value}`` where the value goes, or a phrase for each
of its values, ``prose.duty.to.each_class``; ``prose.any.…`` serves every table. What a plugin brings without words is shown
as a pack writes it.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import Lapse
from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.canonical import key_of
from liushou_core.policy.component import Component
from liushou_core.policy.date_rules.wording import lapse_in_words
from liushou_core.policy.labels import fact_text
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.prose.values import given, is_clause, is_leaf, is_table, parts_of
from liushou_core.policy.reading.moments import named
from liushou_core.policy.reference import Refers
from liushou_core.policy.source import Labels
from liushou_core.policy.verdict import UNKNOWN, Fact, Finding
from liushou_core.policy.walk import is_tree
from liushou_core.policy.words import in_words

__all__ = ["below", "bracketed", "cited", "joined", "leaf_words", "phrase", "phrases", "value_words"]

_STEP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def joined(parts: Iterator[str] | list[str], locale: Locale, *, strong: bool = False) -> str:
    """Return *parts* as a list in one line; *strong*: those of a whole table."""
    zh, en = ("；", "; ") if strong else ("，", ", ")
    return (zh if locale == "zh" else en).join(parts)


def bracketed(text: str, locale: Locale) -> str:
    """Return *text* in brackets, to be put behind another."""
    return f"（{text}）" if locale == "zh" else f" ({text})"


def cited(table: Any, locale: Locale) -> str:
    """Return the source of a table or clause in brackets; empty if it cites none itself."""
    source = getattr(table, "source", None)
    return "" if source is None else f"【{source}】" if locale == "zh" else f" [{source}]"


def phrase(owner: type[Any], field: str, value: Any, locale: Locale) -> str:
    """Return what is said of a field of *owner* that has this value."""
    key = key_of(field)
    value = _named_parts(key, value, locale)
    for table in (_STEP.sub("_", owner.__name__).lower(), "any"):
        for place in (f"prose.{table}.{key}.{_exact(value)}", f"prose.{table}.{key}"):
            if has_message(place):
                return render(place, locale, value=value_words(value, locale))
    return render("prose.parameter", locale, key=key, value=value_words(value, locale))


def _named_parts(key: str, value: Any, locale: Locale) -> Any:
    """Return the names of promises and of fields of the archive in words, each with the name that the pack writes."""
    speak = {"promises": _promise, "fields": _archive_field}.get(key)
    if speak is None or not isinstance(value, tuple):
        return value
    told = ((speak(part, locale), part) for part in value)
    return tuple(words + bracketed(f"`{part}`", locale) if words else part for words, part in told)


def _promise(name: str, locale: Locale) -> str:
    return render(f"promise.{name}", locale) if has_message(f"promise.{name}") else ""


def _archive_field(name: str, locale: Locale) -> str:
    kind, _, field = name.partition(".")
    return " ".join(fact_text(Fact(kind, "", field), locale).split())


def phrases(table: Any, locale: Locale) -> Iterator[str]:
    """Yield what is said of a table in one line; the rest is said below it."""
    for field, value in given(table):
        if not below(value):
            yield phrase(type(table), field.name, _called(table, value, locale), locale)


def below(value: Any) -> tuple[Any, ...]:
    """Return what of a field takes lines of its own: clauses, components, tables in a list."""
    listed = isinstance(value, tuple)
    parts = (part for part in parts_of(value) if is_clause(part) or (listed and is_table(part)))
    return (*parts, *(part for part in parts_of(value) if isinstance(part, Component)))


def _called(table: Any, value: Any, locale: Locale) -> Any:
    """Return what a field holds; of the name of another table, what that is called."""
    if not isinstance(table, Refers) or value != table.refers()[1]:
        return value
    return named(table.target, value, locale)


def _exact(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def value_words(value: Any, locale: Locale) -> str:
    """Return the value of a parameter in words."""
    if isinstance(value, tuple):
        return ("、" if locale == "zh" else ", ").join(value_words(part, locale) for part in value)
    if isinstance(value, Labels | Lookup):
        rows = (
            render("prose.lookup", locale, name=name, value=value_words(one, locale))
            for name, one in value.rows
        )
        return joined(rows, locale)
    if isinstance(value, Lapse):
        return lapse_in_words(value, locale)
    if isinstance(value, Enum) and has_message(word := f"prose.word.{type(value).__name__}.{value.value}"):
        return render(word, locale)
    if is_leaf(value):
        return leaf_words(value, locale)
    if is_table(value):
        return _table_words(value, locale)
    return in_words(value, locale)


def _table_words(table: Any, locale: Locale) -> str:
    """Return a table that stands in a line of another; a mere reference is what it leads to."""
    fields = list(given(table))
    if isinstance(table, Refers) and len(fields) == 1:
        return str(_called(table, fields[0][1], locale))
    return joined(phrases(table, locale), locale) + cited(table, locale)


# ------------------------------------------------------------------------------------------------- leaves


def leaf_words(leaf: Any, locale: Locale) -> str:
    """Return a leaf in its own words, and in brackets what these do not say."""
    more = joined(_unsaid(leaf, locale), locale)
    return _own_words(leaf, locale) + (bracketed(more, locale) if more else "")


def _own_words(leaf: Any, locale: Locale) -> str:
    if isinstance(leaf, Component):
        values = {name: in_words(value, locale) for name, value in leaf.parameters().items()}
        return leaf.messages[locale]["gives"].format_map(values)
    return Finding(leaf, UNKNOWN).asks(locale) if is_clause(leaf) else str(leaf.says(locale))


def _unsaid(leaf: Any, locale: Locale) -> Iterator[str]:
    """Yield a phrase for every parameter that makes no difference to the leaf's own words."""
    own = _own_words(leaf, locale)
    for field, value in () if is_tree(leaf) else given(leaf):
        if is_clause(value):
            continue
        if field.default is not attrs.NOTHING:
            plain = attrs.evolve(leaf, **{field.alias or field.name: field.default})
            if _own_words(plain, locale) == own:
                yield phrase(type(leaf), field.name, value, locale)
                continue
        for part in parts_of(value):
            yield from _unsaid_of(part, own, locale)


def _unsaid_of(part: Any, own: str, locale: Locale) -> Iterator[str]:
    """Yield what a leaf's words do not say of a leaf or a table inside it."""
    if is_leaf(part):
        yield from _unsaid(part, locale)
    elif is_table(part):
        for field, value in given(part):
            called = _called(part, value, locale)
            if value_words(called, locale) not in own:
                yield phrase(type(part), field.name, called, locale)
