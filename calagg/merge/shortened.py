"""`written_out("KSAU, HT-24")` -> "kommunstyrelse arbetsutskott, ht 2024": what Swedish offices shorten, in one form.

Left are forms of public bodies, of laws and of subjects that minutes use side by side with the full name, and words
that mean one thing. They are small letters on both sides; how words are compared then is in `wording`.
"""

import re
from functools import lru_cache

# full form, as a pattern, and what is shortened; the full form's words are what both become
_NAMES = (
    (r"kommunstyrelsens? arbetsutskott(?:et)?|ksau", "kommunstyrelse arbetsutskott"),
    (r"kommunstyrelsen|ks", "kommunstyrelse"),
    (r"kommunfullmäktiges?|fullmäktiges?|kf", "fullmäktige"),
    (r"arbetsutskott(?:et)?s?|arbu|au", "arbetsutskott"),
    (r"socialnämnden|sn", "socialnämnd"),
    (r"barn- och utbildningsnämnden|bun", "barnutbildningsnämnd"),
    (r"kultur- och fritidsnämnden|kfn", "kulturfritidsnämnd"),
    (r"miljö- och byggnadsnämnden|mbn", "miljöbyggnadsnämnd"),
    (r"samhällsbyggnadsnämnden|sbn", "samhällsbyggnadsnämnd"),
    (r"regionfullmäktige|rf", "regionfullmäktige"),
    (r"regionstyrelsen|rs", "regionstyrelse"),
    (r"(?:det )?kommunala pensionärsrådet|kpr", "pensionärsråd kommunal"),
    (r"(?:det )?kommunala funktionshinderrådet|kfr", "funktionshinderråd kommunal"),
    (r"brottsförebyggande rådet|brå", "brå"),
    (r"förvaltningens samverkansgrupp|fsg", "samverkansgrupp förvaltning"),
    (r"central(?:a)? samverkansgrupp(?:en)?|csg", "samverkansgrupp central"),
    (r"sveriges kommuner och regioner|skr", "skr"),
    (r"arbetsförmedlingen|af", "arbetsförmedling"),
    (r"migrationsverket|miv", "migrationsverk"),
    (r"försäkringskassan|fk", "försäkringskassa"),
    (r"länsstyrelsen|lst", "länsstyrelse"),
    (r"myndigheten för ungdoms- och civilsamhällesfrågor|mucf", "mucf"),
    (r"myndigheten för samhällsskydd och beredskap|msb", "msb"),
    (r"inspektionen för vård och omsorg|ivo", "ivo"),
    (r"polismyndigheten", "polis"),
    (r"lagen om stöd och service(?: till vissa funktionshindrade)?|lss", "lss"),
    (r"socialtjänstlagen|sol", "socialtjänstlag"),
    (r"dataskyddsförordningen|gdpr", "gdpr"),
    (r"svenska för invandrare|sfi", "sfi"),
    (r"ensamkommande barn(?:en)?|ekb", "ekb"),
    (r"neuropsykiatriska funktionsnedsättningar(?:na)?|npf", "npf"),
    (r"samordnad individuell plan|sip", "sip"),
    (r"risk- och sårbarhetsanalys(?:en)?|rsa", "rsa"),
    (r"individens behov i centrum|ibic", "ibic"),
    (r"motiverande samtal|mi", "mi"),
    (r"hjärt- och lungräddning|hlr", "hlr"),
    (r"alkohol,? narkotika,? doping och tobak|andts?", "andt"),
    (r"våld i nära relation(?:er)?|vinr", "vinr"),
    (r"individ- och familjeomsorg(?:en)?|ifo", "ifo"),
    (r"särskil(?:t|da) boenden?(?:a)?|säbo", "säbo"),
    (r"översiktsplan(?:en)?|öp", "översiktsplan"),
    (r"plan- och bygglagen|pbl", "pbl"),
    (r"medbestämmandelagen|mbl", "mbl"),
    (r"lagen om offentlig upphandling|lou", "lou"),
    (r"studie- och yrkesvägledning(?:en)?|syv", "syv"),
    (r"folkhälsomyndigheten|fohm", "fohm"),
    (r"lokala? överenskommelser?n?|lök", "lök"),
)
_PARTS = (
    (r"förvaltn\.", "förvaltnings"),
    (r"samordn\.", "samordnings"),
    (r"utb\.|\butb\b", "utbildning "),
    (r"\binfo\b\.?", "information"),
    (r"kick-?off(?:en)?", "kickoff"),
    (r"\bweb+ina(?:r\b|riet|rium(?:et)?|rier(?:na)?)|\bwebbinariet\b", "webbinarium"),
    (r"(?:digitalt|webb) ?seminarium", "webbinarium"),
    (r"träder i kraft|börjar gälla|ikraftträdande(?:t|s)?\b", "gäller"),
    (r"\b(?:tas|sätts|går) i drift\b|driftsätt(?:ning(?:en)?|s)\b", "driftstart"),
    (r"(\w*tid(?:en)?\b[^.:;]*?) (?:går|löper) ut\b", r"\1 "),
    (r"(?:\bpå plats(?: och |/))?\b(?:via|på|över) (?:teams|zoom)\b", " "),
    (r"\b(?:save the date|nytt datum|ny tid|(?:ny|ändrad) lokal|obs|påminnelse|inbjudan)\b", " "),
    (r"kompetensutveckling|fortbildning", "utbildning"),
)
# the year stands apart: on one day it need not be told twice
_TERM = re.compile(
    r"\b(?:[hv]t|(?:höst|vår)termin(?:en)?s?|(?:hösten|våren)(?= (?:20)?\d\d\b))(?:[ -]?(?:20)?(\d\d))?\b"
)
_COUNT = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "två": 2, "tre": 3, "fyra": 4}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_ROMAN_NUMBER = re.compile(r"(?<=\w )(?:VIII|VII|VI|IV|V|III|II|I)(?!\w)(?! [a-zåäö])")
_COUNTED = re.compile(rf"\b(?:{'|'.join(_COUNT)})\b")
_FULL = {f"n{number}": f" {full} " for number, (_, full) in enumerate(_NAMES)}
_NAMED = re.compile(
    rf"(?<![\w-])(?:{'|'.join(f'(?P<n{number}>{said})' for number, (said, _) in enumerate(_NAMES))})(?::?s)?(?!\w)"
)
_ENDING = re.compile(r"(?<=\w):(?:e?ns?|e?ts?|s)\b")  # "EKB:n"
_SAID_IN = tuple((re.compile(part), full) for part, full in _PARTS)


@lru_cache(maxsize=20_000)
def written_out(text: str) -> str:
    """The text in small letters, its abbreviations, terms, ordinals and Roman numbers in their one form."""
    small = _ROMAN_NUMBER.sub(lambda m: str(_ROMAN[m[0]]), " ".join(text.split())).casefold()
    small = _TERM.sub(lambda m: f"{m[0][0]}t 20{m[1]}" if m[1] else f"{m[0][0]}t", small)
    small = _COUNTED.sub(lambda m: str(_COUNT[m[0]]), small)
    small = _NAMED.sub(lambda m: _FULL[m.lastgroup or ""], _ENDING.sub("", small))
    for pattern, part in _SAID_IN:
        small = pattern.sub(part, small)
    return small
