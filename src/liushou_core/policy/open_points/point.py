"""OpenPoint: something a plan's text leaves open, the ways to read it, and the parameter that says which is meant."""

from collections.abc import Mapping
from typing import Any

import attrs

from liushou_core.policy.canonical import key_of

__all__ = ["Choice", "OpenPoint", "Written"]

Written = str | int | bool | None
"""A value as a pack writes it; None: the key is left out."""


@attrs.frozen(kw_only=True)
class Choice:
    """A parameter and what its values mean; the first is the default reading, which is what the text supports best.

    ``table`` is the class that has the parameter, ``at`` where it stands in a pack's path (``*`` for an id of one's own), and
    ``name`` its name.
    """

    table: type[Any]
    at: str
    name: str
    readings: Mapping[Written, str]

    @property
    def path(self) -> str:
        """The path of the parameter, with ``*`` for ids."""
        return f"{self.at}.{key_of(self.name)}"

    @property
    def default(self) -> Written:
        """The value of the default reading."""
        return next(iter(self.readings))

    @property
    def others(self) -> tuple[Written, ...]:
        """The values of the other readings."""
        return tuple(self.readings)[1:]


@attrs.frozen(kw_only=True)
class OpenPoint:
    """A point of the text by the rule that it belongs to.

    Where no program can decide it, because it is a fact of the world outside the plan, ``external`` says who decides and where
    a caller supplies the answer; then there is nothing to choose.
    """

    rule: str
    leaves_open: str
    choices: tuple[Choice, ...] = ()
    external: str | None = None
