"""Personal identity numbers are masked in every text of an entry, and in what is sent and published of it.

The numbers are those of Skatteverket's lists of numbers for tests, which nobody has.
"""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from calagg.config import Config
from calagg.model import CalendarEntry, Change, Entry, Grain, Kind, Moment, Sighting, Span
from calagg.model.masking import mask_entry, mask_text
from calagg.remind.chosen import Chosen
from calagg.remind.compose import Envelope, compose_digest
from calagg.remind.digest import Line
from tests.publish.calendar import calendar_bytes, entry_bytes

NUMBER = "811228-9874"
MASKED = "••••••-••••"
AT = datetime(2026, 11, 20, 7, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def entry_full_of_numbers() -> CalendarEntry:
    """An entry with the number in every text that a reader may see."""
    sighting = Sighting(
        document_id="d1",
        document_name=f"{NUMBER}.txt",
        document_title=f"Protokoll {NUMBER}",
        document_origin="m/a.txt",
        reference_on=date(2026, 11, 12),
        span=Span(4, 13),
        mention="den 27/11",
        quote=f"Svar den 27/11 från {NUMBER}.",
        place=f"avsnitt {NUMBER}",
    )
    change = Change(
        at=AT,
        what="title",
        before=f"Svar {NUMBER}",
        after=f"Svar från {NUMBER}",
        reason=f"rättat för {NUMBER}",
        document_title=f"Protokoll {NUMBER}",
    )
    entry = Entry(
        title=f"Svar från {NUMBER}",
        kind=Kind.DEADLINE,
        start=Moment(date(2026, 11, 27)),
        grain=Grain.DAY,
        location=f"Rum {NUMBER}",
        organiser=f"Ombud för {NUMBER}",
        url=f"https://example.se/?id={NUMBER}",
        quote=sighting.quote,
        mention="den 27/11",
        reasons=(f"nämner {NUMBER}",),
        contradictions=(f"eller {NUMBER}",),
    )
    return CalendarEntry(
        id="e1",
        entry=entry,
        sequence=0,
        created_at=AT,
        changed_at=AT,
        sightings=(sighting,),
        changes=(change,),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("811228-9874", "••••••-••••"),
        ("Nr 19811228-9874.", "Nr ••••••••-••••."),
        ("8112289874", "••••••••••"),
        ("811228 9874", "•••••• ••••"),
        ("811228+9874", "••••••+••••"),
        ("811228–9874", "••••••–••••"),
        ("811228\N{NO-BREAK SPACE}9874", "••••••\N{NO-BREAK SPACE}••••"),
        ("811228-\n9874", "••••••-\n••••"),
        ("811228 - 9874", "•••••• - ••••"),
        ("701063-2391", "••••••-••••"),
        ("811228-9874, 701063-2391", "••••••-••••, ••••••-••••"),
        ("811228-9875", "811228-9875"),
        ("556677-8899", "556677-8899"),
        ("Dnr 851-649-2022", "Dnr 851-649-2022"),
        ("08-123 45 67", "08-123 45 67"),
        ("x811228-9874", "x811228-9874"),
    ],
)
def test_personal_identity_numbers(text: str, expected: str) -> None:
    assert mask_text(text) == expected
    assert len(mask_text(text)) == len(text)


def test_every_text_of_an_entry() -> None:
    stored = entry_full_of_numbers()
    told, sighting, change = stored.entry, stored.sightings[0], stored.changes[0]
    assert mask_entry(stored) == replace(
        stored,
        entry=replace(
            told,
            title=f"Svar från {MASKED}",
            location=f"Rum {MASKED}",
            organiser=f"Ombud för {MASKED}",
            url=f"https://example.se/?id={MASKED}",
            quote=f"Svar den 27/11 från {MASKED}.",
            reasons=(f"nämner {MASKED}",),
            contradictions=(f"eller {MASKED}",),
        ),
        sightings=(
            replace(
                sighting,
                document_name=f"{MASKED}.txt",
                document_title=f"Protokoll {MASKED}",
                quote=f"Svar den 27/11 från {MASKED}.",
                place=f"avsnitt {MASKED}",
            ),
        ),
        changes=(
            replace(
                change,
                before=f"Svar {MASKED}",
                after=f"Svar från {MASKED}",
                reason=f"rättat för {MASKED}",
                document_title=f"Protokoll {MASKED}",
            ),
        ),
    )


def test_no_text_of_an_entry_is_forgotten() -> None:
    masked = mask_entry(entry_full_of_numbers())
    assert NUMBER not in str(asdict(masked))


def test_a_mention_that_is_part_of_a_number_shows_nothing_of_it() -> None:
    stored = entry_full_of_numbers()
    sighting = replace(stored.sightings[0], mention="811228")
    masked = mask_entry(replace(stored, entry=replace(stored.entry, mention="811228"), sightings=(sighting,)))
    assert (masked.entry.mention, masked.sightings[0].mention) == ("••••••", "••••••")


def test_an_entry_without_place_keeps_none() -> None:
    stored = entry_full_of_numbers()
    bare = replace(stored, entry=replace(stored.entry, location=None, organiser=None, url=None))
    masked = mask_entry(bare)
    assert (masked.entry.location, masked.entry.organiser, masked.entry.url) == (None, None, None)


def test_the_mail() -> None:
    stored = entry_full_of_numbers()
    envelope = Envelope(address="anna@example.se", message_id="<1@example.se>", created_at=AT, token="T" * 32)
    message = compose_digest(
        envelope,
        [Line(stored, stored.entry.start)],
        [Chosen((7,), "alla poster")],
        Config(),
        now=AT,
    )
    assert str(message["Subject"]) == f"Sista dag om 7 dagar: Svar från {MASKED}"
    for part in ("plain", "html"):
        body = message.get_body((part,))
        assert isinstance(body, EmailMessage)
        text = body.get_content()
        assert f"från {MASKED}." in text
        assert "9874" not in text


def test_the_feed_and_the_file_of_one_entry() -> None:
    stored = entry_full_of_numbers()
    feed, entries, skipped = calendar_bytes("all", [stored], Config(), TODAY)
    assert (entries, skipped) == (1, ())
    for data in (feed, entry_bytes(stored, Config())):
        text = data.decode().replace("\r\n ", "")
        assert f"SUMMARY:Sista dag: Svar från {MASKED}\r\n" in text
        assert "9874" not in text
