"""Registry: the name of a criterion or scoring component → its class, and who brought it.

Packs are data; a name in a pack means what the registry says. Ours are registered like anybody's.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import attrs

from liushou_core.__about__ import __version__
from liushou_core.errors import PluginRefused
from liushou_core.policy import components, criteria
from liushou_core.policy.origin import Origin

__all__ = ["Origin", "Registry", "builtin_registry"]


@attrs.frozen
class Registry:
    """Criteria and scoring components by name. A registry is a value: adding gives a new one."""

    criteria: Mapping[str, type[Any]] = attrs.field(factory=dict)
    components: Mapping[str, type[Any]] = attrs.field(factory=dict)
    origins: Mapping[str, Origin] = attrs.field(factory=dict)

    def with_criteria(self, classes: Iterable[type[Any]], origin: Origin) -> "Registry":
        """Return a registry that also knows *classes*. Raises PluginRefused for a name taken already."""
        return self._with("criteria", classes, origin)

    def with_components(self, classes: Iterable[type[Any]], origin: Origin) -> "Registry":
        """Return a registry that also knows the scoring components *classes*. Raises PluginRefused for a name taken."""
        return self._with("components", classes, origin)

    def _with(self, table: str, classes: Iterable[type[Any]], origin: Origin) -> "Registry":
        known = dict(getattr(self, table))
        origins = dict(self.origins)
        for cls in classes:
            if cls.name in known or cls.name in _RESERVED:
                raise PluginRefused(plugin=origin.distribution, why=f"the name {cls.name} is taken")
            known[cls.name] = cls
            origins[f"{table}.{cls.name}"] = origin
        return attrs.evolve(self, **{table: known, "origins": origins})


_RESERVED = frozenset({"all", "any", "not", "at_least", "effect", "id", "source"})


@cache
def builtin_registry() -> Registry:
    """Return the registry of our own criteria and components, without looking for plugins."""
    origin = Origin("liushou-core", __version__)
    return Registry().with_criteria(criteria.builtin(), origin).with_components(components.builtin(), origin)
