"""Bearers: who owes a duty or a step: a helper's role of the library, or a role that the pack declares."""

from typing import Any, ClassVar, TypeAlias

import attrs

from liushou_core.domain.helper import HelperRole
from liushou_core.locale import Locale
from liushou_core.policy.reading.moments import named
from liushou_core.policy.reference import resolved

__all__ = ["Bearer", "OwnRole"]


@attrs.frozen
class OwnRole:
    """A role of the pack's own: whoever stands in it to the child by a relation of that name."""

    bare: ClassVar[bool] = True
    by_post: ClassVar[bool] = False

    value: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the role that the pack has to declare."""
        return "role", self.value

    def says(self, locale: Locale) -> str:
        """Return what the role is called."""
        return named(self.target, self.value, locale)


Bearer: TypeAlias = HelperRole | OwnRole
