"""What is ticked under "Vad vill du få?" -> Choosing(choice=…, leads=(7, 1), weekly=False): entries, days, rhythm.

The forms of asking and of changing share it. What is wrong stands in `errors`, by field; what was typed is kept. A form
without a row of days for each kind has one for all of them (`dagar`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from calagg.config import Config
from calagg.config.sections import Remind
from calagg.model import EntryChoice, Kind, Selection
from calagg.model.choice import read_choice
from calagg.model.selection_words import KINDS_IN_PLURAL
from calagg.publish.named import feed_names
from calagg.remind.chosen import choice_words, chosen_entry
from calagg.store import Session
from calagg.store.organisers import organiser_feeds
from calagg.store.subscriptions import Subscription
from calagg.web.asked_feed import LONGEST, MOST_VALUES
from calagg.web.wording import capitalised

WHAT, KIND, ORGANISER, WORD, RHYTHM, LEADS = "urval", "typ", "arrangor", "ord", "takt", "dagar"
OWN, WEEKLY = "eget", "vecka"
KINDS = {"handelse": Kind.EVENT, "sista-dag": Kind.DEADLINE, "utlysning": Kind.WINDOW, "milstolpe": Kind.MILESTONE}
NO_LEADS = "Ingen dag är vald. Välj minst en."
NO_CONDITION = "Det egna urvalet är tomt. Ange en typ, en arrangör eller ett ord."
NOT_TICKED = "Du har fyllt i ett eget urval. Välj ”Eget urval” ovanför, eller töm fälten."
TOO_MUCH = f"Urvalet är för långt. Skriv högst {MOST_VALUES} ord på högst {LONGEST} tecken vart."
UNKNOWN = "Urvalet finns inte längre. Välj ett annat."


@dataclass(frozen=True, slots=True)
class Option:
    """One of the ways to choose entries, and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind as the form calls it, and the lead times that are ticked for it."""

    slug: str
    words: str
    leads: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """The fields as they are shown. `what` is the value of an option; `kinds`, `organiser` and `words` are those of the
    reader's own selection. `days` can be ticked in each of `rows`; of a form with one row for all, `leads` are."""

    options: tuple[Option, ...]
    what: str
    kinds: tuple[str, ...] = ()
    organiser: str = ""
    words: str = ""
    organisers: tuple[str, ...] = ()
    days: tuple[int, ...]
    rows: tuple[KindRow, ...]
    weekly: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def choice(self) -> EntryChoice:
        """Which entries are chosen."""
        if self.what != OWN:
            return read_choice(self.what)
        kinds = tuple(KINDS[slug].value for slug in self.kinds)
        organisers = (self.organiser,) if self.organiser else ()
        return EntryChoice(selection=Selection(kinds=kinds, organisers=organisers, words=_split(self.words)))

    @property
    def leads(self) -> tuple[int, ...]:
        """The lead times that most kinds have."""
        return Counter(row.leads for row in self.rows).most_common(1)[0][0]

    @property
    def kind_leads(self) -> dict[str, tuple[int, ...]]:
        """Those of the kinds that have others."""
        return {KINDS[row.slug].value: row.leads for row in self.rows if row.leads != self.leads}


def blank_choosing(session: Session, config: Config, choice: EntryChoice) -> Choosing:
    """The fields before anything is ticked, `choice` chosen: every day for every kind."""
    days = config.remind.leads or Remind().leads
    return _choosing(session, config, choice, days=days, leads=dict.fromkeys(KINDS, days), weekly=False)


def choosing_of(session: Session, config: Config, subscription: Subscription) -> Choosing:
    """The fields as they are for a subscription."""
    leads = {slug: subscription.leads_for(kind) for slug, kind in KINDS.items()}
    days = {*config.remind.leads, *(lead for some in leads.values() for lead in some)} or {*Remind().leads}
    choice = read_choice(subscription.selection)
    every = tuple(sorted(days, reverse=True))
    return _choosing(session, config, choice, days=every, leads=leads, weekly=subscription.weekly)


