"""The stored documents and entries -> a Coverage for each organiser that minutes have been read of.

Minutes are those of the organiser that more of their entries name than any other. Where two are named as often, nobody
can say whose they are, and they count for none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from calagg.config import Config
from calagg.coverage.rhythm import Coverage, weigh_coverage
from calagg.model.masking import mask_text
from calagg.model.selection import fold
from calagg.store import Session
from calagg.store.minutes import Told, announced_meetings, organisers_told

LOOKED_BACK = timedelta(days=3 * 365)


def find_coverage(session: Session, config: Config, today: date) -> list[Coverage]:
    """Of each organiser whose minutes of the last three years are stored, by name."""
    since = today - LOOKED_BACK
    minutes, spelled = _minutes(organisers_told(session, since=since, until=today))
    if not minutes:
        return []
    meetings: dict[str, list[date]] = defaultdict(list)
    for organiser, day in announced_meetings(session, since=since, min_confidence=config.extract.min_confidence):
        meetings[fold(organiser)].append(day)
    return [
        weigh_coverage(
            mask_text(spelled[folded]),
            days,
            meetings[folded],
            today=today,
            grace_days=config.coverage.grace_days,
        )
        for folded, days in sorted(minutes.items())
    ]


def _minutes(told: Iterable[Told]) -> tuple[dict[str, list[date]], dict[str, str]]:
    """The reference days of each organiser's minutes, and its spelling in the latest of them."""
    named: dict[tuple[date, str], Counter[str]] = defaultdict(Counter)
    spelled: dict[str, str] = {}
    for one in told:
        folded = fold(one.organiser)
        named[one.reference_on, one.document_id][folded] += one.entries
        spelled[folded] = " ".join(one.organiser.split())
    minutes: dict[str, list[date]] = defaultdict(list)
    for (day, _), counts in named.items():
        (first, most), *others = counts.most_common(2)
        if not others or others[0][1] < most:
            minutes[first].append(day)
    return dict(minutes), spelled
