"""Whole mails as golden files: what a reader sees, letter for letter."""

from dataclasses import replace
from datetime import date, time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from calagg.model import Kind, Moment, Status
from calagg.remind.chosen import Chosen
from calagg.remind.compose import MAIL, Envelope, compose_alarm, compose_confirmation, compose_digest
from calagg.remind.digest import Line
from calagg.remind.notices import CANCELLED, moved_words
from calagg.remind.plan import NEW_ENTRY
from calagg.remind.troubles import PAUSED, Trouble
from calagg.store.reminders import Notice
from tests.remind.seeds import MORNING, calendar_entry, config_for

GOLDEN = Path(__file__).parent / "golden"
CONFIG = config_for(Path("outbox"))
ENVELOPE = Envelope(
    address="anna@example.se",
    message_id="<9f6b2c1e@example.se>",
    created_at=MORNING,
    token="T" * 32,
)
ALL = Chosen((7, 1), "alla poster")
LINES = (
    Line(calendar_entry("7f3k", title="Anmälan till nätverksdagen om bostadsförsörjning"), Moment(date(2026, 11, 21))),
    Line(
        calendar_entry(
            "2m8q",
            title="Synpunkter i samrådet om Norra hamnen",
            start=Moment(date(2026, 11, 22)),
            organiser="Lindeviks kommun",
            place="sida 2",
            mention="söndag 22 november",
            quote="Samrådstiden för Norra hamnen går ut söndag 22 november, lämna synpunkter skriftligt.",
        ),
        Moment(date(2026, 11, 22)),
    ),
    Line(
        calendar_entry(
            "5t7u",
            title="Nätverksträff <om> mötesplatser & mat",
            kind=Kind.EVENT,
            organiser=None,
            start=Moment(date(2026, 11, 23), time(9)),
            end=Moment(date(2026, 11, 23), time(12)),
            status=Status.TENTATIVE,
            mention="måndag kl. 9–12",
            quote="Vi ses preliminärt måndag kl. 9–12 i Norrvik.",
        ),
        Moment(date(2026, 11, 23), time(9)),
    ),
    Line(
        calendar_entry(
            "9c1t",
            title="Stöd till civilsamhället",
            kind=Kind.WINDOW,
            start=Moment(date(2026, 10, 1)),
            end=Moment(date(2026, 11, 27), time(16)),
            mention="27/11 kl. 16",
            quote="Ansök senast 27/11 kl. 16.",
        ),
        Moment(date(2026, 11, 27), time(16)),
    ),
    Line(
        calendar_entry(
            "4x0d",
            title="Internat för digitaliseringsledare",
            kind=Kind.EVENT,
            start=Moment(date(2026, 11, 30)),
            end=Moment(date(2026, 12, 1)),
            mention="",
            quote="",
        ),
        Moment(date(2026, 11, 30)),
        NEW_ENTRY,
    ),
)
CHANGES = (
    Line(
        calendar_entry(
            "8k2p",
            title="Lägesrapport om kommunernas mottagande 2026",
            start=Moment(date(2027, 1, 29), time(16)),
            place="sida 2",
            mention="fredagen den 29 januari kl. 16",
            quote="Sista dag för lägesrapporten flyttas från den 15 januari till fredagen den 29 januari kl. 16.",
        ),
        Moment(date(2027, 1, 29), time(16)),
        moved_words(Moment(date(2027, 1, 15)), Moment(date(2027, 1, 29))),
        Notice.MOVED,
    ),
    Line(
        calendar_entry(
            "3w9z",
            title="Frukostmöte om språkvänner",
            kind=Kind.EVENT,
            start=Moment(date(2026, 12, 2), time(8)),
            status=Status.CANCELLED,
            mention="2/12",
            quote="Frukostmötet 2/12 är inställt.",
        ),
        Moment(date(2026, 12, 2), time(8)),
        CANCELLED,
        Notice.CANCELLED,
    ),
)


def assert_golden(name: str, message: EmailMessage) -> None:
    """The message's text and HTML part, and its bytes, are those of the golden files."""
    whole = message.as_bytes()
    assert message_from_bytes(whole, policy=MAIL).as_bytes() == whole
    for kind, suffix in (("plain", "txt"), ("html", "html")):
        body = message.get_body((kind,))
        assert body is not None
        assert body.get_content().replace("\r\n", "\n") == (GOLDEN / f"{name}.{suffix}").read_text(encoding="utf-8")
    assert whole.replace(b"\r\n", b"\n") == (GOLDEN / f"{name}.eml").read_bytes()


def test_digest() -> None:
    assert_golden("digest", compose_digest(ENVELOPE, (*CHANGES, *LINES), [ALL], CONFIG, now=MORNING))


def test_digest_with_one_entry_that_can_be_applied_to() -> None:
    call = replace(LINES[3].entry, entry=replace(LINES[3].entry.entry, url="https://ansok.example.se/?a=1&b=2"))
    chosen = Chosen((7,), "Utlysningar", {"event": (1,)}, weekly=True)
    assert_golden("single", compose_digest(ENVELOPE, [replace(LINES[3], entry=call)], [chosen], CONFIG, now=MORNING))


def test_a_mail_of_changes_only() -> None:
    assert_golden("changes", compose_digest(ENVELOPE, CHANGES, [ALL], CONFIG, now=MORNING))


def test_confirmation() -> None:
    assert_golden("confirm", compose_confirmation(ENVELOPE, ALL, CONFIG))


