"""Our own features, offered through the same hooks as anybody's. Implementations are imported inside the hooks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liushou_core.plugins.hookspecs import hookimpl

if TYPE_CHECKING:
    from liushou_core.ports.kind import Kind
    from liushou_core.ports.record_store import RecordStore

__all__ = ["memory", "policies", "sql"]


class _Memory:
    """``memory://``: a store that ends with the process."""

    @hookimpl
    def liushou_storage(self, url: str) -> "Callable[[Sequence[Kind]], RecordStore] | None":
        if not url.startswith("memory://"):
            return None
        from liushou_core.plugins.storage.memory import MemoryRecordStore

        return MemoryRecordStore


class _Sql:
    """``sqlite:///file.db``: one file, no server."""

    @hookimpl
    def liushou_storage(self, url: str) -> "Callable[[Sequence[Kind]], RecordStore] | None":
        if not url.startswith("sqlite:"):
            return None
        from liushou_core.plugins.storage.sql.store import open_sql_store

        return lambda kinds: open_sql_store(url, kinds)


class _Policies:
    """The packs of the sources, our criteria and our scoring components."""

    @hookimpl
    def liushou_policy_packs(self) -> Mapping[str, str]:
        from liushou_core.serialization.packs import builtin_packs

        return builtin_packs()

    @hookimpl
    def liushou_criteria(self) -> Iterable[type[Any]]:
        from liushou_core.policy import criteria

        return criteria.builtin()

    @hookimpl
    def liushou_scoring_components(self) -> Iterable[type[Any]]:
        from liushou_core.policy import components

        return components.builtin()


memory = _Memory()
sql = _Sql()
policies = _Policies()
