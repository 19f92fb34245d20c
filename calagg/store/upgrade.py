"""A connection to any older schema, or none -> the same database at the newest: Alembic, run by calagg itself.

Nearly every opening finds the newest schema. That is seen by one question and the names of the files in `migrations/`;
Alembic, which takes longer to load than most commands to run, is loaded where there is something to apply.
"""

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, inspect, text

from calagg.errors import StoreError
from calagg.store.tables import TABLES

_MIGRATIONS = Path(__file__).parent / "migrations"
_ALONE = Lock()  # Alembic keeps the running migration in a module's variable


def upgrade_schema(connection: Connection, url: str, *, revision: str = "head") -> None:
    """Applies the migrations that the database lacks up to `revision`, inside the caller's transaction.

    Raises StoreError where the schema is a newer calagg's, or the tables are not calagg's at all.
    """
    stored = _stored_revisions(connection)
    known = known_revisions()
    if stored == [known[-1]]:
        return
    for newer in stored:
        if newer not in known:
            raise StoreError(
                f"{url}: the database has schema {newer}, made by a newer calagg; install that version or a newer",
            )
    taken = set(inspect(connection).get_table_names()) & set(TABLES.tables)
    if not stored and taken:
        raise StoreError(
            f"{url}: the database already has tables of another program ({', '.join(sorted(taken))}); "
            "name another in [database] url",
        )
    _migrate(connection, revision)


def known_revisions() -> list[str]:
    """The revisions that this calagg can apply, oldest first, the last its own: `v0007_sums.py` makes revision 0007."""
    return sorted(path.name[1:5] for path in (_MIGRATIONS / "versions").glob("v[0-9][0-9][0-9][0-9]_*.py"))


def _stored_revisions(connection: Connection) -> list[str]:
    """What Alembic has noted in the database; none where it never was."""
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.scalars(text("SELECT version_num FROM alembic_version")))


def _migrate(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - most commands never need it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ALONE:
        command.upgrade(config, revision)
