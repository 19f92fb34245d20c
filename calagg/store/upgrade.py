"""A connection to any older schema, or none -> the same database at the newest: Alembic, run by calagg itself."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from calagg.errors import StoreError
from calagg.store.tables import TABLES

_MIGRATIONS = Path(__file__).parent / "migrations"
_ALONE = Lock()  # Alembic keeps the running migration in a module's variable


def upgrade_schema(connection: Connection, url: str) -> None:
    """Applies the migrations that the database lacks, inside the caller's transaction.

    Raises StoreError where the schema is a newer calagg's, or the tables are not calagg's at all.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    stored = MigrationContext.configure(connection).get_current_heads()
    if set(stored) == set(script.get_heads()):
        return
    for revision in stored:
        if revision not in known:
            raise StoreError(
                f"{url}: the database has schema {revision}, made by a newer calagg; install that version or a newer",
            )
    taken = set(inspect(connection).get_table_names()) & set(TABLES.tables)
    if not stored and taken:
        raise StoreError(
            f"{url}: the database already has tables of another program ({', '.join(sorted(taken))}); "
            "name another in [database] url",
        )
    config.attributes["connection"] = connection
    with _ALONE:
        command.upgrade(config, "head")
