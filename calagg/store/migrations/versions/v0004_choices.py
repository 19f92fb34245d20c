"""What a reader chooses: any selection, lead times by kind, a weekly mail, a pause; and what is done."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns with what was meant before, and the table of what is done."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("subscription", "selection", type_=sa.Text())
    op.add_column("subscription", sa.Column("kind_leads", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("subscription", sa.Column("weekly", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("subscription", sa.Column("paused_until", sa.Date(), nullable=True))
    op.create_table(
        "done",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_done_entry_id_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("address", "entry_id", name=op.f("pk_done")),
    )
    op.add_column("reminder", sa.Column("notice", sa.String(length=10), nullable=False, server_default=""))


def downgrade() -> None:
    """Removes them; to an older calagg a selection that is no feed's name stands for nothing. Too long a one is cut."""
    op.drop_column("reminder", "notice")
    op.drop_table("done")
    for column in ("paused_until", "weekly", "kind_leads"):
        op.drop_column("subscription", column)
    if op.get_bind().dialect.name == "postgresql":
        shorter = "substr(selection, 1, 100)"
        op.alter_column("subscription", "selection", type_=sa.String(length=100), postgresql_using=shorter)
