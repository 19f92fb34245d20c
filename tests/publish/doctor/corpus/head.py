"""Feeds whose calendar says too little or the wrong thing of itself."""

from calagg.publish.doctor import rules
from tests.publish.doctor.feed import case

BEGIN = "BEGIN:VCALENDAR"
CASES = [
    case(rules.NO_VERSION, "VERSION:2.0\n", "", BEGIN),
    case(rules.OTHER_VERSION, "VERSION:2.0", "VERSION:1.0"),
    case(rules.NO_PRODID, "PRODID:-//Norrvik//Kalender//SV\n", "", BEGIN),
    case(rules.NO_PRODID, "PRODID:-//Norrvik//Kalender//SV\n", "PRODID:\n", BEGIN, what="an empty PRODID"),
    case(rules.NO_CALSCALE, "CALSCALE:GREGORIAN\n", "", BEGIN),
    case(rules.OTHER_CALSCALE, "CALSCALE:GREGORIAN", "CALSCALE:JULIAN"),
    case(rules.NO_METHOD, "METHOD:PUBLISH\n", "", BEGIN),
    case(rules.OTHER_METHOD, "METHOD:PUBLISH", "METHOD:REQUEST"),
    case(rules.HEAD_TWICE, "METHOD:PUBLISH\n", "METHOD:PUBLISH\nMETHOD:publish\n", "METHOD:publish"),
    case(rules.HEAD_LATE, "END:VCALENDAR", "X-OWN:1\nEND:VCALENDAR"),
    case(rules.NO_CALNAME, "X-WR-CALNAME:Norrviks kalender\n", "", BEGIN),
    case(rules.NO_NAME, "NAME:Norrviks kalender\n", "", BEGIN),
    case(rules.TWO_NAMES, "NAME:Norrviks kalender\n", "NAME:Kalendern\n"),
    case(rules.NO_REFRESH, "REFRESH-INTERVAL;VALUE=DURATION:PT1H\n", "", BEGIN),
    case(rules.REFRESH_WITHOUT_VALUE, "REFRESH-INTERVAL;VALUE=DURATION", "REFRESH-INTERVAL"),
    case(rules.SLOW_REFRESH, "DURATION:PT1H", "DURATION:P1D", "REFRESH-INTERVAL"),
    case(rules.BAD_DURATION, "DURATION:PT1H", "DURATION:1H", "REFRESH-INTERVAL", what="an hour without P"),
    case(rules.NO_TTL, "X-PUBLISHED-TTL:PT1H\n", "", BEGIN),
    case(rules.SLOW_TTL, "X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT61M"),
    case(rules.BAD_DURATION, "X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT", what="a length of nothing"),
    case(rules.BARE_HEAD, "COLOR:steelblue\n", "", BEGIN, what="one good thing less"),
]
