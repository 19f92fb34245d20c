"""Document -> Extraction: every mention becomes an entry or is dismissed, each with its reason.

The order: expressions, the reference day, times that stand apart, years, what is past or vague, kind and status,
windows that open and close, title, place, organiser and link, and last one entry for each occasion.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calagg.extract import cues
from calagg.extract.calendar import extract_calendar
from calagg.extract.clocks import govern
from calagg.extract.clues import own_dates, signs_at_the_end
from calagg.extract.context import Context, Page, contexts, on_one_line
from calagg.extract.counted import counted_deadline
from calagg.extract.dismissal import dismissal, ruled_out
from calagg.extract.kind import Judgement, judge_kind
from calagg.extract.link import link_of
from calagg.extract.occasion import one_entry_each
from calagg.extract.organiser import organiser_of
from calagg.extract.passages import Shape
from calagg.extract.place import place_of
from calagg.extract.read_on import read_on
from calagg.extract.record import is_record
from calagg.extract.reference import solve_reference
from calagg.extract.registration import with_what_for
from calagg.extract.rows import begins_and_ends
from calagg.extract.series import Patterns, Series, read_patterns
from calagg.extract.series_times import with_series
from calagg.extract.stated import with_stated
from calagg.extract.stated_times import stated_expressions
from calagg.extract.status import judge_status
from calagg.extract.title import title_of
from calagg.extract.wording import unmarked
from calagg.extract.years import in_order_of_lists, value_of
from calagg.grammar import Direction, resolve, weekday_disagrees
from calagg.model.calendar_words import WEEKDAYS
from calagg.model.document import Document
from calagg.model.entry import Dismissed, Entry, Extraction, Kind, Reference, Status
from calagg.model.timex import Mention, Span, Value

# formats whose headings show by their letters, not by their words alone
SET_IN_LETTERS = ("docx", "odt", "rtf", "pdf", "html", "mail", "msg")
LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention on its way to an entry: where it stands, what it means, what kind of thing it tells."""

    context: Context
    value: Value
    judgement: Judgement
    reasons: tuple[str, ...] = ()
    opens: Span | None = None
    day: str = ""


def extract(document: Document, reference: date | None = None) -> Extraction:
    """The entries of a document and what was left out, against `reference` or the day that the text itself gives.

    Pure: reads no clock, no file and no network. Raises nothing for any text.
    """
    headings = [a.offset for a in document.anchors if a.kind == "heading"] if document.format in SET_IN_LETTERS else []
    if document.format == "ics":
        return extract_calendar(document, reference)
    expressions, stated = stated_expressions(document)
    page = Page.of(document.text, expressions, headings, stated)
    found = contexts(page)
    ref = solve_reference(page, found, document.evidence, reference)
    patterns = read_patterns(found, ref)
    readings, dismissed = _read(found, ref, patterns)
    readings = _windows(readings)
    entries = one_entry_each([_entry(r, ref) for r in readings])
    counted = {
        c.expression.span: Reading(c, *deadline, (deadline[1].reason,))
        for c in found
        if c.expression.start.anchor and (deadline := counted_deadline(c, entries, ref.day)) is not None
    }
    entries = one_entry_each([*entries, *(_entry(r, ref) for r in counted.values())])
    dismissed = [d for d in dismissed if d.mention.span not in counted]
    entries = with_series(entries, [_series(s, ref) for s in patterns.series])
    return Extraction(
        document=document,
        reference=ref,
        entries=tuple(
            sorted(with_stated(with_what_for(entries, document.text), document), key=lambda e: e.span),
        ),
        dismissed=tuple(dismissed),
    )


