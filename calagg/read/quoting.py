"""A mail's text -> the same without the mails that it quotes, its signature and what a law department adds to it.

They would be found again as what this mail says, on a day on which it was not said.
"""

import re
from dataclasses import replace

from calagg.read.parts import Parts

_QUOTED_LINE = re.compile(r"^[ \t]*>.*(?:\n|\Z)", re.MULTILINE)
_MONTH = r"(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)"
_ENDS = re.compile(
    r"^(?:"
    r"-- ?$"  # RFC 3676, 4.3: what follows is the signature
    r"|-{2,}[ ]?(?:Ursprungligt meddelande|Original Message|Vidarebefordrat meddelande)"
    r"|_{20,}$"  # Outlook on the web draws a line
    r"|(?:Från|From):[ ][^\n]{1,200}\n+(?:Skickat|Sent|Datum|Date|Till|To):[ ]"
    rf"|(?:Den|On)[ ][^\n]{{0,60}}(?:\d{{4}}|{_MONTH})[^\n]{{0,120}}\n?[^\n]{{0,120}}"
    r"(?:skrev|wrote)\b(?:[^\n]{0,120}\n)?[^\n]{0,120}:[ ]*$"
    r"|(?:Detta|Det här)[ ](?:e-?post|mejl|meddelande|e-?postmeddelande)[^\n]{0,200}"
    r"(?:konfidentiell|sekretess|avsett[ ](?:enbart|endast|bara)|endast[ ]avsett|avsedd[ ]mottagare)"
    r"|This[ ](?:e-?mail|message)[^\n]{0,200}(?:confidential|intended[ ](?:only|solely)|addressee)"
    r"|(?:Tänk på miljön innan du skriver ut|Please consider the environment before)[ ]"
    r"|När du (?:mejlar|skickar e-post|kontaktar)[^\n]{0,200}personuppgifter"
    r"|(?:Skickat från min|Sent from my|Hämta Outlook för|Get Outlook for)[ ]"
    r")",
    re.MULTILINE | re.IGNORECASE,
)


def without_quotes(parts: Parts) -> Parts:
    """The parts up to the signature, the disclaimer or the first quoted mail, without the lines quoted in between.

    A mail that is nothing but a quoted one is kept whole: it passes it on.
    """
    end = _ENDS.search(parts.text)
    own = parts.text[: end.start()] if end else parts.text
    if not _QUOTED_LINE.sub("", own).strip():
        return parts
    anchors = tuple(anchor for anchor in parts.anchors if anchor.offset < len(own))
    for quoted in reversed(list(_QUOTED_LINE.finditer(own))):
        own = own[: quoted.start()] + own[quoted.end() :]
        gone = quoted.end() - quoted.start()
        anchors = tuple(
            replace(a, offset=a.offset - gone) if a.offset >= quoted.end() else a
            for a in anchors
            if not quoted.start() <= a.offset < quoted.end()
        )
    return replace(parts, text=own.rstrip(), anchors=anchors)
