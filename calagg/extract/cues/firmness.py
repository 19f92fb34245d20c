"""`preliminärt`, `inställt`, `presenterade`: whether a thing is proposed, cancelled, moved, past or to come."""

import re

from calagg.extract.cues.building import TAIL, Cue, I

TENTATIVE = Cue(
    r"(?<!\w)(?:preliminärt|preliminära?\s+(?:datum|dag\w*|tid\w*|möte\w*|start\w*)|prel\.?|trolig\w*|sannolik\w*|"
    r"ev\.?|eventuell\w*|förslagsvis|förslag\s+(?:på|till|om)\s+(?:\w+\s+)?(?:tid|datum|dag|möte)\w*|"
    r"föreslå\w*|föreslagna|kanske|möjligen|tentativ\w*|beräknas|väntas|skulle\s+kunna|kan\s+(?:då\s+|"
    r"komma\s+att\s+)|någon\s+gång|doodle|"
    r"byta\s+till|(?:inte|ej)\s+bestämt|obekräftat|obs\s+preliminärt)(?!\w)",
)
PROPOSED_BEFORE = Cue(r"(?<!\w)(?:förslag|förslagsvis|prel\.?|preliminärt|ev\.?)[\s:–-]*\Z")
CONDITION = re.compile(r"\A\W*(?:om|ifall|förutsatt\s+att)\s", I)
EITHER = re.compile(
    r"(?:\A[\s*_,]{0,4}(?:eller|alternativt|alt\.)[\s*_])|(?:[\s*_](?:eller|alternativt|alt\.)[\s*_]{0,4}\Z)", I
)
CANCELLED = Cue(
    r"(?<!\w)(?:inställ[dt]\w*|ställs\s+in|ställts\s+in|ställas\s+in|avbokat?|utgår|"
    r"blir\s+inte\s+av|avlys\w*)(?!\w)",
)
MOVED_FROM = Cue(
    r"(?<!\w)(?:(?:flytta|förläng|skjut|ändra|senarelägg)\w*\s+(?:\w+\s+){0,3}från|i\s+stället\s+för|istället\s+för|ersätter|"
    r"flyttas?\s+fram\s+från|som\s+skulle\s+(?:ha\s+)?(?:varit|hållits|ägt\s+rum|genomförts))" + TAIL,
)
REPLACED = Cue(  # before the day that no longer holds: "lördag 20 april (tidigare 13 april)", "ej 12 mars utan 19 mars"
    r"(?<!\w)(?:tidigare(?:\s+(?:annonsera[dt]|angiv[ei][nt]|bestäm[dt]|planera[dt]|aviserad|sagt|utskickat))?(?:\s+som)?|ursprungligen|"
    r"(?:och\s+)?(?<!glöm\s)(?<!missa\s)(?<!kan\s)(?:inte|ej)(?:\s+som\s+(?:tidigare\s+)?\w+)?|ändra[dt]\s+från|förut|i\s?stället\s+för)(?:\s+(?:var|till|på))?"
    + TAIL,
)
FORMERLY = Cue(
    r"[\s,(–-]+(?:tidigare(?:\s+\w+)?(?:\s+som)?|ursprungligen|(?:och\s+)?(?:inte|ej)|ändra[dt]\s+från|förut)\s*(?:den\s)?\Z"
)
MOVED_AWAY = re.compile(
    r"\A[^.;]{0,40}?(?<!\w)(?:flytta|skjut|byt|ändra|senarelägg|tidigarelägg)\w*\s+(?:\w+\s+){0,2}till\s*(?:den\s*)?\Z",
    I,
)
PAST = Cue(
    r"(?<!\w)(?:var(?!\s*:|\s+(?:snäll\w*|vänlig\w*|så\s+god\w*|god\w*|noga|beredd\w*|med|och\s+(?:en|ett|när))(?!\w))|hade|skulle\s+ha|\w{2,12}(?:gav|gavs|tog|togs|höll|drog|drogs|lade|skrev|skrevs|stod)|\w{2,14}(?:ntes|ktes|jdes|rdes|ndes|gdes)|valde|valdes|beslöt|stod|blev|hölls|gick|fick|skedde|ägde\s+rum|antog\w*|gjorde\w*|kom|tog|togs|gav|gavs|"
    r"såg|höll|"
    r"deltog|avslog\w*|skrev\w*|"
    r"genomförd\w*|(?<!som\s)tidigare|föregående|förra|i\s+våras|i\s+höstas|senaste\s+mötet|avgick|utsågs|inkom|inkommit|"
    r"(?!plan|prelim|led|intress|kvalific|legitim|nyexamin|auktoris)\w{2,}(?:ades|ade|erades|erade)|(?:be|an|över|ut|in)?slutade\w*|(?:träff|skick|berätt|"
    r"inform|present|redovis|besök|"
    r"genomför|start|upphör|nämn)(?:ade|des|de)s?|har\s+(?:(?!föreslag|planer|bok|bestäm|bju|kall|utly|satt|"
    r"lagt)\w+\s+){0,2}(?!föreslag|planer|bok|bestäm|bju|kall|utly|satt|lagt)\w{2,}(?:at|ats|it|its|tt|tts|rt)|"
    r"daterad|undertecknad\w*|justerad\w*|per\s+den)(?!\w)",
)
FUTURE = Cue(
    r"(?<!\w)(?:ny\s+(?:chans|tid|dag|start|omgång)|nytt\s+(?:datum|försök|möte|tillfälle)|ska|skall|kommer|kommande|nästa|senast|planer\w*|inbjud\w*|bjuder|välkom\w*|anmäl\w*|öppnar|stänger|"
    r"startar|börjar|träder|träda|föreslås|"
    r"anordnas|hålls|äger\s+rum|sker|inför|väntas|beräknas|upphör|sista|deadline|påminn\w*|kallas|kallelse|boka|"
    r"går\s+ut|löper\s+ut|blir|fram\s+till)(?!\w)",
)
DONE_HEADING = Cue(
    r"\A\W*(?:(?:genomförd|avslutad|passerad)\w*|tidigare|föregående|historik|arkiv|gamla\s+(?:protokoll|nyheter|"
    r"möten|inlägg|handlingar))"
    r"(?:\s+\w+){0,3}\W*\Z",
)
BACKGROUND = Cue(
    r"(?<!\w)(?:daterad|tjänsteskrivelse|skrivelse\s+daterad|protokoll(?:et)?\s+(?:från\s+)?(?:den\s+)?\Z|"
    r"beslut\s+(?:den\s+)?\Z|antagen\s+av|"
    r"senast\s+(?:ändrad|uppdaterad|reviderad)|uppdaterad|publicerad|version\s*\Z|expires|giltig\s+t)",
)
DECISION = Cue(r"(?<!\w)beslut\s+(?:den\s+)?\Z")
PROPOSES = Cue(
    r"(?<!\w)(?:förslag\w*|enkät\w*|doodle|omröstning\w*|alternativ\w*|preliminär\w*|föreslagna|"
    r"rösta)(?!\w)",
)
SAME_YEAR = re.compile(r"\A\s*samma\s+år(?!\w)", I)
