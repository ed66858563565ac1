"""LookedUp: records of an open unit of work, each question asked once until the unit writes."""

from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol, TypeVar, cast

from liushou_core.plugins.storage.repositories import DocumentRepository

__all__ = ["LookedUp", "Repositories"]

T = TypeVar("T")

_MOST_REMEMBERED: Final = 5_000


class Repositories(Protocol):
    """What facts need of a unit of work."""

    changes: int

    def repository(self, name: str) -> DocumentRepository[Any]:
        """Return a repository by its name in the unit of work."""
        ...


class LookedUp:
    """Look-ups in a unit of work. What many questions ask again (a class, a person) is remembered until it writes.

    At most *most* answers are kept, so that memory does not grow with the store.
    """

    def __init__(self, work: Repositories, *, most: int = _MOST_REMEMBERED) -> None:
        self._work, self._most = work, most
        self._remembered: dict[tuple[str, object], Any] = {}
        self._as_of_change = work.changes

    def of(self, name: str) -> DocumentRepository[Any]:
        """Return a repository by its name in the unit of work."""
        return self._work.repository(name)

    def one(self, name: str, id: str) -> Any:
        """Return a record. Raises NotFound."""
        return self.once((name, id), lambda: self.of(name).get(id))

    def maybe(self, name: str, id: str) -> Any:
        """Return a record; None if there is no such."""
        return self.once((f"maybe {name}", id), lambda: next(self.of(name).find(id=id), None))

    def by_id(self, name: str, ids: Iterable[str]) -> dict[str, Any]:
        """Return the records there are of *ids*; one that leads nowhere is left out."""
        wanted = tuple(dict.fromkeys(ids))
        return {record.id: record for record in self.of(name).find(id=wanted)} if wanted else {}

    def once(self, question: tuple[str, object], answer: Callable[[], T]) -> T:
        """Return what *answer* gives, or gave when the same question was asked before."""
        self._forget_what_changed()
        if question not in self._remembered:
            self._remembered[question] = answer()
        return cast("T", self._remembered[question])

    def remember(self, question: tuple[str, object], answer: object) -> None:
        """Keep an answer that was found on the way to another."""
        self._forget_what_changed()
        self._remembered[question] = answer

    def _forget_what_changed(self) -> None:
        if self._as_of_change != self._work.changes or len(self._remembered) >= self._most:
            self._remembered.clear()
            self._as_of_change = self._work.changes
