"""A fact nobody asked about is not "no": the three kinds of unknown, as values.

``None`` never means unknown in this library. It means "there is none" where a type admits it.
"""

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from typing_extensions import TypeIs

__all__ = ["NOT_ASKED", "NOT_KNOWN", "REFUSED", "Known", "Unknown", "is_known"]


class Unknown(Enum):
    """Why a fact is missing."""

    NOT_ASKED = "not_asked"
    """Nobody asked yet: the default of every field that may be missing."""
    NOT_KNOWN = "not_known"
    """Asked, and the person asked does not know."""
    REFUSED = "refused"
    """Asked, and the answer was refused."""

    def __repr__(self) -> str:
        return self.name

    def __bool__(self) -> bool:
        # `if child.rural:` would silently read "unknown" as "yes"; make the mistake loud.
        raise TypeError("an unknown fact is neither true nor false; test it with is_known()")


NOT_ASKED = Unknown.NOT_ASKED
NOT_KNOWN = Unknown.NOT_KNOWN
REFUSED = Unknown.REFUSED

T = TypeVar("T")
Known: TypeAlias = T | Unknown
"""``Known[T]`` is a T, or the reason why it is missing."""


def is_known(value: T | Unknown) -> "TypeIs[T]":
    """Say whether *value* is a fact rather than a kind of unknown.

    >>> is_known(False), is_known(NOT_ASKED)
    (True, False)
    """
    return not isinstance(value, Unknown)
