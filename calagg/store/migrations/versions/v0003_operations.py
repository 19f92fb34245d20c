"""A mail tells when it came to its end, so that an administrator hears of those that failed since the last alarm."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; of mails that ended earlier it is not known."""
    op.add_column("mail", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Removes the column."""
    op.drop_column("mail", "ended_at")
