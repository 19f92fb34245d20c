"""Any iCalendar feed -> what is wrong with it, line by line: `examine_feed(data)`, `examine_address(url)`, `tell`.

The rules are in `rules`, a file for each subject applies them, and `swedish` and `english` say what to do about them.
"""

from calagg.publish.doctor.answers import examine_address
from calagg.publish.doctor.examine import examine_feed
from calagg.publish.doctor.finding import Finding, Report, Rule, Severity
from calagg.publish.doctor.wording import Language, tell

__all__ = ["examine_feed", "examine_address", "tell", "Report", "Finding", "Rule", "Severity", "Language"]
