"""Random days, ranges and lists, written in random Swedish notations, are read back; no text at all makes it raise.

`CALAGG_HYPOTHESIS=thorough pytest tests/grammar/test_properties.py` tries many more examples, other ones each time.
"""

import os
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from calagg.grammar import Expression, find_expressions, resolve
from calagg.model.timex import Moment, Value

settings.register_profile("steady", derandomize=True, max_examples=200, deadline=None)
settings.register_profile("thorough", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROFILE = settings.get_profile(os.environ.get("CALAGG_HYPOTHESIS", "steady"))

REFERENCE = date(2024, 2, 9)
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

# letters, figures and marks that Swedish minutes are made of, and whole words that start the rules
SWEDISH = st.lists(
    st.sampled_from(
        [
            *"0123456789",
            *" \n.,:;/-–—()*'’§%",
            "\u00a0",
            "åäö",
            "kl",
            "kl. ",
            "klockan ",
            "den ",
            "v. ",
            "vecka ",
            "maj",
            "mars ",
            " juni",
            "jan",
            "okt. ",
            "måndag ",
            "torsdagar ",
            "fre. ",
            "och ",
            " till ",
            "t.o.m. ",
            "nästa ",
            "om ",
            "två ",
            "veckor",
            " sedan",
            "i morgon",
            "första ",
            "påsk",
            "midsommarafton",
            "ht",
            "våren ",
            "2024",
            "-24",
            "halv ",
            "https://example.se/",
            "@example.se",
            "```\n",
            "mellan ",
            "slutet av ",
            "månadsskiftet ",
            ":e ",
            "em ",
            "12.12",
        ]
    ),
    max_size=40,
).map("".join)
WILD = st.text(max_size=200)


@dataclass(frozen=True)
class Written:
    """What was written, and the values that must be read."""

    text: str
    values: tuple[Value, ...]


def _values(found: list[Expression]) -> list[tuple[Moment, Moment | None]]:
    values = [resolve(e, REFERENCE) for e in found]
    return [(v.start, v.end) for v in values if v is not None]


def _expected(written: Written) -> list[tuple[Moment, Moment | None]]:
    return [(v.start, v.end) for v in written.values]


@st.composite
def days(draw: DrawFn) -> tuple[date, str]:
    """A day and one way to write it with its year, or without where the year follows from the reference."""
    day = draw(st.dates(date(2015, 1, 1), date(2045, 12, 31)))
    yearless = REFERENCE <= day < date(2025, 2, 9)
    return day, draw(st.sampled_from([*_dated(day), *(_yearless(day) if yearless else ())]))


def _yearless(day: date) -> list[str]:
    d, m, weekday = day.day, day.month, WEEKDAYS[day.weekday()]
    month, short = MONTHS[m - 1], SHORT[m - 1]
    ordinal = f"{d}:{'a' if d in (1, 2, 21, 22, 31) else 'e'}"
    slash = f"{d}/{m}"
    return [
        f"{d} {month}",
        f"den {d} {month}",
        f"{d} {short}",
        f"{d}{short}",
        f"{ordinal} {month}",
        f"den {ordinal} {month}",
        f"{weekday} {d} {month}",
        f"{weekday}en den {d} {month}",
        f"{weekday} den\n{d} {month}",
        f"{weekday[:3]} {d} {short}",
        f"den {slash}",
        f"{weekday} {slash}",
        f"{weekday} {d:02}/{m:02}",
        f"den {d}\u00a0{month}",
    ]


def _dated(day: date) -> list[str]:
    d, m, y, weekday = day.day, day.month, day.year, WEEKDAYS[day.weekday()]
    month, short = MONTHS[m - 1], SHORT[m - 1]
    return [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{d} {month} {y}",
        f"den {d} {month} {y}",
        f"{weekday} {d} {month} {y}",
        f"{weekday}en den {d} {month} {y}",
        f"{d} {short} {y}",
        f"{d}/{m} {y}",
        f"{d}/{m}-{y % 100:02}",
        f"{d}.{m}.{y}",
        f"{d:02}-{m:02}-{y}",
        f"{weekday} {day.isoformat()}",
        f"den {d}\n{month} {y}",
        f"{d} {month} -{y % 100:02}",
    ]


@st.composite
def clocks(draw: DrawFn) -> tuple[time, time | None, str]:
    """A time of day, its end or None, and one way to write it after a day."""
    start = draw(st.times(time(1), time(21, 59)).map(lambda t: t.replace(second=0, microsecond=0)))
    end = draw(st.none() | st.times(time(22), time(23, 58)).map(lambda t: t.replace(second=0, microsecond=0)))
    mark = draw(st.sampled_from([".", ":"]))
    first = f"{start.hour}{mark}{start:%M}" if draw(st.booleans()) else f"{start:%H}{mark}{start:%M}"
    before = draw(st.sampled_from([" kl. ", " kl ", ", kl. ", " klockan ", " ", ", "]))
    if end is None:
        return start, None, before + first
    dash = draw(st.sampled_from(["-", "–", " - ", " – "]))
    return start, end, f"{before}{first}{dash}{end:%H}{mark}{end:%M}"


@st.composite
def single(draw: DrawFn) -> Written:
    """One day, perhaps with its time."""
    day, text = draw(days())
    if draw(st.booleans()):
        return Written(text, (Value(start=Moment(day)),))
    start, end, clock = draw(clocks())
    value = Value(start=Moment(day, start), end=Moment(day, end) if end else None)
    return Written(text + clock, (value,))


@st.composite
def day_range(draw: DrawFn) -> Written:
    """From a day to a later one, in the same notation."""
    first = draw(st.dates(REFERENCE, date(2024, 12, 1)))
    last = first + timedelta(days=draw(st.integers(1, 60)))
    to = draw(st.sampled_from([" – ", " - ", " till ", " till och med ", " t.o.m. ", " t o m "]))
    tight = draw(st.sampled_from(["–", "-", " – ", " till "]))
    den = draw(st.sampled_from(["", "den "]))
    a, b = f"{den}{first.day} {MONTHS[first.month - 1]}", f"{den}{last.day} {MONTHS[last.month - 1]}"
    texts = [
        f"{a}{to}{b}",
        f"{a} {first.year}{to}{b} {last.year}",
        f"{a}{to}{b} {last.year}",
        f"{a}{tight}{b}",
        f"den {first.day}/{first.month}{to}den {last.day}/{last.month}",
        f"{first.isoformat()}{to}{last.isoformat()}",
        f"{first.day}/{first.month}{tight}{last.day}/{last.month} {last.year}",
        f"{first.isoformat()}{tight}{last.isoformat()}",
    ]
    if (first.year, first.month) == (last.year, last.month):
        days_alone = f"{den}{first.day}{tight}{last.day}"
        month = MONTHS[first.month - 1]
        texts += [f"{days_alone} {month}", f"{days_alone} {month} {first.year}"]
        if tight != " till ":
            texts += [f"{days_alone}/{first.month}", f"{days_alone}/{first.month} {first.year}"]
    return Written(draw(st.sampled_from(texts)), (Value(start=Moment(first), end=Moment(last)),))


@st.composite
def day_list(draw: DrawFn) -> Written:
    """Two to five days in the order of the calendar, perhaps with a time that they share."""
    chosen = sorted(draw(st.sets(st.dates(REFERENCE, date(2024, 12, 31)), min_size=2, max_size=5)))
    style = draw(st.sampled_from(["letters", "den letters", "weekday slash", "iso"]))
    shown = [_in_style(style, day) for day in chosen]
    final = draw(st.sampled_from([" och ", " samt ", ", "]))
    text = ", ".join(shown[:-1]) + final + shown[-1]
    if draw(st.booleans()):
        return Written(text, tuple(Value(start=Moment(day)) for day in chosen))
    start, end, clock = draw(clocks())
    values = (Value(start=Moment(d, start), end=Moment(d, end) if end else None) for d in chosen)
    return Written(text + clock, tuple(values))


def _in_style(style: str, day: date) -> str:
    month = MONTHS[day.month - 1]
    return {
        "letters": f"{day.day} {month}",
        "den letters": f"den {day.day} {month}",
        "weekday slash": f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}",
        "iso": day.isoformat(),
    }[style]


