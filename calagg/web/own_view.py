"""What a reader has, was told and is to be told -> OwnView: the words of the reader's own page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from calagg.model import CalendarEntry, Moment
from calagg.remind.chosen import Chosen
from calagg.store.readers import MailedLine
from calagg.store.reminders import State
from calagg.store.subscriptions import Subscription
from calagg.web.wording import capitalised, clock, day_and_month, weekday_and_day

FOREVER = date.max  # a pause without an end
_NOTES = {
    State.UNCERTAIN: "okänt om mejlet kom fram",
    State.FAILED: "mejlet kunde inte levereras",
}


@dataclass(frozen=True, slots=True)
class Having:
    """One subscription: its name, what it gives, and what stops it just now."""

    id: str
    title: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was or will be mailed: the day of the mail, the entry and its date."""

    day: str
    entry_id: str
    title: str
    due: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnView:
    """All that the page shows."""

    address: str
    subscriptions: tuple[Having, ...]
    planned: tuple[Line, ...]
    mailed: tuple[Line, ...]
    done: tuple[Line, ...]
    days_ahead: int
    days_back: int


def having(subscription: Subscription, chosen: Chosen, today: date) -> Having:
    """The subscription in words."""
    state = ""
    if subscription.confirmed_at is None:
        state = "Väntar på att du bekräftar. Länken finns i ett mejl till dig."
    elif subscription.bounced_at is not None:
        state = "Pausad, eftersom mejl till dig kom tillbaka. Prenumerera på nytt för att få dem igen."
    elif subscription.paused_on(today) and subscription.paused_until:
        state = f"Pausad {until_words(subscription.paused_until, today)}."
    return Having(subscription.id, capitalised(chosen.selection), f"Du får {chosen.words}.", state)


def until_words(last: date, today: date) -> str:
    """ "till och med 4 december"; "tills vidare"."""
    return "tills vidare" if last == FOREVER else f"till och med {day_and_month(last, today)}"


def mailed_lines(
    lines: Iterable[MailedLine], entries: Mapping[str, CalendarEntry], today: date, *, coming: bool = False
) -> tuple[Line, ...]:
    """Those whose entries readers may still see, each line once; what is `coming` and late comes today."""
    found = {}
    for line in lines:
        entry = entries.get(line.entry_id)
        if entry is None:
            continue
        day = capitalised(weekday_and_day(max(line.day, today) if coming else line.day))
        note = _NOTES.get(line.state, line.reason)
        made = Line(day, line.entry_id, entry.entry.title, due_words(line.due, today), note)
        found[made] = made
    return tuple(found)


def done_lines(ids: Sequence[str], entries: Mapping[str, CalendarEntry], today: date) -> tuple[Line, ...]:
    """The entries that are marked as done, the latest mark first."""
    marked = [entries[entry_id] for entry_id in ids if entry_id in entries]
    return tuple(Line("", e.id, e.entry.title, capitalised(due_words(e.entry.start, today))) for e in marked)


def due_words(due: Moment, today: date) -> str:
    """ "27 november kl. 16.00"."""
    return day_and_month(due.day, today) + (f" {clock(due.clock)}" if due.clock else "")
