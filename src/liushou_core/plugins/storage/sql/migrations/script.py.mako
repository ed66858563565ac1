"""${message}

It states its tables itself: what the code derives tomorrow must not change what it did yesterday. On MariaDB a
statement of DDL commits by itself, so from the second revision on: one statement a revision, fit to be run again.
"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
