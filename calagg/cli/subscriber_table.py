"""A table of subscribers as CSV, both ways: what `calagg subscribers export` writes, `import` reads.

It is also what a person makes in Excel: comma or semicolon, UTF-8 or Windows' letters, headings in Swedish or English,
a column of addresses and whatever else there is.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calagg.errors import UsageError
from calagg.model.choice import ALL
from calagg.store.subscriptions import Subscription, clean_address

COLUMNS = ("address", "feed", "leads", "kind_leads", "weekly", "paused_until", "state")
_HEADINGS = {
    "address": ("address", "adress", "e-post", "epost", "email", "e-mail", "mejl", "e-postadress"),
    "feed": ("feed", "urval", "kalender"),
    "leads": ("leads", "dagar"),
    "kind_leads": ("kind_leads",),
    "weekly": ("weekly", "veckovis"),
}
_YES, _NO = ("yes", "ja", "true", "1", "x"), ("no", "nej", "false", "0", "")
_KINDS = ("event", "deadline", "window", "milestone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One line of a table; `leads` empty where it names none."""

    line: int
    address: str
    selection: str
    leads: tuple[int, ...] = ()
    kind_leads: dict[str, tuple[int, ...]]
    weekly: bool = False


def read_table(data: bytes, name: str) -> list[Wanted]:
    """The lines of a table. Raises UsageError that names every line that can't be used; no address stands in it."""
    text = _decoded(data)
    first = text.lstrip().partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    try:
        told = [(rows.line_num, [cell.strip() for cell in row]) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UsageError(f"{name}: line {rows.line_num}: is no CSV ({error}); save it as CSV from Excel") from None
    if not told:
        raise UsageError(f"{name}: is empty; the first line names the columns, such as address,feed,leads")
    columns = _columns(told[0][1], name)
    found, faults = [], []
    for line, cells in told[1:]:
        values = {column: cells[at] if at < len(cells) else "" for column, at in columns.items()}
        try:
            found.append(_wanted(line, values))
        except UsageError as error:
            faults.append(f"line {line}: {error}")
    if faults:
        raise UsageError(f"{name}: nothing was imported. {'; '.join(faults[:10])}{_more(len(faults) - 10)}")
    return found


def write_table(subscriptions: Iterable[Subscription]) -> str:
    """The table of these under its headings. Excel takes what begins with = for a formula, so no address does."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in subscriptions:
        by_kind = " ".join(f"{kind}={'+'.join(map(str, leads))}" for kind, leads in one.kind_leads.items())
        writer.writerow(
            (
                _unformula(one.address),
                one.selection,
                " ".join(map(str, one.leads)),
                by_kind,
                "yes" if one.weekly else "no",
                one.paused_until or "",
                state_of(one),
            )
        )
    return made.getvalue()


def state_of(subscription: Subscription) -> str:
    """ "confirmed", "unconfirmed", "bounced" (mails come back) or "ended"."""
    if subscription.ended_at is not None:
        return "ended"
    if subscription.bounced_at is not None:
        return "bounced"
    return "confirmed" if subscription.active else "unconfirmed"


def read_leads(text: str) -> tuple[int, ...]:
    """ "14, 7, 1" or "14 7 1" -> (14, 7, 1). Raises UsageError."""
    parts = text.replace(",", " ").replace("+", " ").split()
    if not all(part.isascii() and part.isdigit() and int(part) <= 365 for part in parts):
        raise UsageError(f"the lead times {text!r} are no days; write such as 14 7 1")
    return tuple(sorted({int(part) for part in parts}, reverse=True))


def _wanted(line: int, values: dict[str, str]) -> Wanted:
    weekly = values.get("weekly", "").casefold()
    if weekly not in _YES + _NO:
        raise UsageError("weekly is neither yes nor no")
    return Wanted(
        line=line,
        address=clean_address(values["address"].lstrip("'")),
        selection=values.get("feed", "") or ALL,
        leads=read_leads(values.get("leads", "")),
        kind_leads=dict(_kind_leads(values.get("kind_leads", ""))),
        weekly=weekly in _YES,
    )


def _kind_leads(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    for part in text.split():
        kind, sign, days = part.partition("=")
        if kind not in _KINDS or not sign:
            raise UsageError(f"kind_leads {part!r} can't be read; write such as event=7+1")
        yield kind, read_leads(days)


def _columns(headings: list[str], name: str) -> dict[str, int]:
    folded = [heading.casefold() for heading in headings]
    found = {}
    for column, words in _HEADINGS.items():
        at = next((folded.index(word) for word in words if word in folded), None)
        if at is not None:
            found[column] = at
    if "address" not in found:
        raise UsageError(f"{name}: no column is called address or e-post; name it so in the first line")
    return found


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unformula(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def _more(number: int) -> str:
    return f"; and {number} more lines" if number > 0 else ""
