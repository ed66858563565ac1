"""What reading one pack makes and the next can use: converters by registry, policies by text.

A converter writes code for every class that it meets, which takes longer than reading a pack with it. A policy is a frozen value and a
function of its text, the registry and how strictly sources are asked for, so the same value can be given out again: nothing done
with it changes it. Policies that merely have one fingerprint are not taken for each other: their titles, warnings and origins may differ.
"""

from functools import lru_cache
from typing import Final, Generic, TypeVar

import attrs

from liushou_core.policy.registry import Registry
from liushou_core.serialization.structuring import PackConverter

__all__ = ["MOST_POLICIES", "Itself", "converter_of"]

T = TypeVar("T")
MOST_POLICIES: Final = 128
"""Policies kept at once: more than there are shipped packs, and a few megabytes."""
_MOST_REGISTRIES: Final = 8


@attrs.frozen(eq=False)
class Itself(Generic[T]):
    """A key that means this very object: a registry holds tables, which cannot be hashed. It keeps the object, so no other takes its id."""

    value: T

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.value is other.value


def converter_of(registry: Registry) -> PackConverter:
    """Return the converter of a registry, made once."""
    return _converter(Itself(registry))


@lru_cache(maxsize=_MOST_REGISTRIES)
def _converter(registry: Itself[Registry]) -> PackConverter:
    return PackConverter(registry.value)
