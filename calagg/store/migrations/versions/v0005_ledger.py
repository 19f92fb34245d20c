"""What may still change in a large ledger is found by the day that it is due on."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the index."""
    op.create_index(op.f("ix_reminder_due_value"), "reminder", ["due_value"], unique=False)


def downgrade() -> None:
    """Removes the index."""
    op.drop_index(op.f("ix_reminder_due_value"), table_name="reminder")
