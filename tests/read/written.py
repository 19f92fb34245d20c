"""Six invented minutes, each as blocks from which every form is made, and what stands in them.

The files under `written/` are made of these by `make_written.py`.
"""

from dataclasses import dataclass

from tests.read.forms import STEERING, Block


@dataclass(frozen=True)
class Minutes:
    """`told` are its entries by start, end and kind; `second` are the starts of those on the second page."""

    blocks: list[Block]
    told: frozenset[tuple[str, str, str]]
    second: frozenset[str] = frozenset()


def _text(*paragraphs: str) -> list[Block]:
    """Blocks of paragraphs; "# ", "## " and "- " mark what is none, "===" begins a page."""
    blocks: list[Block] = []
    for line in paragraphs:
        mark, _, rest = line.partition(" ")
        kind = {"#": "h1", "##": "h2", "-": "list", "===": "page"}.get(mark, "p")
        if kind == "list" and blocks and blocks[-1][0] == "list":
            blocks[-1][1].append([rest])
        else:
            blocks.append((kind, [] if kind == "page" else [[line if kind == "p" else rest]]))
    return blocks


WRITTEN = {
    "styrgrupp": Minutes(
        STEERING,
        frozenset(
            [
                ("2026-12-03T09:30", "2026-12-03T15:00", "event"),
                ("2026-12-18", "", "deadline"),
                ("2027-01-12", "", "event"),
                ("2026-12-04", "", "deadline"),
                ("2027-01-29", "", "deadline"),
                ("2026-12-09T13:00", "2026-12-09T15:00", "event"),
            ]
        ),
        frozenset({"2026-12-04", "2027-01-29", "2026-12-09T13:00"}),
    ),
    "byalag": Minutes(
        _text(
            "# Protokoll, Sjöängens byalag",
            "Datum: 2027-02-08",
            "Närvarande: styrelsen och två medlemmar.",
            "## Årsmöte",
            "Årsmötet hålls lördagen den 13 mars 2027 kl. 14.00–16.30 i bygdegården.",
            "Motioner till årsmötet ska ha kommit in till styrelsen senast den 20 februari 2027.",
            "=== ",
            "## Bryggan",
            "Arbetsdag vid badplatsen den 24 april 2027 kl. 10–14. Ta med handskar.",
        ),
        frozenset(
            [
                ("2027-03-13T14:00", "2027-03-13T16:30", "event"),
                ("2027-02-20", "", "deadline"),
                ("2027-04-24T10:00", "2027-04-24T14:00", "event"),
            ]
        ),
        frozenset({"2027-04-24T10:00"}),
    ),
    "utlysning": Minutes(
        _text(
            "# Minnesanteckningar, nätverket Klart vatten",
            "Datum: 2027-01-19",
            "## Utlysningar",
            "Utlysningen Levande bäckar öppnar den 15 februari 2027 och stänger den 3 april 2027.",
            "=== ",
            "## Möten",
            "Webbinarium om slamtömning den 25 februari 2027 kl. 13.00–14.30.",
            "- Redovisningen av fjolårets medel lämnas in senast den 31 januari 2027.",
        ),
        frozenset(
            [
                ("2027-02-15", "2027-04-03", "window"),
                ("2027-02-25T13:00", "2027-02-25T14:30", "event"),
                ("2027-01-31", "", "deadline"),
            ]
        ),
        frozenset({"2027-02-25T13:00", "2027-01-31"}),
    ),
    "nämnd": Minutes(
        _text(
            "# Protokoll, nämnden för fritid och kultur",
            "Sammanträdesdatum: 2026-10-06",
            "## Remisser",
            "Remissvar om biblioteksplanen ska lämnas senast den 13 november 2026.",
            "## Nästa sammanträde",
            "Nämnden sammanträder den 10 november 2026 kl. 8.30–12.00 i Kanslihuset.",
            "=== ",
            "## Kulturveckan",
            "Invigningen av Kulturveckan sker den 1 november 2026 kl. 15.",
        ),
        frozenset(
            [
                ("2026-11-13", "", "deadline"),
                ("2026-11-10T08:30", "2026-11-10T12:00", "event"),
                ("2026-11-01T15:00", "", "event"),
            ]
        ),
        frozenset({"2026-11-01T15:00"}),
    ),
    "projekt": Minutes(
        [
            *_text(
                "# Projektmöte, Cykla till skolan",
                "Datum: 2027-03-02",
                "Närvarande: projektledaren, rektorn på Storskolan, fyra föräldrar och kommunens två trafikplanerare.",
                "## Tidplan",
            ),
            (
                "table",
                [
                    ["Vad", "När", "Ansvarig"],
                    ["Enkät till föräldrarna", "2027-03-19", "Projektledaren"],
                    ["Cykeldag på Storskolan", "7 maj 2027", "Skolan"],
                ],
            ),
            *_text(
                "=== ",
                "## Nästa möte",
                "Projektgruppen ses den 30 mars 2027 kl. 9–11 på Teams.",
                "Slutrapporten lämnas till finansiären senast den 30 juni 2027.",
            ),
        ],
        frozenset(
            [
                ("2027-03-19", "", "event"),
                ("2027-05-07", "", "event"),
                ("2027-03-30T09:00", "2027-03-30T11:00", "event"),
                ("2027-06-30", "", "deadline"),
            ]
        ),
        frozenset({"2027-03-30T09:00", "2027-06-30"}),
    ),
    "skola": Minutes(
        _text(
            "# Föräldraråd på Björkskolan",
            "Datum: 2026-09-15",
            "## Inför hösten",
            "Öppet hus för blivande elever blir den 21 oktober 2026 kl. 17–19 i matsalen.",
            "Enkäten om skolmaten besvaras senast den 2 oktober 2026.",
            "=== ",
            "## Nästa råd",
            "Föräldrarådet träffas igen den 17 november 2026 kl. 18.00.",
        ),
        frozenset(
            [
                ("2026-10-21T17:00", "2026-10-21T19:00", "event"),
                ("2026-10-02", "", "deadline"),
                ("2026-11-17T18:00", "", "event"),
            ]
        ),
        frozenset({"2026-11-17T18:00"}),
    ),
}
