"""Repository: the typed port for an application that owns its tables and maps them itself."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from liushou_core.ports.record_store import KeyValue

__all__ = ["Repository"]

T = TypeVar("T")


class Repository(Protocol[T]):
    """The records of one kind inside a unit of work.

    What a unit of work has written, it reads. Order is by id, code point by code point. No method gives a record that
    another unit of work has not committed.
    """

    def get(self, id: str) -> T:
        """Return the record. Raises NotFound."""
        ...

    def get_many(self, ids: Iterable[str]) -> Iterator[T]:
        """Yield the records of *ids* in their order, each id once. Raises NotFound for the first that is missing."""
        ...

    def add(self, record: T) -> None:
        """Store a new record as version 1. Raises AlreadyExists; what is stored is not overwritten."""
        ...

    def add_many(self, records: Iterable[T]) -> int:
        """Store new records in batches and return how many. Raises AlreadyExists; then nothing of the unit of work stays."""
        ...

    def update(self, record: T, *, expected: int | None = None) -> None:
        """Replace the record of the same id if its version is *expected*, by default the one this unit of work has seen.

        Raises NotFound and Conflict (versions, and the names of the fields that differ).
        """
        ...

    def remove(self, id: str, *, expected: int | None = None) -> None:
        """Remove the record, as :meth:`update` replaces it; its history stays. Raises NotFound and Conflict."""
        ...

    def version(self, id: str) -> int:
        """Return the stored version, counted from 1. Raises NotFound."""
        ...

    def find(self, **keys: KeyValue) -> Iterator[T]:
        """Yield, by id, the records whose search keys all have these values; a key of several values has one of them."""
        ...

    def __iter__(self) -> Iterator[T]:
        """Yield every record, by id, in bounded memory."""
        ...
