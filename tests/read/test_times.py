"""`<time datetime>` as it is read: which values count, where its words stand, which days are the page's own."""

from datetime import date

import pytest

from calagg.model import Evidence, Span, StatedTime
from calagg.read import read_bytes
from calagg.read.times import value_of

VALUES = {
    "2027-03-12T09:00": "2027-03-12T09:00",
    " 2027-03-12 09:00 ": "2027-03-12T09:00",
    "2027-03-12T09:00:30.5": "2027-03-12T09:00",
    "2027-03-12T08:00Z": "2027-03-12T09:00",
    "2027-07-12T08:00Z": "2027-07-12T10:00",
    "2027-03-12T09:00+01:00": "2027-03-12T09:00",
    "2027-03-12T09:00 +0200": "2027-03-12T08:00",
    "2027-03-12T23:30-03:00": "2027-03-13T03:30",
    "2027-03-12": "2027-03-12",
    "2027-W11": "2027-W11",
    "2026-W53": "2026-W53",
    "2027-W53": None,
    "2027-03": "2027-03",
    "09:00": "09:00",
    "09:00:15": "09:00",
    "9:00": None,
    "24:00": None,
    "2027": None,
    "03-12": None,
    "2027-02-30": None,
    "0001-01-01T00:00+05:00": None,
    "9999-12-31T23:59-05:00": None,
    "PT2H30M": None,
    "4h 18m": None,
    "P3D": None,
    "2027-03-12T": None,
    "snart": None,
    "": None,
}


@pytest.mark.parametrize(("told", "value"), VALUES.items(), ids=[v or "empty" for v in VALUES])
def test_values(told: str, value: str | None) -> None:
    assert value_of(told) == value


def read(body: str) -> tuple[str, tuple[StatedTime, ...], tuple[Evidence, ...]]:
    document = read_bytes(f"<!DOCTYPE html><body>{body}".encode(), "a.html")
    return document.text, document.times, document.evidence


def test_where_the_words_stand() -> None:
    text, times, evidence = read(
        "<ul><li><time datetime='2027-03-12'> <b>12</b> mars </time> Loppis</li></ul>"
        "<table><tr><td>Dag</td><td><time datetime='2027-03-13'>13</time></td></tr></table>"
        "<p><time datetime='2027-03-14'></time>Tomt, <time>2027-03-15</time>, <time datetime='PT2H'>två timmar</time>"
    )
    assert text == "- 12 mars Loppis\n\nDag | 13\n\nTomt, 2027-03-15, två timmar"
    assert times == (
        StatedTime(span=Span(2, 9), value="2027-03-12"),
        StatedTime(span=Span(24, 26), value="2027-03-13"),
    )
    assert evidence == ()


OWN = {
    "pubdate": "<p><time datetime='2027-03-01' pubdate>1 mars</time>",
    "itemprop": "<p><time datetime='2027-03-01T10:00' itemprop='datePublished'>1 mars</time>",
    "changed": "<p><time datetime='2027-03-01' itemprop='dateModified'>1 mars</time>",
    "around it": "<p itemprop='datePublished'><span><time datetime='2027-03-01'>1 mars</time></span>",
    "class": "<p><time datetime='2027-03-01' class='entry-date updated'>1 mars</time>",
    "byline": "<div class='byline'>Av Eva Ek <time datetime='2027-03-01'>1 mars</time></div>",
    "header": "<article><header><h1>Nytt</h1><time datetime='2027-03-01'>1 mars</time></header>",
    "footer": "<article><p>Nytt</p><footer><time datetime='2027-03-01'>1 mars</time></footer></article>",
}


@pytest.mark.parametrize("body", OWN.values(), ids=OWN)
def test_days_of_the_page_itself(body: str) -> None:
    _, times, evidence = read(body)
    assert [t.own for t in times] == [True]
    assert evidence == (Evidence(date(2027, 3, 1), "property"),)


NOT_OWN = {
    "in words": "<p>Öppet hus <time datetime='2027-03-01'>1 mars</time>",
    "of an event in a byline": "<p class='byline'><time datetime='2027-03-01' itemprop='startDate'>1 mars</time>",
    "of an event": "<article><header><time class='dt-start' datetime='2027-03-01'>1 mars</time></header>",
    "in a post that is published": "<article class='status-publish'><time datetime='2027-03-01'>1 mars</time>",
}


@pytest.mark.parametrize("body", NOT_OWN.values(), ids=NOT_OWN)
def test_days_of_other_things(body: str) -> None:
    _, times, evidence = read(body)
    assert [t.own for t in times] == [False]
    assert evidence == ()


def test_published_counts_more_than_changed_and_other_pages_not_at_all() -> None:
    _, times, evidence = read(
        "<nav><time datetime='2027-04-01'>1 april</time></nav>"
        "<header><time datetime='2027-03-05'>5 mars</time></header>"
        "<main><p>Nytt <time datetime='2027-03-01' class='published'>1 mars</time>, "
        "ändrat <time datetime='2027-03-03' class='updated'>3 mars</time></main>"
    )
    assert [(t.value, t.own) for t in times] == [("2027-03-01", True), ("2027-03-03", True)]
    assert evidence == (Evidence(date(2027, 3, 1), "property"),)


def test_a_mail_as_html_keeps_them_where_its_words_stand() -> None:
    mail = (
        "From: eva@example.se\nSubject: Kallelse\nDate: Mon, 1 Mar 2027 09:00:00 +0100\nMIME-Version: 1.0\n"
        "Content-Type: text/html; charset=utf-8\n\n"
        "<p>Hej!</p><pre>&gt; förra gången\nslut</pre><p>Möte <time datetime='2027-03-12T09:00'>fredag</time></p>"
    )
    document = read_bytes(mail.encode(), "a.eml")
    assert document.text == "Hej!\n\nslut\n\nMöte fredag"
    assert document.times == (StatedTime(span=Span(17, 23), value="2027-03-12T09:00"),)
    assert document.times[0].span.of(document.text) == "fredag"


def test_a_page_of_nothing_else_is_read_in_time_that_grows_with_it() -> None:
    page = "<time datetime='2027-03-12'>12 mars</time> " * 20_000
    text, times, _ = read(page)
    assert (len(text), len(times)) == (159_999, 2_000)
