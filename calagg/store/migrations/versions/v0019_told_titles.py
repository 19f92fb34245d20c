"""What is told of a day is compared by its title and organiser from the index alone, however many tell of that day."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns, filled from what was told, and the index that holds them."""
    op.add_column("sighting", sa.Column("title", sa.Text(), nullable=False, server_default=""))
    op.add_column("sighting", sa.Column("organiser", sa.Text(), nullable=True))
    told, title, organiser = (
        sa.column("told", sa.JSON()),
        sa.column("title", sa.Text()),
        sa.column("organiser", sa.Text()),
    )
    sighting = sa.table("sighting", told, title, organiser)
    op.execute(
        sighting.update().values(
            title=sa.func.coalesce(told["title"].as_string(), ""), organiser=told["organiser"].as_string()
        )
    )
    op.create_index("ix_sighting_told_on", "sighting", ["start_on", "title", "organiser", "entry_id"])
    op.drop_index("ix_sighting_start_on", "sighting")


def downgrade() -> None:
    """Removes them."""
    op.create_index("ix_sighting_start_on", "sighting", ["start_on"])
    op.drop_index("ix_sighting_told_on", "sighting")
    op.drop_column("sighting", "organiser")
    op.drop_column("sighting", "title")
