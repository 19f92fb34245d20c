"""A sighting is found by its day and the stems of its title together, and by whether it moves what it tells of.

An entry of which documents say what does not go together waits for a person to look.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns: empty for what was told before, which is found by its day alone until it is read anew."""
    op.add_column("sighting", sa.Column("stems", sa.Text(), nullable=True))
    op.add_column("sighting", sa.Column("moving", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("entry", sa.Column("doubted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_sighting_moving",
        "sighting",
        ["start_on"],
        sqlite_where=sa.text("moving"),
        postgresql_where=sa.text("moving"),
    )


def downgrade() -> None:
    """Removes them."""
    op.drop_index("ix_sighting_moving", "sighting")
    op.drop_column("entry", "doubted")
    op.drop_column("sighting", "moving")
    op.drop_column("sighting", "stems")
