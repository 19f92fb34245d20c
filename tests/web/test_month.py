"""The page of a month: its grid, its bars over week and month ends, its agenda, and which months there are."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from calagg.model import Entry, Grain, Kind, Status
from calagg.store import Store
from calagg.web.assets import STATIC
from calagg.web.month_view import grid_days
from calagg.web.soft_hyphens import SOFT_HYPHEN
from tests.web.minutes import each, ids, keep, told, words

STYLE = STATIC / "calagg.css"
DECEMBER = "/kalender/2026-12"


def proved(*entries: Entry) -> tuple[tuple[str, Entry], ...]:
    return tuple((f"{entry.title}: {{se här}}.", entry) for entry in entries)


def fill(store: Store) -> None:
    keep(
        store,
        *proved(
            told("Utställning", "2026-11-30", "2026-12-13", location="Storåkers bibliotek"),
            told("Klimatbidrag", "2026-10-01", "2026-12-01T16:00", kind=Kind.WINDOW),
            told("Digitalt stöd", "2026-11-09", "2027-01-15", kind=Kind.WINDOW),
            told("Nominering", "2026-12-04", kind=Kind.DEADLINE),
            told("Trygga medel", "2026-12-07", "2027-01-29", kind=Kind.WINDOW),
            told("Styrgrupp", "2026-12-09T13:00", status=Status.TENTATIVE),
            told("Internat", "2026-12-10T10:00", "2026-12-11"),
            told("Pilot", "2026-12-14", "2026-12-20", kind=Kind.MILESTONE, grain=Grain.WEEK, status=Status.TENTATIVE),
            told("Julavslutning", "2026-12-17T15:00", "2026-12-17T16:30", status=Status.CANCELLED),
            told("Jouröppet", "2026-12-28", "2027-01-03"),
            told("Budget klar", "2026-12-01", "2026-12-31", kind=Kind.MILESTONE, grain=Grain.MONTH),
            told("Utanför", "2027-01-02T10:00"),
        ),
    )


def page_of(client: FlaskClient, address: str = DECEMBER) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text.replace(SOFT_HYPHEN, ""))


def heard(node: LexborNode) -> str:
    """What a screen reader says: the words of the node without what is hidden from it."""
    parsed = LexborHTMLParser(node.html or "")
    for silent in parsed.css("[aria-hidden=true]"):
        silent.decompose()
    return words(parsed.body).replace(" ,", ",")


def grid_heard(page: LexborHTMLParser) -> list[str]:
    """The grid as it is heard: each week's heading, and its days that have something."""
    lines = []
    for week in page.css(".grid-week"):
        lines.append(f"# {words(week.css_first('h2'))}")
        lines.extend(heard(day) for day in week.css("ol > li") if "aria-hidden" not in day.attributes)
    return lines


def bars(page: LexborHTMLParser) -> list[str]:
    """Every stretch of a bar: its classes and what is seen of it."""
    return [
        " ".join(part for part in (node.attributes["class"] or "").split() if part not in ("bar", "bar-of-event"))
        + f" | {words(node.css_first('.bar-text'))}"
        for node in page.css(".bar")
    ]


