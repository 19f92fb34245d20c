"""`nätverksträff`, `äger rum`: the words for what takes place, and for when meetings in general begin."""

import re

from calagg.extract.cues.building import Cue, I, words

_COMPOUND = (  # nouns that also end longer words: "lunchmöte", "spridningsseminarium"
    r"möte(?:t|n|na|s)?|sammanträde\w*|seminari\w*|konferens\w*|temadag\w*|träff(?:en|ar|arna)?|webbinari\w*|"
    r"webinar\w*|workshop\w*|verkst(?:ad|äder)(?:na)?|(?<=\w{3})kväll(?:en|ar|arna)?|"
    r"utbildning(?:en|ar|sdag\w*|stillfälle\w*)?|(?<!kon)kurs(?:en|er|dag\w*|tillfälle\w*)?|forum(?:et)?|"
    r"samråd(?:et)?|lunch\w*|frukost\w*|"
    r"pressträff\w*|invigning\w*|mässa[n]?|föreläsning\w*|utflykt\w*|vandring(?:en|ar)?|debatt\w*|samtal(?:et|en)?|"
    r"intervju\w*|"
    r"utfrågning\w*|panel(?:en|samtal\w*)?|tillfälle[nt]?|sändning(?:en|ar)?|(?:nätverks|inspirations|planerings|"
    r"kontakt|utvecklings|städ|höst|vår|"
    r"arbets|studie|träff|dialog|före|friluft|val|familje|fixar)dag(?:en|ar|arna)?|dialog(?:en|er)?|besök(?:et)?|"
    r"resa[n]?|hearing\w*|(?<=\w{7})plattform(?:en)?|"
    r"party\w*|mingel|konselj\w*|regeringsförklaring\w*|fototillfälle\w*|erfarenhetsutbyte\w*|avstämning(?:en|ar)?|"
    r"genomgång(?:en|ar)?|"
    r"hackathon\w*|meetup\w*|konsert\w*|julbord\w*|julstuga\w*|besiktning\w*|rösträkning\w*|turnering\w*|tävling\w*|"
    r"överläggning\w*|"
    r"justering(?:en)?|fullmäktige|(?<!mani)fest(?:en)?|kalas(?:et)?|session(?:en|er)?|läger(?:et)?|gudstjänst\w*|"
    r"mässa|auktion(?:en)?|föreställning\w*|"
    r"genrep\w*|repetition\w*|kollationering\w*|sittning(?:en)?|upprop(?:et)?|"
    r"avslutning(?:en)?|handledning\w*|stämman|övning(?:en|ar)?|"
    r"visit\w*|hembesök\w*|cirkel|loppis|föredrag(?:et)?|firande\w*|prövning\w*|"
    r"match(?:en|er)?|städ(?:ning|dag)\w*|"
    r"(?<=[a-zåäö]{5})(?<!kalender)(?<!arbets)(?<!skol)(?<!lovs)(?<!semester)(?<!påsk)vecka[n]?"
)
_ALONE = (  # nouns that mean something else inside longer words: "bestämma", "anvisning", "internationell"
    r"(?:års|förenings|bolags|kyrko|extra|höst|vår)?stämma[ns]?|(?:öppet|öppna)\s+hus|visning(?:en|ar)?|"
    r"retrospective|internat(?:et)?|kick-?off\w*|"
    r"val(?:et|dag\w*)?|\w{4,20}valet|event(?:et)?|(?!(?:bygg|rivnings|mark|start)\w*lov)\w{2,20}lov(?:et)?|firande\w*|loppis\w*|(?:jul|höst|vår|loppis|"
    r"rekryterings)marknad(?:en)?|dag\s+om|cup(?:en)?|premiär(?:en)?|"
    r"arbetsutskott\w*|(?:pub|film|spel|tema|quiz|informations|föräldra|chill)?\s?kväll(?:en)?|högtid\w*|"
    r"(?:vår|höst|jul|skol)?bal(?:en)?|pub(?:en)?|prov(?:et)?|dans(?:en)?|\w{0,12}fika(?:t)?|"
    r"demonstration\w*|hålltid\w*|auktion\w*|gudstjänst\w*"
)
# a compound is found where its last part begins: to look for the beginning of the word would cost its length squared
EVENT_NOUN = Cue(rf"(?:{_COMPOUND}|(?<![^\W_])(?:{_ALONE}))(?![^\W_])")
TAKES_PLACE = Cue(
    r"(?<!\w)(?:äger\s+rum|anordna[sr]?|arrangera[sr]?|hålls|håller|genomförs|går\s+av\s+stapeln|bjuder\s+\w*\s*in|"
    r"inbjud\w*|sker|träffas|samlas|ses|"
    r"möts|sammanträd\w*|välkom\w*|sänds|direktsänds|medverkar|deltar|inträffar|invigs|(?:pris|stipendi|diplom|medalj|utmärkelse)\w*\s+delas\s+ut|firas|kör\s+vi|har\s+vi|bjuds|besöke?r|besöks|föreläser|pratar|uppträder|"
    r"planer(?:as|ar)|planerad[et]?)(?!\w)",
)
STANDING = Cue(
    r"(?<!\w)(?:alltid|varje|vardagar|dagligen|öppettider|ordinarie|telefontid\w*|får\s+utföras|"
    r"arbetstid\w*|varannan|helgfri\w*)(?!\w)",
)
AGENDA_ITEM = Cue(
    r"(?<!\w)(?:mötet(?:s)?\s+(?:öppn|avslut|öppnande)|öppnande|avslutas\s+kl|ajourner\w*|paus|"
    r"fika(?!\s+(?:ingår|finns|serveras|bjuds))|lunchpaus)",
)
PROGRAMME_ITEM = re.compile(
    r"[\s|:–-]{0,6}(?:registrering|incheckning|samling|(?:morgon|förmiddags|eftermiddags)?(?:kaffe|fika|te)|lunch|middag|"
    r"paus|rast|bensträckare|inledning|inledande|välkom\w+|avslut\w+|sammanfattning|hemresa|avresa)(?!\w)",
    I,
)
SAME_TIME = re.compile(r"\A[\s*,(–-]{0,4}samma\s+tid(?!\w)", I)
OPENING_HOURS = Cue(
    r"(?<!\w)(?:öppe[nt]|öppettid\w*|telefontid\w*|bemanna[dt])[^.;!?]{0,20}?\s(?:(?:mån|tis|ons|tors|fre|lör|sön)\w*\s?[–-]|"
    r"vardagar|dagligen|alla\s+dagar)",
)
USUAL_TIME = Cue(r"(?<!\w)samma\s+tid\s+som\s+(?:vanligt|alltid|sist|förra|tidigare)(?!\w)")
EACH_DAY = Cue(
    r"(?<!\w)(?:båda|bägge|alla|samtliga|respektive|varje)\s+(?:dag(?:ar(?:na)?)?|gånger(?:na)?|tillfällen(?:a)?|"
    r"kvällar(?:na)?)(?!\w)",
)
UNLESS_SAID = Cue(r"(?<!\w)om\s+(?:inte|ej|inget)\s+annat\s+(?:anges|sägs|framgår|meddelas)(?!\w)")
SITTING = Cue(r"(?<!\w)\w*(?:nämnd\w*|styrelse\w*|sammanträd\w*|möte\w*|träff\w*|fullmäktige)(?!\w)")
LEADS_A_LIST = re.compile(r"följande\s+(?:dagar|datum|tider|tillfällen)\s*:?\s*\Z|:\s*\Z", I)
ALL_MEETINGS = words(
    r"sammanträdena",
    r"mötena",
    r"träffarna",
    r"möten",
    r"sammanträden",
    r"samtliga",
    r"alla\s+möten",
    r"alla\s+träffar",
    r"nätverksmöten\w*",
    r"kurstillfällena",
    r"tillfällena",
)
