"""A source tells when it is due, who reads it now and what it showed; what was fetched from the web is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_INSTANTS = ("tried_at", "next_at", "leased_until", "emptied_at")


def upgrade() -> None:
    """Adds the columns and the table; every source is due at once."""
    for name in _INSTANTS:
        op.add_column("source", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("source", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("source", sa.Column("shown", sa.Integer(), nullable=True))
    op.add_column("source", sa.Column("missed", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "visit",
        sa.Column("source_name", sa.String(100), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("engine", sa.String(40), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_name"], ["source.name"], name=op.f("fk_visit_source_name_source"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_name", "url", name=op.f("pk_visit")),
    )


def downgrade() -> None:
    """Removes them."""
    op.drop_table("visit")
    for name in (*_INSTANTS, "failures", "shown", "missed"):
        op.drop_column("source", name)
