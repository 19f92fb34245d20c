"""A Coverage whose minutes are missing -> "Inga protokoll från Socialnämnden sedan 14 september; möte enligt plan …".

The words are for the page of operations and the alarm mail; when minutes are missing is in `calagg.coverage`.
"""

from collections.abc import Iterable
from datetime import date

from calagg.coverage import Coverage, State
from calagg.remind.wording import clean_line, day_in_year

REMEDY = (
    "Har protokollet lagts ut? Ladda då upp det, eller se efter att källan hittar det. Ställdes mötet in behöver du "
    "inte göra något."
)


def missing_minutes(coverage: Iterable[Coverage], today: date) -> list[tuple[str, str]]:
    """The key and the sentence of each gap that lasts at `today`; the key is the same for as long as it lasts."""
    return [
        (f"minutes-missing:{one.organiser.casefold()}:{one.last_on}", _sentence(one, today))
        for one in coverage
        if one.state is State.MISSING
    ]


def _sentence(one: Coverage, today: date) -> str:
    told = f"Inga protokoll från {clean_line(one.organiser)} sedan {day_in_year(one.last_on, today)}"
    if one.meeting_on:
        return f"{told}; möte enligt plan {day_in_year(one.meeting_on, today)}."
    return f"{told}; de brukar komma med {one.usual_days} dagars mellanrum."
