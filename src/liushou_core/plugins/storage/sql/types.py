"""Column types that keep values exactly on every database (RS-1, RS-16).

Without a say, MariaDB compares ``abc`` = ``ABC`` and gives every character beyond the basic plane one weight, PostgreSQL
sorts by the locale of the server, MariaDB cuts texts at 64 KiB, and both MariaDB and SQLite drop a time zone.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

__all__ = ["ID_LENGTH", "NAME_LENGTH", "UtcInstant", "blob", "long_text", "number", "short_text"]

ID_LENGTH: Final = 64
NAME_LENGTH: Final = 24

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MARIA: Final = {"charset": "utf8mb4", "collation": "utf8mb4_nopad_bin"}


def short_text(length: int) -> sa.types.TypeEngine[str]:
    """Return a type for texts that are compared, sorted and indexed, character by character."""
    return (
        sa.String(length)
        .with_variant(postgresql.VARCHAR(length, collation="C"), "postgresql")
        .with_variant(mysql.VARCHAR(length, **_MARIA), "mysql", "mariadb")
    )


def long_text() -> sa.types.TypeEngine[str]:
    """Return a type for documents: TEXT and not JSON, since JSONB rewrites what it keeps."""
    return sa.Text().with_variant(mysql.LONGTEXT(**_MARIA), "mysql", "mariadb")


def blob() -> sa.types.TypeEngine[bytes]:
    """Return a type for sealed sections."""
    return sa.LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb")


def number() -> sa.types.TypeEngine[int]:
    """Return a type for whole numbers of 64 bits."""
    return sa.BigInteger()


class UtcInstant(sa.types.TypeDecorator[datetime]):
    """An aware instant, stored as the number of microseconds since 1970 in UTC: exact, sortable, the same everywhere."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:
        """Return the microseconds of an instant; a naive one raises TypeError in the subtraction."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Return the instant of so many microseconds, in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)
