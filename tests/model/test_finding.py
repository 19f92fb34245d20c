"""Which forms of Swedish words are one word, and what a search finds."""

import pytest

from calagg.model.finding import is_found, needles, plain, searchable
from calagg.model.stemming import stem

ONE_WORD = [
    "möte mötet möten mötena mötets mötenas mötes",
    "ansökan ansökans ansökningar ansökningarna ansökningen ansökning",
    "bidragsansökan bidragsansökningarna",
    "anmälan anmälningar anmälningarna",
    "inbjudan inbjudningar",
    "kommun kommuner kommunen kommunerna kommuns kommunens kommunernas",
    "kurs kursen kurser kurserna kursens",
    "konferens konferensen konferenser konferenserna",
    "utbildning utbildningen utbildningar utbildningarnas",
    "möjlighet möjligheten möjligheter möjligheterna",
    "budget budgeten budgetar",
    "bidrag bidraget bidragen bidragens",
    "skola skolan skolor skolorna skolornas skolans",
    "arbete arbetet arbeten arbetena",
    "nätverk nätverket nätverken nätverkens",
    "program programmet programmen",
    "medlem medlemmen medlemmar medlemmarna",
    "regel regeln regler reglerna",
    "medel medlen",
    "center centret centrets",
    "nummer numret",
    "tecken tecknet",
    "stad staden städer städerna stads",
    "ledamot ledamöter ledamöterna",
    "ordförande ordföranden ordförandens",
    "plan planen planer planerna",
    "organ organet organen",
    "måndag måndagen måndagar måndags",
    "seminarium seminariet seminarier seminarierna",
    "rum rummet rummen",
]
OTHER_WORDS = [
    ("råd", "rad"),
    ("rådet", "raden"),
    ("möte", "mått"),
    ("mål", "mal"),
    ("höst", "host"),
    ("länd", "land"),
    ("kommun", "kommunikation"),
    ("plan", "plats"),
    ("bidrag", "bidra"),
    ("regel", "regering"),
    ("stad", "stadga"),
    ("dagar", "måndag"),
    ("kurs", "kurva"),
    ("is", "i"),
    ("en", "e"),
]


@pytest.mark.parametrize("forms", ONE_WORD)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    stems = {form: stem(form) for form in forms.split()}
    assert len(set(stems.values())) == 1, stems


@pytest.mark.parametrize(("one", "other"), OTHER_WORDS)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


TEXT = searchable(
    "Styrgruppsmötet om ansökan",
    "Kaféet i Storåker är öppet måndag 29/1, senast kl. 16.00.",
    "Nätverket Arbete och integration",
    "100 % ställs_in",
)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "  ",
        "ANSÖKNINGAR",
        "möten",
        "styrgruppsmöten",
        "styrgrupp",
        "kafe",
        "kaféer",
        "storåker möte",
        "integration ansökningarna storåkers",
        "”ansökan”,",
        "arbete – integration",
        "måndagar",
        "29/1",
        "16.00",
        "100 % s",
        "%",
        "s_i",
        "stora\N{COMBINING RING ABOVE}ker",
    ],
)
def test_what_is_found(asked: str) -> None:
    assert is_found(asked, TEXT), needles(asked)


@pytest.mark.parametrize(
    "asked",
    ["moten", "storaker", "dagar", "ansökan kulturarv", "kurs", "28/1", "ställsxin", "&", "kafö", "öl"],
)
def test_what_is_not_found(asked: str) -> None:
    assert not is_found(asked, TEXT), needles(asked)


def test_letters_that_are_written_in_two_parts_are_the_same_letters() -> None:
    assert plain("A\N{COMBINING RING ABOVE}SA  Café\n Señor Übung") == "åsa cafe senor ubung"
