"""Roles as a pack names them: what those in a role are called, and where the pack declares it."""

from typing import Any, Final

import attrs

from liushou_core.domain.family import GuardianKind
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.organisation import PostRole
from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.reading.moments import named
from liushou_core.policy.reading.related import KNOWN_ROLES

__all__ = ["NamesRole", "RoleName"]

_ENUMS: Final = (GuardianKind, HelperRole, PostRole)
"""Kinds that are roles under the names of their values, in the order in which these are looked for in the catalogue."""


class NamesRole:
    """Base of every part that reaches those who stand to the subject in the role ``of``; ``target`` is the role if the pack declares it."""

    __slots__ = ()

    of: Any  # some parts may leave it out, others need it
    target: Any

    def refers(self) -> tuple[str, str]:
        """Return the role that the pack has to declare."""
        return ("archive" if self.of is None or self.of in KNOWN_ROLES else "role"), self.of or ""

    @property
    def role(self) -> "RoleName":
        """The role in words."""
        return RoleName(self.of or "", self.target)


@attrs.frozen
class RoleName:
    """A role in words; ``target`` is what the pack declares of it."""

    name: str
    target: Any = None

    def says(self, locale: Locale) -> str:
        """Return what those in the role are called; a word of a plan's own without a label stays as it is."""
        keys = (f"role.{self.name}", *(f"enum.{kind.__name__}.{self.name}" for kind in _ENUMS))
        key = next(filter(has_message, keys), None) if self.target is None else None
        return named(self.target, self.name, locale) if key is None else render(key, locale)
