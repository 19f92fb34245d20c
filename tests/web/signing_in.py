"""`sign_in(client, store)` -> the browser of a reviewer who has signed in through the form."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from calagg.model.user import Role
from calagg.store import Store
from calagg.store.users import add_user
from tests.web.conftest import NOW
from tests.web.subscribing import send

PASSWORD = "fyra hästar i hagen"


def sign_in(client: FlaskClient, store: Store, name: str = "karin", role: Role = Role.REVIEWER) -> TestResponse:
    """Adds the user and signs in."""
    with store.write() as session:
        add_user(session, name, PASSWORD, role, at=NOW)
    return send(client, "/logga-in", typed={"namn": name, "losenord": PASSWORD})