TROUBLES = (
    Trouble(
        key=PAUSED,
        what="Inga mejl har kunnat skickas sedan torsdag 19 november kl.\N{NO-BREAK SPACE}08.00.",
        remedy="Rätta inställningarna under [mail] i config.toml och starta om. Mejlen ligger kvar och skickas då.",
        detail="mail server mail.example.se:587 said 535 5.7.8 <wrong>; the login is refused, check [mail] user",
    ),
    Trouble(
        key="mail-failed",
        what="Tre mejl har misslyckats för gott sedan kl.\N{NO-BREAK SPACE}07.31: adressen finns inte (2), för sent.",
        remedy="De skickas inte igen. Se efter med calagg subscribers list om någon adress är fel.",
    ),
    Trouble(
        key="source-silent:natverket",
        what="Källan ”natverket” har inte gett något nytt på 46 dagar, sedan måndag 5 oktober.",
        remedy="Kommer det fortfarande anteckningar dit? Inget ställs in för att en källa tystnar.",
    ),
)
ADMIN = replace(ENVELOPE, address="drift@example.se")


@pytest.mark.parametrize(("name", "troubles"), [("alarm", TROUBLES), ("alarm_single", TROUBLES[2:])])
def test_alarm(name: str, troubles: tuple[Trouble, ...]) -> None:
    message = compose_alarm(ADMIN, troubles, CONFIG, now=MORNING)
    assert_golden(name, message)
    assert "T" * 32 not in message.as_string()


def test_every_header_of_a_digest() -> None:
    message = compose_digest(ENVELOPE, LINES, [ALL], CONFIG, now=MORNING)
    end = f"https://kalender.example.se/prenumeration/{'T' * 32}/avsluta"
    headers = {name: str(value) for name, value in message.items()}
    del headers["Content-Type"]
    assert headers == {
        "Date": "Fri, 20 Nov 2026 08:00:00 +0100",
        "Message-ID": "<9f6b2c1e@example.se>",
        "From": "Kommunförbundet Mellanbygden <kalender@example.se>",
        "Reply-To": "Kommunförbundet Mellanbygden <kalender@example.se>",
        "To": "anna@example.se",
        "Subject": "5 datum närmar sig, först Anmälan till nätverksdagen om bostadsförsörjning lördag",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "List-Id": "Påminnelser <paminnelser.example.se>",
        "List-Unsubscribe": f"<{end}>, <mailto:kalender@example.se?subject=avsluta%20{'T' * 32}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_the_links_to_unsubscribe_stand_unencoded_in_the_bytes() -> None:
    """RFC 8058 readers take the address as it stands; Python encodes a word that is longer than a line."""
    whole = compose_digest(ENVELOPE, LINES, [ALL], CONFIG, now=MORNING).as_bytes()
    end = "https://kalender.example.se/prenumeration/" + "T" * 32 + "/avsluta"
    mailto = "mailto:kalender@example.se?subject=avsluta%20" + "T" * 32
    assert f"\r\nList-Unsubscribe: <{end}>,\r\n <{mailto}>\r\n".encode() in whole
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in whole


@pytest.mark.parametrize(
    "hostile",
    [
        "\u2028",
        "\u2029",
        "\x85",
        "\r\nBcc: bo@example.se",
        "\ud800",
        "\x00",
        "\x0b",
        "\u202e",
    ],
)
def test_a_hostile_title_stays_on_its_line(hostile: str) -> None:
    told = calendar_entry()
    entry = replace(told, entry=replace(told.entry, title=f"Anmälan{hostile} till", quote=f"senast{hostile} 21/11"))
    message = compose_digest(ENVELOPE, [Line(entry, Moment(date(2026, 11, 21)))], [ALL], CONFIG, now=MORNING)
    parsed = message_from_bytes(message.as_bytes(), policy=policy.SMTP)
    assert parsed["Bcc"] is None
    assert " ".join(parsed["Subject"].split()).replace(" Bcc: bo@example.se", "") == "Sista dag i morgon: Anmälan till"


def test_text_lines_are_at_most_68_columns_but_for_addresses() -> None:
    body = compose_digest(ENVELOPE, LINES, [ALL], CONFIG, now=MORNING).get_body(("plain",))
    assert body is not None
    assert [x for x in body.get_content().splitlines() if len(x) > 68 and "https://" not in x] == []


@pytest.mark.parametrize(
    "subject",
    [
        "Plain words that are long enough to be folded over two lines or even three, whoever reads them",
        "Larm: Källan ”minutes” har inte gett något nytt på 50 dagar, sedan torsdag 1 oktober",
        "Larm: Inga mejl har kunnat skickas sedan fredag 20 november kl.\N{NO-BREAK SPACE}08.00",
        *(
            "x" * n + " ord och några ord till, på flera rader ända till slutet av raden och årets slut"
            for n in range(60)
        ),
    ],
)
def test_a_subject_has_the_spaces_that_it_had(subject: str) -> None:
    """Python drops one, or adds one, where a line ends between plain and encoded words."""
    message = EmailMessage(policy=MAIL)
    message["Subject"] = subject
    whole = message.as_bytes()
    assert message_from_bytes(whole, policy=policy.default)["Subject"] == subject
    assert message_from_bytes(whole, policy=MAIL).as_bytes() == whole
    assert max(map(len, whole.splitlines())) <= 78
