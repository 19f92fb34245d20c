"""What one who has signed in finds above every page: "Granska 10", "Rapporter 2", "Ladda upp", by role."""

from collections.abc import Callable
from datetime import datetime

from flask import g

from calagg.clock import local
from calagg.config import Config
from calagg.model.user import Role
from calagg.store.entries import count_awaiting_review
from calagg.store.reports import count_open_reports
from calagg.store.session import Store
from calagg.web.access import Access
from calagg.web.security import UPLOAD


class Staff:
    """The bar of those who have signed in, for one application."""

    def __init__(self, store: Store, config: Config, access: Access, now: Callable[[], datetime]) -> None:
        self._store, self._config, self._access, self._now = store, config, access, now

    def menu(self) -> list[tuple[str, str, int]]:
        """(name, path, how many wait there) of what the one who asks may open; empty for one who has not signed in."""
        user = self._access.user()
        if user is None:
            return []
        entries, reports = self._waiting()
        items = (
            (Role.REVIEWER, "Granska", "/granska", entries),
            (Role.REVIEWER, "Rapporter", "/granska/rapporter", reports),
            (Role.REVIEWER, "Ladda upp", UPLOAD, 0),
            (Role.ADMINISTRATOR, "Drift", "/drift", 0),
        )
        return [(name, path, count) for role, name, path, count in items if user.role.covers(role)]

    def _waiting(self) -> tuple[int, int]:
        """How many entries and reports wait; counted once a request, none on the page of a fault that the count met."""
        if "staff_waiting" not in g:
            g.staff_waiting = 0, 0
            today = local(self._now(), self._config.zone).date()
            with self._store.read() as session:
                entries = count_awaiting_review(
                    session, min_confidence=self._config.extract.min_confidence, since=today
                )
                g.staff_waiting = entries, count_open_reports(session)
        counted: tuple[int, int] = g.staff_waiting
        return counted
