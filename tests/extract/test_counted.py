"""Deadlines that are counted from a day told elsewhere, and what moves from one day to another."""

from calagg.model.entry import Kind
from tests.extract.tables import read, times

MEETING = "Nästa sammanträde hålls onsdag 12 juni 2024 kl. 9."


def test_weeks_before_the_meeting_are_counted_and_the_sum_is_shown() -> None:
    extraction = read(f"{MEETING} Handlingar ska lämnas senast tre veckor före sammanträdet.")
    (deadline,) = [e for e in extraction.entries if e.kind is Kind.DEADLINE]
    assert str(deadline.start) == "2024-05-22"
    assert deadline.reasons[0] == "tre veckor före sammanträdet (2024-06-12) är 2024-05-22"


def test_weeks_from_the_notice_are_counted() -> None:
    extraction = read("Protokollet anslås den 13 maj 2024. Beslutet kan överklagas inom tre veckor från anslag.")
    assert [str(e.start) for e in extraction.entries if e.kind is Kind.DEADLINE] == ["2024-06-03"]


def test_nothing_is_counted_from_a_day_that_the_text_does_not_give() -> None:
    extraction = read("Handlingar ska lämnas senast tre veckor före sammanträdet.")
    assert extraction.entries == ()
    assert [d.reason for d in extraction.dismissed] == ["räknas från sammanträdet, vars dag texten inte ger"]


def test_nothing_is_counted_where_two_days_could_be_meant() -> None:
    extraction = read(
        f"{MEETING}\n\nDärefter sammanträde tisdag 10 september 2024.\n\n"
        "Handlingar ska lämnas senast tre veckor före sammanträdet."
    )
    assert [e.kind for e in extraction.entries] == [Kind.EVENT, Kind.EVENT]


def test_a_length_of_time_is_no_deadline() -> None:
    assert read(f"{MEETING} Två veckor före sammanträdet börjar lovet.").entries == read(MEETING).entries


def test_what_is_moved_stands_on_its_new_day_only() -> None:
    extraction = read("Mötet torsdag 13 juni flyttas till 20 juni.")
    assert times(extraction) == ["2024-06-20"]
    assert [d.reason for d in extraction.dismissed] == ["flyttat härifrån till en annan dag"]


def test_a_weekday_that_disagrees_is_told_with_both_days() -> None:
    (entry,) = read("Nästa möte hålls onsdag 13 juni kl. 9.").entries
    assert str(entry.start) == "2024-06-13T09:00"
    assert entry.contradictions == ("”onsdag 13 juni kl. 9” säger onsdag 2024-06-12, men 2024-06-13 är en torsdag",)
