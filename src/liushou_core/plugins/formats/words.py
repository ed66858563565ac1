"""The words that a cell may use for a choice, a yes, or a reason why nothing is known, in Chinese and in English.

A clerk writes either language, whatever the headings are; the words stand in ``locale/{zh,en}/words-*.toml``.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Final, TypeVar

from liushou_core.domain.unknown import Unknown
from liushou_core.locale import LOCALES, Locale, catalogue, has_message, render

__all__ = ["EMPTY", "LISTED", "choices", "folded", "reserved", "word_for", "yes_no"]

E = TypeVar("E", bound=Enum)

EMPTY: Final = ()
"""What 无 / none means: asked, and there is none."""


class Listed(Enum):
    """What stands in the cell of a list whose items have a table of their own."""

    LISTED = "listed"


LISTED: Final = Listed.LISTED


def folded(text: str) -> str:
    """Return *text* as it is compared: full-width signs made half-width, capitals small, no blanks around.

    >>> folded(" ＹＥＳ ")
    'yes'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


@cache
def choices(kind: type[E]) -> Mapping[str, E]:
    """Return the folded words for the members of an enum: its values, its words in both languages, and their like."""
    name = kind.__name__
    found: dict[str, E] = {}
    for member in kind:
        found[folded(str(member.value))] = member
        for text in _texts(f"enum.{name}.{member.value}", f"also.{name}.{member.value}"):
            found.setdefault(folded(text), member)
    return found


@cache
def yes_no() -> Mapping[str, bool]:
    """Return the folded words for yes and no."""
    return {
        folded(text): value
        for name, value in (("yes", True), ("no", False))
        for text in _texts(f"word.{name}", f"also.word.{name}")
    }


@cache
def reserved() -> Mapping[str, object]:
    """Return the folded words that are no value but say why there is none: unknown, ``()`` for none, LISTED."""
    found: dict[str, object] = {}
    for unknown in Unknown:
        for text in _texts(f"word.{unknown.value}", f"also.word.{unknown.value}"):
            found[folded(text)] = unknown
    for text in _texts("roster.none", "also.word.none"):
        found[folded(text)] = EMPTY
    for text in _texts("roster.listed", "also.word.listed"):
        found[folded(text)] = LISTED
    return found


def word_for(value: Enum | bool | tuple[()], locale: Locale) -> str:
    """Return the word that a table written in *locale* has for *value*; English tables keep the values of enums."""
    if isinstance(value, bool):
        return render("word.yes" if value else "word.no", locale)
    if isinstance(value, Unknown):
        return render(f"word.{value.value}", locale)
    if value == EMPTY:
        return render("roster.none", locale)
    if value is LISTED:
        return render("roster.listed", locale)
    assert isinstance(value, Enum)
    key = f"enum.{type(value).__name__}.{value.value}"
    return render(key, locale) if locale == "zh" and has_message(key) else str(value.value)


def _texts(*keys: str) -> Iterator[str]:
    for key in keys:
        for locale in LOCALES:
            yield from catalogue(locale).get(key, "").split("|") if key in catalogue(locale) else ()
