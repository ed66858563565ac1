"""RecordStore: the small port that a database has to offer; no domain class in sight.

It moves versioned records ``(kind, id, version, keys, document)`` in transactions. Documents, sealing, audit and
typed repositories are put on top once, for every backend (``plugins/storage/``). What a backend promises is written
in ``docs/reference/storage-contract.md``, clause by clause; the numbers RS-1 … RS-36 below are those clauses, and
``liushou_core.testing.RecordStoreContract`` tests them. ``ports/kind.py`` has the checks that every backend
makes first.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, Literal, Protocol, TypeAlias

import attrs

from liushou_core.errors import InvalidValue, Problem

__all__ = [
    "Action",
    "Condition",
    "HistoryEntry",
    "KeyValue",
    "Position",
    "Record",
    "RecordStore",
    "RecordTransaction",
    "SingleValue",
]

SingleValue: TypeAlias = str | int | None
"""The value of a key that holds one; None: the record has none."""

KeyValue: TypeAlias = SingleValue | tuple[str, ...]
"""The value of any key; a tuple is a set of texts (RS-2)."""

Condition: TypeAlias = SingleValue | tuple[SingleValue, ...]
"""What ``where`` asks of a key: this value, or one of these (RS-15)."""

Position: TypeAlias = tuple[SingleValue, str]
"""A place in an order: the value of the key ordered by, and an id (RS-17)."""

Action: TypeAlias = Literal["insert", "replace", "delete"]

NOT_STORED: Final = 0
"""The version of a record that no store has given one."""


def _normal_keys(keys: Mapping[str, KeyValue]) -> Mapping[str, KeyValue]:
    # A copy, so that nothing is shared with the caller (RS-5); sets of texts are kept sorted, each once (RS-2).
    return MappingProxyType({name: _normal(value) for name, value in keys.items()})


def _normal(value: KeyValue) -> KeyValue:
    return tuple(sorted(set(value))) if isinstance(value, tuple) else value


def _in_utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise InvalidValue([Problem(code="naive_instant", path=("recorded_at",))], what="HistoryEntry")
    return instant.astimezone(UTC)


@attrs.frozen(kw_only=True, repr=False)
class Record:
    """One record: what is kept of one thing of one kind.

    ``document`` is the text of a JSON object in canonical form: names sorted, no spaces between tokens, nothing
    escaped that need not be. The store keeps it character for character and reads only its top-level names, and
    those only to report a conflict (RS-10). ``keys`` are search columns derived from the document; which names a
    kind has, and of which type, is declared when the store is opened. ``version`` is what the store gave last; it is
    0 in a record that is new, and ignored when a record is written. ``sealed`` is the place of an encrypted section
    for personal data: the store keeps its bytes and never looks into them.
    """

    kind: str
    id: str
    document: str
    keys: Mapping[str, KeyValue] = attrs.field(factory=dict, converter=_normal_keys, hash=False)
    version: int = NOT_STORED
    sealed: bytes | None = None

    def __repr__(self) -> str:
        # Documents and keys hold personal data.
        return f"Record(kind={self.kind!r}, id={self.id!r}, version={self.version})"

    def position(self, order_by: str = "id") -> Position:
        """Return the record's place in the order of *order_by*, as ``select(after=…)`` takes it.

        >>> Record(kind="talk", id="t1", document="{}", keys={"day": "2023-09-01"}).position("day")
        ('2023-09-01', 't1')
        """
        value = self.id if order_by == "id" else self.keys[order_by]
        if isinstance(value, tuple):
            raise InvalidValue([Problem(code="key_cannot_order", values={"name": order_by})], what="order_by")
        return value, self.id


@attrs.frozen(kw_only=True, repr=False)
class HistoryEntry:
    """What was done to one record: which ``version`` the ``action`` gave it, when, by whom, why.

    ``document`` and ``sealed`` are what was stored; both None for a deletion. ``recorded_at`` is aware and kept in
    UTC to the microsecond. Raises InvalidValue for an instant without a time zone.
    """

    kind: str
    id: str
    version: int
    action: Action
    recorded_at: datetime = attrs.field(converter=_in_utc)
    actor: str
    reason: str = ""
    document: str | None = None
    sealed: bytes | None = None

    def __repr__(self) -> str:
        return f"HistoryEntry(kind={self.kind!r}, id={self.id!r}, version={self.version}, action={self.action!r})"


class RecordTransaction(Protocol):
    """What happens to a store between ``begin`` and ``commit``: all of it or nothing (RS-24, RS-25).

    It sees its own writes (RS-23) and otherwise one moment of the store (RS-28). It belongs to one thread at a time
    (RS-31). Every method raises InvalidValue for what the store cannot keep or find (RS-4), UnitOfWorkClosed once
    the transaction is over (RS-26) or when one opened for reading is asked to write (RS-27), StoreClosed once the
    store is closed (RS-33), and Busy after waiting too long for another (RS-30). A refused call changes nothing,
    and the transaction can go on (RS-14).
    """

    def get(self, kind: str, id: str) -> Record:
        """Return the record. Raises NotFound (RS-6)."""
        ...

    def insert(self, records: Sequence[Record]) -> tuple[int, ...]:
        """Store new records, and return the version given to each, in order (RS-7, RS-8).

        Raises AlreadyExists if one is stored already or stands twice in the call; then none of them is stored.
        """
        ...

    def replace(self, record: Record, expected_version: int) -> int:
        """Store *record* in place of version *expected_version*, and return its new version, one more (RS-9).

        Raises NotFound (RS-11), and Conflict if the version stored is another; the error names both versions and the
        top-level fields in which the two documents differ (RS-10).
        """
        ...

    def delete(self, kind: str, id: str, expected_version: int) -> int:
        """Remove the record, and return the version that its removal took, one more than the last (RS-8, RS-12).

        Raises NotFound (RS-11) and Conflict (RS-10).
        """
        ...

    def select(
        self,
        kind: str,
        where: Mapping[str, Condition] | None = None,
        *,
        order_by: str = "id",
        after: Position | None = None,
        limit: int | None = None,
    ) -> Iterator[Record]:
        """Yield the records of a kind that fulfil every condition of *where*, each once (RS-15).

        They come ordered by the key *order_by*, None first, then by id (RS-16); only those that stand after the
        position *after*, at most *limit* of them (RS-17). Few are held in memory at a time (RS-18), and the iterator
        may be left early (RS-19).
        """
        ...

    def append_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Add entries to the history. Raises AlreadyExists for a version that has one (RS-21); then none is added."""
        ...

    def history(self, kind: str, id: str) -> Iterator[HistoryEntry]:
        """Yield what was done to a record, ordered by version; nothing for an id never heard of (RS-20)."""
        ...

    def commit(self) -> None:
        """Make everything done visible and lasting, at once, and end the transaction (RS-24, RS-32)."""
        ...


class RecordStore(Protocol):
    """A database that keeps records; safe to use from several threads, each with transactions of its own (RS-31).

    How a store is opened, and which kinds it is told of, is the backend's affair. Opening an empty place makes the
    schema (RS-34); an older or newer schema is refused with SchemaTooOld or SchemaTooNew (RS-35).
    """

    def begin(self, *, write: bool) -> AbstractContextManager[RecordTransaction]:
        """Open a transaction for a ``with`` block; leaving the block without commit undoes everything (RS-25).

        Transactions that write come one after the other where the backend cannot do better, and none overwrites
        what another has changed unseen (RS-29). Raises StoreClosed (RS-33) and Busy (RS-30).
        """
        ...

    def close(self) -> None:
        """Give back what the store holds; transactions still open are undone (RS-33). Closing twice is no error."""
        ...
