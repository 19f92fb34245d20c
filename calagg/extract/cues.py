"""`"senast "` before a mention -> a deadline: the Swedish words that tell what a date is for. One family a pattern.

Patterns that end in \\Z are read on the text before a mention, the others anywhere in its sentence.
"""

import re

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it


def words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", I)


_TAIL = r"[\s*_:(|>–-]*(?:(?:den|dag|kl\.?|klockan)[\s*_>]*)?\Z"
LAST_DAY = re.compile(
    r"(?<!\w)(?:senast(?:e)?(?:\s+(?:till|på|den|under))?|"
    r"sista\s+(?:\w+\s?)?(?:(?<!skol)(?<!arbets)(?<!kurs)(?<!spel)(?<!tävlings)dag(?:en)?|datum)"
    r"(?:\s+(?:för|att|till|i)\s[^.;]{0,90}?)?(?:\s*(?:är|blir|den|:|–|-|=))*|deadline\w*(?:\s+(?:för|att|till|"
    r"i)\s[^.;]{0,90}?)?"
    r"(?:\s*(?:är|blir|satt till|sattes till|den|:|–|-))*|stoppdatum(?:et)?(?:\s+(?:är|för\s[^.;]{0,60}?är))?:?|"
    r"svarsdatum:?|svarstid:?|o\.?s\.?a\.?(?:\s+(?:senast|före|till))?:?|inom\s+(?:svars)?tiden,?)" + _TAIL,
    I,
)
READY = re.compile(r"(?<!\w)(?:klar[ta]?|färdig\w*|i\s+drift|i\s+bruk)" + _TAIL, I)
DEADLINE_HEADING = re.compile(
    r"(?<!\w)(?:sista\s+\w*\s?dag\w*|deadlines?|ansökningstider|sista\s+datum|svarsdatum|"
    r"inlämning\w*)(?!\w)",
    I,
)
RUNS_OUT = re.compile(
    r"(?<!\w)(?:går\s+ut|löper\s+ut|stänger|stängs|avslutas|upphör|tar\s+slut|utgår)(?:\s+(?:redan|"
    r"först|på))?" + _TAIL,
    I,
)
UP_TO = re.compile(r"(?<!\w)(?:fram\s+till(?:\s+och\s+med)?|till\s+och\s+med|t\.?\s?o\.?\s?m\.?|tom)" + _TAIL, I)
TO_A_DAY = re.compile(r"(?<!\w)till" + _TAIL, I)
SET_TO = re.compile(
    r"(?<!\w)(?:satt|bestäm[dt]|fastställ[dt]|boka[dt]|planera[dt]|utsatt|lag[dt]|flytt\w*|framflytta[dt]|"
    r"ändra[dts]*|byt\w*|skjut\w*|"
    r"senarelägg\w*|tidigarelägg\w*|uppskjut\w*|förlägg\w*|preliminär[at]?)(?:\s+[^.;]{0,60}?)?\s+(?:till|"
    r"fram\s+till)" + _TAIL,
    I,
)
SAID_LAST = re.compile(
    r"\A[\s>,(]{0,4}(?:är\s+)?(?:allra\s+)?(?:senast|sista\s+\w*dag\w*|deadline|"
    r"sista\s+datum)(?!\w)",
    I,
)
LAST_ANYWHERE = words(
    r"senast",
    r"sista\s+(?:\w+\s?)?dag(?:en)?",
    r"deadline",
    r"tillhanda",
    r"sista\s+(?:ansöknings|anmälnings|svars|"
    r"inlämnings|betalnings|nominerings|boknings)\w*dag\w*",
    r"ska(?:ll)?\s+(?:vara\s+)?(?:inne|in|inlämna[dt]e?)",
    r"vara\s+betald",
)
APPLICATION = words(
    r"\w*ansök\w*",
    r"\w*utlysning\w*",
    r"\w*anmäl\w*",
    r"\w*nominer\w*",
    r"\w*remiss\w*",
    r"samråd\w*",
    r"enkät\w*",
    r"\w*medel",
    r"\w*medlen",
    r"\w*bidrag\w*",
    r"sök(?:as?|bar\w*)",
    r"registrering\w*",
    r"\w*bokning\w*",
    r"intresseanmäl\w*",
    r"omröstning\w*",
)
BEFORE = re.compile(r"(?<!\w)(?:före|innan|inför)" + _TAIL, I)
AFTER = re.compile(r"(?<!\w)(?:efter|sedan|än|sen|förrän|utifrån|per|av|daterad|daterat|dat\.)" + _TAIL, I)
FROM = re.compile(
    r"(?<!\w)(?:fr(?:ån)?\.?\s?(?:o(?:ch)?\.?\s?m(?:ed)?\.?)?|from|fom|med\s+start(?:\s+från)?|"
    r"gäller(?:\s+från)?)" + _TAIL,
    I,
)
OPENS = re.compile(
    r"(?<!\w)(?:öppnar|öppnas|öppen\s+(?:från|fr\.o\.m\.?)|startar|börjar|inleds)(?:\s+(?:redan|igen|"
    r"åter|på|från|nomineringen|ansökan|anmälan|bokningen))?" + _TAIL,
    I,
)
OPENING = words(r"öppnar", r"öppnas", r"startar", r"börjar", r"öppen\s+från")
OPEN_UNTIL = re.compile(
    r"(?<!\w)(?:och\s+)?(?:stänger|stängs|avslutas|slutar|är\s+öppen\s+till|fram\s+till|till(?:\s+och\s+med)?|"
    r"sista\s+\w*\s?dag[^.;]{0,40}|"
    r"går\s+ut|pågår\s+till)" + _TAIL,
    I,
)

