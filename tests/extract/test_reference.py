"""The day that a document is read against: every kind of evidence, alone and against others."""

from datetime import date

import pytest

from calagg.extract import extract
from calagg.model.document import Document, Evidence
from tests.extract.tables import read, times, told, wordings

ALONE = "a weekday on 29 February is not weighed alone"
WRONG: dict[str, str] = {
    "Anmälan är öppen. Träffen hålls torsdagen den 29 februari och fredagen den 1 mars.": ALONE,
}
STATED = [
    (
        "2024-02-06",
        [
            "# Styrelsemöte\n\nDatum: 2024-02-06\n\nNästa möte är den 15 maj.",
            "# Styrelsemöte\n\nDatum: 6 februari 2024\n\nNästa möte är den 15 maj.",
            "Protokoll från nätverksmöte 2024-02-06\n\nNästa möte är den 15 maj.",
            "Minnesanteckningar 6 februari 2024\n\nNästa möte är den 15 maj.",
            "Mötesdatum: 2024-02-06\nNärvarande: Alva och Disa\n\nNästa möte är den 15 maj.",
            "Styrelsen\n2024-02-06\n\nNästa möte är den 15 maj.",
            "Storåkers kommun\nPROTOKOLL\n2024-02-06\n\nSamråd hålls 2024-05-15.",
            "Storåker den 6 februari 2024\n\nSamråd hålls den 15 maj.",
            "Styrelsemöte 2024-02-06 i klubblokalen, Bangatan 3\n\nFöregående protokoll från 2023-12-05 godkändes."
            "\n\nNästa möte är den 15 maj.",
            "Anslag i portarna 2024-02-06\n\nVÅRSTÄDNING\n\nVi städar lördag den 18 maj.",
            "STORÅKERS KOMMUN          PROTOKOLL\nNämnden          2024-02-06          2 (14)\n\n"
            "Protokoll från Räddningsförbundet 2024-01-12 anmäls.",
            "LAG-möte nr 5, minnesanteckningar\n\nTisdag 6 februari 2024\nDigitalt, 9.30-12.10\nMed: Alva, Disa\n\n"
            "Nästa möte är den 15 maj.",
            "Protokoll 2024-02-06\n\nFöregående protokoll från 2023-12-05 lades till handlingarna.\n\n"
            "Nästa möte 2024-05-15.",
        ],
    ),
]
INFERRED = [
    ("2024", ["Anmälan är öppen. Träffen hålls torsdagen den 29 februari och fredagen den 1 mars."]),
    ("2024", ["Läs mer: https://www.storaker.se/2024/02/06/natverk\n\nNästa träff är den 15 maj."]),
    ("2024", ["Kursplan VT24\n\nFöreläsning den 15 maj."]),
    ("2024", ["Schema för vårterminen 2024\n\nFöreläsning den 15 maj."]),
    ("2024", ["Schema HT-24\n\nFöreläsning den 15 oktober."]),
    ("2024", ["Den 5 december 2023 presenterade utredningen sitt förslag. Samrådet hålls den 15 maj 2024."]),
]
TODAY = [
    ("2024-10-15", ["Regeringen har i dag, tisdagen den 15 oktober, beslutat om medel för 2024."]),
    ("2024-02-06", ["I dag, tisdagen den 6 februari 2024, öppnar ansökan. Den stänger den 3 april."]),
    ("2024-02-06", ["Vid dagens sammanträde, tisdagen den 6 februari, beslutades om stödet för 2024."]),
    ("2024-02-06", ["# Protokoll KS-möte 9\n\n**Tisdag 6/2, 17.15, Källaren**\n\nSchemat för VT 2024 är klart."]),
    ("2024-04-22", ["I övermorgon, onsdag den 24 april 2024, öppnar biblioteket i Norrvik igen."]),
]


@pytest.mark.parametrize(("day", "text"), wordings(STATED, WRONG))
def test_a_day_that_is_stated(day: str, text: str) -> None:
    ref = read(text, None).reference
    assert (str(ref.day), ref.source) == (day, "stated"), ref


@pytest.mark.parametrize(("year", "text"), wordings(INFERRED, WRONG))
def test_a_year_that_the_text_lets_infer(year: str, text: str) -> None:
    ref = read(text, None).reference
    assert (str(ref.day.year), ref.source) == (year, "inferred"), ref


@pytest.mark.parametrize(("day", "text"), wordings(TODAY, WRONG))
def test_a_day_that_is_told_as_today(day: str, text: str) -> None:
    assert str(read(text, None).reference.day) == day


def test_a_running_header_gives_the_day() -> None:
    page = "Lindeviks bygdegård\n2024-02-06\n\nVi talade om taket och om köket, och om vem som målar staketet i år.\n\n"
    assert str(read(page * 3 + "Nästa möte är den 15 maj.", None).reference.day) == "2024-02-06"


def test_each_post_is_read_under_its_own_day() -> None:
    text = "# 2024-02-06\n\nStädning den 15 maj.\n\n# 2023-09-04\n\nStädning den 15 oktober.\n"
    extraction = read(text, None)
    assert str(extraction.reference.day) == "2024-02-06"
    assert [str(e.start) for e in extraction.entries] == ["2024-05-15"], told(extraction)


