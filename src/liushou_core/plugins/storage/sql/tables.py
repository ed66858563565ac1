"""The tables of a store, derived from its kinds by one function.

``liushou_<kind>``
    a row a record: id, version, one column for each key that holds a single value, the document, the sealed section.
``liushou_set_key``
    a row for each text in a key that holds a set.
``liushou_removed``
    the last version of ids that are not stored any more (RS-8).
``liushou_history``
    a row an entry.
``liushou_meta``
    what the database says of itself: the form of its records, the release that made or upgraded it last.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import attrs
import sqlalchemy as sa

from liushou_core.errors import InvalidValue, Problem
from liushou_core.plugins.storage.sql.types import (
    ID_LENGTH,
    NAME_LENGTH,
    UtcInstant,
    blob,
    long_text,
    number,
    short_text,
)
from liushou_core.ports.kind import LONGEST_KEY, Kind

__all__ = ["FORMAT", "PREFIX", "Tables", "tables_of"]

PREFIX: Final = "liushou_"

FORMAT: Final = "liushou-records/1"
"""What the ``format`` row of ``liushou_meta`` says: how records lie in the tables."""

_OWN: Final = frozenset({"set_key", "removed", "history", "meta", "alembic_version"})


@attrs.frozen
class Tables:
    """The tables of a store: one for each kind, by its name, and those that all kinds share."""

    metadata: sa.MetaData
    records: Mapping[str, sa.Table]
    set_key: sa.Table
    removed: sa.Table
    history: sa.Table
    meta: sa.Table


def tables_of(kinds: Iterable[Kind]) -> Tables:
    """Return the tables for *kinds*. Raises InvalidValue for a kind named like a table that all share."""
    kinds = tuple(kinds)
    taken = [kind.name for kind in kinds if kind.name in _OWN]
    if taken:
        problems = [Problem(code="name_taken", path=(name,), values={"name": name}) for name in taken]
        raise InvalidValue(problems, what="Kind")
    metadata = sa.MetaData()
    return Tables(
        metadata=metadata,
        records={kind.name: _records(metadata, kind) for kind in kinds},
        set_key=_set_key(metadata),
        removed=_removed(metadata),
        history=_history(metadata),
        meta=_meta(metadata),
    )


def _records(metadata: sa.MetaData, kind: Kind) -> sa.Table:
    name = PREFIX + kind.name
    keys = [
        sa.Column(key, number() if kind.keys[key] == "int" else short_text(LONGEST_KEY))
        for key in kind.single_keys
    ]
    # With the id, so that the index alone gives the order by key and id (RS-16).
    indexes = [sa.Index(f"ix_{name}_{column.name}", column, "id") for column in keys]
    return sa.Table(
        name,
        metadata,
        sa.Column("id", short_text(ID_LENGTH), primary_key=True),
        sa.Column("version", number(), nullable=False),
        *keys,
        sa.Column("doc", long_text(), nullable=False),
        sa.Column("sealed", blob()),
        *indexes,
    )


def _set_key(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        PREFIX + "set_key",
        metadata,
        sa.Column("kind", short_text(NAME_LENGTH), primary_key=True),
        sa.Column("name", short_text(NAME_LENGTH), primary_key=True),
        sa.Column("value", short_text(LONGEST_KEY), primary_key=True),
        sa.Column("id", short_text(ID_LENGTH), primary_key=True),
        sa.Index(f"ix_{PREFIX}set_key_id", "kind", "id"),
        sqlite_with_rowid=False,
    )


def _removed(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        PREFIX + "removed",
        metadata,
        sa.Column("kind", short_text(NAME_LENGTH), primary_key=True),
        sa.Column("id", short_text(ID_LENGTH), primary_key=True),
        sa.Column("version", number(), nullable=False),
        sqlite_with_rowid=False,
    )


def _history(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        PREFIX + "history",
        metadata,
        sa.Column("kind", short_text(NAME_LENGTH), primary_key=True),
        sa.Column("id", short_text(ID_LENGTH), primary_key=True),
        sa.Column("version", number(), primary_key=True, autoincrement=False),
        sa.Column("action", short_text(NAME_LENGTH), nullable=False),
        sa.Column("recorded_at", UtcInstant(), nullable=False),
        sa.Column("actor", short_text(LONGEST_KEY), nullable=False),
        sa.Column("reason", long_text(), nullable=False),
        sa.Column("doc", long_text()),
        sa.Column("sealed", blob()),
    )


def _meta(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        PREFIX + "meta",
        metadata,
        sa.Column("name", short_text(NAME_LENGTH), primary_key=True),
        sa.Column("value", long_text(), nullable=False),
    )
