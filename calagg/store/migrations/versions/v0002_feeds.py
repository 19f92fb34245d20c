"""The tables of publishing: ready VEVENTs, organisers' and secret feeds, fetches; and entries that became one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, in the order that their references need."""
    op.add_column("entry", sa.Column("merged_into", sa.String(length=36), nullable=True))
    op.create_table(
        "published",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settings", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_published_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_published")),
    )
    op.create_index(op.f("ix_published_read_at"), "published", ["read_at"], unique=False)
    op.create_table(
        "rendering",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("uid", sa.String(length=50), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["published.entry_id"], name=op.f("fk_rendering_entry_id_published"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "part", name=op.f("pk_rendering")),
    )
    op.create_index("ix_rendering_first_on", "rendering", ["first_on"], unique=False)
    op.create_table(
        "organiser_feed",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_organiser_feed")),
        sa.UniqueConstraint("folded", name=op.f("uq_organiser_feed_folded")),
    )
    op.create_table(
        "secret_feed",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("selection", sa.JSON(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secret_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_secret_feed_token_hash")),
    )
    op.create_table(
        "fetch",
        sa.Column("feed", sa.String(length=120), nullable=False),
        sa.Column("client", sa.String(length=40), nullable=False),
        sa.Column("fetches", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("feed", "client", name=op.f("pk_fetch")),
    )


def downgrade() -> None:
    """Removes the tables."""
    op.drop_table("fetch")
    op.drop_table("secret_feed")
    op.drop_table("organiser_feed")
    op.drop_index("ix_rendering_first_on", table_name="rendering")
    op.drop_table("rendering")
    op.drop_index(op.f("ix_published_read_at"), table_name="published")
    op.drop_table("published")
    op.drop_column("entry", "merged_into")
