"""`"## Möten"`, `"- 6/9 kl 9"`, `"Plats: Kuben"`, `"15 maj"`: what a line of a text may look like, as patterns.

What they make of it is in `passages`.
"""

import re

MARKDOWN_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(?=\S)")
WIKI_HEADING = re.compile(r"\s{0,3}(?P<marks>={2,6})\s*(?P<body>[^=\n]{2,120}?)\s*(?P=marks)\s*\Z")
BOLD_LINE = re.compile(r"\s*(\*\*|__)(?P<body>[^*_\n]{2,120}?):?\s*(\*\*|__):?\s*\Z")
ITEM = re.compile(r"(?P<indent>\s*)(?:[-–—*•·▪●o]|\d{1,2}[.)]|[a-zA-Z][.)])(?:\s+|(?=\*\*))(?=\S)")
BROKEN_OFF = re.compile(  # no sentence ends with these
    r"(?<!\w)(?:i|på|av|för|till|och|att|med|vid|ett|den|som|från|om|eller|samt|inom|under|hos|mellan)\Z"
)
DATE_LINE = re.compile(
    r"\d{1,2}(?:\s?[–-]\s?\d{1,2})?(?:/\d|\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))", re.IGNORECASE
)
WHEN_LINE = re.compile(
    r"(?:den\s+)?(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?\.?\s+(?:den\s+)?)?" + DATE_LINE.pattern,
    re.IGNORECASE,
)
DAY_ALONE = re.compile(WHEN_LINE.pattern + r"\w{0,9}\.?(?:\s\d{4})?[.,:]?", re.IGNORECASE)
MONTH_HEAD = re.compile(
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)(?:\s20\d\d)?", re.I
)
PLAN_LINE = re.compile(r"(?:(?:mån|tis|ons|tors?|fre|lör|sön)\w*\.?,?\s)?\d{1,2}\s{1,3}(?=[A-ZÅÄÖ][a-zåäö])")
PROGRAMME_LINE = re.compile(r"(?:[Kk]l\.?\s?)?\d{1,2}[.:]\d\d(?:\s?[–-]\s?\d{1,2}[.:]\d\d)?\s+[A-ZÅÄÖ]")
NUMBERED = re.compile(
    r"\s*(?:§\s*\d+[a-z]?\.?|\d{1,2}(?:\.\d{1,2}){0,2}\.?|[A-Z]\.)\s+(?!(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))(?=[^\W\d_])"
)
NUMBERED_NAME = re.compile(r"\s*\d{1,2}[.)]\s+(?=[A-ZÅÄÖ])")
PRESENT = re.compile(  # "Närvarande: Alva, Bo": a line of names stands over nothing
    r"(?:Närvarande|Deltagare|Deltagande|Frånvarande|Förhinder|Ordförande|Sekreterare|Justerare|Beslutande|Ersättare|Kallade|"
    r"Inbjudna|Antecknat|Mötesledare|Kopia|Sändlista|Tid|Plats|Datum)\b[\w ]{0,20}:\s"
)
SECTION = re.compile(  # "§ 13        Dnr KS-2024-00029", over the line that tells what it is about
    r"\s*§+\s?\d{1,4}\s?[a-z]?\.?(?:\s{2,80}(?:(?:Dnr|Diarienr|Ärendenr)[.:]?\s?)?(?=[^\d\n]{0,12}\d)[A-ZÅÄÖ\d][\w/:.-]{1,20}"
    r"(?:[ ][\w/:.-]{1,16}){0,2})?\s*\Z"
)
FIELD = re.compile(
    r"\s*;?\s?(?:\*\*|__)?(?P<label>[A-ZÅÄÖ][^\W\d_](?:[^\W\d_]|[ /,()&-]|\.(?!\s+[A-ZÅÄÖ])){0,70}?)\s*(?:\*\*|"
    r"__)?(?:\s?:|(?:(?<=När)|(?<=Var)|(?<=Vad))\?)(?=\s|\*\*|__|\d)\s?(?:\*\*|__)?\s*(?=\S)"
)
ALL_AT = re.compile(  # "Alla kl. 9–12": over the days that it holds for
    r"(?:alla|samtliga|mötena|träffarna|sammanträdena|tid(?:en)?)\b[^.\d]{0,40}(?:kl\.?|klockan)\s?\d[\d.:]*(?:\s?[–-]\s?\d[\d.:]*)?\s*:?\Z",
    re.IGNORECASE,
)
WHEN_FIELD = re.compile(r"(?:tid|datum|dag|när|plats|lokal|var)\b", re.IGNORECASE)
