"""`senast`, `träder i kraft`, `öppnar`: the words for what is due, takes effect, opens and closes."""

import re

from calagg.extract.cues.building import TAIL, Cue, I, words

LAST_DAY = Cue(
    r"(?<!\w)(?:sista\s+chans(?:en)?(?:\s+(?:är|blir))?|senast(?:e)?(?:\s+(?:till|på|den|under))?|"
    r"sista\s+(?:\w+\s?)?(?:(?<!skol)(?<!arbets)(?<!kurs)(?<!spel)(?<!tävlings)dag(?:en)?|datum)"
    r"(?:\s+(?:för|att|till|i)\s[^.;]{0,90}?)?(?:\s*(?:är|blir|den|:|–|-|=))*|deadline\w*(?:\s+(?:för|att|till|"
    r"i)\s[^.;]{0,90}?)?"
    r"(?:\s*(?:är|blir|satt till|sattes till|den|:|–|-))*|"
    r"förfaller(?:\s+till\s+betalning)?|förfallodag(?:en)?(?:\s*(?:är|:))*|"
    r"(?:motions|manus|anmälnings|annons|text|order)stopp(?:\s*(?:är|blir|:))*|"
    r"stoppdatum(?:et)?(?:\s+(?:är|för\s[^.;]{0,60}?är))?:?|"
    r"svarsdatum:?|svarstid:?|o\.?s\.?a\.?(?:\s+(?:senast|före|till))?:?|inom\s+(?:svars)?tiden,?)" + TAIL,
)
ENDS_A_SPELL = Cue(  # the last day of a term is nobody's deadline
    r"(?<!\w)(?:\w{3,}s\s+sista\s+dag|(?:sista|första)\s+dag(?:en)?\s+(?:för|på|i|av)\s+(?:\w*termin\w*|läsår\w*|kurs(?:en)?|"
    r"säsong\w*|mandat\w*|skol\w*|året|mässan|utställning\w*|lov\w*|\w*lovet))(?!\w)",
)
READY = Cue(r"(?<!\w)(?:klar[ta]?|färdig\w*|i\s+drift|i\s+bruk)" + TAIL)
DEADLINE_HEADING = Cue(
    r"(?<!\w)(?:sista\s+\w*\s?dag\w*|deadlines?|ansökningstider|sista\s+datum|svarsdatum|"
    r"inlämning\w*)(?!\w)",
)
RUNS_OUT = Cue(
    r"(?<!\w)(?:går\s+ut|löper\s+ut|stänger|stängs|avslutas|upphör|tar\s+slut|utgår)(?:\s+(?:redan|"
    r"först|på))?" + TAIL,
)
UP_TO = Cue(
    r"(?<!\w)(?:(?:fram|ända)\s+till(?:\s+och\s+med)?|till\s+och\s+med|t\.?\s?o\.?\s?m\.?|tom)" + TAIL,
)
TO_A_DAY = Cue(r"(?<!\w)till" + TAIL)
SET_TO = Cue(
    r"(?<!\w)(?:satt|bestäm[dt]|fastställ[dt]|boka[dt]|planera[dt]|utsatt|lag[dt]|flytt\w*|framflytta[dt]|"
    r"ändra[dts]*|byt\w*|skjut\w*|"
    r"senarelägg\w*|tidigarelägg\w*|uppskjut\w*|förlägg\w*|preliminär[at]?)(?:\s+[^.;]{0,60}?)?\s+(?:till|"
    r"fram\s+till)" + TAIL,
)
SAID_LAST = re.compile(
    r"\A[\s>,(]{0,4}(?:är\s+)?(?:allra\s+)?(?:senast|sista\s+\w*dag\w*|deadline|"
    r"sista\s+datum)(?!\w)",
    I,
)
LAST_ANYWHERE = words(
    r"senast",
    r"sista\s+(?:\w+\s?)?(?<!skol)(?<!arbets)(?<!kurs)(?<!spel)(?<!tävlings)dag(?:en)?",
    r"deadline",
    r"tillhanda",
    r"sista\s+(?:ansöknings|anmälnings|svars|"
    r"inlämnings|betalnings|nominerings|boknings)\w*dag\w*",
    r"ska(?:ll)?\s+(?:vara\s+)?(?:inne|in|inlämna[dt]e?)",
    r"(?:ska(?:ll)?|måste|bör)\s+(?:vara|finnas)\s+(?:hos|framme)",
    r"vara\s+(?:in)?betal[dt]a?",
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
BEFORE = Cue(r"(?<!\w)(?:före|innan|inför)" + TAIL)
AFTER = Cue(
    r"(?<!\w)(?:efter|sedan|än|sen|förrän|utifrån|per|(?<!ngs )(?<!ngas )(?<!nger )(?<!nga )av|daterad|daterat|dat\.)"
    + TAIL
)
FROM = Cue(
    r"(?<!\w)(?:fr(?:ån)?\.?\s?(?:o(?:ch)?\.?\s?m(?:ed)?\.?)?|from|fom|med\s+start(?:\s+från)?|"
    r"gäller(?:\s+från)?)" + TAIL,
)
OPENS = Cue(
    r"(?<!\w)(?:öppnar?|öppnas|öppen\s+(?:från|fr\.o\.m\.?)|startar|börjar|inleds)(?:\s+(?:redan|igen|"
    r"åter|på|från|nomineringen|ansökan|anmälan|bokningen))?" + TAIL,
)
OPENING = words(r"öppnar?", r"öppnas", r"startar", r"börjar", r"öppen\s+från")
OPEN_UNTIL = Cue(
    r"(?<!\w)(?:och\s+)?(?:stänger|stänga|stängs|avslutas|slutar|är\s+öppen\s+till|fram\s+till|till(?:\s+och\s+med)?|"
    r"sista\s+\w*\s?dag[^.;]{0,40}|"
    r"går\s+ut|pågår\s+till)" + TAIL,
)
TO_DO = words(
    r"skriv(?:a|er)?\s+(?:upp|in)",
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
    r"beställ\w*",
    r"avbok\w*",
    r"inbetal[dt]a?",
    r"komplettera\w*",
    r"säg(?:a)?\s+till",
    r"hör(?:a)?\s+av\s+(?:sig|dig|er)",
    r"(?:måste|behöver|vill|bör)\s+(?:vi\s+)?veta",
    r"borttagna",
    r"inlagt",
)
TAKES_EFFECT = Cue(
    r"(?<!\w)(?:träd\w*\s+i\s+kraft|i\s?kraftträd\w*|ikraftträd\w*|börja\w*\s+(?:att\s+)?gälla|gäll(?:a|"
    r"er)(?!\s+för\s+(?:alla|den))|upphör\w*|"
    r"löp\w*\s+ut|byter|tillträd\w*|avgår|slutar|går\s+i\s+pension|införs|inför(?:as)?|sänks|höjs|ändras|startar|"
    r"driftsätts|lanseras|"
    r"offentlig\w*|publicer\w*|kung?ör\w*|beräknas|väntas|förväntas|beslut(?:as|ar|et)?|fastställs|skick\w+\s+ut|"
    r"går\s+ut|"
    r"övergår|övertar|tar\s+över|avvecklas|stängs|öppnar|flyttar|begränsas|förlängs|(?:ska|skall|bör|beräknas)\s+vara\s+(?:klar|beslutad|antagen|fastställd|genomförd|avslutad|införd|på\s+plats)\w*|"
    r"är\s+klar\w*|färdig\w*|"
    r"tas\s+i\s+bruk|blir\s+(?:gällande|\w*\s?lag|klar\w*|färdig\w*|avgiftsfri\w*|enkelriktad\w*)|ny\w?\s+(?:lag|regler|avgift|taxa|gd|chef|generaldirektör|kontaktperson|organisation|"
    r"förordning)\w*)(?!\w)",
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
WINDOW = Cue(
    r"(?<!\w)(?:ansök(?:an|nings\w*)?|sökbar\w*|sök(?:a|s)|utlysning\w*|öppe[nt]|öppna[rs]?|anmäl\w*|samråd\w*|"
    r"remiss\w*|utställ\w*|pågå\w*|avstäng\w*|"
    r"period\w*|under\s+tiden|mellan|nominering\w*|registrering\w*|folkbokför\w*|gäller|stäng\w*)(?!\w)",
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
RUNNING = words(
    r"pågå\w*", r"öppe[nt]", r"samrådstid\w*", r"avstäng\w*", r"utställ[dt]", r"ligger\s+framme", r"kan\s+sökas"
)
OPEN_DOORS = words(r"öppn\w+", r"öppen\w*")
STILL_OPEN = Cue(
    r"(?<!\w)(?:öppe[nt]|öppna|tävling\w*|kampanj\w*|insamling\w*|omröstning\w*|enkät\w*|formulär\w*|utställ\w*)(?!\w)",
)
DUTY = Cue(
    r"(?<!\w)(?:ska|skall|måste|bör)(?!\w)[^.;]{0,120}?(?<!\w)(?:(?:slut|del|åter)?redovisas?|rapporteras?|lämnas?|inlämnas?|inkomma|"
    r"återbetalas|överlämnas?|skickas?\s+in|(?:vara|finnas)\s+(?:klar\w*|inne|hos|framme|(?:in)?betal[dt]\w*))(?!\w)",
)
REPORTED_AT = Cue(  # a point of a meeting, and nobody's duty
    r"(?<!\w)(?:slut|del|åter)?(?:redovisas|rapporteras|avrapporteras|presenteras|behandlas)\s+(?:på|i|för|inför|vid)\s+(?:\w+\s){0,3}?"
    r"\w*(?:nämnd\w*|styrelse\w*|råd(?:et)?|utskott\w*|fullmäktige|möte\w*|sammanträde\w*|träff\w*|grupp(?:en)?)(?!\w)"
)
HANDED_IN = words(r"(?:slut|del|åter)?(?:redovisas|rapporteras)", r"avrapporteras", r"inlämnas", r"överlämnas")
WITHIN = Cue(r"(?<!\w)(?:inom|senast\s+inom)\s*\Z")
FILLER = Cue(r"(?<!\w)(?:den|från|och|med|from|redan|senast)(?!\w)")
