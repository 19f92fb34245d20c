"""Feeds whose texts are escaped wrongly, are HTML, or were garbled on the way."""

from calagg.publish.doctor import rules
from tests.publish.doctor.feed import case

SUMMARY = "SUMMARY:Workshop om mottagande"
CASES = [
    case(rules.BAD_ESCAPE, SUMMARY, r"SUMMARY:Workshop \om mottagande", what="a backslash before a letter"),
    case(rules.BAD_ESCAPE, SUMMARY, "SUMMARY:Workshop\\", what="a backslash last"),
    case(rules.BAD_ESCAPE, "CATEGORIES:H", r"CATEGORIES:\H", what="a backslash in a list"),
    case(rules.UNESCAPED, SUMMARY, "SUMMARY:Workshop, mottagande", what="a comma"),
    case(rules.UNESCAPED, SUMMARY, "SUMMARY:Workshop; mottagande", what="a semicolon"),
    case(rules.UNESCAPED, SUMMARY, "SUMMARY:Workshop\\\\, mottagande", what="a comma after an escaped backslash"),
    case(rules.HTML, "egna och", "egna<br/>och", "DESCRIPTION:Ta", what="a break"),
    case(rules.HTML, "Ta med C:", '<a href="/a">C</a>', "DESCRIPTION:<a", what="a link"),
    case(rules.HTML, "egna och", "egna&nbsp\\;och", "DESCRIPTION:Ta", what="an entity"),
    case(rules.GARBLED, SUMMARY, "SUMMARY:MÃ¶te", what="UTF-8 read as Latin-1"),
    case(rules.GARBLED, SUMMARY, "SUMMARY:M\ufffdte", what="a letter that was lost"),
]