def test_posts_begin_with_their_day() -> None:
    text = "# Nytt\n\n## 2024-02-06 Städning\n\nStädning den 15 maj.\n\n## 2023-09-04 Bad\n\nBad den 15 oktober.\n"
    extraction = read(text, None)
    assert [str(e.start) for e in extraction.entries] == ["2024-05-15"], told(extraction)


def test_a_wiki_heading_tells_what_has_been() -> None:
    text = (
        "== Om klubben ==\n\nKlubben lagar datorer.\n\nAlla är välkomna.\n\n"
        "== Träffar ==\n\n=== Nästa ===\n\nTräff onsdag 15 maj 2024 kl. 18 i Norrvik.\n\n"
        "=== Tidigare träffar ===\n\n* 2024-03-14 Modem\n"
    )
    assert [str(e.start)[:10] for e in read(text, None).entries] == ["2024-05-15"]


def test_the_date_of_a_notice_is_the_day_of_the_meeting() -> None:
    text = (
        "Kallelse till fullmäktige\n\nDatum: måndagen den 16 december 2024\nTid: klockan 18.00\nPlats: Stora salen\n\n"
        "Motioner ska vara kansliet tillhanda senast fredag den 6 december kl. 12."
    )
    extraction = read(text, None)
    assert times(extraction) == ["2024-12-16T18:00", "2024-12-06T12:00"], told(extraction)
    record = text.replace("Kallelse till", "Protokoll från")
    assert "2024-12-16T18:00" not in times(read(record, None)), told(read(record, None))


def test_the_head_of_a_record_tells_its_day_behind_the_body_too() -> None:
    extraction = read("Landsbygdsrådet, protokoll fört 14 november 2023\n\nNästa möte är 12 december.", None)
    assert (extraction.reference.source, str(extraction.reference.day)) == ("stated", "2023-11-14")


def test_the_day_on_which_a_record_is_attested_is_no_entry() -> None:
    text = "Protokoll 2022-09-14\n\nNästa möte är 28 september.\n\nVid protokollet        Justeras 2022-09-21\n"
    assert times(read(text, None)) == ["2022-09-28"], told(read(text, None))


def test_a_guess_lies_before_what_is_to_come() -> None:
    text = (
        "Vid mötet den 16 maj 2024 sköts ärendet upp. Svar ska lämnas senast 2024-09-13.\n\n"
        "Avdelningen håller stängt 24 juni–18 augusti."
    )
    extraction = read(text, None)
    assert extraction.reference.source == "inferred"
    assert "2024-06-24/2024-08-18" in times(extraction), told(extraction)


@pytest.mark.parametrize("what", ["file", "mail", "name", "property"])
def test_what_stands_outside_the_text_counts_where_the_text_says_nothing(what: str) -> None:
    document = Document(name="a.txt", text="Nästa möte: den 15 maj.", evidence=(Evidence(date(2024, 2, 6), what),))
    extraction = extract(document)
    assert extraction.reference.source == "inferred"
    assert [str(e.start) for e in extraction.entries] == ["2024-05-15"], extraction.reference


def test_a_stated_day_weighs_more_than_the_file() -> None:
    text = "Protokoll 2024-02-06\n\nNästa möte: den 15 maj."
    document = Document(name="a.txt", text=text, evidence=(Evidence(date(2026, 9, 1), "file"),))
    assert extract(document).reference.day == date(2024, 2, 6)


def test_a_given_day_weighs_more_than_all() -> None:
    ref = read("Protokoll 2024-02-06\n\nNästa möte: den 15 maj.", date(2023, 1, 2)).reference
    assert (ref.day, ref.source, ref.confidence) == (date(2023, 1, 2), "given", 1.0)


def test_nothing_says_when() -> None:
    ref = read("Kaffet är slut.", None).reference
    assert (ref.source, ref.confidence) == ("unknown", 0.0)


@pytest.mark.parametrize(
    "head",
    [
        "Nätverket – anteckningar från nätverksträff\n\nTisdag 6 februari, 13.00-15.30, Teams",
        "Idrottsföreningen\nStyrelsemöte tis 6/2 kl. 18.30, klubbstugan\n\nNärv: Alva, Disa",
        "elevrådet möte tisdag 6/2\n\ndom som var där: Alva, Disa. vi fick svar om fotbollarna",
    ],
)
def test_the_minutes_own_meeting_is_no_entry(head: str) -> None:
    extraction = read(f"{head}\n\nÅr 2024 blir bra.\n\nNästa möte är onsdag den 15 maj kl. 10.", None)
    assert str(extraction.reference.day) == "2024-02-06", extraction.reference
    assert times(extraction) == ["2024-05-15T10:00"], told(extraction)


def test_a_meeting_that_is_called_to_is_one_and_the_letter_is_dated_by_its_signature() -> None:
    text = (
        "Hej alla medlemmar!\n\nHärmed kallas till årsstämma\n\n  Dag:     onsdagen den 15 maj\n  Tid:     18.00\n\n"
        "Motioner ska ha nått styrelsen senast 20 mars.\n\nBudget 2024 bifogas.\n\nStoråker den 12 mars\n\nStyrelsen"
    )
    extraction = read(text, None)
    assert str(extraction.reference.day) == "2024-03-12", extraction.reference
    assert [str(e.start)[:10] for e in extraction.entries] == ["2024-05-15", "2024-03-20"], told(extraction)