def test_a_month_is_heard_week_by_week(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    page = page_of(client)
    assert grid_heard(page) == [
        "# Vecka 49",
        "måndag 30 november 2026 Händelse: Utställning, 30 november–13 december",
        "tisdag 1 december 2026 Utlysning: 16.00 Klimatbidrag stänger",
        "fredag 4 december 2026 Sista dag: Nominering",
        "# Vecka 50",
        "måndag 7 december 2026 Utlysning: Trygga medel öppnar",
        "onsdag 9 december 2026 Händelse: 13.00 Styrgrupp (prel.)",
        "torsdag 10 december 2026 Händelse: Internat, 10–11 december",
        "# Vecka 51",
        "måndag 14 december 2026 Milstolpe: Pilot, under v. 51 (preliminärt)",
        "torsdag 17 december 2026 Händelse: INSTÄLLT 15.00 Julavslutning",
        "# Vecka 52",
        "# Vecka 53",
        "måndag 28 december 2026 Händelse: Jouröppet, 28 december 2026 till 3 januari 2027",
        "lördag 2 januari 2027 Händelse: 10.00 Utanför",
    ]
    assert words(page.css_first("h1")) == "December 2026"
    assert words(page.css_first("title")) == "December 2026 – calagg"
    assert words(page.css_first(".ingress")) == "11 poster, varav 1 utlysning är öppen hela månaden"
    assert words(page.css_first("nav [aria-current]")) == "Månad"
    assert each(page, ".throughout li") == [
        "Utlysning: Digitalt stöd stänger 15/1",
        "Milstolpe: Budget klar någon gång i december 2026",
    ]


def test_bars_break_at_the_ends_of_weeks(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    assert bars(page_of(client)) == [
        "col-1 span-7 lane-1 bar-after | Händelse: Utställning , 30 november–13 december , till 13 december",
        "col-1 span-7 lane-1 bar-before | Utställning",
        "col-4 span-2 lane-2 | Händelse: Internat , 10–11 december",
        "bar-of-milestone col-1 span-7 lane-1 | Milstolpe: Pilot , under v. 51 , under v. 51 (preliminärt)",
        "col-1 span-7 lane-1 | Händelse: Jouröppet , 28 december 2026 till 3 januari 2027 , till 3 januari 2027",
    ]


def test_a_bar_from_the_month_before_is_told_on_its_first_day_here(client: FlaskClient, opened: Store) -> None:
    keep(opened, *proved(told("Vägarbete", "2026-10-05", "2026-12-02"), told("Läsår", "2026-08-18", "2027-06-11")))
    page = page_of(client)
    assert bars(page)[:3] == [
        "col-1 span-7 lane-1 bar-before bar-after | Händelse: Läsår , 18 augusti 2026 till 11 juni 2027"
        " , till 11 juni 2027",
        "col-1 span-3 lane-2 bar-before | Händelse: Vägarbete , 5 oktober–2 december",
        "col-1 span-7 lane-1 bar-before bar-after | Läsår",
    ]
    assert [node.attributes["aria-hidden"] for node in page.css(".bar[aria-hidden]")] == ["true"] * 4
    assert each(page, ".agenda h3") == ["Läsår", "Vägarbete"]


def test_the_agenda_has_the_rows_of_the_list_without_quotes(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    agenda = page_of(client).css_first(".agenda")
    assert agenda is not None
    lines = [
        words(node) if node.tag != "article" else f"- {words(node.css_first('.kind'))}: {words(node.css_first('h3'))}"
        for node in agenda.css("h2, .date, article, .named-day")
    ]
    assert lines == [
        "Hela månaden",
        "- Utlysning: Digitalt stöd",
        "- Milstolpe: Budget klar",
        "v. 49 30 november–6 december",
        "mån–sön 30/11–13/12 nov–dec v. 49",
        "- Händelse: Utställning",
        "tisdag 1 december v. 49",
        "- Utlysning stänger: Klimatbidrag",
        "fredag 4 december v. 49",
        "- Sista dag: Nominering",
        "söndag 6 december Andra advent",
        "v. 50 7–13 december",
        "måndag 7 december v. 50",
        "- Utlysning öppnar: Trygga medel",
        "onsdag 9 december v. 50",
        "- Händelse: Styrgrupp (preliminärt)",
        "tor–fre 10–11 december v. 50",
        "- Händelse: Internat",
        "söndag 13 december Tredje advent, lucia",
        "v. 51 14–20 december",
        "under v. 51 14–20 dec",
        "- Milstolpe: Pilot (preliminärt)",
        "torsdag 17 december v. 51",
        "- Händelse: Julavslutning",
        "söndag 20 december Fjärde advent",
        "v. 52 21–27 december",
        "torsdag 24 december Julafton",
        "fredag 25 december Juldagen",
        "lördag 26 december Annandag jul",
        "v. 53 28 december–3 januari",
        "mån–sön 28/12–3/1 nov–dec v. 53".replace("nov–dec", "dec–jan"),
        "- Händelse: Jouröppet",
        "torsdag 31 december Nyårsafton",
        "lördag 2 januari 2027 v. 53",
        "- Händelse: Utanför",
    ]
    assert agenda.css("details") == []
    assert each(agenda, ".row-throughout .distance") == ["stänger fre 15/1", "någon gång i december 2026"]


def test_the_overview_leads_to_the_days_on_which_something_begins_or_closes(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    page = page_of(client)
    assert each(page, ".overview tbody th") == ["49", "50", "51", "52", "53"]
    links = [a.attributes["href"] or "" for a in page.css(".overview a")]
    assert links == [f"#dag-2026-12-{day:02}" for day in (1, 4, 7, 9, 10, 14, 17, 28)]
    assert [page.css_first(link) is not None for link in links] == [True] * 8
    names = [node.attributes["id"] for node in page.css("[id]")]
    assert len(names) == len(set(names))


def test_the_numbers_of_days(client: FlaskClient) -> None:
    page = page_of(client, "/kalender/2026-11")
    shown = [
        f"{words(node.css_first('.cell-number'))} {' '.join(each(node, 'small'))}".strip()
        for node in page.css(".cell-date")
    ]
    assert shown[:8] == [
        "26 okt",
        "27 okt",
        "28 okt",
        "29 okt",
        "30 Allahelgonsafton",
        "31 Alla helgons dag",
        "1",
        "2",
    ]
    assert each(page, ".red .cell-number") == ["31", "1", "8", "15", "22", "29", "6"]
    assert each(page, ".grid-week .disc-today") == each(page, ".overview .disc-today") == ["21"]
    assert "21 idag" in shown
    assert shown[-7:] == ["30", "1 dec", "2 dec", "3 dec", "4 dec", "5 dec", "6 Andra advent"]


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        (date(2026, 12, 1), date(2026, 11, 30), date(2027, 1, 3)),
        (date(2027, 2, 1), date(2027, 2, 1), date(2027, 2, 28)),
        (date(2028, 2, 1), date(2028, 1, 31), date(2028, 3, 5)),
        (date(2026, 3, 1), date(2026, 2, 23), date(2026, 4, 5)),
    ],
)
def test_the_grid_is_of_whole_weeks(month: date, first: date, last: date) -> None:
    assert grid_days(month) == (first, last)


@pytest.mark.parametrize(
    ("address", "told_on"),
    [
        ("/kalender/2028-02", "tisdag 29 februari 2028 Händelse: 09.00 Möte"),
        ("/kalender/2027-03", "söndag 28 mars 2027, Påskdagen Händelse: 02.30 Möte"),
        ("/kalender/2026-10", "söndag 25 oktober 2026 Händelse: 02.30 Möte"),
    ],
)
def test_leap_days_and_days_that_the_clocks_change(
    client: FlaskClient, opened: Store, address: str, told_on: str
) -> None:
    keep(
        opened,
        *proved(
            told("Möte", "2028-02-29T09:00"),
            told("Möte", "2027-03-28T02:30"),
            told("Möte", "2026-10-25T02:30"),
        ),
    )
    page = page_of(client, address)
    assert [line for line in grid_heard(page) if line[0] != "#"] == [told_on]
    assert {len(week.css("ol > li")) for week in page.css(".grid-week")} == {7}


def test_a_full_day_ahead_shows_two_and_the_number_of_the_others(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        *proved(
            *(told(f"Möte {n:03}", f"2026-12-15T{8 + n // 20:02}:{n % 20:02}") for n in range(200)),
            *(told(f"Tidigare {n}", f"2026-11-05T{8 + n:02}:00") for n in range(5)),
            *(told(f"Tre {n}", f"2027-02-05T{8 + n:02}:00") for n in range(4)),
        ),
    )
    page = page_of(client)
    assert each(page, ".cell-entries li") == [
        "Händelse: 08.00 Möte 000",
        "Händelse: 08.01 Möte 001",
        "+ 198 till tisdag 15 december 2026",
    ]
    assert len(page.css(".agenda .row")) == 200
    for address, till in ((DECEMBER, "/"), ("/kalender/2027-02", "/?till=2027-02")):
        href = page_of(client, address).css_first(".cell-more a").attributes["href"] or ""  # type: ignore[union-attr]
        path, _, anchor = href.partition("#")
        assert path == till
        assert page_of(client, path).css_first(f"#{anchor}") is not None
    assert len(page_of(client, "/kalender/2026-11").css(".cell-entries li")) == 5


def test_what_finds_no_room_as_a_bar_stands_in_its_first_day(client: FlaskClient, opened: Store) -> None:
    keep(opened, *proved(*(told(f"Vecka {n}", "2026-12-08", "2026-12-10") for n in range(6))))
    page = page_of(client)
    assert [line.split(" |")[0] for line in bars(page)] == [f"col-2 span-3 lane-{n}" for n in (1, 2, 3, 4)]
    assert each(page, ".cell-entries li") == [
        "Händelse: Vecka 4, till 10 december",
        "Händelse: Vecka 5, till 10 december",
    ]
    assert [ul.attributes["class"] for ul in page.css(".cell-entries")] == ["cell-entries col-2 under-4"]


def test_only_one_of_grid_and_agenda_is_exposed() -> None:
    style = STYLE.read_text(encoding="utf-8")
    wide, _, narrow = style.partition("@media (max-width: 760px)")
    assert ".agenda { display: none; }" in wide
    assert ".grid-wide { display: none; }" in narrow
    assert ".grid-wide { display: none; }" not in wide


def test_every_class_of_the_grid_is_in_the_style(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        *proved(
            *(told(f"{days} dagar", "2026-12-07", f"2026-12-{6 + days:02}") for days in range(2, 6)),
            *(told(f"{days} dagar", "2026-12-14", f"2026-12-{13 + days:02}") for days in (6, 7)),
            told("Över söndagen", "2026-12-20", "2026-12-22"),
            told("Under fyra", "2026-12-08T09:00"),
            told("Under inget", "2026-12-30T09:00"),
        ),
    )
    numbers = {"col": range(1, 8), "span": range(1, 8), "lane": range(1, 5), "lanes": range(5), "under": range(5)}
    known = {f"{name}-{n}" for name, counted in numbers.items() for n in counted}
    used = {
        name
        for node in page_of(client).css(".grid-wide [class]")
        for name in (node.attributes["class"] or "").split()
        if name.partition("-")[0] in numbers
    }
    assert used > {"col-7", "span-1", "span-7", "lane-4", "lanes-0", "lanes-4", "under-0", "under-4"}
    assert used <= known
    style = STYLE.read_text(encoding="utf-8")
    assert [name for name in sorted(known) if f".{name} {{" not in style] == []


@pytest.mark.parametrize(
    ("address", "names", "hrefs"),
    [
        (DECEMBER, ["November 2026", "Idag", "Januari 2027"], ["/kalender/2026-11", "/kalender", "/kalender/2027-01"]),
        ("/kalender/2006-01", ["Idag", "Februari 2006"], ["/kalender", "/kalender/2006-02"]),
        ("/kalender/2046-12", ["November 2046", "Idag"], ["/kalender/2046-11", "/kalender"]),
    ],
)
def test_the_ways_to_other_months(client: FlaskClient, address: str, names: list[str], hrefs: list[str]) -> None:
    page = page_of(client, address)
    assert each(page, ".month-ways a") == names
    assert [a.attributes["href"] for a in page.css(".month-ways a")] == hrefs
    assert words(page.css_first(".ingress")) == "Inga poster"


def test_the_calendar_leads_to_this_month(client: FlaskClient) -> None:
    answer = client.get("/kalender")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/kalender/2026-11")


@pytest.mark.parametrize(
    "written", ["2026-13", "2026-00", "2026-1", "26-12", "0001-01", "9999-12", "2005-12", "2047-01", "x", "2026-W01"]
)
def test_a_month_that_is_none_says_what_to_write(client: FlaskClient, written: str) -> None:
    answer = client.get(f"/kalender/{written}")
    assert answer.status_code == 404
    page = LexborHTMLParser(answer.text)
    assert words(page.css_first("h1")) == "Månaden finns inte i kalendern"
    assert words(page.css_first(".ingress")) == (
        "Skriv året och månaden, till exempel /kalender/2026-11. Kalendern går från 2006 till 2046."
    )


def test_a_period_that_is_no_call_is_not_counted_as_one(client: FlaskClient, opened: Store) -> None:
    keep(opened, *proved(told("Samrådet", "2026-11-01", "2027-01-28", kind=Kind.WINDOW)))
    page = page_of(client)
    assert words(page.css_first(".ingress")) == "1 post"
    assert each(page, ".throughout li") == ["Period: Samrådet pågår till 28/1"]


def test_a_month_that_has_passed_leads_to_the_calendar(client: FlaskClient) -> None:
    assert each(page_of(client), ".onward a") == ["Prenumerera på december och framåt"]
    assert each(page_of(client, "/kalender/2026-10"), ".onward a") == ["Prenumerera på kalendern"]


def test_hostile_titles_are_shown_as_titles(client: FlaskClient, opened: Store) -> None:
    bad = '<script>alert(1)</script>"onload=x'
    start = date(2026, 12, 7)
    keep(
        opened,
        *proved(
            told(bad, "2026-12-03", location=bad, organiser=bad),
            told(f"{bad} bar", str(start), str(start + timedelta(days=9))),
            told(f"{bad} bidrag", "2026-11-01", "2027-02-01", kind=Kind.WINDOW),
        ),
    )
    page = page_of(client)
    assert words(page.css_first(".cell-entries a")) == f"Händelse: {bad}"
    assert [words(node) for node in page.css(".bar-text")][1] == f"{bad} bar"
    assert sorted(each(page, ".agenda h3")) == sorted([bad, f"{bad} bar", f"{bad} bidrag"])
    assert page.css("main script, [style], style, [onload]") == []
    hrefs = {a.attributes["href"] for a in page.css("main a[href^='/entries/']")}
    assert hrefs == {f"/entries/{entry_id}" for entry_id in ids(opened).values()}
