"""A mail tells whether it was returned, and a subscription since when it is paused for that."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns; nothing was returned so far."""
    op.add_column("mail", sa.Column("bounce", sa.String(10), nullable=True))
    op.add_column("mail", sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("subscription", sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Removes them."""
    op.drop_column("subscription", "bounced_at")
    op.drop_column("mail", "bounced_at")
    op.drop_column("mail", "bounce")