def read_choosing(session: Session, config: Config, form: MultiDict[str, str], before: Choosing) -> Choosing:
    """The fields as they were posted; `before` is what the form showed."""
    asked = form.get(WHAT, before.what)
    rows = tuple(
        KindRow(row.slug, row.words, _ticked(form.getlist(_leads_field(form, row.slug)), before.days))
        for row in before.rows
    )
    options, known = before.options, asked in {option.value for option in before.options}
    if not known and is_choice(session, config, read_choice(asked)):
        options, known = _options(session, config, read_choice(asked)), True
    read = Choosing(
        options=options,
        what=asked if known else before.what,
        kinds=tuple(slug for slug in form.getlist(KIND) if slug in KINDS),
        organiser=form.get(ORGANISER, "").strip()[: LONGEST * MOST_VALUES],
        words=form.get(WORD, "").strip()[: 2 * LONGEST * MOST_VALUES],
        organisers=before.organisers,
        days=before.days,
        rows=rows,
        weekly=form.get(RHYTHM) == WEEKLY,
    )
    own = _fault_of_own(read) if asked == OWN else _fault_of_named(read, before)
    leads = "" if any(row.leads for row in rows) else NO_LEADS
    faults = {WHAT: own if known else UNKNOWN, LEADS: leads}
    return replace(read, errors={name: fault for name, fault in faults.items() if fault})


def _choosing(
    session: Session,
    config: Config,
    choice: EntryChoice,
    *,
    days: tuple[int, ...],
    leads: Mapping[str, tuple[int, ...]],
    weekly: bool,
) -> Choosing:
    own = choice.selection
    return Choosing(
        options=_options(session, config, choice),
        what=str(choice),
        kinds=tuple(slug for slug, kind in KINDS.items() if kind.value in own.kinds),
        organiser=own.organisers[0] if own.organisers else "",
        words=", ".join(own.words),
        organisers=tuple(organiser for _, organiser in organiser_feeds(session)),
        days=days,
        rows=tuple(KindRow(s, capitalised(KINDS_IN_PLURAL[k]), leads[s]) for s, k in KINDS.items()),
        weekly=weekly,
    )


def _options(session: Session, config: Config, choice: EntryChoice) -> tuple[Option, ...]:
    """The feeds, the choice itself where it is none of them, and the reader's own selection."""
    values = [*feed_names(config)]
    if str(choice) not in values:
        values.append(str(choice))
    named = ((value, capitalised(choice_words(session, read_choice(value), config))) for value in values)
    return (*(Option(value, words) for value, words in named), Option(OWN, "Eget urval"))


def is_choice(session: Session, config: Config, choice: EntryChoice) -> bool:
    """Whether what an address asks for can be subscribed to: a feed or an entry that is there, conditions that are not
    too long."""
    if choice.entry_id:
        return chosen_entry(session, choice, config) is not None
    if choice.feed:
        return choice.feed in feed_names(config)
    told = choice.selection
    values = [told.kinds, told.organisers, told.places, told.sources, told.words]
    fits = all(len(part) <= MOST_VALUES and all(len(value) <= LONGEST for value in part) for part in values)
    return fits and set(told.kinds) <= {kind.value for kind in Kind}


def _fault_of_own(read: Choosing) -> str:
    if not (read.kinds or read.organiser or _split(read.words)):
        return NO_CONDITION
    values = [read.organiser, *_split(read.words)]
    return TOO_MUCH if len(values) > MOST_VALUES + 1 or any(len(value) > LONGEST for value in values) else ""


def _fault_of_named(read: Choosing, before: Choosing) -> str:
    """Nobody's own selection is passed over in silence because another one was ticked."""
    same = (read.kinds, read.organiser, read.words) == (before.kinds, before.organiser, before.words)
    return "" if same or not (read.kinds or read.organiser or read.words) else NOT_TICKED


def _leads_field(form: MultiDict[str, str], slug: str) -> str:
    """The name of the field with the lead times of a kind."""
    return f"{LEADS}-{slug}" if any(f"{LEADS}-{s}" in form for s in KINDS) else LEADS


def _ticked(ticked: Iterable[str], days: tuple[int, ...]) -> tuple[int, ...]:
    asked = set(ticked)
    return tuple(day for day in days if str(day) in asked)


def _split(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for word in words.split(",") if (part := word.strip())))
