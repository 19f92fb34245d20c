"""Entries -> CSV that a Swedish Excel opens by a double click: semicolons, a byte order mark, CRLF.

A text that begins like a formula gets an apostrophe first, so that no document can make a spreadsheet count.
Source: RFC 4180; OWASP, CSV injection.
"""

import csv
import io
from collections.abc import Iterable

from calagg.model import CalendarEntry, Moment, Status
from calagg.model.kind_words import kind_word
from calagg.model.recurrence_words import series_words
from calagg.publish.text import plain

CONTENT_TYPE = "text/csv; charset=utf-8"
COLUMNS = (
    "Typ", "Titel", "Datum", "Klockslag", "Slutdatum", "Sluttid", "Plats", "Arrangör", "Läge", "Länk", "Citat", "Sida",
    "Återkommer",
)  # fmt: skip
_STATUS = {Status.CONFIRMED: "Bekräftad", Status.TENTATIVE: "Preliminär", Status.CANCELLED: "Inställd"}
_FORMULA = ("=", "+", "-", "@")


def spreadsheet(stored: Iterable[CalendarEntry], *, address: str) -> bytes:
    """The masked entries, a row each, in their order; `address` is where readers find the web list."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in stored:
        entry = one.entry
        writer.writerow(
            map(
                _cell,
                (
                    kind_word(entry),
                    entry.title,
                    *_moment(entry.start),
                    *(_moment(entry.end) if entry.end else ("", "")),
                    entry.location or "",
                    entry.organiser or "",
                    _STATUS[entry.status],
                    entry.url or "",
                    entry.quote,
                    f"{address}/entries/{one.id}",
                    series_words(entry.recurrence) if entry.recurrence else "",
                ),
            )
        )
    return ("\ufeff" + out.getvalue()).encode()


def _moment(moment: Moment) -> tuple[str, str]:
    return moment.day.isoformat(), f"{moment.clock:%H:%M}" if moment.clock else ""


def _cell(text: str) -> str:
    shown = plain(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
