"""The statements of a kind, built once a store, and the conditions and orders of a selection."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from liushou_core.plugins.storage.sql.tables import Tables
from liushou_core.ports.kind import Kind
from liushou_core.ports.record_store import Condition, Position

__all__ = ["PAGE", "Statements", "after_position", "fulfilling", "in_order", "one_of"]

PAGE: Final = 200
"""How many rows are fetched at a time (RS-18): enough to forget the cost of a statement, few enough for large notes."""


class Statements:
    """The statements of one kind whose text never changes; parameters in brackets.

    ``get`` (id_), ``insert`` (a row), ``replace`` (id_, version_, a row), ``delete`` (id_, version_),
    ``insert_set_keys`` (a row), ``forget_set_keys`` (id_).
    """

    def __init__(self, kind: Kind, tables: Tables) -> None:
        table, sets = tables.records[kind.name], tables.set_key
        the_version = (table.c.id == sa.bindparam("id_")) & (table.c.version == sa.bindparam("version_"))
        of_kind = sets.c.kind == kind.name
        self.table = table
        self.get = sa.select(table).where(table.c.id == sa.bindparam("id_"))
        self.insert = sa.insert(table)
        self.replace = sa.update(table).where(the_version)
        self.delete = sa.delete(table).where(the_version)
        self.insert_set_keys = sa.insert(sets)
        self.forget_set_keys = sa.delete(sets).where(of_kind, sets.c.id == sa.bindparam("id_"))


def one_of(column: sa.ColumnElement[Any], values: Iterable[Any], dialect: str) -> sa.ColumnElement[bool]:
    """Return the condition that a column equals one of *values*, however many; a single one is compared directly."""
    values = list(values)
    if len(values) == 1:
        equal: sa.ColumnElement[bool] = column == values[0]
        return equal
    if dialect == "sqlite" and values and all(isinstance(value, str) for value in values):
        # One parameter instead of thousands: SQLite takes 32,766 at most, and a text that is always the same is
        # compiled once.
        listed = sa.func.json_each(json.dumps(values, ensure_ascii=False)).table_valued("value")
        return column.in_(sa.select(listed.c.value))
    return column.in_(values)


def fulfilling(
    kind: Kind, tables: Tables, where: Mapping[str, Condition], dialect: str
) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of a selection (RS-15)."""
    table, sets = tables.records[kind.name], tables.set_key
    conditions: list[sa.ColumnElement[bool]] = []
    for name, condition in where.items():
        wanted = condition if isinstance(condition, tuple) else (condition,)
        if name in kind.set_keys:
            holders = sa.select(sets.c.id).where(
                sets.c.kind == kind.name, sets.c.name == name, one_of(sets.c.value, wanted, dialect)
            )
            conditions.append(table.c.id.in_(holders))
        else:
            conditions.append(_equal_to(table.c[name], wanted, dialect))
    return conditions


def _equal_to(column: sa.ColumnElement[Any], wanted: tuple[Any, ...], dialect: str) -> sa.ColumnElement[bool]:
    # NULL is equal to nothing in SQL, so None is asked for apart.
    values = [value for value in wanted if value is not None]
    equal = one_of(column, values, dialect)
    if None not in wanted:
        return equal
    return column.is_(None) | equal if values else column.is_(None)


def in_order(table: sa.Table, order_by: str, dialect: str) -> list[sa.ColumnElement[Any]]:
    """Return the order of a selection: None first, then by key, then by id (RS-16)."""
    if order_by == "id":
        return [table.c.id]
    # SQLite and MariaDB put NULL first by themselves, and then use the index; PostgreSQL has to be told.
    column = table.c[order_by]
    return [column.nulls_first() if dialect == "postgresql" else column.asc(), table.c.id]


def after_position(table: sa.Table, order_by: str, position: Position) -> sa.ColumnElement[bool]:
    """Return the condition to stand after *position* (RS-17)."""
    value, id = position
    column = table.c[order_by]
    if value is None:
        return column.is_not(None) | (table.c.id > id)
    # The first half alone is what an index can look up.
    return (column >= value) & ((column > value) | (table.c.id > id))
