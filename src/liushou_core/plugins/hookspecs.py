"""The hooks, and the marker to implement them. Our own features come through the same ones.

A plugin is a module or object whose functions carry :data:`hookimpl`; a distribution offers it through the entry-point
group ``liushou_core.plugins``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from liushou_core.ports.kind import Kind
    from liushou_core.ports.record_store import RecordStore
    from liushou_core.ports.unit_of_work import Store

__all__ = ["PROJECT", "SPEC_VERSION", "hookimpl", "hookspec"]

PROJECT = "liushou_core"
SPEC_VERSION = 1
"""Version of these specifications; a plugin may declare the one it was written for as ``liushou_spec_version``."""

# A specification has a docstring and no body: pluggy never calls it. Hence the ignores of empty-body.
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec(firstresult=True)
def liushou_storage(url: str) -> "Callable[[Sequence[Kind]], RecordStore] | Store | None":
    """Open the store at *url*, or answer None to leave it to the next plugin.

    Called once when a programme is opened; the first answer that is not None wins. Answer either a function that takes
    the kinds of records and opens a record store for them (the library puts documents, repositories and history on
    top), or a whole Store of your own.
    """


@hookspec
def liushou_policy_packs() -> Mapping[str, str]:  # type: ignore[empty-body]
    """Return policy packs: the text of each TOML file under its id.

    Called when a programme is opened and by ``liushou policies``; all answers are joined. An id given twice is refused.
    """


@hookspec
def liushou_criteria() -> Iterable[type[Any]]:  # type: ignore[empty-body]
    """Return criterion classes that packs may name.

    Called when a registry is built; all answers are joined. A name given twice is refused.
    """


@hookspec
def liushou_scoring_components() -> Iterable[type[Any]]:  # type: ignore[empty-body]
    """Return scoring component classes that packs may name.

    Called when a registry is built; all answers are joined. A name given twice is refused.
    """
