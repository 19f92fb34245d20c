"""A web server for each test."""

from collections.abc import Iterator

import pytest

from tests.collect.webserver import WebServer, running


@pytest.fixture
def web() -> Iterator[WebServer]:
    with running() as server:
        yield server
