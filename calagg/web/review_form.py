"""The fields of the review's form <-> an entry: `read_corrections` says which fields were typed anew, as lock texts.

A field that stands as it was shown is no correction. Dates are typed as people write them; see `calagg.typed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from calagg.model import Entry, Grain, Kind, Moment, Status
from calagg.model.lock import Field
from calagg.typed import CLOCK, DAY, END, Unreadable, read_when

LONGEST = 300
NO_TITLE = "Skriv en titel."
TOO_LONG = "Texten är för lång. Skriv högst {n} tecken."
NO_END = "En utlysning har en sista dag. Skriv den i Slutar."
TEXTS = ("titel", "plats", "arrangor")
TYPED = {DAY: "datum", CLOCK: "klockslag", END: "slutar"}


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """What stands in each field of the form, by its name there; `errors` says what has to be put right, by field."""

    titel: str
    typ: str
    datum: str
    klockslag: str
    slutar: str
    plats: str
    arrangor: str
    status: str
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def when(self) -> tuple[str, str, str]:
        """The three fields that say together when it is."""
        return self.datum, self.klockslag, self.slutar


NAMES = tuple(f.name for f in fields(ReviewForm) if f.name != "errors")


def shown_form(entry: Entry) -> ReviewForm:
    """The form as it stands before anybody types."""
    day, clock, end = written_when(entry)
    return ReviewForm(
        titel=entry.title,
        typ=entry.kind.value,
        datum=day,
        klockslag=clock,
        slutar=end,
        plats=entry.location or "",
        arrangor=entry.organiser or "",
        status=entry.status.value,
    )


def written_when(entry: Entry) -> tuple[str, str, str]:
    """The day, the clock time and the end as they stand in fields, and as `read_when` reads them."""
    first, last = entry.start, entry.end
    if entry.grain is Grain.WEEK and (last is None or (last.day - first.day).days < 7):
        iso = first.day.isocalendar()
        return f"v. {iso.week} {iso.year}", "", ""
    clock = f"{first.clock:%H.%M}" if first.clock else ""
    return first.day.isoformat(), clock, _written_end(first, last)


def _written_end(first: Moment, last: Moment | None) -> str:
    if last is None or last == first:
        return ""
    if last.clock is None:
        return last.day.isoformat()
    clock = f"{last.clock:%H.%M}"
    return clock if last.day == first.day and first.clock else f"{last.day.isoformat()} kl {clock}"


def typed_form(typed: Mapping[str, str], shown: ReviewForm) -> ReviewForm:
    """What was sent; a field that was not sent stands as it was shown."""
    sent = {name: " ".join(typed.get(name, getattr(shown, name)).split()) for name in NAMES}
    return ReviewForm(**sent, errors={})


def read_corrections(typed: ReviewForm, shown: ReviewForm, today: date) -> tuple[dict[Field, str], dict[str, str]]:
    """The texts of the fields that were typed anew, and what has to be put right by name of the field."""
    found: dict[Field, str] = {}
    errors = {
        name: TOO_LONG.format(n=LONGEST)
        for name in ("titel", "plats", "arrangor")
        if len(getattr(typed, name)) > LONGEST
    }
    if not typed.titel:
        errors["titel"] = NO_TITLE
    for name, what, known in (
        ("titel", Field.TITLE, None),
        ("typ", Field.KIND, Kind),
        ("plats", Field.LOCATION, None),
        ("arrangor", Field.ORGANISER, None),
        ("status", Field.STATUS, Status),
    ):
        text = getattr(typed, name)
        if text != getattr(shown, name) and (known is None or text in set(known)):
            found[what] = text
    if typed.when != shown.when:
        try:
            found[Field.WHEN] = str(read_when(*typed.when, today=today))
        except Unreadable as unreadable:
            errors[TYPED[unreadable.field]] = str(unreadable)
    if typed.typ == Kind.WINDOW and not _has_end(found.get(Field.WHEN), shown):
        errors.setdefault("slutar", NO_END)
    return found, errors


def _has_end(when: str | None, shown: ReviewForm) -> bool:
    return bool(shown.slutar) if when is None else bool(when.split("/")[1])
