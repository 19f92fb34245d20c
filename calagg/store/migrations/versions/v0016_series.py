"""An entry may be a series: how it repeats, and its last day, by which it and what is told of it are found."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns: empty for all that was read before, of which nothing is a series until it is read anew."""
    op.add_column("entry", sa.Column("recurrence", sa.Text(), nullable=True))
    op.add_column("entry", sa.Column("last_on", sa.Date(), nullable=True))
    op.add_column("sighting", sa.Column("last_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_sighting_last_on"), "sighting", ["last_on"])


def downgrade() -> None:
    """Removes them; a series is then its first time."""
    op.drop_index(op.f("ix_sighting_last_on"), "sighting")
    op.drop_column("sighting", "last_on")
    op.drop_column("entry", "last_on")
    op.drop_column("entry", "recurrence")
