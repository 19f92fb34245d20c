"""A document that could not be read -> what is wrong with it and what helps, in Swedish, for the reader of a page.

The stored `detail` says the same for the command line, in English.
"""

import re

from calagg.model import Outcome
from calagg.store.documents import StoredDocument

OUTCOMES = {
    Outcome.OK: "Läst",
    Outcome.NO_TEXT: "Ingen text, troligen en inskannad bild",
    Outcome.ENCRYPTED: "Skyddad med lösenord",
    Outcome.UNSUPPORTED: "Formatet kan inte läsas",
    Outcome.TOO_LARGE: "Filen är för stor",
    Outcome.TIMEOUT: "Läsningen tog för lång tid",
    Outcome.BROKEN: "Filen är trasig",
}
REMEDIES = {
    Outcome.NO_TEXT: "Be avsändaren om originalfilen",
    Outcome.ENCRYPTED: "Spara om filen utan lösenord {again}",
    Outcome.UNSUPPORTED: "Spara om filen som text eller HTML {again}",
    Outcome.TOO_LARGE: "Dela upp filen, eller höj [read] max_bytes i config.toml",
    Outcome.TIMEOUT: "Spara om filen som text {again}",
    Outcome.BROKEN: "Öppna filen och spara om den; hjälper inte det, be avsändaren om en ny",
}
_NOT_INSTALLED = ("Stödet för formatet är inte installerat", "Installera det med pip install 'calagg[formats]'")
OF_FORMAT = {
    (Outcome.NO_TEXT, "pdf"): ("Skannad PDF utan text", "Be avsändaren om originalfilen"),
    (Outcome.UNSUPPORTED, "doc"): ("Gammalt Word-format (.doc)", "Spara filen som .docx {again}"),
    (Outcome.UNSUPPORTED, "docx"): _NOT_INSTALLED,
    (Outcome.UNSUPPORTED, "pdf"): _NOT_INSTALLED,
    (Outcome.UNSUPPORTED, "rtf"): _NOT_INSTALLED,
    (Outcome.UNSUPPORTED, "msg"): _NOT_INSTALLED,
    (Outcome.UNSUPPORTED, "mbox"): ("Brevlåda utan mejl", "Spara varje mejl som en egen fil (.eml) {again}"),
}


_FROM_ELSEWHERE = re.compile(r"[a-z]{2,}:")  # uploaded, or from the web or a mailbox: it lies in no folder


def describe_unread(stored: StoredDocument) -> tuple[str, str]:
    """The state of a document, and its remedy: empty where it was read."""
    known = OF_FORMAT.get((stored.outcome, stored.format))
    state, remedy = known or (OUTCOMES[stored.outcome], REMEDIES.get(stored.outcome, ""))
    again = "och ladda upp den" if _FROM_ELSEWHERE.match(stored.origin) else "i samma mapp"
    return state, remedy.replace("{again}", again)
