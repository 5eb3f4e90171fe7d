"""${message}"""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Native ALTER only: batch mode drops triggers without a word."""
    op.execute("PRAGMA user_version = ${int(up_revision)}")
