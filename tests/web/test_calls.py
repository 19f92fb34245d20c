"""The page of calls: its groups, its axis and strips, its table, and what is left out of it."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.model import Entry, Grain, Kind, Status
from calagg.store import Store
from calagg.web.timeline import Axis, Bar, Strip, Window, build_axis
from tests.web.minutes import each, ids, keep, told, words

TODAY = date(2026, 11, 21)
ADDRESS = "/utlysningar"


def call(title: str, start: str, end: str | None = None, **known: object) -> tuple[str, Entry]:
    return f"{title}: {{se här}}.", told(title, start, end, kind=Kind.WINDOW, **known)  # type: ignore[arg-type]


CALLS = (
    call("Läslust", "2026-11-02", "2026-12-04", organiser="Stiftelsen Goda Rum"),
    call("Klimatsteget", "2026-10-01", "2026-12-01T16:00", organiser="Klimatfonden Mellanbygden"),
    call("Bygdemedel", "2026-09-14", "2026-12-18"),
    call("Kulturbidrag", "2026-06-01", "2026-12-06"),
    call("Hållbara resor", "2027-02-01", "2027-03-31"),
    call("Språkvänner", "2027-01-11", "2027-02-26", status=Status.TENTATIVE),
    call("Sista chansen", "2026-11-21", "2026-11-21T12:00"),
)


def page_of(client: FlaskClient, address: str = ADDRESS) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def outline(page: LexborHTMLParser) -> list[str]:
    """The figure in a line each: `# group`, `- title | what comes next`."""
    return [
        f"# {words(node)}"
        if node.tag == "h2"
        else f"- {words(node.css_first('h3'))} | {words(node.css_first('.call-next'))}"
        for node in page.css(".timeline h2, .call")
    ]


def test_the_groups_stand_by_what_comes_next(client: FlaskClient, opened: Store) -> None:
    keep(opened, *CALLS)
    page = page_of(client)
    assert outline(page) == [
        "# Stänger snart",
        "- Sista chansen | stänger idag lör 21 nov kl. 12.00",
        "- Klimatsteget | stänger om 10 dagar tis 1 dec kl. 16.00",
        "- Läslust | stänger om 13 dagar fre 4 dec",
        "# Öppna nu",
        "- Kulturbidrag | stänger om 15 dagar sön 6 dec",
        "- Bygdemedel | stänger om 27 dagar fre 18 dec",
        "# Kommande",
        "- Språkvänner | öppnar om 51 dagar mån 11 jan 2027 (preliminärt)",
        "- Hållbara resor | öppnar om 72 dagar mån 1 feb 2027",
    ]
    assert words(page.css_first(".ingress")) == (
        "Tre stänger inom två veckor, två till är öppna och två öppnar under vintern."
    )
    assert words(page.css_first("figcaption")) == (
        "Tidslinje från september 2026 till mars 2027. Samma uppgifter står i tabellen nedanför."
    )
    assert words(page.css_first("nav [aria-current=page]")) == "Utlysningar"


def test_the_table_holds_the_same_calls(client: FlaskClient, opened: Store) -> None:
    keep(opened, *CALLS)
    rows = [each(row, "td") for row in page_of(client).css("tbody tr")]
    assert rows == [
        ["Sista chansen", "Stänger snart", "21 nov 2026", "21 nov 2026 kl. 12.00", ""],
        ["Klimatsteget", "Stänger snart", "1 okt 2026", "1 dec 2026 kl. 16.00", "Klimatfonden Mellanbygden"],
        ["Läslust", "Stänger snart", "2 nov 2026", "4 dec 2026", "Stiftelsen Goda Rum"],
        ["Kulturbidrag", "Öppen", "1 juni 2026", "6 dec 2026", ""],
        ["Bygdemedel", "Öppen", "14 sep 2026", "18 dec 2026", ""],
        ["Språkvänner", "Kommande (preliminärt)", "11 jan 2027", "26 feb 2027", ""],
        ["Hållbara resor", "Kommande", "1 feb 2027", "31 mars 2027", ""],
    ]


def test_what_is_no_call_is_not_here(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        (
            "Samrådet om planen pågår {till 28 december}.",
            told("Samrådet", "2026-11-01", "2026-12-28", kind=Kind.WINDOW),
        ),
        ("Ansök {senast 1 december}.", told("Ansök om stöd", "2026-12-01", kind=Kind.DEADLINE)),
        call("Läslust", "2026-11-02", "2026-12-04"),
    )
    assert each(page_of(client), ".call h3") == ["Läslust"]


def test_ended_calls_are_shown_when_asked_for(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        call("Läslust", "2026-11-02", "2026-12-04"),
        call("Vårens bidrag", "2026-02-01", "2026-03-31"),
        call("Höstens bidrag", "2026-09-01", "2026-11-20"),
        call("Länge sedan", "2021-09-01", "2021-10-01"),
    )
    page = page_of(client)
    assert each(page, "tbody .cell-head") == ["Läslust"]
    assert [(words(a), a.attributes["href"]) for a in page.css(".onward a")] == [
        ("Prenumerera på utlysningarna", "/feeds/custom?kind=window"),
        ("Visa avslutade utlysningar", "/utlysningar?avslutade=ja"),
    ]
    ended = page_of(client, "/utlysningar?avslutade=ja")
    assert each(ended, "tbody .cell-head") == ["Läslust", "Höstens bidrag", "Vårens bidrag"]
    assert each(ended, "tbody .cell-condition") == ["Stänger snart", "Avslutad", "Avslutad"]
    assert each(ended, ".call h3") == ["Läslust"]
    assert each(ended, ".onward a")[1] == "Dölj avslutade utlysningar"


def test_a_call_known_by_term_is_coming_until_the_term_is_over(client: FlaskClient, opened: Store) -> None:
    keep(opened, call("Skolmedel", "2027-01-01", "2027-06-30", grain=Grain.SEASON))
    page = page_of(client)
    assert outline(page) == ["# Kommande", "- Skolmedel | öppnar under VT 2027 januari–juni"]
    assert [each(row, "td") for row in page.css("tbody tr")] == [
        ["Skolmedel", "Kommande", "under VT 2027 januari–juni", "ej angivet", ""]
    ]
    assert len(page.css(".call .bar-unsure")) == 1


def test_a_call_without_an_end_is_open_for_a_season(client: FlaskClient, opened: Store) -> None:
    keep(opened, call("Snabbstöd", "2026-10-01"), call("Glömt stöd", "2026-08-01"))
    page = page_of(client)
    assert outline(page) == ["# Öppna nu", "- Snabbstöd | stänger ej angivet"]
    assert words(page.css_first(".ingress")) == "En är öppen."
    assert [len(page.css(f".call {part}")) for part in (".bar-elapsed", ".bar-left", ".bar-wall")] == [1, 0, 0]


def test_a_cancelled_call_says_so_and_has_no_bar(client: FlaskClient, opened: Store) -> None:
    keep(opened, call("Läslust", "2026-11-02", "2026-12-04", status=Status.CANCELLED))
    page = page_of(client)
    assert outline(page) == ["# Stänger snart", "- Läslust | INSTÄLLT"]
    assert each(page, "s") == ["Läslust", "Läslust"]
    assert each(page, "tbody .cell-condition") == ["Inställd"]
    assert page.css(".call rect") == []
    assert words(page.css_first(".ingress")) == "Ingen utlysning är öppen eller på väg."


@pytest.mark.parametrize(
    ("windows", "first", "end"),
    [
        ((), date(2026, 11, 1), date(2026, 12, 1)),
        ((Window(date(2026, 11, 2), date(2026, 11, 30)),), date(2026, 11, 1), date(2026, 12, 1)),
        ((Window(date(2026, 10, 2), date(2026, 12, 31)),), date(2026, 10, 1), date(2027, 1, 1)),
        ((Window(date(2025, 1, 2), date(2026, 12, 1)),), date(2026, 9, 1), date(2027, 1, 1)),
        ((Window(date(2025, 1, 2), date(2029, 12, 1)),), date(2026, 9, 1), date(2027, 5, 1)),
        ((Window(date(2027, 12, 1), None),), date(2026, 11, 1), date(2027, 7, 1)),
    ],
)
def test_the_axis_is_whole_months_and_at_most_eight(windows: tuple[Window, ...], first: date, end: date) -> None:
    assert build_axis(windows, TODAY) == Axis(first, end, TODAY)


# the axis is October to December, 92 days, and today is its 51st day
@pytest.mark.parametrize(
    ("window", "strip"),
    [
        (
            Window(date(2026, 11, 1), date(2026, 11, 30)),
            Strip((Bar("33.70%", "21.74%", "elapsed"), Bar("55.43%", "10.87%", "left")), "66.30%", False, False),
        ),
        (
            Window(date(2026, 11, 21), date(2026, 11, 21)),
            Strip((Bar("55.43%", "1.09%", "left"),), "56.52%", False, False),
        ),
        (
            Window(date(2026, 1, 1), date(2027, 6, 30)),
            Strip((Bar("0.00%", "55.43%", "elapsed"), Bar("55.43%", "44.57%", "left")), "", True, True),
        ),
        (
            Window(date(2026, 12, 1), date(2026, 12, 31)),
            Strip((Bar("66.30%", "33.70%", "coming"),), "", False, False),
        ),
        (
            Window(date(2026, 12, 1), date(2027, 1, 1), sure=False),
            Strip((Bar("66.30%", "33.70%", "unsure"),), "", False, True),
        ),
        (Window(date(2026, 10, 1), None), Strip((Bar("0.00%", "55.43%", "elapsed"),), "", False, False)),
        (Window(date(2026, 12, 31), None), Strip((Bar("98.91%", "1.09%", "coming"),), "", False, False)),
        (Window(date(2027, 2, 1), date(2027, 2, 2)), Strip((), "", False, True)),
    ],
)
def test_a_strip_in_percent_of_the_axis(window: Window, strip: Strip) -> None:
    assert Axis(date(2026, 10, 1), date(2027, 1, 1), TODAY).strip(window) == strip


@pytest.mark.parametrize(
    ("today", "side"),
    [(date(2026, 11, 1), "start"), (date(2026, 11, 15), "middle"), (date(2026, 11, 30), "end")],
)
def test_the_label_of_today_stays_on_the_page(today: date, side: str) -> None:
    assert build_axis((), today).today_side == side


def test_the_day_that_the_clocks_change_is_a_day_like_others() -> None:
    axis = Axis(date(2026, 10, 1), date(2026, 11, 1), date(2026, 10, 25))
    assert [axis.percent(date(2026, 10, day)) for day in (25, 26)] == ["77.42%", "80.65%"]


def test_the_marks_of_months_name_the_year_at_the_start_and_in_january() -> None:
    marks = Axis(date(2027, 11, 1), date(2028, 3, 1), date(2027, 11, 2)).months
    assert [(m.x, m.name, m.year) for m in marks] == [
        ("0.00%", "nov", "2027"),
        ("24.79%", "dec", ""),
        ("50.41%", "jan", "2028"),
        ("76.03%", "feb", ""),
    ]


def test_without_calls_the_page_says_so(client: FlaskClient, opened: Store) -> None:
    keep(opened, ("Mötet är {3 december}.", told("Möte", "2026-12-03")))
    page = page_of(client)
    assert words(page.css_first(".empty h2")) == "Inga utlysningar"
    assert page.css("figure, table") == []


def test_two_hundred_calls(client: FlaskClient, opened: Store) -> None:
    keep(opened, *(call(f"Bidrag {n:03}", "2026-11-02", f"2026-12-{5 + n % 2:02}") for n in range(200)))
    page = page_of(client)
    assert len(page.css(".call")) == len(page.css("tbody tr")) == 200
    names = [node.attributes["id"] for node in page.css("[id]")]
    assert len(names) == len(set(names))
    assert words(page.css_first(".ingress")) == "100 stänger inom två veckor och 100 till är öppna."


def test_the_graphics_are_hidden_and_nothing_is_styled_in_the_page(client: FlaskClient, opened: Store) -> None:
    bad = "<script>alert(1)</script>\" onload='x'"
    keep(opened, call(bad, "2026-11-02", "2026-12-04", organiser=bad), now=datetime(2026, 11, 13, 7, 0, tzinfo=UTC))
    page = page_of(client)
    assert each(page, ".call h3, .call-name p") == [bad, bad]
    assert [a.attributes["href"] for a in page.css(".call a, tbody a")] == [f"/entries/{ids(opened)[bad]}"] * 2
    assert page.css("[style], style, [onload], main script") == []
    hidden = page.css("main svg[aria-hidden=true], main [aria-hidden=true] svg")
    assert [node.attributes.get("focusable") for node in page.css("main svg")] == ["false"] * len(hidden)
