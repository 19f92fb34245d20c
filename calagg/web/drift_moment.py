"""An instant -> "idag 13.40", "för 5 minuter sedan": how the tables of the page of operations tell when."""

from datetime import datetime

from calagg.web.wording import NBSP, short_date, short_weekday


def describe_moment(at: datetime, here: datetime) -> str:
    """'idag 13.40', 'ons 18 nov', '18 nov 2025'; both are local."""
    if at.date() == here.date():
        return f"idag{NBSP}{at:%H.%M}"
    written = short_date(at.date())
    return written if at.year != here.year else f"{short_weekday(at.date())}{NBSP}{written.rpartition(NBSP)[0]}"


def describe_age(at: datetime, here: datetime) -> str:
    """'nyss', 'för 5 minuter sedan', 'för 2 timmar sedan', 'för 3 dagar sedan'."""
    seconds = int((here - at).total_seconds())
    for length, one, several in ((86_400, "dag", "dagar"), (3_600, "timme", "timmar"), (60, "minut", "minuter")):
        if (number := seconds // length) > 0:
            return f"för {number}{NBSP}{one if number == 1 else several} sedan"
    return "nyss"
