"""The database, the only place that knows SQLAlchemy: `open_store(url)` -> Store."""

from sqlalchemy.orm import Session

from calagg.store.session import Store, open_store

__all__ = ["open_store", "Store", "Session"]