TO_DO = words(
    r"sök(?:as?|er|bara?|t|s)",
    r"ansök\w*",
    r"anmäl\w*",
    r"lämna\w*",
    r"inlämna\w*",
    r"inkom\w*",
    r"skicka\w*",
    r"svar\w*",
    r"redovis\w*",
    r"slutredovis\w*",
    r"delredovis\w*",
    r"rapporter\w*",
    r"återkom\w*",
    r"meddela\w*",
    r"besvara\w*",
    r"betala\w*",
    r"återbetal\w*",
    r"inbetal\w*",
    r"yttra\w*",
    r"yttrande\w*",
    r"synpunkt\w*",
    r"boka\w*",
    r"registrera\w*",
    r"nominer\w*",
    r"överklag\w*",
    r"mejla\w*",
    r"maila\w*",
    r"möjlighet\w*",
    r"rekvir\w*",
    r"rekvisition\w*",
    r"fyll\w* i",
    r"inom\w* med",
    r"motion\w*",
    r"remissvar\w*",
    r"ta ställning",
    r"ställa\w* sig",
    r"begära\w*",
    r"rösta\w*",
    r"utse\w*",
    r"föranmäl\w*",
    r"ackrediter\w*",
    r"offert\w*",
    r"anbud\w*",
    r"ha inkommit",
    r"vara oss tillhanda",
    r"tillhanda",
    r"ställa?s?",
    r"söka",
    r"vara\s+inne",
    r"lämnats",
    r"hämtas?",
    r"betald\w*",
    r"tömda",
    r"borttagna",
    r"inlagt",
)
TAKES_EFFECT = re.compile(
    r"(?<!\w)(?:träd\w*\s+i\s+kraft|i\s?kraftträd\w*|ikraftträd\w*|börja\w*\s+(?:att\s+)?gälla|gäll(?:a|"
    r"er)(?!\s+för\s+(?:alla|den))|upphör\w*|"
    r"löp\w*\s+ut|byter|tillträd\w*|avgår|slutar|går\s+i\s+pension|införs|inför(?:as)?|sänks|höjs|ändras|startar|"
    r"driftsätts|lanseras|"
    r"offentlig\w*|publicer\w*|kung?ör\w*|beräknas|väntas|förväntas|beslut(?:as|ar|et)?|fastställs|skick\w+\s+ut|"
    r"går\s+ut|"
    r"övergår|övertar|tar\s+över|avvecklas|stängs|öppnar|flyttar|begränsas|förlängs|ska\s+vara\s+klar\w*|"
    r"är\s+klar\w*|färdig\w*|invigs|"
    r"tas\s+i\s+bruk|ny\w?\s+(?:lag|regler|avgift|taxa|gd|chef|generaldirektör|kontaktperson|organisation|"
    r"förordning)\w*)(?!\w)",
    I,
)
_COMPOUND = (  # nouns that also end longer words: "lunchmöte", "spridningsseminarium"
    r"möte(?:t|n|na|s)?|sammanträde\w*|seminari\w*|konferens\w*|temadag\w*|träff(?:en|ar|arna)?|webbinari\w*|"
    r"webinar\w*|workshop\w*|"
    r"utbildning(?:en|ar|sdag\w*|stillfälle\w*)?|(?<!kon)kurs(?:en|er|dag\w*|tillfälle\w*)?|forum(?:et)?|"
    r"samråd(?:et)?|lunch\w*|frukost\w*|"
    r"pressträff\w*|invigning\w*|mässa[n]?|föreläsning\w*|utflykt\w*|vandring(?:en|ar)?|debatt\w*|samtal(?:et|en)?|"
    r"intervju\w*|"
    r"utfrågning\w*|panel(?:en|samtal\w*)?|tillfälle[nt]?|sändning(?:en|ar)?|(?:nätverks|inspirations|planerings|"
    r"kontakt|utvecklings|städ|höst|vår|"
    r"arbets|studie|träff|dialog|före|friluft|val|familje|fixar)dag(?:en|ar|arna)?|dialog(?:en|er)?|besök(?:et)?|"
    r"resa[n]?|hearing\w*|\w{7,}plattform(?:en)?|"
    r"party\w*|mingel|konselj\w*|regeringsförklaring\w*|fototillfälle\w*|erfarenhetsutbyte\w*|avstämning(?:en|ar)?|"
    r"genomgång(?:en|ar)?|"
    r"hackathon\w*|meetup\w*|konsert\w*|julbord\w*|julstuga\w*|besiktning\w*|rösträkning\w*|turnering\w*|tävling\w*|"
    r"överläggning\w*|"
    r"justering(?:en)?|fullmäktige|(?<!mani)fest(?:en)?|kalas(?:et)?|session(?:en|er)?|läger(?:et)?|gudstjänst\w*|"
    r"mässa|auktion(?:en)?|föreställning\w*|"
    r"genrep\w*|repetition\w*|kollationering\w*|sittning(?:en)?|bal(?:en)?|pub(?:en)?|upprop(?:et)?|"
    r"avslutning(?:en)?|handledning\w*|stämman|övning(?:en|ar)?|"
    r"visit\w*|hembesök\w*|prov(?:et)?|cirkel|fika(?:t)?|loppis|föredrag(?:et)?|firande\w*|dans(?:en)?|prövning\w*|"
    r"match(?:en|er)?|städ(?:ning|dag)\w*"
)
_ALONE = (  # nouns that mean something else inside longer words: "bestämma", "anvisning", "internationell"
    r"(?:års|förenings|bolags|kyrko|extra|höst|vår)?stämma[ns]?|(?:öppet|öppna)\s+hus|visning(?:en|ar)?|"
    r"retrospective|internat(?:et)?|kick-?off\w*|"
    r"val(?:et|dag\w*)?|\w{4,}valet|event(?:et)?|\w+lov(?:et)?|firande\w*|loppis\w*|\w*(?:jul|höst|vår|loppis|"
    r"rekryterings)marknad(?:en)?|dag\s+om|cup(?:en)?|premiär(?:en)?|"
    r"arbetsutskott\w*|(?:pub|film|spel|tema|quiz|informations|föräldra|chill)?\s?kväll(?:en)?|högtid\w*|"
    r"demonstration\w*|hålltid\w*|auktion\w*|gudstjänst\w*"
)
EVENT_NOUN = re.compile(rf"(?<![^\W_])(?:[^\W\d_-]*-?[^\W\d_]*(?:{_COMPOUND})|{_ALONE})(?![^\W_])", I)
TAKES_PLACE = re.compile(
    r"(?<!\w)(?:äger\s+rum|anordna[sr]?|arrangera[sr]?|hålls|håller|genomförs|går\s+av\s+stapeln|bjuder\s+\w*\s*in|"
    r"inbjud\w*|sker|träffas|samlas|ses|"
    r"möts|sammanträd\w*|välkom\w*|sänds|direktsänds|medverkar|deltar|inträffar|firas|kör\s+vi|har\s+vi|bjuds|"
    r"planer(?:as|ar)|planerad[et]?)(?!\w)",
    I,
)
OPEN_SPELL = words(
    r"\w*ansök(?:an|nings\w*|ningstid\w*)?",
    r"sökbar\w*",
    r"sök(?:as?)?",
    r"\w*utlysning\w*",
    r"öppe[nt]",
    r"öppna[rs]?",
    r"\w*anmäl\w*",
    r"samråd\w*",
    r"\w*remiss\w*",
    r"utställ\w*",
    r"pågå\w*",
    r"avstäng\w*",
    r"nominering\w*",
    r"registrering\w*",
    r"bokning\w*",
    r"gäller",
    r"stäng\w*",
    r"förbud\w*",
    r"fredning\w*",
    r"uppehåll",
)
WINDOW = re.compile(
    r"(?<!\w)(?:ansök(?:an|nings\w*)?|sökbar\w*|sök(?:a|s)|utlysning\w*|öppe[nt]|öppna[rs]?|anmäl\w*|samråd\w*|"
    r"remiss\w*|utställ\w*|pågå\w*|avstäng\w*|"
    r"period\w*|under\s+tiden|mellan|nominering\w*|registrering\w*|folkbokför\w*|gäller|stäng\w*)(?!\w)",
    I,
)
TENTATIVE = re.compile(
    r"(?<!\w)(?:preliminärt|preliminära?\s+(?:datum|dag\w*|tid\w*|möte\w*|start\w*)|prel\.?|trolig\w*|sannolik\w*|"
    r"ev\.?|eventuell\w*|förslagsvis|förslag\s+(?:på|till|om)\s+(?:\w+\s+)?(?:tid|datum|dag|möte)\w*|"
    r"föreslå\w*|föreslagna|kanske|möjligen|tentativ\w*|beräknas|väntas|skulle\s+kunna|kan\s+(?:då\s+|"
    r"komma\s+att\s+)|någon\s+gång|doodle|"
    r"byta\s+till|(?:inte|ej)\s+bestämt|obekräftat|obs\s+preliminärt)(?!\w)",
    I,
)
PROPOSED_BEFORE = re.compile(r"(?<!\w)(?:förslag|förslagsvis|prel\.?|preliminärt|ev\.?)[\s:–-]*\Z", I)
CONDITION = re.compile(r"\A\W*(?:om|ifall|förutsatt\s+att)\s", I)
EITHER = re.compile(r"(?:\A[\s*_,]{0,4}eller[\s*_])|(?:[\s*_]eller[\s*_]{0,4}\Z)", I)
CANCELLED = re.compile(
    r"(?<!\w)(?:inställ[dt]\w*|ställs\s+in|ställts\s+in|ställas\s+in|avbokat?|utgår|"
    r"blir\s+inte\s+av|avlys\w*)(?!\w)",
    I,
)
MOVED_FROM = re.compile(
    r"(?<!\w)(?:flytta\w*\s+(?:\w+\s+){0,3}från|i\s+stället\s+för|istället\s+för|ersätter|"
    r"flyttas?\s+fram\s+från)" + _TAIL,
    I,
)
PAST = re.compile(
    r"(?<!\w)(?:var|hade|skulle\s+ha|blev|hölls|gick|fick|skedde|ägde\s+rum|antog\w*|gjorde\w*|kom|tog|togs|gav|gavs|"
    r"såg|höll|"
    r"deltog|avslog\w*|skrev\w*|"
    r"genomförd\w*|tidigare|föregående|förra|i\s+våras|i\s+höstas|senaste\s+mötet|avgick|utsågs|inkom|inkommit|"
    r"(?!plan|prelim|led)\w{2,}(?:ades|ade|erades|erade)|(?:be|an|över|ut|in)?slutade\w*|(?:träff|skick|berätt|"
    r"inform|present|redovis|besök|"
    r"genomför|start|upphör|nämn)(?:ade|des|de)s?|har\s+(?:(?!föreslag|planer|bok|bestäm|bju|kall|utly|satt|"
    r"lagt)\w+\s+){0,2}(?!föreslag|planer|bok|bestäm|bju|kall|utly|satt|lagt)\w{2,}(?:at|ats|it|its|tt|tts|rt)|"
    r"daterad|undertecknad\w*|justerad\w*|per\s+den)(?!\w)",
    I,
)
FUTURE = re.compile(
    r"(?<!\w)(?:ska|skall|kommer|kommande|nästa|senast|planer\w*|inbjud\w*|bjuder|välkom\w*|anmäl\w*|öppnar|stänger|"
    r"startar|börjar|träder|"
    r"anordnas|hålls|äger\s+rum|sker|inför|väntas|beräknas|upphör|sista|deadline|påminn\w*|kallas|kallelse|boka|"
    r"går\s+ut|löper\s+ut|blir|fram\s+till)(?!\w)",
    I,
)
DONE_HEADING = re.compile(
    r"\A\W*(?:(?:genomförd|avslutad|passerad)\w*|tidigare|föregående|historik|arkiv|gamla\s+(?:protokoll|nyheter|"
    r"möten|inlägg|handlingar))"
    r"(?:\s+\w+){0,3}\W*\Z",
    I,
)
BACKGROUND = re.compile(
    r"(?<!\w)(?:daterad|tjänsteskrivelse|skrivelse\s+daterad|protokoll(?:et)?\s+(?:från\s+)?(?:den\s+)?\Z|"
    r"beslut\s+(?:den\s+)?\Z|antagen\s+av|"
    r"senast\s+(?:ändrad|uppdaterad|reviderad)|uppdaterad|publicerad|version\s*\Z|expires|giltig\s+t)",
    I,
)
STANDING = re.compile(
    r"(?<!\w)(?:alltid|varje|vardagar|dagligen|öppettider|ordinarie|telefontid\w*|får\s+utföras|"
    r"arbetstid\w*|varannan|helgfri\w*)(?!\w)",
    I,
)
AGENDA_ITEM = re.compile(
    r"(?<!\w)(?:mötet(?:s)?\s+(?:öppn|avslut|öppnande)|öppnande|avslutas\s+kl|ajourner\w*|paus|"
    r"fika|lunchpaus)",
    I,
)
WHEN_LABEL = re.compile(
    r"\A(?:tid(?:punkt)?|när|datum|dag|var\s+och\s+när|när\s+och\s+var|datum\s+och\s+tid|tid\s+och\s+plats|"
    r"plats\s+och\s+tid|datum/tid|tid/plats|"
    r"tid\s+&\s+plats|dag\s+och\s+tid|start|starttid|mötestid|klockan)\Z",
    I,
)
OWN_DATE_LABEL = re.compile(
    r"(?<!\w)(?:mötesdatum|sammanträdesdatum|sammanträdesdag|protokollsdatum|datum|upprättad|utfärdad|publicera[dt]|"
    r"skapad|uppdaterad|"
    r"senast\s+uppdaterad|daterad|mötesdag|justera[dt]|anslagen|anslaget|skickat|skickad|sänt|delades\s+ut|tryckt|"
    r"utskriven|"
    r"protokoll\s+(?:fört\s+)?(?:vid|från)[^.\n]{0,60}|(?:minnes|mötes)anteckningar(?:\s+från)?[^.\n]{0,60}|"
    r"(?:mötes)?protokoll[^.\n]{0,50})[\s:*|,–-]*(?:den\s)?\Z",
    I,
)
PROPOSES = re.compile(
    r"(?<!\w)(?:förslag\w*|enkät\w*|doodle|omröstning\w*|alternativ\w*|preliminär\w*|föreslagna|"
    r"rösta)(?!\w)",
    I,
)
STEP = words(
    r"\w*start",
    r"\w*slut",
    r"klar\w*",
    r"leverans\w*",
    r"beslut\w*",
    r"\w*släpp\w*",
    r"\w*stänger",
    r"\w*öppnar",
    r"publicering\w*",
    r"avstängning\w*",
    r"granskning\w*",
    r"byggstart",
    r"projektstart",
    r"utskick\w*",
    r"inflyttning\w*",
    r"driftstart",
    r"driftsättning",
    r"kalkyl\w*",
    r"\w+kalkyl",
    r"stängt?",
    r"\w*lov(?:et)?",
    r"lanser\w*",
    r"ikraftträdande",
    r"dragning\w*",
    r"semester\w*",
)
HAND_IN = re.compile(
    r"\A\W*(?:(?:sista|obligatorisk)\s+)?(?:\w*anmälan|\w*ansökan|ansökning\w*|inlämning\w*|\w*rapport|delrapport\w*|"
    r"slutrapport\w*|slutredovisning\w*|"
    r"delredovisning\w*|redovisning\s+till|remissvar|remissyttrande\w*|yttrande\w*|svar|synpunkter|anbud(?:\s+in)?|"
    r"handlingar\s+in\w*|kallelse\s+ut|sista\s+dag\w*|motioner|nomineringar|omexamination,?\s+inlämning|"
    r"sista\s+(?:dag\w*\s+(?:för|att)|\w{4,}(?:nings|svars)dag)|deadline|inbetalning|underlag\s+till)(?!\w)",
    I,
)
SIGNED_LABEL = re.compile(
    r"(?<!\w)(?:justera[dt]|utfärdad|upprättad|publicera[dt]|anslage[nt]|skickat|skickad|undertecknat|uppdatera[dt]|"
    r"senast\s+ändrad|tryckt)"
    r"[\s:*|,–-]*(?:den\s)?\Z",
    I,
)
SAME_TIME = re.compile(r"\A[\s*,(–-]{0,4}samma\s+tid(?!\w)", I)
SITTING = re.compile(r"(?<!\w)\w*(?:nämnd\w*|styrelse\w*|sammanträd\w*|möte\w*|träff\w*|fullmäktige)(?!\w)", I)
RUNNING = words(
    r"pågå\w*", r"öppe[nt]", r"samrådstid\w*", r"avstäng\w*", r"utställ[dt]", r"ligger\s+framme", r"kan\s+sökas"
)
LEADS_A_LIST = re.compile(r"följande\s+(?:dagar|datum|tider|tillfällen)\s*:?\s*\Z|:\s*\Z", I)
OPEN_DOORS = words(r"öppn\w+", r"öppen\w*")
SAME_YEAR = re.compile(r"\A\s*samma\s+år(?!\w)", I)
FILLER = re.compile(r"(?<!\w)(?:den|från|och|med|from|redan|senast)(?!\w)", I)
ALL_MEETINGS = words(
    r"sammanträdena",
    r"sammanträdet",
    r"mötena",
    r"träffarna",
    r"möten",
    r"sammanträden",
    r"samtliga",
    r"alla\s+möten",
    r"alla\s+träffar",
    r"mötestid(?:en)?",
    r"tid(?:en)?",
    r"nätverksmöten\w*",
    r"kurstillfällena",
    r"tillfällena",
)
