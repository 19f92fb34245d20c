"""What Alembic runs around the migrations: on the connection that `calagg.store.upgrade` hands over."""

from alembic import context

from calagg.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
