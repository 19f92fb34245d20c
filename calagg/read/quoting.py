"""A mail's text -> the same without the mails that it quotes, its signature and what a law department adds to it.

They would be found again as what this mail says, on a day on which it was not said.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from calagg.model import Span
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
    quoted = [match.span() for match in _QUOTED_LINE.finditer(own)]

    kept, begins, gone = [], [0], [0]
    for start, stop in [*quoted, (len(own), len(own))]:
        kept.append(own[begins[-1] : start])
        begins.append(stop)
        gone.append(gone[-1] + stop - start)

    def moved(offset: int) -> int | None:
        """Where what stood at `offset` stands now; None where it is left out."""
        index = bisect_right(begins, offset) - 1  # the stretch between two quotations that it may stand in
        inside = index < len(kept) and offset < begins[index] + len(kept[index])
        return offset - gone[index] if inside else None

    return replace(
        parts,
        text="".join(kept).rstrip(),
        anchors=tuple(replace(a, offset=at) for a in parts.anchors if (at := moved(a.offset)) is not None),
        stated=tuple(replace(e, span=span) for e in parts.stated if (span := _moved_span(e.span, moved))),
        times=tuple(replace(t, span=span) for t in parts.times if (span := _moved_span(t.span, moved))),
    )


def _moved_span(span: Span, moved: Callable[[int], int | None]) -> Span | None:
    start = moved(span.start)
    return Span(start, start + span.end - span.start) if start is not None else None
