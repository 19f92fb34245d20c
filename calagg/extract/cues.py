"""`"senast "` before a mention -> a deadline: the Swedish words that tell what a date is for. One family a pattern.

Patterns that end in \\Z are read on the text before a mention, the others anywhere in its sentence.
"""

import re

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it


def words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", I)


# --- attached to the mention -------------------------------------------------------------------------------------------
_TAIL = r"[\s*_:(–-]*(?:(?:den|dag|kl\.?|klockan)[\s*_]*)?\Z"
LAST_DAY = re.compile(
    r"(?:senast(?:e)?(?:\s+(?:till|på|den|under))?|sista\s+(?:\w+\s?)?(?:dag(?:en)?|datum|svarsdag|ansökningsdag|anmälningsdag)"
    r"(?:\s+(?:för|att|till|i)\s[^.;]{0,90}?)?(?:\s*(?:är|blir|den|:|–|-|=))*|deadline\w*(?:\s+(?:för|att|till|i)\s[^.;]{0,90}?)?"
    r"(?:\s*(?:är|blir|satt till|sattes till|den|:|–|-))*|stoppdatum(?:et)?(?:\s+(?:är|för\s[^.;]{0,60}?är))?:?|"
    r"svarsdatum:?|svarstid:?|o\.?s\.?a\.?(?:\s+(?:senast|före|till))?:?|inom\s+(?:svars)?tiden,?)" + _TAIL, I)
RUNS_OUT = re.compile(r"(?:går\s+ut|löper\s+ut|stänger|stängs|avslutas|upphör|tar\s+slut|utgår)(?:\s+(?:redan|först|på))?" + _TAIL, I)
UP_TO = re.compile(r"(?:fram\s+till(?:\s+och\s+med)?|till\s+och\s+med|t\.?\s?o\.?\s?m\.?|tom|till)" + _TAIL, I)
BEFORE = re.compile(r"(?:före|innan|inför)" + _TAIL, I)
AFTER = re.compile(r"(?:efter|sedan|än|sen|förrän|utifrån|per|av|daterad|daterat|dat\.)" + _TAIL, I)
FROM = re.compile(r"(?:fr(?:ån)?\.?\s?(?:o(?:ch)?\.?\s?m(?:ed)?\.?)?|from|fom|med\s+start(?:\s+från)?|gäller(?:\s+från)?)" + _TAIL, I)
OPENS = re.compile(r"(?:öppnar|öppnas|öppen\s+från|startar|börjar|inleds)" + _TAIL, I)
OPEN_UNTIL = re.compile(r"(?:och\s+)?(?:stänger|stängs|avslutas|slutar|är\s+öppen\s+till|fram\s+till|till(?:\s+och\s+med)?|–|-)" + _TAIL, I)

# --- anywhere in the sentence ------------------------------------------------------------------------------------------
TO_DO = words(
    r"sök(?:a|s|er|bara?|t)", r"ansök\w*", r"anmäl\w*", r"lämna\w*", r"inlämna\w*", r"inkom\w*", r"skicka\w*", r"svar\w*", r"redovis\w*",
    r"slutredovis\w*", r"delredovis\w*", r"rapporter\w*", r"återkom\w*", r"meddela\w*", r"besvara\w*", r"betala\w*", r"återbetal\w*",
    r"inbetal\w*", r"yttra\w*", r"yttrande\w*", r"synpunkt\w*", r"boka\w*", r"registrera\w*", r"nominer\w*", r"överklag\w*", r"mejla\w*",
    r"maila\w*", r"möjlighet\w*", r"rekvir\w*", r"rekvisition\w*", r"fyll\w* i", r"inom\w* med", r"motion\w*", r"remissvar\w*", r"ta ställning",
    r"ställa\w* sig", r"begära\w*", r"rösta\w*", r"utse\w*", r"föranmäl\w*", r"offert\w*", r"anbud\w*", r"ha inkommit", r"vara oss tillhanda",
    r"tillhanda",
)
TAKES_EFFECT = re.compile(
    r"(?<!\w)(?:träd\w*\s+i\s+kraft|i\s?kraftträd\w*|ikraftträd\w*|börja\w*\s+(?:att\s+)?gälla|gäll(?:a|er)(?!\s+för\s+(?:alla|den))|upphör\w*|"
    r"löp\w*\s+ut|byter|tillträd\w*|avgår|slutar|går\s+i\s+pension|införs|inför(?:as)?|sänks|höjs|ändras|startar|driftsätts|lanseras|"
    r"offentlig\w*|publicer\w*|kung?ör\w*|beräknas|väntas|förväntas|beslut(?:as|ar|et)?|fastställs|skick\w+\s+ut|går\s+ut|"
    r"övergår|övertar|tar\s+över|avvecklas|stängs|öppnar|flyttar|begränsas|förlängs|ska\s+vara\s+klar\w*|är\s+klar\w*|färdig\w*|invigs|"
    r"tas\s+i\s+bruk|ny\w?\s+(?:lag|regler|avgift|taxa|gd|chef|generaldirektör|kontaktperson|organisation|förordning)\w*)(?!\w)", I)
