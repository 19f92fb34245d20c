"""What Alembic runs around the migrations: on the connection that `calagg.store.upgrade` hands over."""

from alembic import context

from calagg.store.tables import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
