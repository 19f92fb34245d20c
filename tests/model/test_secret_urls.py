"""What of an address is a key, and what is not."""

import pytest

from calagg.model.secret_urls import mask_secret_urls

HEX = "3f0c1d2a9b7e6a5c4d3e2f1a0b9c8d7e"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://anna:hemligt@example.se/k.ics", "https://…@example.se/k.ics"),
        ("https://hemligt@example.se/k.ics", "https://…@example.se/k.ics"),
        (
            "https://calendar.example.com/calendar/ical/anna%40example.se/private-3f0c1d2/basic.ics",
            "https://calendar.example.com/calendar/ical/anna%40example.se/private-…/basic.ics",
        ),
        (f"webcal://example.se/owa/calendar/{HEX}@example.se/{HEX}{HEX}/calendar.ics", None),
        ("https://example.se/k.ics?token=abc", "https://example.se/k.ics?token=…"),
        (
            "https://example.se/k.ics?lang=sv&access_token=abc&x=1",
            "https://example.se/k.ics?lang=sv&access_token=…&x=1",
        ),
        ("https://example.se/k.ics?Signature=abc%3D&sv=2", "https://example.se/k.ics?Signature=…&sv=2"),
        ("https://example.se/k.ics?apikey=abc", "https://example.se/k.ics?apikey=…"),
        (f"https://example.se/k.ics?u={HEX}", "https://example.se/k.ics?u=…"),
    ],
)
def test_what_is_a_key_is_masked(url: str, shown: str | None) -> None:
    masked = mask_secret_urls(f"{url}: answers 404 Not Found; check the address")
    assert masked == f"{shown}: answers 404 Not Found; check the address" or shown is None
    assert [secret for secret in ("hemligt", "3f0c1d2", "abc") if secret in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.se/protokoll/2026/socialnamnden-2026-09-14-protokoll-med-bilagor.pdf",
        "https://www.example.se/download/18.60da5b7b1673a5b8a8e1c2d/1553/Protokoll.pdf",
        "https://www.example.se/protokoll?namnd=socialnamnden&sida=2&sort=datum",
        "https://www.example.se/moten?monkey_id=&q=nyckel",
        "protokoll@example.se at imap.example.se:993",
        "minutes: no such folder",
    ],
)
def test_what_is_no_key_is_shown(text: str) -> None:
    assert mask_secret_urls(text) == text
