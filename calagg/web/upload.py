"""GET and POST /ladda-upp -> minutes sent through the browser, and what became of each file, in words.

Reviewers and administrators alone get here. Each file is read with limits of its own, by `calagg.upload`; the calendars
are written afterwards. With scripts each file comes in a request of its own, without them all of them in one.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import BoundedSemaphore

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response as WerkzeugResponse

from calagg.config import Config
from calagg.errors import OutputError
from calagg.model.user import Role
from calagg.pipeline import publish
from calagg.store.session import Store
from calagg.upload import SECONDS, store_upload, upload_name
from calagg.web.access import Access
from calagg.web.forms import STALE, FormGuard
from calagg.web.security import UPLOAD as PATH
from calagg.web.upload_view import Sent, refused_twice, sent_view, size_words

FILES = "filer"
MOST_FILES = 20
AT_ONCE, WAIT_SECONDS = 2, 30  # of the server's threads: the others go on showing pages
REQUEST_SECONDS = 300  # for all files of a request; what is not read by then is to be sent again
NONE = "Ingen fil är vald. Välj en eller flera."
TOO_MANY = f"Det är för många filer. Välj högst {MOST_FILES} åt gången."
UNPUBLISHED = "Filerna är lästa, men kalendrarna kunde inte skrivas just nu. De skrivs vid nästa läsning."
log = logging.getLogger(__name__)


def upload_blueprint(
    store: Store, config: Config, access: Access, guard: FormGuard, now: Callable[[], datetime]
) -> Blueprint:
    """The routes of the page."""
    blueprint = Blueprint("upload", __name__)
    may = access.needs(Role.REVIEWER)
    places = BoundedSemaphore(AT_ONCE)

    @blueprint.get(PATH)
    @may
    def show() -> WerkzeugResponse:
        return page()

    @blueprint.post(PATH)
    @may
    def send() -> WerkzeugResponse:
        request.max_content_length = config.web.upload_bytes
        request.max_form_parts = 10 * MOST_FILES
        if not guard.is_own_form():
            return page(400, fault=STALE)
        files = [file for file in request.files.getlist(FILES) if file.filename]
        if not files or len(files) > MOST_FILES:
            return page(422, fault=TOO_MANY if files else NONE)
        sent: list[Sent] = []
        seen: set[str] = set()
        with _place(places):
            ends = time.monotonic() + REQUEST_SECONDS
            for file in files:
                name = upload_name(file.filename or "")
                if name in seen:
                    sent.append(refused_twice(name))
                    continue
                seen.add(name)
                data = file.stream.read(config.read.max_bytes + 1)
                seconds = min(SECONDS, ends - time.monotonic())
                uploaded = store_upload(store, config, name, data, now=now(), seconds=seconds)
                with store.read() as session:
                    sent.append(sent_view(session, config, name, uploaded))
            return page(sent=sent, fault="" if _published() else UNPUBLISHED)

    def _published() -> bool:
        try:
            publish(store, config, now())
        except OutputError as error:
            log.error("%s", error)  # noqa: TRY400 - a fault, not a bug: one line says it
            return False
        return True

    def page(status: int = 200, *, sent: list[Sent] | None = None, fault: str = "") -> Response:
        body = render_template(
            "upload.html",
            sent=sent or [],
            fault=fault,
            path=PATH,
            field=FILES,
            most=MOST_FILES,
            most_bytes=config.read.max_bytes,
            most_words=size_words(config.read.max_bytes),
        )
        return make_response(body, status)

    return blueprint


@contextmanager
def _place(places: BoundedSemaphore) -> Iterator[None]:
    """One of the few places for those whose files are being read. Raises ServiceUnavailable where none becomes free."""
    if not places.acquire(timeout=WAIT_SECONDS):
        raise ServiceUnavailable
    try:
        yield
    finally:
        places.release()
