"""What a schema says of a class and of its fields, taken from the class's docstring, where the one who writes code says it."""

import inspect
import re
from collections.abc import Iterator
from typing import Any, Final

__all__ = ["about_class", "about_field"]

_SENTENCE: Final = re.compile(r"(?<=[.;])\s+(?=`|[A-Z*(])")
_SHARED: Final = {
    "id": "the name by which the rest of the plan and every answer speak of it",
    "source": "where in the plan's text it stands",
    "title": "what it is called, in Chinese and in English",
    "label": "what it is called, in Chinese and in English",
    "subject": "whom or what it is about",
    "effect": '"defect": judged and reported, but it decides nothing',
}
"""Keys that mean the same wherever they stand."""


def about_class(cls: type[Any]) -> str:
    """Return the first paragraph of a class's docstring in one line, with plain quotes."""
    return next(_paragraphs(cls), "")


def about_field(cls: type[Any], key: str) -> str:
    """Return what a class's docstring says of the field that a pack calls *key*; empty if it says nothing.

    >>> from liushou_core.policy.criteria.person import Age
    >>> about_field(Age, "attained")
    '`attained`: a year of age is reached on the birthday (default) or the day after.'
    """
    told = [sentence for paragraph in _paragraphs(cls) for sentence in _sentences(paragraph)]
    named = [sentence for sentence in told if f"`{key}`" in _head(sentence)]
    mentioned = [sentence for sentence in told if f"`{key}`" in sentence]
    return next(iter((*named, *mentioned)), _SHARED.get(key, ""))


def _paragraphs(cls: type[Any]) -> Iterator[str]:
    """Yield the paragraphs and the items of lists, each in one line; examples are left out."""
    text = inspect.cleandoc(cls.__doc__ or "").partition("\n>>>")[0].replace("``", "`")
    for paragraph in re.split(r"\n\s*\n|\n(?=\* )", text):
        line = " ".join(paragraph.split())
        if line:
            yield line


def _sentences(paragraph: str) -> list[str]:
    if paragraph.startswith("* "):  # what is said of one field stands together
        return [paragraph.removeprefix("* ")]
    return _SENTENCE.split(paragraph)


def _head(sentence: str) -> str:
    """Return what stands before the colon: the fields that a sentence is about."""
    head, colon, _ = sentence.partition(":")
    return head if colon else ""
