"""/metrics: read by Prometheus' own parser, and the same whatever names are in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from calagg.config import Config, Source
from calagg.publish import publish_feeds
from calagg.store import Store
from calagg.store.heartbeat import beat, pause
from calagg.web.app import create_app
from calagg.web.metrics import Family, write_metrics
from tests.web.conftest import NOW, Clock
from tests.web.operating import TODAY, run_for_a_week

Samples = dict[str, dict[str, float]]
NO_MAILS = dict.fromkeys(("queued", "claimed", "sent", "failed", "uncertain", "skipped"), 0.0)
NO_REMINDERS = dict.fromkeys(("planned", "claimed", "sent", "failed", "skipped", "superseded", "uncertain"), 0.0)
NO_DOCUMENTS = dict.fromkeys(("ok", "ok-no-text", "encrypted", "unsupported", "too-large", "timeout", "broken"), 0.0)


def samples(client: FlaskClient) -> Samples:
    """By metric, each sample's value by its label's value ("" where it has none)."""
    answer = client.get("/metrics")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    found: Samples = {}
    for family in text_string_to_metric_families(answer.text):
        assert (bool(family.documentation), family.type in ("gauge", "counter")) == (True, True)
        for sample in family.samples:
            found.setdefault(sample.name, {})["".join(sample.labels.values())] = sample.value
    return found


def test_a_calagg_that_has_run_for_a_week(store: Store, mailing: Config, clock: Clock, tmp_path: Path) -> None:
    config = replace(
        mailing,
        source=tuple(Source(name=name) for name in ("natverk", "fonden", "webben")),
        publish=replace(mailing.publish, directory=str(tmp_path / "feeds")),
    )
    run_for_a_week(store)
    publish_feeds(store, config, TODAY)
    assert samples(create_app(store, config, now=clock).test_client()) == {
        "calagg_last_tick_age_seconds": {"": 300},
        "calagg_last_tick_failed_stages": {"": 0},
        "calagg_outbox_paused": {"": 0},
        "calagg_mails": NO_MAILS | {"failed": 1},
        "calagg_readers_paused": {"": 0},
        "calagg_reminders": NO_REMINDERS
        | {"planned": 57, "sent": 8, "skipped": 4, "superseded": 1, "failed": 1, "uncertain": 1},
        "calagg_source_read_age_seconds": {"fonden": 300, "natverk": 300, "webben": 10_800},
        "calagg_source_changed_age_seconds": {"fonden": 51 * 86_400, "natverk": 3600},
        "calagg_source_error": {"fonden": 0, "natverk": 0, "webben": 1},
        "calagg_documents": NO_DOCUMENTS | {"ok": 13, "ok-no-text": 1, "encrypted": 1},
        "calagg_entries_published": {"": 24},
        "calagg_entries_unreviewed": {"": 1},
        "calagg_feeds": {"": 3},
        "calagg_feed_fetches_total": {"outlook-web": 412, "apple": 191, "other": 9},
    }


def test_an_empty_calagg(client: FlaskClient) -> None:
    assert samples(client) == {
        "calagg_last_tick_failed_stages": {"": 0},
        "calagg_outbox_paused": {"": 0},
        "calagg_mails": NO_MAILS,
        "calagg_readers_paused": {"": 0},
        "calagg_reminders": NO_REMINDERS,
        "calagg_documents": NO_DOCUMENTS,
        "calagg_entries_published": {"": 0},
        "calagg_entries_unreviewed": {"": 0},
        "calagg_feeds": {"": 3},
    }


def test_a_paused_outbox_and_stages_that_failed(client: FlaskClient, opened: Store) -> None:
    with opened.write() as session:
        beat(session, "tick", NOW, "feeds, reminders")
        pause(session, "outbox", NOW, until=NOW, detail="refused")
    found = samples(client)
    assert found["calagg_last_tick_failed_stages"] == {"": 2}
    assert found["calagg_outbox_paused"] == {"": 1}


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb", "a\\nb", "å ä ö", "{}", ""])
def test_any_name_is_read_as_it_was_written(name: str) -> None:
    (read,) = text_string_to_metric_families(
        write_metrics([Family("x", 'told "so" \\ here', (({"source": name}, 1),))])
    )
    assert (read.documentation, [s.labels for s in read.samples]) == ('told "so" \\ here', [{"source": name}])


def test_a_database_that_does_not_answer(client: FlaskClient, opened: Store, tmp_path: Path) -> None:
    opened.close()
    for file in tmp_path.glob("calagg.db*"):
        file.unlink()
    (tmp_path / "calagg.db").write_bytes(b"this is no database, whatever it is called" * 100)
    answer = client.get("/metrics")
    assert (answer.status_code, answer.content_type) == (503, "text/plain; charset=utf-8")
