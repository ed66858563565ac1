"""Make the tables of what packs declare, and let children be found by their household.

It states its tables itself, as every revision does.
"""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MARIA = {"charset": "utf8mb4", "collation": "utf8mb4_nopad_bin"}

KEYS = {
    "place": ["within"],
    "work_calendar": [],
    "relation": ["child", "organisation", "person", "role"],
    "observation": ["subject", "subject_kind", "name", "start"],
    "event": ["kind", "day", "pairing", "family", "organisation"],
    "spell_list": ["subject", "subject_kind"],
}

AT_ONCE = 500
"""Children read and written in one go, so that memory does not grow with their number."""

LONGEST_KEY = 255


def text(length: int) -> sa.types.TypeEngine[str]:
    return (
        sa.String(length)
        .with_variant(postgresql.VARCHAR(length, collation="C"), "postgresql")
        .with_variant(mysql.VARCHAR(length, **MARIA), "mysql", "mariadb")
    )


def long_text() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(mysql.LONGTEXT(**MARIA), "mysql", "mariadb")


def blob() -> sa.types.TypeEngine[bytes]:
    return sa.LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb")


def upgrade() -> None:
    for kind, keys in KEYS.items():
        table = f"liushou_{kind}"
        op.create_table(
            table,
            sa.Column("id", text(64), primary_key=True),
            sa.Column("version", sa.BigInteger(), nullable=False),
            *(sa.Column(key, text(255)) for key in keys),
            sa.Column("doc", long_text(), nullable=False),
            sa.Column("sealed", blob()),
        )
        for key in keys:
            op.create_index(f"ix_{table}_{key}", table, [key, "id"])
    set_key = sa.table("liushou_set_key", *(sa.column(name) for name in ("kind", "name", "value", "id")))
    for rows in households():
        op.bulk_insert(set_key, rows)


def households() -> Iterator[list[dict[str, str]]]:
    """Yield, some children at a time, the rows of the new key of those that have a household."""
    child = sa.table("liushou_child", sa.column("id", sa.String), sa.column("doc", sa.String))
    last = ""
    while True:
        some = sa.select(child.c.id, child.c.doc).where(child.c.id > last).order_by(child.c.id).limit(AT_ONCE)
        found = op.get_bind().execute(some).all()
        if not found:
            return
        last = found[-1].id
        named = ((row.id, json.loads(row.doc).get("household")) for row in found)
        # Anything else is an unknown; and what is longer than a key may be, no index can hold.
        yield [
            {"kind": "child", "name": "household", "value": household, "id": id}
            for id, household in named
            if isinstance(household, str) and len(household) <= LONGEST_KEY
        ]
