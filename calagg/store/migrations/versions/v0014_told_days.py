"""A sighting is found by the days and the UID that its document told, also when the entry has been moved since."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "start_on": sa.Date(),
    "end_on": sa.Date(),
    "left_on": sa.Date(),
    "uid": sa.Text(),
}


def upgrade() -> None:
    """Adds the columns and fills them from what was told, and their indexes. From which day an older document moved
    something is not known."""
    for name, kind in _COLUMNS.items():
        op.add_column("sighting", sa.Column(name, kind, nullable=True))
    connection = op.get_bind()
    sighting = sa.table("sighting", sa.column("told", sa.JSON()), *(sa.column(n, k) for n, k in _COLUMNS.items()))
    told = sighting.c.told
    days: dict[str, sa.ColumnElement[Any]]
    days = {name: sa.func.substr(told[name.removesuffix("_on")].as_string(), 1, 10) for name in ("start_on", "end_on")}
    if connection.dialect.name != "sqlite":  # which keeps a day as the text that it is
        days = {name: sa.cast(day, sa.Date()) for name, day in days.items()}
    connection.execute(sa.update(sighting).values(days | {"uid": told["uid"].as_string()}))
    for name in _COLUMNS:
        op.create_index(op.f(f"ix_sighting_{name}"), "sighting", [name])


def downgrade() -> None:
    """Removes them."""
    for name in _COLUMNS:
        op.drop_index(op.f(f"ix_sighting_{name}"), "sighting")
        op.drop_column("sighting", name)
