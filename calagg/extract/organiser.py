"""`"Länsstyrelsen anordnar …"` -> "Länsstyrelsen": the body that holds, arranges or asks; else the one whose "
"heading it is."""

import re

from calagg.extract.context import Context
from calagg.extract.wording import unmarked

BODY = (
    r"(?:[A-ZÅÄÖ][\wåäö-]*(?:\s+[a-zåäö]+)?\s+)?(?:[A-ZÅÄÖ][\wåäö-]*(?:styrelsen|verket|förmedlingen|nämnden|"
    r"departementet|myndigheten|förbundet|föreningen|"
    r"rådet|regionen|inspektionen|stiftelsen|universitetet|kontoret|kansliet|utskottet|sällskapet|nätverket|fonden|"
    r"delegationen|fullmäktige)|"
    r"[A-ZÅÄÖ][\wåäö-]+\s+(?:kommun|stad|län)|Region\s+[A-ZÅÄÖ]\w+|Regeringen|SKR|GR|MSB|SCB|CSN|IOM|UNHCR|Styrelsen|"
    r"Socialstyrelsen)"
    r"(?:\s+i\s+[A-ZÅÄÖ][\wåäö]+(?:\s+[A-ZÅÄÖ][\wåäö]+)?(?:s\s+län)?)?"
)
ACTING = re.compile(
    r"anordnar|arrangerar|bjuder|inbjuder|håller|genomför|ordnar|planerar|kommer|informerar|ska|kallar|"
    r"presenterar|öppnar|utlyser|välkomnar"
)
ACTS = re.compile(rf"(?P<body>{BODY})\s+(?:\w+\s+)?(?:{ACTING.pattern})")
ONLY_BODY = re.compile(rf"\A\W*(?:\d+[.)]?\s*)?(?P<body>{BODY})(?:,\s+[^,]{{3,40}})?\W*\Z")


WHOSE = re.compile(  # a line of the minutes' head: "Barn- och utbildningsnämnden i Norrvik"
    r"\A\W*(?P<body>(?:[A-ZÅÄÖ]\w+(?:-(?:,\s\w+-)?\soch|s)?\s)?\w*"
    r"(?:styrelsen|nämnden|utskottet?|rådet|fullmäktige|nätverket|föreningen|kommittén|delegationen)"
    r"(?:\s(?:i|för)\s[\w ]{2,30}|\s[A-ZÅÄÖ]\w+)?)\W*\Z",
    re.IGNORECASE,
)
HEAD_PASSAGES = 4


def body_of_minutes(c: Context) -> str:
    """The body whose minutes these are, where a line at their head names it and nothing else; '' where none does."""
    for p in c.page.passages[:HEAD_PASSAGES]:
        for line in c.page.body(p).splitlines():
            if m := WHOSE.match(unmarked(line)):
                return m["body"]
    return ""


def organiser_of(c: Context) -> str | None:
    """The body named in the mention's sentence as the one that acts, else in the heading above; None where neither."""
    said = unmarked(c.whole)
    if ACTING.search(said) and (m := ACTS.search(said)):
        return m["body"]
    for heading in c.page.headings(c.passage):
        if m := ONLY_BODY.match(unmarked(c.page.body(heading))):
            return m["body"]
    return None