EVENT_NOUN = re.compile(
    r"(?<![^\W_])\w*(?:möte[nt]?|möten|mötet|sammanträde\w*|seminari\w*|konferens\w*|temadag\w*|dagarna|träff(?:en|ar|arna)?|webbinari\w*|webinar\w*|"
    r"workshop\w*|utbildning(?:en|ar|sdag\w*|stillfälle\w*)?|kurs(?:en|er|dag\w*|tillfälle\w*)?|forum(?:et)?|samråd(?:et)?|lunch\w*|frukost\w*|"
    r"öppet\s+hus|öppna\s+hus|pressträff\w*|presskonferens\w*|invigning\w*|årsstämma\w*|stämma[ns]?|mässa[n]?|föreläsning\w*|utflykt\w*|kalas\w*|"
    r"fest(?:en)?|vandring\w*|session\w*|debatt\w*|samtal(?:et|en)?|intervju\w*|utfrågning\w*|panel\w*|tillfälle[nt]?|sändning\w*|"
    r"nätverks(?:dag|träff|möte)\w*|dialog(?:en|er|möte\w*)?|studiebesök\w*|studieresa\w*|visning\w*|hearing\w*|plattform(?:en)?|party\w*|mingel|"
    r"konselj\w*|regeringsförklaring\w*|fototillfälle\w*|erfarenhetsutbyte\w*|retrospective|internat\w*|kickoff\w*|kick-off\w*|"
    r"konstituerande|avstämning\w*|genomgång\w*|val(?:et|dag\w*)?|(?<=\w)valet|hackathon\w*|meetup\w*|event\w*|firande\w*|konsert\w*|"
    r"städdag\w*|julbord\w*|julstuga\w*|syn(?:en)?|besiktning\w*|rösträkning\w*|marknad(?:en)?|loppis\w*|dag(?:en)?\s+om|inspirationsdag\w*|"
    r"planeringsdag\w*|kontaktdag\w*|utvecklingsdag\w*|arbetsdag\w*|höstdag\w*|vårdag\w*|cup(?:en)?|turnering\w*|tävling\w*|premiär\w*|"
    r"överläggning\w*|förhandling\w*|justering\w*|beredning(?:en)?|arbetsutskott\w*|fullmäktige|kommunfullmäktige|kväll(?:en)?|lan(?:et)?)(?![^\W_])", I)
TAKES_PLACE = re.compile(
    r"(?<!\w)(?:äger\s+rum|anordna[sr]?|arrangera[sr]?|hålls|håller|genomförs|går\s+av\s+stapeln|bjuder\s+\w*\s*in|inbjud\w*|sker|träffas|samlas|ses|"
    r"möts|sammanträd\w*|välkom\w*|sänds|direktsänds|medverkar|deltar|inträffar|firas|kör\s+vi|har\s+vi|bjuds|planer(?:as|ar)|planerad[et]?)(?!\w)", I)
WINDOW = re.compile(
    r"(?<!\w)(?:ansök(?:an|nings\w*)?|sökbar\w*|sök(?:a|s)|utlysning\w*|öppe[nt]|öppna[rs]?|anmäl\w*|samråd\w*|remiss\w*|utställ\w*|pågå\w*|avstäng\w*|"
    r"period\w*|under\s+tiden|mellan|nominering\w*|registrering\w*|folkbokför\w*|gäller|stäng\w*)(?!\w)", I)
TENTATIVE = re.compile(
    r"(?<!\w)(?:preliminär\w*|trolig\w*|troligt\w*|ev\.?|eventuell\w*|förslag\w*|föreslå\w*|föreslagna|kanske|möjligen|tentativ\w*|prel\.?|beräknas|"
    r"väntas|om\s+\w+\s+(?:beslutar|godkänner)|skulle\s+kunna|kan\s+(?:då\s+|komma\s+att\s+)|någon\s+gång|eller|doodle|alternativ\w*|byta\s+till)(?!\w)", I)
