"""Message catalogues in Chinese and English: the ground floor, since errors and findings speak both.

A catalogue is a folder of TOML files, one a subject; every message has the same key and the same
placeholders in both languages (a test holds them equal). Texts are read on first use, never at import.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

__all__ = ["LOCALES", "Locale", "catalogue", "filled", "has_message", "render"]

Locale = Literal["zh", "en"]
LOCALES: Final[tuple[Locale, ...]] = ("zh", "en")


def render(key: str, /, locale: Locale = "en", **values: object) -> str:
    """Return the message *key* in *locale* with its placeholders filled from *values*.

    A missing placeholder is shown as ``{name}`` rather than hiding the message behind a second error.
    Raises KeyError for a key that is in no catalogue: that is a mistake in the library, not in the data.

    >>> render("word.unknown", "zh")
    '未知'
    """
    return filled(catalogue(locale)[key], values)


def filled(template: str, values: Mapping[str, object]) -> str:
    """Return *template* with its placeholders filled; one without a value is shown as it stands.

    >>> filled("{a} and {b}", {"a": 1})
    '1 and {b}'
    """
    return template.format_map(_Kept(values))


def has_message(key: str) -> bool:
    """Say whether both catalogues hold *key*."""
    return all(key in catalogue(locale) for locale in LOCALES)


@cache
def catalogue(locale: Locale) -> Mapping[str, str]:
    """Return every message of *locale* under its dotted key."""
    if locale not in LOCALES:
        raise ValueError(f"there is no catalogue for {locale!r}; there are {' and '.join(LOCALES)}")
    messages: dict[str, str] = {}
    for entry in sorted(files(__name__).joinpath(locale).iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            messages.update(_flat(tomllib.loads(entry.read_text("utf-8"))))
    return messages


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)


class _Kept(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
