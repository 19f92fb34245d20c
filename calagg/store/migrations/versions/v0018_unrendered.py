"""A round of publishing finds the entries that were written since the last one, without looking at the others."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the mark; every entry has it, and is compared with its rendering once."""
    op.add_column("entry", sa.Column("unrendered", sa.Boolean(), nullable=False, server_default=sa.true()))
    marked = sa.text("unrendered")
    op.create_index("ix_entry_unrendered", "entry", ["id"], sqlite_where=marked, postgresql_where=marked)


def downgrade() -> None:
    """Removes it."""
    op.drop_index("ix_entry_unrendered", "entry")
    op.drop_column("entry", "unrendered")
