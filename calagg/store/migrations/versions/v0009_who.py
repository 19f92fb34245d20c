"""The history of an entry keeps who judged it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; of what was judged before nobody is known."""
    op.add_column("change", sa.Column("who", sa.String(100), nullable=False, server_default=""))


def downgrade() -> None:
    """Removes it."""
    op.drop_column("change", "who")
