"""schemathesis asks what `openapi.json` allows, and what not: no fault of the server, no answer it does not tell."""

import json
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from calagg.config import Config
from calagg.publish import publish_feeds
from calagg.store import Store
from calagg.web.app import create_app
from tests.web.conftest import NOW
from tests.web.routes import fill_whole

EXAMPLES = 60  # of each operation and kind
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
# for people, for one reader alone, or for a monitor of one's own: no interface that others build on
NOT_TOLD = {"documents", "entries", "past", "month", "calls", "upcoming", "feed_pages", "subscribe", "mail_links"} | {
    *(
        "own_page",
        "health",
        "metrics",
        "drift",
        "login",
        "review",
        "review_steps",
        "review_merge",
        "review_split",
        "review_history",
    ),
    *("report", "reports", "upload", "about", "assets"),
}
SECRET = "/feeds/secret/{secret}.ics"  # told to whom it was given
OWN = {"/api/openapi.json"}


@pytest.fixture
def app(opened: Store, config: Config) -> Flask:
    """The application over a store that has something of everything, its calendars published."""
    fill_whole(opened)
    publish_feeds(opened, config, NOW.date())
    return create_app(opened, config, now=lambda: NOW)


def ask(operation: Any, mode: schemathesis.GenerationMode) -> list[int]:
    """The statuses of what was asked of one operation, all answers as they are told. Always the same questions."""
    seen: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        seen.append(case.call_and_validate(checks=CHECKS).status_code)

    one()
    return seen


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: str(mode.value))
def test_every_answer_is_as_it_is_told(app: Flask, mode: schemathesis.GenerationMode) -> None:
    schema: Any = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    asked = {operation.ok().path: ask(operation.ok(), mode) for operation in schema.get_all_operations()}
    assert len(asked) == 4
    assert min(map(len, asked.values())) >= EXAMPLES // 2
    assert {status for statuses in asked.values() for status in statuses} >= {200, 400}


def test_every_route_for_programs_is_told(app: Flask, client: FlaskClient) -> None:
    told = set(json.loads(client.get("/api/openapi.json").text)["paths"])
    rules = {
        str(rule).replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if str(rule.endpoint).partition(".")[0] not in NOT_TOLD
    }
    assert rules - OWN - {SECRET, "/feeds/custom.ics"} == told  # a custom calendar is told of under {name}
