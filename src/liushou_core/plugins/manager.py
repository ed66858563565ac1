"""The plugin manager: built on request, never at import; one broken plugin does not stop the others."""

import traceback
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final, Literal

import attrs
import pluggy

from liushou_core.__about__ import __version__
from liushou_core.errors import PluginRefused
from liushou_core.plugins import builtin, hookspecs
from liushou_core.policy.origin import Origin
from liushou_core.policy.registry import Registry

__all__ = ["ENTRY_POINTS", "Plugin", "Plugins", "make_plugin_manager"]

ENTRY_POINTS: Final = "liushou_core.plugins"
_OURS: Final = "liushou-core"


@attrs.frozen(kw_only=True)
class Plugin:
    """One plugin as found: its name, distribution and version, the hooks it implements, and whether it is used.

    ``why`` is the traceback or reason of a quarantined one.
    """

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    status: Literal["active", "quarantined"] = "active"
    why: str = ""

    @property
    def origin(self) -> Origin:
        """Who brought it, as receipts name it."""
        return Origin(self.distribution, self.version)


@attrs.frozen
class Plugins:
    """The plugins of one programme: what was found, and their hooks."""

    manager: pluggy.PluginManager
    found: tuple[Plugin, ...]

    @property
    def hook(self) -> Any:
        """Call a hook: ``plugins.hook.liushou_policy_packs()``."""
        return self.manager.hook

    def each(self, hook: str) -> "Iterable[tuple[Plugin, Any]]":
        """Yield the answer of every plugin that implements *hook*, with the plugin, in the order of registration."""
        by_name = {plugin.name: plugin for plugin in self.found}
        caller: pluggy.HookCaller = getattr(self.manager.hook, hook)
        for implementation in caller.get_hookimpls():
            yield by_name[implementation.plugin_name], implementation.function()

    def registry(self) -> Registry:
        """Return the criteria and components of every plugin. Raises PluginRefused for a name given twice."""
        registry = Registry()
        for plugin, classes in self.each("liushou_criteria"):
            registry = registry.with_criteria(classes, plugin.origin)
        for plugin, classes in self.each("liushou_scoring_components"):
            registry = registry.with_components(classes, plugin.origin)
        return registry

    def packs(self) -> dict[str, str]:
        """Return the text of every plugin's packs. Raises PluginRefused for an id given twice."""
        packs: dict[str, str] = {}
        for plugin, texts in self.each("liushou_policy_packs"):
            for id, text in texts.items():
                if id in packs:
                    raise PluginRefused(plugin=plugin.name, why=f"the pack {id} is there already")
                packs[id] = text
        return packs


def make_plugin_manager(*, discover: bool = True, extra: Iterable[Any] = (), strict: bool = False) -> Plugins:
    """Return a fresh set of plugins: ours, then *extra* objects, then those of installed distributions, by name.

    A plugin that fails to load, or whose hooks do not fit, is quarantined with its traceback and the rest go on; with
    *strict* it raises PluginRefused instead. A plugin written for another version of the hooks is quarantined too.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    found = [
        _register(manager, plugin, f"builtin.{name}", _OURS, __version__)
        for name, plugin in (("memory", builtin.memory), ("sql", builtin.sql), ("policies", builtin.policies))
    ]
    for plugin in extra:
        name = getattr(plugin, "__name__", type(plugin).__name__)
        found.append(_guarded(lambda p=plugin: p, manager, name, "extra", "", strict))
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=_place) if discover else ():
        distribution, version = (entry.dist.name, entry.dist.version) if entry.dist else ("unknown", "")
        found.append(_guarded(entry.load, manager, entry.name, distribution, version, strict))
    return Plugins(manager, tuple(found))


def _place(entry: EntryPoint) -> tuple[str, str]:
    return entry.name, entry.value


def _guarded(
    load: Any, manager: pluggy.PluginManager, name: str, distribution: str, version: str, strict: bool
) -> Plugin:
    try:
        plugin = load()
        _check_version(plugin, name)
        return _register(manager, plugin, name, distribution, version)
    except (
        Exception
    ) as error:  # a stranger's code may raise anything; it is kept apart and shown, never hidden
        if manager.has_plugin(name):
            manager.unregister(name=name)
        if strict:
            raise PluginRefused(plugin=name, why=str(error)) from error
        why = traceback.format_exc()
        return Plugin(name=name, distribution=distribution, version=version, status="quarantined", why=why)


def _check_version(plugin: Any, name: str) -> None:
    wanted = getattr(plugin, "liushou_spec_version", hookspecs.SPEC_VERSION)
    if wanted != hookspecs.SPEC_VERSION:
        why = f"it was written for version {wanted} of the hooks; this release has {hookspecs.SPEC_VERSION}"
        raise PluginRefused(plugin=name, why=why)


def _register(
    manager: pluggy.PluginManager, plugin: Any, name: str, distribution: str, version: str
) -> Plugin:
    manager.register(plugin, name=name)
    callers = manager.get_hookcallers(plugin) or []
    unknown = sorted(caller.name for caller in callers if not caller.has_spec())
    if unknown:
        raise PluginRefused(plugin=name, why=f"there is no hook {', '.join(unknown)}")
    hooks = tuple(sorted(caller.name for caller in callers))
    return Plugin(name=name, distribution=distribution, version=version, hooks=hooks)
