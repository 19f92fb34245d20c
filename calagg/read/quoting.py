"""A mail's text -> the same without the mails that it quotes and without its signature.

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
    r"|(?:Skickat från min|Sent from my|Hämta Outlook för|Get Outlook for)[ ]"
    r")",
    re.MULTILINE | re.IGNORECASE,
)


def without_quotes(parts: Parts) -> Parts:
    """The parts up to the signature or the first quoted mail, without the lines that are quoted in between.

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