def _read(found: list[Context], ref: Reference, patterns: Patterns) -> tuple[list[Reading], list[Dismissed]]:
    why = dict(patterns.why)
    values = {c.expression.span.start: value_of(c, read_on(c, ref)) for c in found if c.expression.dated}
    follows = in_order_of_lists([c for c in found if not ruled_out(c)], values, ref.day)
    values |= {c.expression.span.start: _value(c, ref, follows) for c in found if c.expression.span.start in follows}
    days = {
        c.expression.span.start: v.start.day
        for c in found
        if not ruled_out(c) and (v := values.get(c.expression.span.start)) is not None and v.start.day >= ref.day
    }
    readings, dismissed = [], []
    governed = govern(found, days)
    own = _own(found) if found and ref.source == "inferred" else frozenset()
    lenders = {g.lender for g in governed}
    for g in governed:
        c = g.context
        governs = c.expression.span.start in lenders
        value = values.get(c.expression.span.start)
        if c.expression.every is not None:
            if (said := why.get(c.expression.span.start)) is not None:
                dismissed.append(Dismissed(_mention(c, None), said))
            continue
        if c.expression.span.start in patterns.taken:
            continue
        if g.reason:  # a time or a day was lent: the value is a new one
            value = _value(c, ref, follows) if c.expression.dated else None
        reason = dismissal(c, value, ref, governs=governs, own=c.expression.span in own)
        judgement = judge_kind(c) if reason is None else None
        if judgement is not None and judgement.kind is None:
            reason = judgement.reason
        if reason is not None or value is None or judgement is None:
            dismissed.append(Dismissed(_mention(c, value), reason or "klockslag utan dag"))
            continue
        if value.end is not None and value.start.day < ref.day and value.end.day != value.start.day:
            value = replace(value, start=value.end, end=None)
            judgement = Judgement(Kind.DEADLINE, "öppet redan; sista dagen", 0.85)
        readings.append(Reading(c, value, judgement, (judgement.reason, *([g.reason] if g.reason else [])), day=g.day))
    told = {r.value.start.day for r in readings if r.context.expression.rule != "day-only"}
    again = [r for r in readings if r.context.expression.rule == "day-only" and r.value.start.day in told]
    dismissed += [Dismissed(_mention(r.context, r.value), "nämns redan med månad") for r in again]
    return [r for r in readings if r not in again], dismissed


def _own(found: list[Context]) -> frozenset[Span]:
    """The dates without a year that are the minutes' own, not those of a meeting that is called to."""
    page = found[0].page
    own, record = own_dates(page, found), is_record(page)
    return frozenset(
        c.expression.span for c in found if c.expression.span in own and (record or signs_at_the_end(page, c))
    )


def _value(c: Context, ref: Reference, follows: Mapping[int, date]) -> Value | None:
    """What the mention means: after the day before it in its list where that says more than the reference."""
    if (day := follows.get(c.expression.span.start)) is not None:
        return resolve(c.expression, day, Direction.FORWARD)
    return value_of(c, read_on(c, ref))


def _windows(readings: list[Reading]) -> list[Reading]:
    """ "öppnar den 15 februari och stänger den 3 april", "Start" and "Klart" of a row: two halves as one reading."""
    out: list[Reading] = []
    for r in readings:
        last = out[-1] if out else None
        if last is not None and last.value.start.day < r.value.start.day and begins_and_ends(last.context, r.context):
            judgement = Judgement(Kind.WINDOW, "början och slut i samma rad", 0.85)
            whole = replace(last.value, end=r.value.start)
            out[-1] = replace(
                last, value=whole, judgement=judgement, reasons=(judgement.reason,), opens=r.context.expression.span
            )
            continue
        if last is not None and _opens_and_closes(last, r):
            whole = replace(last.value, end=r.value.start)
            judgement = Judgement(Kind.WINDOW, "öppnar och stänger", 0.96)
            out[-1] = replace(
                last, value=whole, judgement=judgement, reasons=("öppnar och stänger",), opens=r.context.expression.span
            )
        else:
            out.append(r)
    return out


