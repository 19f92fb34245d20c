"""What a mention is in the calendar, and how firm: event, deadline, window, milestone, or nothing."""

import pytest

from tests.extract.tables import read, times, told, wordings

KINDS = [
    (
        ["deadline"],
        [
            "Ansökan ska lämnas senast den 15 maj.",
            "Sista dag att anmäla sig är den 15 maj.",
            "Sista anmälningsdag: 15 maj",
            "Deadline för motioner är 15/5.",
            "Svara före den 15 maj.",
            "Synpunkter kan lämnas fram till den 15 maj.",
            "Ansökan stänger den 15 maj.",
            "Anmälan går ut den 15 maj.",
            "Remissvar ska ha inkommit den 15 maj, allra senast.",
            "O.s.a. senast 15 maj.",
            "Föreningar kan söka bidrag t.o.m. 15 maj.",
            "Ansök till och med den 15 maj!",
            "Slutredovisning till länsstyrelsen senast 2024-05-15.",
            "Till webbträffen går det bra att anmäla sig ända till den 15 maj kl. 12.",
            "Vi måste veta allergier före den 15 maj.",
            "Medlemmar som vill byta pass ska säga till före den 15 maj.",
            "Hela avgiften ska vara inbetald den 15 maj.",
            "Material till medlemsbladet ska vara hos Alva den 15 maj.",
            "Avgiften förfaller till betalning den 15 maj.",
            "Extra natt kan köpas till och beställs före den 15 maj.",
            "Motionsstopp är 15 maj.",
            "Manusstopp: 15/5",
            "Uppdraget redovisas skriftligt den 15 maj.",
            "Avtalet måste sägas upp före den 15 maj, annars förlängs det.",
            "Enkäten är öppen 1 februari–15 maj.",
            "Delredovisning senast: 15 maj 2024",
            "Delredovisning: 15 maj 2024",
            "Anmälan till kören: 15 maj",
            "Uppdraget ska redovisas i följande delar:\n\nDel A\tNulägesbeskrivning\t2024-05-15",
        ],
    ),
    (
        ["event"],
        [
            "Nästa möte är den 15 maj.",
            "Länsstyrelsen bjuder in till samråd den 15 maj.",
            "Den 15 maj anordnar Norrviks kommun en temadag om vatten.",
            "- 15 maj: seminarium om skogsvägar",
            "Onsdag 15 maj kl. 18 ses vi i bygdegården.",
            "Årsstämman äger rum den 15 maj.",
            "Invigning av badhuset 15 maj",
            "Konferensen pågår 15–17 maj i Lindevik.",
            "| 15 maj | Studiebesök | Norrvik |",
            "Den 15 maj besöks Norrvik av ministern.",
            "Nästa onsdag, den 15 maj, kommer konstnären Alva Tornfalk och pratar om måleri.",
            "Sista skoldag\tonsdag 15 maj\tkl. 8.30–11.00",
            "Skräckkvällen ligger kvar den 15 maj.",
            "Bron invigs lördagen den 15 maj.",
            "Sophämtning sker 15 maj i stället för fredag 10 maj.",
            "## Nästa möte\n\nMalin bokar även den 15 maj, plats och tid återkommer hon till.",
            "Stipendiet delas ut den 15 maj.",
            "Läsårets första dag: onsdag 15 maj",
            "Vattnet stängs av den 15 maj kl. 9–14.",
            "Projektets milstolpar\n\nM1 Tilldelning\t2024-05-15",
            "Nytt datum för städdagen: 15 maj (tidigare 13 april).",
            "Städdagen blir den 15 maj, inte den 13 april.",
            "Ej 12 mars som tidigare sagts utan 15 maj.",
        ],
    ),
    (
        ["milestone"],
        [
            "Lagen träder i kraft den 15 maj.",
            "De nya reglerna börjar gälla den 15 maj.",
            "Avtalet upphör den 15 maj.",
            "Beslut väntas den 15 maj.",
            "Taxan höjs från och med den 15 maj.",
            "Förordningen upphör att gälla den 15 maj.",
            "Ansökan öppnar den 15 maj.",
            "Terminens sista dag är den 15 maj.",
            "Sista dagen för vårterminen är onsdag 15 maj.",
            "Bron blir enkelriktad den 15 maj.",
            "Strategin ska vara beslutad den 15 maj.",
            "Annika mejlar statistiken till Tova den 15 maj.",
            "Vi lämnar vårt yttrande den 15 maj.",
            "Bygglovet gäller till den 15 maj 2025.",
            "Insatser\n\nTidplan: beslut 15 maj.",
        ],
    ),
    (
        ["window"],
        [
            "Ansökan är öppen 15 april–15 maj.",
            "Samråd\t15 april - 15 maj",
            "Projektperiod: 15 april 2024–15 maj 2025",
            "Ansökningsperioden är 15 april till 15 maj.",
            "Utlysningen öppnar den 15 april och stänger den 15 maj.",
            "Nomineringen pågår mellan den 15 april och den 15 maj.",
            "Planen är utställd för samråd 15 april – 15 maj.",
            "En utlysning ska enligt planen öppna den 15 april och stänga den 15 maj.",
            "Hus\tStart\tKlart\nA (nr 12)\t15 april\t15 maj",
        ],
    ),
]
KINDS += [
    (["milestone"], ["Frippes projekt redovisas på nämnden den 15 maj.", "Resultatet redovisas för rådet den 15 maj."]),
    (["deadline"], ["Rapporten redovisas senast den 15 maj.", "Intresserade hör av sig före den 15 maj."]),
    (["deadline"], ["Schemat ligger i hallen, skriv upp er före den 15 maj."]),
    (["event"], ["Vägledarveckan infaller v. 20.", "## Studiebesök\n\nYrkesskolan i Norrvik 15 maj, buss går 07:40."]),
]
NOTHING = [
    "Förbudet gällde redan innan den 1 november.",
    "Den som fyllt 18 år före den 1 november får rösta.",
    "Beslutet fattades efter den 1 november 2023.",
    "Skrivelse daterad den 15 maj 2023.",
    "Arbetet fortsätter under våren.",
    "Rapporten kommer i slutet av juni.",
    "Expeditionen är öppen vardagar kl. 9–16.",
    "Mötet öppnades kl. 17.00.",
    "Om 2/3 av medlemmarna är för ändras stadgarna.",
    "Se protokoll-2024-05-15.pdf i mappen.",
    "Den som varit medlem före den 15 maj får rösta.",
    "Nyttjandegrad 1 mars–31 maj: 67 %.",
    "Tappa upp vatten kvällen innan, fredagen före.",
    "Provtagning i mynningen den 15:e i varje månad.",
    "Kassan är 12.50 och versionen är v. 2.10.",
]
LISTS = [
    (
        ["deadline", "deadline"],
        ["Anmälan senast 15/5 (föreläsare) respektive 22/5 (deltagare).", "Svar senast 15 eller 22 maj."],
    ),
    (["event", "event"], ["Möten 15 maj och 12 juni."]),
]
STATUSES = [
    (
        ["tentative"],
        [
            "Nästa möte är preliminärt den 15 maj.",
            "Sittning prel. 15/5",
            "Förslag på datum för nästa träff: 15 maj",
            "Mötet hålls troligen den 15 maj.",
            "Nästa träff blir ev. den 15 maj.",
        ],
    ),
    (
        ["cancelled"],
        [
            "Mötet den 15 maj ställs in.",
            "Träffen den 15 maj är inställd.",
            "INSTÄLLT: lunchmöte 15 maj",
            "Extrastämman som var kallad till onsdag 15 maj ställs in.",
            "Seminariet den 15 maj utgår.",
            "Föreläsningen 15 maj blir inte av.",
        ],
    ),
    (["tentative", "tentative"], ["Preliminära dagar för mötet är 15 maj och 12 juni.", "Sittning 15 maj alt. 22 maj"]),
    (["confirmed"], ["Förra mötet blev inställt, nytt möte 15 maj kl 9."]),
    (["confirmed"], ["Nästa möte är den 15 maj.", "Mötet den 15 maj kunde inte ha lagts bättre."]),
    (
        ["tentative", "tentative"],
        ["Nästa träff blir den 15 maj eller den 22 maj.", "Förslag på mötestider:\n- 15 maj\n- 22 maj"],
    ),
]


@pytest.mark.parametrize(("kinds", "text"), wordings([*KINDS, *LISTS]))
def test_the_kind(kinds: list[str], text: str) -> None:
    extraction = read(text)
    assert [e.kind.value for e in extraction.entries] == kinds, told(extraction)


@pytest.mark.parametrize(("nothing", "text"), wordings([([], NOTHING)]))
def test_no_entry(nothing: list[str], text: str) -> None:
    extraction = read(text)
    assert times(extraction) == nothing, told(extraction)
    assert all(d.reason for d in extraction.dismissed)


@pytest.mark.parametrize(("statuses", "text"), wordings(STATUSES))
def test_the_status(statuses: list[str], text: str) -> None:
    extraction = read(text)
    assert [e.status.value for e in extraction.entries] == statuses, told(extraction)


def test_a_moved_meeting_is_on_its_new_day_only() -> None:
    extraction = read("Mötet flyttas från den 14 maj till den 21 maj kl. 18.")
    assert times(extraction) == ["2024-05-21T18:00"], told(extraction)
