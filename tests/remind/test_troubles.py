"""What an administrator must see to, one state of the store at a time, and all of them at once."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from calagg.config import Bounces, Config, Schedule, Source
from calagg.remind.troubles import Trouble, find_troubles
from calagg.store import Session, Store
from calagg.store.heartbeat import beat, pause
from calagg.store.mail_kinds import ALARM
from calagg.store.schema import MailRow, SubscriptionRow
from calagg.store.sources import note_read
from tests.remind.seeds import MORNING, config_for, put_subscription

CONFIG = replace(config_for(Path("outbox")), source=(Source(name="natverket"), Source(name="webb", path="webb")))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NO_USER = "mail server mail.example.se:587 said 550 5.1.1 <(adress)>: anna is not here"


def put_mail(
    session: Session,
    key: str,
    state: str,
    *,
    ended_at: datetime | None = None,
    created_at: datetime = MORNING - DAY,
    error: str = "",
    kind: str = "digest",
) -> None:
    """Stores a mail to a reader as it is at its end, or while it waits."""
    session.add(
        MailRow(
            id=key,
            address="anna@example.se",
            kind=kind,
            key=key,
            message_id=f"<{key}@example.se>",
            state=state,
            created_at=created_at,
            next_try_at=created_at,
            expires_at=MORNING + DAY,
            ended_at=ended_at,
            error=error,
        )
    )


def told(store: Store, config: Config = CONFIG, now: datetime = MORNING) -> list[tuple[str, str, bool]]:
    """(key, what, mailed) of every trouble."""
    with store.read() as session:
        return [(t.key, t.what, t.mailed) for t in find_troubles(session, config, now)]


def test_nothing_is_wrong(store: Store) -> None:
    with store.write() as session:
        beat(session, "tick", MORNING)
        beat(session, "outbox", MORNING)
        put_mail(session, "sent", "sent", ended_at=MORNING - HOUR)
        put_mail(session, "skipped", "skipped", ended_at=MORNING - HOUR, error="inget kvar att påminna om")
        put_mail(session, "old", "failed", ended_at=MORNING - DAY - HOUR, error=NO_USER)
        put_mail(session, "before", "failed", error=NO_USER)
        put_mail(session, "fresh", "queued", created_at=MORNING - HOUR)
        note_read(session, "natverket", at=MORNING - 44 * DAY, changed=True)
        note_read(session, "natverket", at=MORNING, changed=False)
        note_read(session, "webb", at=MORNING, changed=False)
        note_read(session, "sample-minutes", at=MORNING - 90 * DAY, changed=True)
        note_read(session, "borttagen", at=MORNING - 90 * DAY, changed=True, error="borta: no such folder")
    assert told(store) == []


def test_a_paused_outbox(store: Store) -> None:
    with store.write() as session:
        pause(session, "outbox", MORNING - DAY, until=MORNING, detail="the login is refused")
        put_mail(session, "waits", "queued")
    with store.read() as session:
        assert find_troubles(session, CONFIG, MORNING) == [
            Trouble(
                key="outbox-paused",
                what="Inga mejl har kunnat skickas sedan torsdag 19 november kl.\xa008.00.",
                remedy="Rätta inställningarna under [mail] i config.toml och starta om. Mejlen ligger kvar och skickas "
                "då.",
                detail="the login is refused",
            )
        ]


@pytest.mark.parametrize(
    ("mails", "trouble"),
    [
        (
            [("a", "failed", NO_USER)],
            ("mail-failed", "Ett mejl har misslyckats för gott kl.\xa007.00: adressen finns inte.", True),
        ),
        (
            [("a", "failed", NO_USER), ("b", "failed", "för sent"), ("c", "failed", NO_USER)],
            (
                "mail-failed",
                "Tre mejl har misslyckats för gott sedan kl.\xa007.00: adressen finns inte (2), för sent.",
                True,
            ),
        ),
        (
            [("a", "uncertain", "okänt om mejlet kom fram")],
            ("mail-uncertain", "Ett mejl är osäkert kl.\xa007.00: okänt om mejlet kom fram.", True),
        ),
        (
            [("a", "uncertain", ""), ("b", "uncertain", "")],
            ("mail-uncertain", "Två mejl är osäkra sedan kl.\xa007.00.", True),
        ),
    ],
)
def test_mails_that_did_not_arrive(
    store: Store, mails: list[tuple[str, str, str]], trouble: tuple[str, str, bool]
) -> None:
    with store.write() as session:
        for key, state, error in mails:
            put_mail(session, key, state, ended_at=MORNING - HOUR, error=error)
    assert told(store) == [trouble]


def test_a_server_that_does_not_answer_is_on_the_page_alone(store: Store) -> None:
    with store.write() as session:
        put_mail(session, "a", "queued", created_at=MORNING - 2 * HOUR)
        put_mail(session, "b", "claimed", created_at=MORNING - 3 * HOUR)
    assert told(store) == [("mail-waiting", "Två mejl har väntat på att skickas sedan kl.\xa005.00.", False)]


def test_an_alarm_that_failed_is_on_the_page_alone(store: Store) -> None:
    with store.write() as session:
        put_mail(session, "2026-11-20 1234567", "failed", ended_at=MORNING - HOUR, error=NO_USER, kind=ALARM)
    assert told(store) == [("alarm-failed", "Larmet till administratören kom inte fram kl.\xa007.00.", False)]


def test_a_mailbox_of_returned_mails_that_can_not_be_read(store: Store) -> None:
    with store.write() as session:
        pause(session, "bounces", MORNING - DAY, until=MORNING, detail="mailbox imap.example.se:993 refuses the login")
    read = replace(CONFIG, bounces=Bounces(host="imap.example.se", user="studs"))
    with store.read() as session:
        assert find_troubles(session, read, MORNING) == [
            Trouble(
                key="bounces-unread",
                what="Brevlådan för studsar har inte kunnat läsas sedan torsdag 19 november kl.\xa008.00.",
                remedy="Stämmer inställningarna under [bounces] i config.toml? Mejlen går som vanligt, också till "
                "adresser som inte längre finns.",
                detail="mailbox imap.example.se:993 refuses the login",
            )
        ]
    assert told(store) == []  # it is no longer to be read


@pytest.mark.parametrize(
    ("addresses", "ago", "expected"),
    [
        (["anna"], HOUR, "En mottagare får inga mejl, eftersom mejl till mottagaren studsar."),
        (["anna", "bo", "bo"], HOUR, "Två mottagare får inga mejl, eftersom mejl till dem studsar."),
        (["anna"], DAY + HOUR, ""),
    ],
)
def test_readers_whose_mails_came_back_are_told_of_when_that_is_news(
    store: Store, addresses: list[str], ago: timedelta, expected: str
) -> None:
    for number, name in enumerate(addresses):
        put_subscription(store, f"{name}@example.se", selection=f"urval-{number}")
    with store.write() as session:
        session.execute(update(SubscriptionRow).values(bounced_at=MORNING - ago))
    assert told(store) == ([("readers-paused", expected, True)] if expected else [])


def test_a_round_whose_stages_failed(store: Store) -> None:
    with store.write() as session:
        beat(session, "tick", MORNING, "feeds, reminders, bounces, unheard-of")
    assert told(store) == [
        (
            "tick-failed",
            "Den senaste körningen lyckades inte helt: kalenderfilerna kunde inte skrivas, påminnelserna kunde inte "
            "skickas, studsarna kunde inte läsas.",
            False,
        )
    ]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (
            [(-2 * HOUR, True, ""), (-HOUR, False, "minutes: no such folder")],
            [("source-failing:natverket", "Källan ”natverket” har inte kunnat läsas sedan kl.\xa006.00.", False)],
        ),
        (
            [(-DAY, False, ""), (-HOUR, False, "minutes: no such folder")],
            [
                (
                    "source-failing:natverket",
                    "Källan ”natverket” har inte kunnat läsas sedan torsdag 19 november kl.\xa008.00.",
                    True,
                )
            ],
        ),
        (
            [(-HOUR, False, "minutes: no such folder")],
            [("source-failing:natverket", "Källan ”natverket” har aldrig kunnat läsas.", True)],
        ),
        ([(-HOUR, False, "minutes: no such folder"), (-timedelta(), False, "")], []),
        (
            [(-45 * DAY, True, ""), (-timedelta(), False, "")],
            [
                (
                    "source-silent:natverket",
                    "Källan ”natverket” har inte gett något nytt på 45 dagar, sedan tisdag 6 oktober.",
                    True,
                )
            ],
        ),
        ([(-45 * DAY, True, ""), (-timedelta(), True, "")], []),
    ],
)
def test_sources(store: Store, read: list[tuple[timedelta, bool, str]], expected: list[tuple[str, str, bool]]) -> None:
    with store.write() as session:
        for ago, changed, error in read:
            note_read(session, "natverket", at=MORNING + ago, changed=changed, error=error)
    assert told(store) == expected


def test_silence_begins_where_the_configuration_says(store: Store) -> None:
    with store.write() as session:
        note_read(session, "minutes", at=MORNING - DAY, changed=True)
    day = replace(config_for(Path("outbox")), schedule=Schedule(silent_days=1))
    assert told(store, day) == [
        (
            "source-silent:minutes",
            "Källan ”minutes” har inte gett något nytt på 1 dag, sedan torsdag 19 november.",
            True,
        )
    ]


def test_a_source_that_is_suddenly_empty(store: Store) -> None:
    """Told once a week, before that it is silent, and no more when it gives something."""
    with store.write() as session:
        note_read(session, "webb", at=MORNING - 50 * DAY, changed=True, kind="page", shown=14)
        note_read(session, "webb", at=MORNING - HOUR, changed=False, kind="page", shown=0)
        note_read(session, "webb", at=MORNING, changed=False, kind="page", shown=0)
    with store.read() as session:
        (trouble,) = find_troubles(session, CONFIG, MORNING)
    assert (trouble.key, trouble.mailed, trouble.again_days) == ("source-empty:webb", True, 7)
    assert trouble.what.startswith("Källan ”webb” är tom sedan ")
    assert trouble.what.endswith("; före det gav den 14 dokument.")
    with store.write() as session:
        note_read(session, "webb", at=MORNING, changed=True, kind="page", shown=1)
    assert told(store) == []
