"""The name of a thing: what a person would write, without date and time, at most 90 characters."""

import re

import pytest

from tests.extract.tables import read, told, wordings

REDOVISA = (
    "Kommunerna ska senast onsdag 15 maj 2024 redovisa hur de tänker arbeta med tidiga insatser för barn och unga, "
    "vilka samverkansparter som har varit med och hur arbetet ska följas upp under de närmaste tre åren."
)
WRONG: dict[str, str] = {
    "Den 15 maj träder en ny förordning om skogsvägar i kraft.": "the article of an inverted clause stays",
}
TITLES = [
    (
        ["Temadag om vatten"],
        [
            "- 15 maj: Temadag om vatten",
            "- Temadag om vatten, 15 maj kl. 9–12",
            "**15 maj:** Temadag om vatten",
            "| 15 maj | Temadag om vatten |",
            "| Datum | Vad |\n|---|---|\n| 15 maj | Temadag om vatten |",
            "| Aktivitet | Datum | Plats |\n|---|---|---|\n| Temadag om vatten | 15 maj kl. 9 | Norrvik |",
            "Norrviks kommun bjuder in till temadag om vatten den 15 maj.",
            "Länsstyrelsen anordnar den 15 maj en temadag om vatten.",
            "Den 15 maj arrangerar kommunen en temadag om vatten.",
            "Välkommen till temadag om vatten den 15 maj!",
            "Temadag om vatten hålls den 15 maj kl. 9.",
            "Kommande möten:\n- 15 maj 09.00–12.00 Temadag om vatten",
        ],
    ),
    (
        ["Temadagen om vatten"],
        [
            "Temadagen om vatten den 15 maj hålls i stället i Lindevik.",
            "Temadagen om vatten den 15 maj kl. 9-12 är nu klar.",
            "Temadagen om vatten den 15 maj är inställd.",
        ],
    ),
    (["Föreningar kan söka bidrag"], ["Fram till och med 15 maj kan föreningar söka bidrag."]),
    (["Kommuner och regioner kan söka stödet"], ["Fram till den 15 maj kan kommuner och regioner söka stödet."]),
    (["Kommunen ska redovisa uppdraget"], ["Kommunen ska senast den 15 maj redovisa uppdraget."]),
    (["Lagen träder i kraft"], ["Lagen träder i kraft den 15 maj.", "Den 15 maj träder lagen i kraft."]),
    (["Ny förordning om skogsvägar träder i kraft"], ["Den 15 maj träder en ny förordning om skogsvägar i kraft."]),
    (["Anmälan till sommarlägret"], ["Anmälan till sommarlägret senast den 15 maj."]),
    (
        ["Gemensam föräldrakväll"],
        ["Norrvik och Lindevik planerar en gemensam föräldrakväll. Kvällen äger rum den 15 maj klockan 18.30."],
    ),
    (
        ["Informationsträffar – Norrvik"],
        [
            "## Informationsträffar\n\n| Ort | Dag | Tid |\n|---|---|---|\n| Norrvik | 15 maj | 9–12 |",
            "INFORMATIONSTRÄFFAR\n\n    15 maj   Norrvik\n",
        ],
    ),
    (["Årsmöte"], ["Styrelsen kallar till årsmöte 15 maj kl. 13 Lokal: Stora salen Målgrupp: alla medlemmar"]),
    (["Skolor ska erbjuda mat"], ["För skolor gäller dessutom att de, från den 15 maj 2024, ska erbjuda mat."]),
    (["Träffen"], ["Inför träffen behöver du som är anmäld hämta ett kort mellan kl. 08.00–10.00 den 15 maj."]),
    (
        ["Samråd om detaljplan för Lärkan"],
        [
            "§ 42        Dnr KS-2024-00012\nTaxa för sotning\n\nTaxan fastställs.\n\nUtskottets beslut\nLäggs till "
            "handlingarna.\n\n§ 43        Dnr KS-2024-00013\nSamråd om detaljplan för Lärkan\n\nSamrådet pågår under "
            "tiden 15 maj – 12 juni.",
            "§ 43\nSamråd om detaljplan för Lärkan\n\nSamrådet pågår under tiden 15 maj – 12 juni.",
        ],
    ),
    (["Samrådsmöte"], ["Samrådsmöte hålls den 15 maj.", "Arbetsutskottets beslut\n\nSamrådsmöte hålls den 15 maj."]),
    (["Sommarlägret: ordnas på Sandudden för barn"], ["# Sommarlägret\n\nOrdnas den 15 maj på Sandudden för barn."]),
    (
        ["Studieresan till Lindevik"],
        [
            "Studieresan till Lindevik är inställd. Förslag på ny tid är 15 maj.",
            "Studieresan till Lindevik blir av. Preliminärt datum är den 15 maj.",
        ],
    ),
    (["Veckans bana"] * 2, ["# Träning\n\nVeckans bana arrangeras 15/5 och 22/5 kl 17.30."]),
    (["Söndagsserien för U10"] * 2, ["# Vårens fester\n\nSöndagsserien för U10: 15/5 och 22/5 kl 17."]),
    (
        ["Avdelningen i Torpa håller stängt"],
        ["# Rapport\n\n-   Sommar.  Avdelningen i Torpa håller stängt\n    15 maj–18 augusti."],
    ),
    (
        ["Sammanträde – Vård- och omsorgsnämnden i Norrvik"],
        ["Vård- och omsorgsnämnden i Norrvik\nKallelse\n\nLedamöterna kallas till sammanträde den 15 maj i Vitsippan."],
    ),
    (
        ["Remissmöte om en promemoria"],
        ["# Inbjudan till remissmöte om en promemoria\n\nKansliet bjuder in till remissmöte. Mötet hålls den 15 maj."],
    ),
    (
        ["Vi stänger av vattnet på Storgatan"],
        ["Onsdag den 15 maj stänger vi av vattnet på Storgatan mellan kl. 8 och 15."],
    ),
    (["Möte"], ["Närvarande: Alva, Bo, Ceasar\n\nMöte den 15 maj."]),
    (["Bygdemedel: ansökan, beslut i höst"], ["Utlysningar\n\nBygdemedel: ansökan senast 15 maj, beslut i höst."]),
    (["Verket ska påbörja arbetet"], ["Verket ska senast den 15 maj påbörja arbetet."]),
    (["Städdag (reservdag)"], ["Städdag (reservdag 15 maj)"]),
    (
        ["Nätverksträff för rektorer"],
        [
            "Här kommer kallelse till nätverksträff för rektorer.\n"
            "När? Onsdagen den 15 maj kl. 9–16 (fika från 8.30)\nVar? Salen"
        ],
    ),
    (
        ["Nytt löfte: undertecknas"],
        ["1. Läget\nAllt är lugnt.\n2. Nytt löfte\nUndertecknas den 15 maj.\n3. Övrigt\nInget togs upp."],
    ),
    (["Reglerna för stödet ändras"], ["Den 15 maj ändras reglerna för stödet."]),
    (["Remissen besvaras"], ["- Remissen besvaras senast 15/5-24\n- Inget nytt"]),
    (["Idrottsdag"], ["Idrottsdag\t15 maj (reservdag, vid regn)\tNorrvik"]),
    (["Plantmarknad"], ["PLANTMARKNAD\nOnsdag 15 maj kl 11-14 utanför föreningshuset.\n"]),
    (["Nätverket ses"], ["Nätverket ses nästa gång 15/5, heldag, lunch till lunch utgår alltså."]),
    (["Nästa möte"], ["## Nästa möte\nons 15/5 kl 17.15, Grottan"]),
    (
        ["Åtgärdsplan ska vara nämnden tillhanda"],
        ["Skolchefen tar fram en åtgärdsplan, vilken ska vara nämnden tillhanda senast den 15 maj."],
    ),
    (
        ["Oförbrukade medel återbetalas till myndigheten"],
        ["Oförbrukade medel återbetalas till myndigheten, dock senast den 15 maj."],
    ),
]
# a clause that only says when and where, a place alone: the name stands in the heading or was spoken of before
NAMED_ELSEWHERE = [
    (["Skolrådet"], ["## Skolrådet\n\nNästa gång ons 15/5 klockan 18 i personalrummet."]),
    (["Styrgruppen"], ["STYRGRUPPEN\nSes onsdag 15/5 kl 9.30–11.30 på Teams."]),
    (["Hälsans dag"], ["5  Hälsans dag\n\nDatum är preliminärt onsdagen den 15 maj, kl 10–15, i Ekparken."]),
    (
        ["Riskanalys: den skickas till länsstyrelsen"],
        ["2. Riskanalys\nAnalysen ska antas av fullmäktige. Den skickas till länsstyrelsen senast den 15 maj."],
    ),
    (["Sophämtning: nya kalendrar delas ut"], ["Sophämtning\n\nNya kalendrar delas ut den 15 maj."]),
    (["Nya regler"], ["Norrviksnämnden\n\nNya regler gäller från den 15 maj."]),  # a body is no subject
    (
        ["Svar – Tillgängliga stränder"],
        ["A. PÅGÅENDE\n\n1) Tillgängliga stränder\nAvsändare: Departementet\nSvar senast: 2024-05-15"],
    ),
    (["Nämnd – Tillgängliga stränder"], ["1) Tillgängliga stränder\nAvsändare: Departementet\nNämnd: 15 maj"]),
    (["Svar – Skogsutredningen"], ["- Skogsutredningen. Svar senast den 15 maj."]),
    (["Arrangemang: SYV-dagarna i Norrvik"], ["Arrangemang: SYV-dagarna i Norrvik 15 maj kl. 9"]),
    (["Nytt journummer: det gamla slutar fungera"], ["NYTT JOURNUMMER\n\nDet gamla slutar fungera den 15 maj."]),
    (["Extra årsmöte"], ["Vi måste ha ett extra årsmöte. Sätts till onsdag den 15 maj 19.00 i klubbstugan."]),
    (
        ["Sök senast – LOK-stöd", "Sök senast – Aktivitetsstöd"],
        ["Bidrag           Sök senast    Vem\nLOK-stöd        15 maj       Alva\nAktivitetsstöd   22 maj       Disa"],
    ),
    (["Anmälan till Ida"], ["Anmäl-\nan till Ida senast den 15 maj."]),
    (["Anmälan till barn- och ungdomslägret"], ["Anmälan till barn- och ungdomslägret senast den 15 maj."]),
    (
        ["Nästa möte"],
        [
            "## Nästa möte\nVi träffas onsdagen den 15 maj, 9.00–11.30, i Tallvik (stadshuset, rum Skiffer).",
            "## Nästa möte\nVi ses igen 15/5 kl. 10 hos Lövhults kommun.",
            "## Nästa möte\nDet blir den 15 maj kl. 10 i Lövhult.",
            "7. Nästa möte\n\nBeslutades till onsdag 15 maj kl 18 i klubbstugan.",
            "## Nästa möte\nMalin bokar även 15 maj kl. 9, plats meddelas senare.",
        ],
    ),
    (
        ["Gemensam grillkväll"],
        [
            "Vi pratade om att ha en gemensam grillkväll. Det blir den 15 maj kl. 18 på Strandängen.",
            "Alva vill ordna en gemensam grillkväll. Lena föreslår onsdag 15 maj kl 18-20.",
        ],
    ),
    (
        ["Nästa styrgruppsmöte"] * 2,
        [
            "Nästa styrgruppsmöte: 15 maj kl 10.00-11.30, samma rum. Därefter 12 juni, samma tid.",
            "# Rapport\n\nNästa styrgruppsmöte: 15 maj kl 10. Mötet därefter är den 12 juni kl. 13.",
        ],
    ),
    (
        ["Förträff för samordnare"],
        [
            "FÖRTRÄFF FÖR SAMORDNARE\nTisdag 14 maj kl. 15-17, Granviks stadshus, sal 3. Begränsat antal platser.",
            "Förträff för samordnare\nOnsdag 15 maj kl 18, Folkets park, Granvik. Ta med kaffe.",
        ],
    ),
    (["Föreläsning om vatten"], ["Dag: 15 maj\nTid: 13.00\nVad: Föreläsning om vatten\nPlats: Granby"]),
    (["Tider för nämnden"] * 2, ["Tider för nämnden, kl 17.30\n15 maj\n12 juni"]),
    (
        ["Naturreservatet Myren: svaret ska ha kommit in till kansliet"],
        ["Region Fjäll\nRemiss\n\n# Naturreservatet Myren\n\nSvaret ska ha kommit in till kansliet senast den 15 maj."],
    ),
    (
        ["Förslag till naturreservat vid Myren: svaret ska ha kommit in"],
        ["Region Fjäll\nFörslag till naturreservat vid Myren\n\nSvaret ska ha kommit in senast 15/5."],
    ),
    (
        ["Bygdemedel – omgång 2"],
        ["# Bygdemedel\n\nOmgång 2: 15 maj–12 juni"],
    ),
    (["Bokcirkel"], ["MARS\n15 Bokcirkel\n"]),
    (["Bokcirkel"], ["Den 15 maj är det bokcirkel.", "Onsdag 15 maj blir det bokcirkel."]),
    (["Kursstart", "Kursslut"], ["Kursstart 15 maj, kursslut 12 juni.", "Kursstart 15 maj och kursslut 12 juni"]),
    (["HLR för alla: grupp A", "HLR för alla: grupp B"], ["HLR för alla: grupp A 15 maj, grupp B 12 juni."]),
    (["Lars slutar", "Avtackning"], ["Lars slutar 15 maj, avtackning fredag 10/5 kl 14 i personalrummet."]),
    (["Städdagen"], ["Städdagen är inte den 14 maj, utan den 15 maj."]),
    (["Ärendesystemet uppgraderas"], ["Söndag 15 maj uppgraderas ärendesystemet."]),
    (["Sandsopning utförs"], ["Sandsopning utförs i vecka 20."]),
    (
        ["Ramar till utskottet", "Budgetberedning"],
        ["Mars\n4 mars: Ramar till utskottet\nMaj\n6–7 maj Budgetberedning\n"],
    ),
    (["Bron besiktas", "Lekplatsen invigs"], ["Bron besiktas den 15 maj kl. 10 och lekplatsen invigs den 12 juni."]),
    (["Studiedagar (ingen undervisning)"], ["Studiedagar (ingen undervisning)\n- onsdag 15 maj\n"]),
    # these do name what they tell of
    (["Styrelsen träffas"], ["## Nästa möte\nStyrelsen träffas onsdag 15 maj kl. 18."]),
    (["Lägret"], ["# Sommar\n\nLägret blir 15 maj kl. 9."]),
    (["Invigning av Granviks bibliotek"], ["# Kultur\n\nInvigning av Granviks bibliotek, 15 maj kl. 11."]),
    (["Det omfattande schaktarbetet avslutas"], ["Arbetet går bra. Det omfattande schaktarbetet avslutas den 15 maj."]),
    (["Dagis har flyttat"], ["Dagis har flyttat. Det gäller från den 15 maj."]),
    (
        ["Utvecklingsplan: planen ska vara antagen i ledningsgruppen"],
        ["## Utvecklingsplan\nAlva skriver. Förslag på tema: idrott. Planen ska vara antagen i ledningsgruppen 15/5."],
    ),
]
# whatever the title is, these belong to it
ONE_OF_MANY = [
    (
        ["Möte – Krisberedskapsrådet Västerdal"],
        ["Krisberedskapsrådet Västerdal\n\n6. Kommande möten 2024\nAlla kl. 9-12\n 15 maj\n 12 juni\n"],
    ),
    (
        ["Sammanträde – Kommunfullmäktige"],
        ["Kommunfullmäktige\n\nSammanträden under resten av året\n\nMaj\t15 maj\nJuni\t12 juni"],
    ),
    (
        ["Medborgardialog om översiktsplanen"],
        [
            "DET HÄNDER\nInvigning av Norra skolan i Norrvik, med rundvandring, korv och saft för alla som vill komma. "
            "Medborgardialog om översiktsplanen:\n   - Gamla gymnasiet, aulan, 15 maj kl 18\n   - digitalt 28/5 kl 12",
        ],
    ),
    (
        ["Medborgardialog om översiktsplanen"],
        ["Medborgardialog om översiktsplanen:\n   - Ås bygdegård, 15 maj kl 18\n   - digitalt 28 maj kl 12"],
    ),
]
HOLDS = [
    (["valnämnden"], ["# Valnämnden\n\n- Möte 15 maj kl. 17", "# Valnämnden\n\nSammanträde den 15 maj."]),
    (["bidrag", "bygdegård"], ["Ansökan om bidrag till bygdegårdar lämnas senast den 15 maj."]),
    (["motion"], ["Motioner till årsmötet ska vara styrelsen tillhanda senast 15 maj."]),
]
LONG = [
    "Länsstyrelsen bjuder den 15 maj kl. 9.00 in till ett seminarium om hur kommuner, regioner, föreningar och "
    "näringsliv tillsammans kan stärka beredskapen i hela länet inför de kommande årens utmaningar.",
    REDOVISA,
    "Från och med den 15 maj 2024 höjs avgiften för dem som har avtal om sophämtning i fritidshus, och från och med "
    "den 1 juni 2024 även för dem som har avtal om tömning av slam i små avlopp utanför tätorten.",
    "- 15/5 kl 8.30–12.30 (obs!) tisdag v. 20 " + "mycket viktigt möte om allt möjligt " * 6,
    "Måndag 13/5, tisdag 14/5 och onsdag 15/5 kl. 17 har styrelsen, valberedningen och alla arbetsgrupper möten.",
]
NO_DATE = re.compile(
    r"\d{1,2}\s?(?:/\d|[.:]\d\d)|\d{4}-\d\d-\d\d|(?<!\w)(?:kl|klockan|(?:mån|tis|ons|tors|fre)dag\w*|januari|februari|"
    r"mars|maj|juni)(?!\w)",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("titles", "text"), wordings([*TITLES, *NAMED_ELSEWHERE], WRONG))
def test_the_title(titles: list[str], text: str) -> None:
    extraction = read(text)
    assert [e.title for e in extraction.entries] == titles, told(extraction)


@pytest.mark.parametrize(("words", "text"), wordings(HOLDS, WRONG))
def test_what_the_title_says(words: list[str], text: str) -> None:
    (entry,) = read(text).entries
    assert [word for word in words if word not in entry.title.casefold()] == [], entry.title


@pytest.mark.parametrize(("least", "text"), wordings([(1, LONG)], WRONG))
def test_a_title_is_short_and_tells_no_time(least: int, text: str) -> None:
    entries = read(text).entries
    assert len(entries) >= least
    for entry in entries:
        assert 0 < len(entry.title) <= 90
        assert NO_DATE.search(entry.title) is None, entry.title


@pytest.mark.parametrize(("titles", "text"), wordings(ONE_OF_MANY))
def test_one_of_many_gatherings(titles: list[str], text: str) -> None:
    extraction = read(text)
    assert [e.title for e in extraction.entries] == titles * len(extraction.entries), told(extraction)
    assert len(extraction.entries) == 2
