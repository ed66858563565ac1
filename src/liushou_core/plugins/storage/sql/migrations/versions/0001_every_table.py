"""Make every table of the first release.

It states its tables itself: what the code derives tomorrow must not change what it did yesterday.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MARIA = {"charset": "utf8mb4", "collation": "utf8mb4_nopad_bin"}

KEYS = {
    "organisation": ["parent", "kind"],
    "calendar": [],
    "class": ["school"],
    "helper": ["scope", "child"],
    "post": ["organisation", "school_class", "holder"],
    "parent": ["scope"],
    "guardian": ["scope"],
    "child": ["scope"],
    "enrolment": ["child", "school_class"],
    "guardianship": ["child", "guardian"],
    "result": ["child", "school_class", "term"],
    "conduct": ["child", "day"],
    "title": ["child", "day"],
    "pairing": ["by", "to", "start"],
    "contact": ["day", "by", "school_class", "organisation"],
    "concern": ["child", "start"],
    "membership": ["child", "policy", "start"],
    "care_plan": ["child", "policy", "start"],
    "payment": ["payee", "policy", "day"],
}


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
    op.create_table(
        "liushou_set_key",
        sa.Column("kind", text(24), primary_key=True),
        sa.Column("name", text(24), primary_key=True),
        sa.Column("value", text(255), primary_key=True),
        sa.Column("id", text(64), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_liushou_set_key_id", "liushou_set_key", ["kind", "id"])
    op.create_table(
        "liushou_removed",
        sa.Column("kind", text(24), primary_key=True),
        sa.Column("id", text(64), primary_key=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "liushou_history",
        sa.Column("kind", text(24), primary_key=True),
        sa.Column("id", text(64), primary_key=True),
        sa.Column("version", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("action", text(24), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("actor", text(255), nullable=False),
        sa.Column("reason", long_text(), nullable=False),
        sa.Column("doc", long_text()),
        sa.Column("sealed", blob()),
    )
    op.create_table(
        "liushou_meta",
        sa.Column("name", text(24), primary_key=True),
        sa.Column("value", long_text(), nullable=False),
    )
