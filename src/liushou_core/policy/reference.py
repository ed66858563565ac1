"""References: a part of a pack that names another table of it, and is led to that table when the policy is linked.

The reference itself is only the name: two policies are equal, and have one fingerprint, whether they are linked or not.
"""

from typing import Any, Protocol, runtime_checkable

import attrs

__all__ = ["Refers", "is_resolved", "resolved"]

_MARK = "resolved"


def resolved() -> Any:
    """Declare the field in which the table that is referred to will stand; None until the policy is linked."""
    return attrs.field(default=None, eq=False, repr=False, metadata={_MARK: True})


def is_resolved(attribute: "attrs.Attribute[Any]") -> bool:
    """Say whether a field holds what linking found, which a pack does not write."""
    return _MARK in attribute.metadata


@runtime_checkable
class Refers(Protocol):
    """A part that names a table of the pack: its section and its id; ``target`` is the table once it is linked."""

    target: Any

    def refers(self) -> tuple[str, str]:
        """Return section and id, such as ``("fact", "income")``."""
        ...
