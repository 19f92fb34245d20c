"""`"Vi ses första onsdagen i månaden kl 9–11 under hösten, dock ej i november"` -> one entry with its recurrence.

A pattern becomes a series where the text gives its days, its begin and its end. What leaves a doubt on which days
these are makes the series a proposal, which a person has to accept; what names no day or no end is dismissed. From when
to when it holds is read in `series_period`, what it leaves out in `series_exceptions`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from calagg.extract import cues
from calagg.extract.context import Context
from calagg.extract.kind import Judgement, judge_kind
from calagg.extract.read_on import read_on
from calagg.extract.series_exceptions import exceptions_in
from calagg.extract.series_period import Period, period_of, with_ranges
from calagg.grammar import Direction, Every, Expression, Stated
from calagg.model.calendar_words import WEEKDAYS
from calagg.model.entry import Kind, Reference
from calagg.model.recurrence import Frequency, Pattern, Recurrence
from calagg.model.recurrence_words import series_words
from calagg.model.timex import Grain, Moment, Span, Value

DOUBTFUL = 0.4  # below what is published by itself
IMPLIED = 0.8  # of a series whose begin or end is a season's
LONGEST = timedelta(days=3 * 366)
NEAR, REACH, REACH_BACK = 30, 400, 60
MOST_AFTER = 2  # sentences that go on with a pattern
MOST = 200  # series of one document
GOES_ON = re.compile(  # a sentence that only says more of the pattern in the one before it
    r"\W*(?:ej|inte|dock|undantag|med\s+undantag|(?:med\s+|gör\s+)?uppehåll|utom|start|startar|(?:första|sista)\s+(?:gången|träffen|mötet|tillfället)|avslutning|"
    r"inga?\s+(?:möten?|träff|sammanträde)|kl\b|klockan)",
    re.IGNORECASE,
)
GAP = re.compile(r"[\s,;:()*_–-]{0,5}(?:(?:i|på|den|och|med)[\s]{1,3})?")
LOOSE_CLOCK = re.compile(
    r"[\s,]{1,3}(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?\s?[–-]\s?"
    r"(?P<until>[01]?\d|2[0-3])(?:[.:](?P<last>[0-5]\d))?(?![\d/]|[.:]\d)"
)
NEGATED = cues.Cue(r"(?<!\w)(?:inga|inget|ingen|aldrig|inte|upphör\w*|utgår|ställs\s+in)(?!\w)")
ROUGHLY = cues.Cue(
    r"(?<!\w)(?:ungefär|cirka|c:?a|typ|i\s+regel|oftast|normalt|vanligtvis|brukar|i\s+princip|helst|eventuellt|eller)(?!\w)"
)
ATTENDED_NOT = cues.Cue(
    r"(?<!\w)(?:öppet(?!\s+hus)|öppen|öppna(?!\s+hus)|öppettid\w*|stäng[dt]?\w*|telefontid\w*|bemanna\w*|töm[smn]\w*|"
    r"hämt(?:as|ning\w*)|sopor\w*|provkörs|uppdateras)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Series:
    """A pattern with its period: `context` is the one of all the words that tell it, `value` its first time."""

    context: Context
    value: Value
    recurrence: Recurrence
    judgement: Judgement
    reasons: tuple[str, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class Patterns:
    """What became of the patterns of a text: `why` tells of those that are no series, by where they start; `taken` is
    where the expressions start that a series is made of."""

    series: tuple[Series, ...] = ()
    why: tuple[tuple[int, str], ...] = ()
    taken: frozenset[int] = frozenset()


def read_patterns(found: Sequence[Context], ref: Reference) -> Patterns:
    """Every pattern of the text as a series, or why it is none."""
    series: list[Series] = []
    why: list[tuple[int, str]] = []
    taken: set[int] = set()
    for c in found:
        if c.expression.every is None or c.expression.quoted:
            continue
        one = _series(c, c.expression.every, ref) if len(series) < MOST else "fler serier än ett dokument brukar ha"
        if isinstance(one, str):
            why.append((c.expression.span.start, one))
            continue
        series.append(one[0])
        taken |= one[1]
    return Patterns(tuple(series), tuple(why), frozenset(taken))


def _series(c: Context, every: Every, ref: Reference) -> tuple[Series, set[int]] | str:
    """The series with where the expressions start that it is made of; or why the pattern is none."""
    if c.tense is Direction.BACKWARD and not cues.FUTURE.search(c.whole):
        return "passerat"
    if NEGATED.search(c.near_before[-REACH_BACK:]):
        return "det som återkommer hålls inte"
    if ATTENDED_NOT.search(c.whole):
        return "återkommer, men är ingen sammankomst"
    text, scope = c.page.text, _scope(c)
    if ROUGHLY.search(text[max(scope.start, c.expression.span.start - NEAR) : c.expression.span.end + NEAR]):
        return "återkommer bara ungefär; dagarna är öppna"
    others = [e for e in c.page.expressions_in(scope) if e is not c.expression and not e.quoted]
    left_out = exceptions_in(text, scope, others, ref.day)
    beside = with_ranges(text, [e for e in others if e.span.start not in left_out.taken])
    period = period_of(c, scope, beside, max(ref.day, read_on(c, ref)))
    if period is None:
        return "återkommer; dagarna står i texten"
    if period.last is None and period.count is None:
        return "återkommer, men texten säger inte till när"
    if period.last is None and period.first is None:
        return "återkommer, men texten säger inte från när"
    first = max(period.first or ref.day, ref.day) if not period.stated else period.first or ref.day
    if (last := period.last or first + LONGEST) < ref.day:
        return "passerat"
    if last - first > LONGEST:
        return "återkommer för länge"
    settled = _settled(every, first, last, period)
    if settled is None:
        return "återkommer, men texten säger inte vilken dag"
    pattern, days, doubts = settled
    if period.first is not None and period.first != ref.day:
        left_out = exceptions_in(text, scope, others, period.first)
    out = {day for day in days for begins, ends in left_out.days if begins <= day <= ends}
    kept = [day for day in days if day not in out][: period.count]
    if len(kept) < 2 or kept[-1] < ref.day:
        return "återkommer inte mer än en gång" if kept and kept[-1] >= ref.day else "passerat"
    if period.last is None and len(kept) < (period.count or 0):
        return "återkommer för länge"
    recurrence = Recurrence(
        pattern=pattern,
        until=kept[-1] if period.last or out else None,
        count=None if period.last or out else period.count,
        without=tuple(sorted(day for day in out if kept[0] < day < kept[-1])),
    )
    clock = _clock(c, beside)
    pieces = [*period.pieces, *left_out.pieces, *([clock] if clock and not clock.dated else [])]
    whole = _whole(c, pieces, clock)
    judgement = judge_kind(whole)
    if judgement.kind not in (Kind.EVENT, Kind.DEADLINE):
        return "återkommer, men är ingen sammankomst"
    doubts += [f"undantaget ”{words}” säger inte vilka dagar" for words in left_out.undated]
    reasons = (*doubts, judgement.reason, f"återkommer {series_words(recurrence)}", *period.reasons)
    sure = DOUBTFUL if doubts else IMPLIED * judgement.sure if period.reasons else judgement.sure
    one = Series(whole, _first(kept[0], whole.expression, period), recurrence, judgement, reasons, sure)
    starts = {e.span.start for e in others if any(e.span in piece.span for piece in pieces)}
    return one, starts | ({clock.span.start} if clock else set())


def _scope(c: Context) -> Span:
    """The sentence of the pattern, with its label, and the next ones of its passage that only go on with it."""
    start, end = c.passage.span.start if c.label else c.window.start, c.window.end
    for following in c.page.sentences(c.passage)[c.sentence.index + 1 :][:MOST_AFTER]:
        if not GOES_ON.match(c.page.text, following.span.start, following.span.end):
            break
        end = min(following.span.end, c.window.end + REACH)
    return Span(min(start, c.window.start), end)


def _settled(
    every: Every, first: date, last: date, period: Period
) -> tuple[Pattern, tuple[date, ...], list[str]] | None:
    """The pattern with its weekday, its days, and what leaves a doubt on them; None where no weekday is known.

    The days are counted from the stated first one, or by the numbers of the weeks.
    """
    pattern, doubts = every.pattern, list[str]()
    if pattern.frequency is Frequency.WEEKLY and not pattern.weekdays:
        if not period.stated:
            return None
        pattern = replace(pattern, weekdays=(first.weekday(),))
    if pattern.interval == 1:
        return pattern, pattern.days(first, last), doubts
    once = replace(pattern, interval=1)
    begins = next((day for day in once.days(first, last) if _in_weeks(day, every.even_weeks)), first)
    days = pattern.days(begins, last)
    if every.even_weeks is None and not period.stated:
        named = f"vilken {WEEKDAYS[begins.weekday()]}" if pattern.frequency is Frequency.WEEKLY else "vilken månad"
        doubts.append(f"texten säger inte {named} som är den första")
    elif every.even_weeks is None and begins != first:
        doubts.append(f"{first} är inte en dag i serien")
    if not all(_in_weeks(day, every.even_weeks) for day in days):
        doubts.append("veckornas nummer byter mellan jämna och udda vid årsskiftet")
    return pattern, days, doubts


def _in_weeks(day: date, even: bool | None) -> bool:
    return even is None or (day.isocalendar().week % 2 == 0) is even


def _clock(c: Context, beside: Sequence[Expression]) -> Expression | None:
    """The time of day: the first one behind the pattern and before another one, or that right before it, or that of
    the day from or to which it holds."""
    span, text = c.expression.span, c.page.text
    ends = min((e.span.start for e in beside if e.every is not None and e.span.start > span.start), default=len(text))
    timed = [e for e in beside if e.timed]
    alone = [e for e in timed if not e.dated]
    after = next((e for e in alone if span.end <= e.span.start < ends), None)
    before = next((e for e in reversed(alone) if 0 <= span.start - e.span.end <= NEAR), None)
    found = after or before or next((e for e in timed if e.dated and e.span.start < ends), None)
    return found or _loose_clock(text, span)


def _loose_clock(text: str, span: Span) -> Expression | None:
    """The hours right behind the pattern, which are none behind anything else: "tisdagar 16-18"."""
    if (m := LOOSE_CLOCK.match(text, span.end)) is None:
        return None
    begins, ends = time(int(m["hour"]), int(m["minute"] or 0)), time(int(m["until"]), int(m["last"] or 0))
    start, end = Stated(clock=begins), Stated(clock=ends)
    return Expression(span=Span(*m.span()), text=m[0], rule="clock-span", start=start, end=end, grain=Grain.MINUTE)


def _whole(c: Context, pieces: list[Expression], clock: Expression | None) -> Context:
    """The context of the pattern and of what stands beside it, as one expression; what stands apart is among the
    others, so that no title has it."""
    text, span = c.page.text, c.expression.span
    apart = sorted(pieces, key=lambda e: e.span)
    for piece in apart:
        if piece.span.start >= span.end and GAP.fullmatch(text, span.end, piece.span.start):
            span = Span(span.start, piece.span.end)
    for piece in reversed(apart):
        if piece.span.end <= span.start and GAP.fullmatch(text, piece.span.end, span.start):
            span = Span(piece.span.start, span.end)
    if span.of(text).count("(") > span.of(text).count(")") and text[span.end : span.end + 1] == ")":
        span = Span(span.start, span.end + 1)
    start = replace(c.expression.start, clock=clock.start.clock if clock else None)
    end = replace(c.expression.start, clock=clock.end.clock) if clock and clock.end and clock.end.clock else None
    grain = Grain.MINUTE if clock else Grain.DAY
    whole = c.expression.grown(text, span, start=start, end=end, grain=grain)
    kept = [e for e in apart if e.span not in span]
    others = [e for e in c.others if e.span not in span and not any(e.span in piece.span for piece in kept)]
    return replace(c, expression=whole, others=tuple(sorted((*others, *kept), key=lambda e: e.span)))


def _first(day: date, whole: Expression, period: Period) -> Value:
    """When the first of the series takes place."""
    begins, ends = whole.start.clock, whole.end.clock if whole.end else None
    over_midnight = begins is not None and ends is not None and ends <= begins
    end = Moment(day + timedelta(days=1) if over_midnight else day, ends) if ends else None
    told = any(piece.start.year or (piece.end and piece.end.year) for piece in period.pieces)
    implied = frozenset(() if told else {"year"})
    return Value(start=Moment(day, begins), end=end, grain=whole.grain, implied=implied)
