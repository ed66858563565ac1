"""Source: where in which document a number or clause stands; and Wording, a text in both languages."""

from collections.abc import Iterator

import attrs

from liushou_core.locale import Locale

__all__ = ["Labels", "Source", "Wording"]


@attrs.frozen
class Source:
    """A citation, such as ``000 §5.三3①``: the document, then the place in it.

    >>> Source("000 §5.三3①").document
    '000'
    """

    cite: str

    @property
    def document(self) -> str:
        """The first word of the citation."""
        return self.cite.partition(" ")[0]

    def __str__(self) -> str:
        return self.cite


@attrs.frozen(kw_only=True)
class Wording:
    """A text in Chinese and in English."""

    zh: str
    en: str

    def text(self, locale: Locale = "en") -> str:
        """Return the text in *locale*."""
        return self.zh if locale == "zh" else self.en


@attrs.frozen
class Labels:
    """What single values are called, by value: the choices of a declared fact."""

    rows: tuple[tuple[str, Wording], ...] = ()

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.rows)

    def text(self, value: str, locale: Locale) -> str:
        """Return what *value* is called; the value itself where it has no label."""
        return next((label.text(locale) for name, label in self.rows if name == value), value)