def _opens_and_closes(first: Reading, last: Reading) -> bool:
    """Whether the two mentions are the ends of one open spell: in one sentence, "öppnar …" and then "stänger …"."""
    a, b = first.context, last.context
    if a.sentence != b.sentence or first.value.end or last.value.end or first.value.start.day >= last.value.start.day:
        return False
    opens = cues.OPENS.search(a.lead) or cues.OPENING.search(a.near_before)
    if not (cues.APPLICATION.search(a.whole) or cues.OPEN_DOORS.search(a.near_before)):
        return False
    return bool(opens and cues.OPEN_UNTIL.search(b.near_before))


def _entry(r: Reading, ref: Reference) -> Entry:
    c, e, value = r.context, r.context.expression, r.value
    kind = r.judgement.kind or Kind.EVENT
    title = title_of(c, kind)
    contradictions: tuple[str, ...] = ()
    sure = r.judgement.sure * (0.6 + 0.4 * ref.confidence if value.implied else 1.0)
    if weekday_disagrees(e.start, value.start.day):
        day, said = value.start.day, WEEKDAYS[e.start.weekday or 0]
        near = day + timedelta(days=((e.start.weekday or 0) - day.weekday() + 3) % 7 - 3)
        contradictions = (f"”{on_one_line(e.text)}” säger {said} {near}, men {day} är en {WEEKDAYS[day.weekday()]}",)
        sure *= 0.6
    against = c.page.stated.get(e.span.start)
    if against:
        contradictions = (*contradictions, against)
        sure *= 0.6
    status = judge_status(c, default=_proposed(c))
    reasons = [*r.reasons, *(["tiden angiven i sidans egna uppgifter"] if against == "" else [])]
    if "year" in value.implied:
        reasons.append(f"året {value.start.day.year} uttolkat från {ref.day}")
    return Entry(
        title=title,
        kind=kind,
        status=status,
        start=value.start,
        end=value.end,
        grain=value.grain,
        location=place_of(c) if kind is Kind.EVENT else None,
        organiser=organiser_of(c),
        url=link_of(c),
        quote=_quote(c, r.day),
        mention=on_one_line(unmarked(e.text)),
        span=e.span,
        confidence=round(min(sure, 0.99), 2),
        reasons=tuple(reasons),
        contradictions=contradictions,
    )


def _series(s: Series, ref: Reference) -> Entry:
    """The entry of its first time, which tells the others."""
    entry = _entry(Reading(s.context, s.value, s.judgement, s.reasons), ref)
    return replace(entry, recurrence=s.recurrence, confidence=round(min(entry.confidence, s.sure), 2))


def _proposed(c: Context) -> Status:
    """Bare times under "förslag på mötestider" are proposals, each of them."""
    own = c.expression.span.end - c.expression.span.start
    if c.passage.shape is not Shape.ITEM or c.passage.body.end - c.passage.body.start > own + 30:
        return Status.CONFIRMED
    for index in range(c.passage.index - 1, max(-1, c.passage.index - 8), -1):
        p = c.page.passages[index]
        if p.shape is Shape.ITEM and index not in c.passage.parents:
            continue
        return Status.TENTATIVE if cues.PROPOSES.search(c.page.body(p)[-220:]) else Status.CONFIRMED
    return Status.CONFIRMED


def _quote(c: Context, day: str) -> str:
    """The sentence that proves the entry, on one line; `day` is the day of a line above, quoted before it."""
    span = Span(min(c.window.start, c.expression.span.start), max(c.window.end, c.expression.span.end))
    quote = on_one_line(unmarked(span.of(c.page.text)))
    if day and day not in quote:
        quote = f"{day} … {quote}"
    if len(quote) <= LONGEST_QUOTE:
        return quote
    at = max(quote.find(on_one_line(unmarked(c.expression.text))), 0)
    start = max(0, min(at - LONGEST_QUOTE // 2, len(quote) - LONGEST_QUOTE))
    return (
        ("… " if start else "")
        + quote[start : start + LONGEST_QUOTE].strip()
        + (" …" if start + LONGEST_QUOTE < len(quote) else "")
    )


def _mention(c: Context, value: Value | None) -> Mention:
    e = c.expression
    return Mention(text=on_one_line(e.text), span=e.span, rule=e.rule, value=value)
