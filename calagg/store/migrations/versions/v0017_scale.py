"""What pages, feeds and reminders ask for is found by its days and by when it changed, however much has been."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_INDEXES = {"document": ("read_at",), "entry": ("end_on", "last_on", "changed_at")}
_SUMS = "ix_rendering_sums"
_SUMMED = ("kind", "organiser", "entry_id", "digest")


def upgrade() -> None:
    """Adds the indexes, and orders that of the sums by the last day."""
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.drop_index(_SUMS, "rendering")
    op.create_index(_SUMS, "rendering", ["part", "last_on", "first_on", *_SUMMED])


def downgrade() -> None:
    """Removes them, and orders that of the sums by the first day again."""
    op.drop_index(_SUMS, "rendering")
    op.create_index(_SUMS, "rendering", ["part", "first_on", "last_on", *_SUMMED])
    for table, columns in _INDEXES.items():
        for column in columns:
            op.drop_index(op.f(f"ix_{table}_{column}"), table)
