"""`"Våren 2027: styrelsemöte 3 mars"` -> 1 January 2027: the day that a mention without a year is read on.

Mostly it is the reference; a heading or the sentence may set another one: an older post's, that of "vårterminen 2027".
Which year follows from that is in `years`.
"""

import re
from datetime import date

from calagg.extract import cues
from calagg.extract.context import Context, first_day
from calagg.extract.years import value_of
from calagg.grammar import weekday_disagrees
from calagg.model.entry import Reference

YEAR_AHEAD = cues.Cue(
    r"(?<!\w)(?:för|under|år|hela|tider|möten|planen|datum)\s+(20[0-4]\d)(?![\d/–-])",
)
NAMED_BY_YEAR = cues.Cue(
    r"(?:dag(?:en|arna)|konferens(?:en)?|mässa[n]?|festival(?:en)?|forum|möte(?:t|na)?|stämma[n]?|läg(?:er|ret)|"
    r"träff(?:en|arna)?|kongress(?:en)?)\s+(20[0-4]\d)(?![\d/–-])",
)
APPLIED_FOR = cues.Cue(  # "Ansökan till förskoleklass hösten 2025 är öppen 13–31 januari": the spell comes before it
    r"(?<!\w)(?:ansök\w*|anmäl\w*|val\w*|bokning\w*|nominering\w*)\s+(?:till|om|för|av|inför)\s[^.;:]{0,60}\Z"
)
HEADING_YEAR = re.compile(r"(?<![\d/–-])(20[0-4]\d)(?![\d/–-])")


def read_on(c: Context, ref: Reference) -> date:
    """The reference, or the day that a heading or the sentence sets: of an older post, of "vårterminen 2024"."""
    if c.expression.start.year is None:
        earlier = [o for o in c.others if o.span.end <= c.expression.span.start]
        if cues.SAME_YEAR.match(c.near_after) and (years := [o.start.year for o in earlier if o.start.year]):
            return date(years[-1], 1, 1)
        whole_month = c.expression.start.month is None
        named = [
            o
            for o in earlier
            if o.grain.coarse
            and (o.start.year is not None or whole_month)
            and not APPLIED_FOR.search_between(c.page.text, max(c.window.start, o.span.start - 80), o.span.start)
        ]
        if named and (begins := first_day(named[-1].start, ref.day)) is not None and begins > ref.day:
            return begins
    if c.expression.start.year is None:
        said = (
            c.before.rpartition(": ")[2] if cues.LAST_DAY.search(c.before) else c.before
        )  # "Budget 2027: svar senast"
        ahead = [int(y) for pattern in (YEAR_AHEAD, NAMED_BY_YEAR) for y in pattern.findall(said)]
        ahead += [int(y) for h in c.page.headings(c.passage)[:1] for y in HEADING_YEAR.findall(c.page.body(h))]
        coming = [y for y in ahead if ref.day.year < y <= ref.day.year + 2]
        if coming and not _weekday_is_of(c, ref.day, not_of=date(coming[0], 1, 1)):
            return date(coming[0], 1, 1)
    for heading in c.page.headings(c.passage):
        dated = c.page.own_days.get(heading.index)
        if dated is not None:
            set_by_heading = (heading.index > 0 or dated < ref.day) and not _weekday_is_of(c, ref.day, not_of=dated)
            return dated if set_by_heading else ref.day
    return ref.day


def _weekday_is_of(c: Context, day: date, *, not_of: date) -> bool:
    """Whether the mention's weekday fits when it is read against `day` and does not when read against `not_of`."""
    if c.expression.start.weekday is None:
        return False
    here, there = value_of(c, day), value_of(c, not_of)
    fits = here is not None and not weekday_disagrees(c.expression.start, here.start.day)
    return fits and there is not None and weekday_disagrees(c.expression.start, there.start.day)
