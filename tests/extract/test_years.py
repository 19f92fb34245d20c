"""Dates without a year, read on 9 February 2024: what is to come lies ahead, what has been lies behind."""

import pytest

from tests.extract.tables import read, times, told, wordings

AHEAD = [
    (["2024-05-15"], ["Nästa möte är den 15 maj.", "Vi ses onsdag 15/5 på möte.", "Möte 15 maj 2024"]),
    (["2025-01-14"], ["Nästa möte är den 14 januari.", "Årsmötet hålls tisdagen den 14 januari."]),
    (["2025-04-09/2025-04-10"], ["Vattendagarna 2025 ordnas av Norrvik 9–10 april."]),
    (["2024-08-16"], ["Hasse meddelade att dammen sänks en halv meter den 16 augusti för reparation."]),
    (["2024-05-03/2024-05-07"], ["Ställningen monteras 3–7 maj, var snälla och flytta cyklarna."]),
    (["2024-06-16"], ["# VÅRTERMINEN 2025\n\nAnmälan till kören är öppen till och med söndagen den 16 juni."]),
    (["2024-09-20", "2024-11-29"], ["Preliminära dagar är 20 september och 29 november."]),
    (["2024-12-10", "2025-01-14", "2025-02-04"], ["Träffar: 10 december, 14 januari, 4 februari"]),
    (["2024-12-10", "2025-01-07", "2025-03-10"], ["Studiedagar\n- 10 december\n- 7/1 2025\n- måndag 10 mars"]),
    (["2024-05-15", "2024-03-12"], ["Träffar: 15 maj, 12 mars"]),  # in no order: none is moved
    (["2024-04-01"], ["Kommunen har beslutat om nya avgifter från den 1 april."]),
    (["2024-03-12"], ["Årets vårmarknad, som blev så uppskattad förra året, hålls 12 mars."]),
    (["2024-07-08/2024-07-28"], ["Kansliet är stängt v. 28-30 (2024)."]),
    (["2024-10-20"], ["Kommuntal för 2025: synpunkter till oss senast den 20 oktober."]),
    (["2024-03-13/2024-03-31"], ["Ansökan till förskoleklass hösten 2024 är öppen 13–31 mars."]),
    (["2024-11-16/2024-11-17"], ["Mässan blir i år lö o sö 16-17 nov i Norrvikshallen.", "Mässa lör o sön 16-17 nov"]),
    (["2024-02-29"], ["Mötet hålls den 29 februari.", "Möte torsdag 29/2"]),
]
BEHIND = [
    "Förra året var det den 9 mars.",
    "Den 12 december hölls ett möte om vägen.",
    "Vid mötet den 16 januari beslutade styrelsen att köpa en båt.",
    "Protokollet från mötet den 5 december godkändes.",
    "Utbildningen genomfördes den 8 november.",
    "Styrelsen beslutade den 1 februari hur avgiften ska sänkas.",
]
# weekday and date disagree: the date holds, and the reader is told
DISAGREE = [
    ("2024-05-15", ["Nästa möte är torsdagen den 15 maj 2024.", "Möte fredag 15/5 2024", "Möte mån 15 maj 2024"]),
]


@pytest.mark.parametrize(("value", "text"), wordings(AHEAD))
def test_what_is_to_come(value: list[str], text: str) -> None:
    assert times(extraction := read(text)) == value, told(extraction)


@pytest.mark.parametrize("text", BEHIND)
def test_what_has_been(text: str) -> None:
    extraction = read(text)
    assert times(extraction) == [], told(extraction)
    assert {d.mention.value.start.day.year for d in extraction.dismissed if d.mention.value} <= {2023, 2024}
    assert all(d.mention.value.start.day <= extraction.reference.day for d in extraction.dismissed if d.mention.value)


@pytest.mark.parametrize(("day", "text"), wordings(DISAGREE))
def test_a_weekday_that_disagrees_is_told(day: str, text: str) -> None:
    (entry,) = read(text).entries
    assert str(entry.start) == day
    assert len(entry.contradictions) == 1
    assert day in entry.contradictions[0]
    assert entry.confidence < 0.7


def test_a_weekday_that_agrees_is_no_contradiction() -> None:
    (entry,) = read("Nästa möte är onsdagen den 15 maj 2024.").entries
    assert entry.contradictions == ()