CANCELLED = re.compile(r"(?<!\w)(?:inställ[dt]\w*|ställs\s+in|ställts\s+in|ställas\s+in|avbokat?|utgår|blir\s+inte\s+av|avlys\w*)(?!\w)", I)
MOVED_FROM = re.compile(r"(?:flytta\w*\s+(?:\w+\s+){0,3}från|i\s+stället\s+för|istället\s+för|ersätter|flyttas?\s+fram\s+från)" + _TAIL, I)
PAST = re.compile(
    r"(?<!\w)(?:var|hade|blev|hölls|gick|fick|skedde|ägde\s+rum|antog\w*|gjorde\w*|kom|tog|togs|gav|gavs|såg|höll|deltog|avslog\w*|skrev\w*|"
    r"genomförd\w*|tidigare|föregående|förra|i\s+våras|i\s+höstas|senaste\s+mötet|avgick|utsågs|inkom|inkommit|"
    r"(?!plan|prelim|led)\w{2,}(?:ades|ade|erades|erade)|(?:be|an|över|ut|in)?slutade\w*|(?:träff|skick|berätt|inform|present|redovis|besök|"
    r"genomför|start|upphör|nämn)(?:ade|des|de)s?|har\s+(?:\w+\s+){0,2}\w{2,}(?:at|ats|it|its|tt|tts|rt)|daterad|undertecknad\w*|justerad\w*|per\s+den)(?!\w)", I)
FUTURE = re.compile(
    r"(?<!\w)(?:ska|skall|kommer|kommande|nästa|senast|planer\w*|inbjud\w*|bjuder|välkom\w*|anmäl\w*|öppnar|stänger|startar|börjar|träder|"
    r"anordnas|hålls|äger\s+rum|sker|inför|väntas|beräknas|upphör|sista|deadline|påminn\w*|kallas|kallelse|boka|går\s+ut|löper\s+ut|blir|fram\s+till)(?!\w)", I)
DONE_HEADING = re.compile(r"(?<!\w)(?:genomförd\w*|avslutad\w*|tidigare|historik|arkiv|föregående|gamla|passerad\w*|senaste\s+protokoll)(?!\w)", I)
BACKGROUND = re.compile(
    r"(?<!\w)(?:daterad|tjänsteskrivelse|skrivelse\s+daterad|protokoll(?:et)?\s+(?:från\s+)?(?:den\s+)?\Z|beslut\s+(?:den\s+)?\Z|antagen\s+av|"
    r"senast\s+(?:ändrad|uppdaterad|reviderad)|uppdaterad|publicerad|version|expires|giltig\s+t)", I)
STANDING = re.compile(r"(?<!\w)(?:alltid|varje|vardagar|dagligen|öppettider|ordinarie|telefontid\w*|får\s+utföras|arbetstid\w*|varannan|helgfri\w*)(?!\w)", I)
AGENDA_ITEM = re.compile(r"(?<!\w)(?:mötet(?:s)?\s+(?:öppn|avslut|öppnande)|öppnande|avslutas\s+kl|ajourner\w*|paus|fika|lunchpaus)", I)
WHEN_LABEL = re.compile(
    r"\A(?:tid(?:punkt)?|när|datum|dag|var\s+och\s+när|när\s+och\s+var|datum\s+och\s+tid|tid\s+och\s+plats|plats\s+och\s+tid|datum/tid|tid/plats|"
    r"tid\s+&\s+plats|dag\s+och\s+tid|start|starttid|mötestid|klockan)\Z", I)
OWN_DATE_LABEL = re.compile(
    r"(?:mötesdatum|sammanträdesdatum|protokollsdatum|datum|upprättad|publicerad|publicerat|skapad|uppdaterad|senast\s+uppdaterad|daterad|mötesdag|"
    r"protokoll\s+(?:fört\s+)?(?:vid|från)[^.\n]{0,60}|(?:minnes|mötes)anteckningar(?:\s+från)?[^.\n]{0,60}|"
    r"(?:^|\W)(?:protokoll|mötesprotokoll)[^.\n]{0,50})[\s:*|,–-]*(?:den\s)?\Z", I)
PROPOSES = re.compile(r"(?<!\w)(?:förslag\w*|enkät\w*|doodle|omröstning\w*|alternativ\w*|preliminär\w*|föreslagna|rösta)(?!\w)", I)
