"""`"Vi ses den 15 maj i Norrvik"` under "Nästa möte" -> that clause names nothing: it only says when and where.

What such a clause is the time of stands elsewhere: what was spoken of just before it (here) or the heading (in
`surroundings`). A bare "Därefter 12 juni" is of the same thing as the date before it.
"""

import re

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.phrase import noun_phrase, says_something
from calagg.extract.wording import unmarked, without_addresses

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
ASIDE = re.compile(r"\s*\([^()]{0,80}\)")
WHERE = re.compile(r"(?:\A|\s)(?:i|på|hos|vid|via|från|till|om|åt)\s.*\Z")
_WHO = r"(?:vi|man|det|den|de|jag)"
_PERSON = (
    r"(?:(?:(?:arbets|referens|styr|projekt)?gruppen|styrelsen|ordföranden|sekreteraren|samordnaren|nätverket)|"
    r"(?-i:[A-ZÅÄÖ][a-zåäöé-]+)(?:\s(?:och\s)?(?-i:[A-ZÅÄÖ][a-zåäöé-]+))?"
    r"(?<!\w{3}(?:et|na|en)))"
)
_SETS = (  # with a person as their subject they only set a time
    r"(?:föreslår|föreslog|bokar|bokade|lägger|sätter|satte|siktar|planerar|tänker|kallar|enades|enas|kom\s+överens|"
    r"bestämde|bestämmer|beslutade|beslutar|vill|önskar|lutar|kan|återkommer|satsar)"
)
_MEETS = r"(?:ses|träffas|möts|samlas|hörs|hörs\s+av|blir|är|hålls|sker|återses)"
_ADVERBS = (
    r"(?:\s(?:igen|åter|även|också|då|nu|sedan|därefter|preliminärt|alla|gärna|istället|i\s+stället|nästa(?:\s+gång)?|"
    r"digitalt|fysiskt|in|oss|vi|att|ska|skall|på|till|om|en|ett|ny|nytt|tid|datum|dag|förslag))*"
)
SCHEDULES = re.compile(
    rf"(?:(?:nästa\s+gång|sedan|därefter|då|så)\s)?(?:{_WHO}\s(?:ska\s|skall\s|kommer\s+att\s|har\s)?"
    rf"(?:{_SETS}|{_MEETS})|{_PERSON}\s{_SETS}){_ADVERBS}|"
    rf"(?:sedan\s|därefter\s|då\s)?(?:ses|träffas|möts|samlas|hörs|blir|är)\s(?:vi|det|den|man){_ADVERBS}|"
    rf"nästa\s+(?:gång|tillfälle)(?:\s(?:vi\s(?:ses|träffas|möts)|blir|är|hålls))*|"
    rf"(?:sätts|bokas|läggs|bestäms|beslutades|bestämdes|sattes|bokades|bokat|bestämt|fastställdes|planeras|föreslås|hålls|sker|blir|är){_ADVERBS}",
    I,
)
NEXT_IN_LINE = re.compile(
    r"\W*(?:(?:och|samt|men)\s)?(?:därefter|sedan|därpå|efter\s+det|(?:ses|träffas|möts)\s+vi\s+sedan|"
    r"(?:mötet|träffen|sammanträdet|tillfället)\s+därefter|följande)(?:\s(?:ses|träffas|möts|blir|är|hålls|kommer)"
    r"(?:\s(?:vi|det))?)?(?:\s(?:igen|den|på))*\W*",
    I,
)
MENTIONED = re.compile(r"(?<!\w)(?:en|ett)\s+(?P<what>(?:[^\W\d_]+\s+){0,3}?[^.;,!?]{3,80})", I)
BACK = 3


def only_schedules(words: str) -> bool:
    """Whether the clause, from which its dates are taken out, says no more than when and where: "Vi ses i Norrvik"."""
    bare = ASIDE.sub("", on_one_line(words)).strip(" .:!,")
    first = bare.split(", ")[0]
    return any(SCHEDULES.fullmatch(WHERE.sub("", clause).strip(" .:!,")) for clause in (bare, first))


def spoken_of(c: Context) -> str:
    """ "Vi har en städdag i maj. Lena föreslår lördag 25." -> "Städdag": what the sentences before want to find a day
    for; '' where they name no gathering."""
    said = c.page.sentences(c.passage)[max(0, c.sentence.index - BACK) : c.sentence.index]
    for sentence in reversed(said):
        words = on_one_line(without_addresses(unmarked(sentence.span.of(c.page.text))))
        for m in MENTIONED.finditer(words):
            named = noun_phrase(m["what"])
            if cues.EVENT_NOUN.search(" ".join(named.split()[:4])):
                return named
    return ""


def next_in_line(c: Context) -> bool:
    """Whether the mention only goes on with the one before it: "Därefter 12 juni"."""
    return NEXT_IN_LINE.fullmatch(c.near_before) is not None and not says_something(
        WHERE.sub("", c.near_after).strip(" .,")
    )


def one_before(c: Context) -> Context | None:
    """The mention that "Därefter 12 juni" goes on with, in the same passage; None where there is none."""
    held = c.page.sentences(c.passage)
    for sentence in reversed(held[max(0, c.sentence.index - BACK) : c.sentence.index + 1]):
        found = [e for e in c.page.expressions_in(sentence.span) if e.span.end <= c.expression.span.start and e.dated]
        if found:
            others = tuple(e for e in c.page.expressions_in(sentence.span) if e is not found[0])
            before = Context(c.page, found[0], sentence, c.passage, others[:40])
            if not NEXT_IN_LINE.fullmatch(before.near_before):
                return before
    return None