def _in_a_sentence(inner: SearchStrategy[Written]) -> SearchStrategy[Written]:
    around = st.sampled_from(
        [
            ("", ""),
            ("Mötet hålls ", "."),
            ("Anmälan senast ", " till kansliet."),
            ("- ", "\n"),
            ("(", ")"),
            ("Träff: ", ", Folkets hus"),
            ("**", "**"),
        ]
    )
    return st.builds(lambda w, a: Written(a[0] + w.text + a[1], w.values), inner, around)


@settings(PROFILE)
@given(_in_a_sentence(single()))
def test_a_day_in_any_notation_is_read_back(written: Written) -> None:
    assert _values(find_expressions(written.text)) == _expected(written)


@settings(PROFILE)
@given(_in_a_sentence(day_range()))
def test_a_range_in_any_notation_is_read_back(written: Written) -> None:
    assert _values(find_expressions(written.text)) == _expected(written)


@settings(PROFILE)
@given(_in_a_sentence(day_list()))
def test_a_list_in_any_notation_is_read_back(written: Written) -> None:
    assert _values(find_expressions(written.text)) == _expected(written)


@settings(PROFILE)
@given(SWEDISH | WILD, st.dates(date(1000, 1, 1), date(9000, 1, 1)))
def test_any_text_gives_expressions_in_order_that_lie_in_it(text: str, reference: date) -> None:
    found = find_expressions(text)
    for e in found:
        assert 0 <= e.span.start < e.span.end <= len(text)
        assert e.text == e.span.of(text)
        value = resolve(e, reference)
        assert value is None or value.end is None or value.start.sort_key <= value.end.sort_key
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@settings(PROFILE)
@given(SWEDISH)
def test_the_same_text_gives_the_same_expressions(text: str) -> None:
    assert find_expressions(text) == find_expressions(text)
