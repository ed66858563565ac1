"""SqlTransaction: what happens to a SQL store between BEGIN and COMMIT."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from liushou_core.errors import AlreadyExists, Conflict, NotFound, StoreClosed, UnitOfWorkClosed
from liushou_core.plugins.storage.sql.failures import translated
from liushou_core.plugins.storage.sql.rows import (
    entry_of,
    history_row,
    record_of,
    record_row,
    set_key_rows,
)
from liushou_core.plugins.storage.sql.statements import (
    PAGE,
    Statements,
    after_position,
    fulfilling,
    in_order,
    one_of,
)
from liushou_core.plugins.storage.sql.tables import Tables
from liushou_core.ports.kind import Kind, Kinds, fields_that_differ
from liushou_core.ports.record_store import Condition, HistoryEntry, Position, Record

__all__ = ["Setting", "SqlTransaction"]


class Setting(Protocol):
    """What a transaction needs of its store."""

    kinds: Kinds
    tables: Tables
    statements: Mapping[str, Statements]
    busy_timeout: float
    closed: bool


class SqlTransaction:
    """A RecordTransaction on a connection whose transaction has begun."""

    def __init__(self, store: Setting, connection: sa.Connection, *, write: bool) -> None:
        self._store, self._connection, self._write = store, connection, write
        self._dialect = connection.dialect.name
        self._over = False

    def get(self, kind: str, id: str) -> Record:
        """Return the record. Raises NotFound."""
        self._check_usable()
        self._store.kinds.check_id(kind, id)
        with translated(self._store.busy_timeout):
            statement = self._store.statements[kind].get
            rows = self._connection.execute(statement, {"id_": id}).all()
            if not rows:
                raise NotFound(kind=kind, id=id)
            return self._records(self._store.kinds[kind], rows)[0]

    def insert(self, records: Sequence[Record]) -> tuple[int, ...]:
        """Store new records, all or none. Raises AlreadyExists."""
        self._check_usable(writing=True)
        records = tuple(records)
        self._store.kinds.check_records(records)
        by_kind: defaultdict[str, list[Record]] = defaultdict(list)
        for record in records:
            by_kind[record.kind].append(record)
        with translated(self._store.busy_timeout):
            last = {kind: self._free(kind, group) for kind, group in by_kind.items()}
            for kind, group in by_kind.items():
                self._insert(kind, group, last[kind])
        return tuple(last[record.kind].get(record.id, 0) + 1 for record in records)

    def replace(self, record: Record, expected_version: int) -> int:
        """Store the record in place of the version expected. Raises NotFound and Conflict."""
        self._check_usable(writing=True)
        self._store.kinds.check_records([record])
        kind, statements = self._store.kinds[record.kind], self._store.statements[record.kind]
        version = expected_version + 1
        row = {**record_row(kind, record, version), "id_": record.id, "version_": expected_version}
        with translated(self._store.busy_timeout):
            if self._connection.execute(statements.replace, row).rowcount != 1:
                self._refuse(record.kind, record.id, expected_version, record.document)
            if kind.set_keys:
                self._connection.execute(statements.forget_set_keys, {"id_": record.id})
                self._insert_set_keys(kind, [record])
        return version

    def delete(self, kind: str, id: str, expected_version: int) -> int:
        """Remove the record. Raises NotFound and Conflict."""
        self._check_usable(writing=True)
        self._store.kinds.check_id(kind, id)
        statements, version = self._store.statements[kind], expected_version + 1
        with translated(self._store.busy_timeout):
            found = self._connection.execute(statements.delete, {"id_": id, "version_": expected_version})
            if found.rowcount != 1:
                self._refuse(kind, id, expected_version, None)
            if self._store.kinds[kind].set_keys:
                self._connection.execute(statements.forget_set_keys, {"id_": id})
            removed = {"kind": kind, "id": id, "version": version}
            self._connection.execute(sa.insert(self._store.tables.removed), removed)
        return version

    def select(
        self,
        kind: str,
        where: Mapping[str, Condition] | None = None,
        *,
        order_by: str = "id",
        after: Position | None = None,
        limit: int | None = None,
    ) -> Iterator[Record]:
        """Yield the records that fulfil the conditions, in order, fetched in pages."""
        self._check_usable()
        where = dict(where or {})
        self._store.kinds.check_select(kind, where, order_by, after, limit)
        declared = self._store.kinds[kind]
        table = self._store.tables.records[kind]
        query = (
            sa.select(table)
            .where(*fulfilling(declared, self._store.tables, where, self._dialect))
            .order_by(*in_order(table, order_by, self._dialect))
        )
        return self._pages(declared, query, order_by, after, limit)

    def append_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Add entries, all or none. Raises AlreadyExists."""
        self._check_usable(writing=True)
        entries = tuple(entries)
        self._store.kinds.check_history(entries)
        if not entries:
            return
        with translated(self._store.busy_timeout):
            seen = self._versions_in_history(entries)
            for entry in entries:
                place = (entry.kind, entry.id, entry.version)
                if place in seen:
                    raise AlreadyExists(kind=entry.kind, id=entry.id, version=entry.version)
                seen.add(place)
            self._connection.execute(
                sa.insert(self._store.tables.history), [history_row(entry) for entry in entries]
            )

    def history(self, kind: str, id: str) -> Iterator[HistoryEntry]:
        """Yield what was done to a record, ordered by version."""
        self._check_usable()
        self._store.kinds.check_id(kind, id)
        table = self._store.tables.history
        query = sa.select(table).where(table.c.kind == kind, table.c.id == id).order_by(table.c.version)
        return self._entries(query, table)

    def commit(self) -> None:
        """COMMIT, and end the transaction."""
        self._check_usable()
        self.end()
        with translated(self._store.busy_timeout):
            self._connection.commit()

    def end(self) -> None:
        """Refuse everything from now on; what was not committed is undone with the connection."""
        self._over = True

    def _check_usable(self, *, writing: bool = False) -> None:
        if self._store.closed:
            raise StoreClosed
        if self._over:
            raise UnitOfWorkClosed(why="over")
        if writing and not self._write:
            raise UnitOfWorkClosed(why="reading_only")

    def _free(self, kind: str, records: list[Record]) -> dict[str, int]:
        """Return the last versions of ids removed before; raise AlreadyExists for one that is stored or stands twice."""
        table, removed = self._store.tables.records[kind], self._store.tables.removed
        ids = [record.id for record in records]
        query = sa.union_all(
            sa.select(table.c.id, sa.null().label("version")).where(one_of(table.c.id, ids, self._dialect)),
            sa.select(removed.c.id, removed.c.version).where(
                removed.c.kind == kind, one_of(removed.c.id, ids, self._dialect)
            ),
        )
        found: dict[str, int] = {row.id: row.version for row in self._connection.execute(query)}
        seen: set[str] = set()
        for id in ids:
            if id in seen or (id in found and found[id] is None):
                raise AlreadyExists(kind=kind, id=id)
            seen.add(id)
        return found

    def _insert(self, name: str, records: list[Record], last: Mapping[str, int]) -> None:
        kind, removed = self._store.kinds[name], self._store.tables.removed
        rows = [record_row(kind, record, last.get(record.id, 0) + 1) for record in records]
        self._connection.execute(self._store.statements[name].insert, rows)
        self._insert_set_keys(kind, records)
        if last:
            self._connection.execute(
                sa.delete(removed).where(removed.c.kind == name, one_of(removed.c.id, last, self._dialect))
            )

    def _insert_set_keys(self, kind: Kind, records: Sequence[Record]) -> None:
        rows = [row for record in records for row in set_key_rows(kind, record)]
        if rows:
            self._connection.execute(self._store.statements[kind.name].insert_set_keys, rows)

    def _refuse(self, kind: str, id: str, expected: int, offered: str | None) -> None:
        row = self._connection.execute(self._store.statements[kind].get, {"id_": id}).one_or_none()
        if row is None:
            raise NotFound(kind=kind, id=id)
        fields = () if offered is None else fields_that_differ(row.doc, offered)
        raise Conflict(kind=kind, id=id, expected=expected, actual=row.version, fields=fields)

    def _pages(
        self, kind: Kind, query: sa.Select[Any], order_by: str, after: Position | None, limit: int | None
    ) -> Iterator[Record]:
        # Page after page from the last record seen, rather than one open cursor: nothing is left behind when the
        # caller leaves early, and writes in between cannot disturb a cursor (RS-19).
        table, left = self._store.tables.records[kind.name], limit
        while left is None or left > 0:
            self._check_usable()
            size = PAGE if left is None else min(PAGE, left)
            page = query if after is None else query.where(after_position(table, order_by, after))
            with translated(self._store.busy_timeout):
                found = self._records(kind, self._connection.execute(page.limit(size)).all())
            for record in found:
                self._check_usable()
                yield record
            if len(found) < size:
                return
            after = found[-1].position(order_by)
            left = None if left is None else left - size

    def _entries(self, query: sa.Select[Any], table: sa.Table) -> Iterator[HistoryEntry]:
        last = 0
        while True:
            self._check_usable()
            with translated(self._store.busy_timeout):
                page = query.where(table.c.version > last).limit(PAGE)
                rows = self._connection.execute(page).all()
            for row in rows:
                self._check_usable()
                yield entry_of(row)
            if len(rows) < PAGE:
                return
            last = rows[-1].version

    def _records(self, kind: Kind, rows: Sequence[sa.Row[Any]]) -> list[Record]:
        sets = self._set_keys(kind, [row.id for row in rows]) if kind.set_keys and rows else {}
        return [record_of(kind, row, sets.get(row.id, {})) for row in rows]

    def _set_keys(self, kind: Kind, ids: list[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        table = self._store.tables.set_key
        query = sa.select(table.c.id, table.c.name, table.c.value).where(
            table.c.kind == kind.name, one_of(table.c.id, ids, self._dialect)
        )
        found: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for id, name, value in self._connection.execute(query):
            found[id][name] = (*found[id].get(name, ()), value)
        return found

    def _versions_in_history(self, entries: Sequence[HistoryEntry]) -> set[tuple[str, str, int]]:
        table = self._store.tables.history
        found: set[tuple[str, str, int]] = set()
        for kind in {entry.kind for entry in entries}:
            ids = {entry.id for entry in entries if entry.kind == kind}
            versions = {entry.version for entry in entries if entry.kind == kind}
            query = sa.select(table.c.kind, table.c.id, table.c.version).where(
                table.c.kind == kind,
                one_of(table.c.id, ids, self._dialect),
                table.c.version.between(min(versions), max(versions)),
            )
            found.update((row.kind, row.id, row.version) for row in self._connection.execute(query))
        return found
