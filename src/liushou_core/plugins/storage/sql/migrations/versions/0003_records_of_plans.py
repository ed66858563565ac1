"""Make the tables of the records of whole plans: archives, activities, documents, groups, Homes, inspections, funds.

It states its tables itself, as every revision does.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MARIA = {"charset": "utf8mb4", "collation": "utf8mb4_nopad_bin"}

KEYS = {
    "archive_file": ["child"],
    "progress_entry": ["child"],
    "growth_entry": ["child"],
    "survey": ["school_class", "organisation"],
    "individual_plan": ["child"],
    "key_help": ["child"],
    "consent": ["child"],
    "disclosure": ["child"],
    "referral": ["child"],
    "support": ["child"],
    "donation": [],
    "fund_entry": [],
    "legal_case": ["child"],
    "activity": ["school_class", "organisation"],
    "volunteer_event": [],
    "written_record": ["child", "school_class", "organisation"],
    "bus_ride": [],
    "line": [],
    "care_home": ["organisation"],
    "leading_group": ["school_class", "organisation"],
    "responsibility_letter": ["organisation"],
    "inspection": ["organisation"],
    "assessment_result": ["school_class", "organisation", "helper"],
    "commendation": ["child", "school_class", "organisation", "helper"],
    "dropout_return": ["organisation"],
    "safety_record": ["organisation"],
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
