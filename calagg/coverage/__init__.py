"""`find_coverage(session, config, today)` -> of each organiser, when minutes were last read and when more were due.

The dates are weighed in `rhythm`, which is pure; what is stored is asked for in `organisers`. How an administrator is
told is in `calagg.remind.missing` and `calagg.web.drift_coverage`.
"""

from calagg.coverage.organisers import find_coverage
from calagg.coverage.rhythm import Coverage, State, weigh_coverage

__all__ = ["find_coverage", "weigh_coverage", "Coverage", "State"]
