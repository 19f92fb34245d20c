"""Notices in words: "Ett datum har dessutom flyttats", "Flyttat: Lägesrapporten, nu 29 januari 2027"."""

from collections import Counter
from collections.abc import Sequence

from calagg.model.selection_words import listed
from calagg.remind import wording
from calagg.store.reminders import Notice

HEADINGS = {
    Notice.MOVED: "Flyttat",
    Notice.CANCELLED: "Inställt",
    Notice.WITHDRAWN: "Struket ur kalendern",
    Notice.RESTORED: "Gäller igen",
}
OVER = (Notice.CANCELLED, Notice.WITHDRAWN)  # what there is no day for any more
_WORDS = {
    Notice.MOVED: ("ett datum", "datum", "har {}flyttats"),
    Notice.CANCELLED: ("en post", "poster", "har {}ställts in"),
    Notice.WITHDRAWN: ("en post", "poster", "har {}strukits"),
    Notice.RESTORED: ("en post", "poster", "gäller {}igen"),
}


def count_changes(notices: Sequence[Notice], *, besides: bool = False) -> str:
    """ "Ett datum har flyttats och två poster har ställts in"; `besides` a digest that tells of other things first."""
    counted = Counter(notices)
    parts: list[str] = []
    for notice, (one, several, happened) in _WORDS.items():
        if number := counted[notice]:
            who = one if number == 1 else f"{wording.number_word(number)} {several}"
            parts.append(f"{who} {happened.format('dessutom ' if besides and not parts else '')}")
    return wording.capital(listed(parts, "och"))


def change_subject(notice: Notice, title: str, day: str, *, others: int) -> str:
    """The subject of a mail that tells of changes only, by the first of them; `day` is its new one in words."""
    subject = f"{HEADINGS[notice]}: {title}"
    if notice not in OVER:
        subject += f", nu {day}" if notice is Notice.MOVED else f", {day}"
    if others:
        subject += f", och {'en ändring' if others == 1 else f'{wording.number_word(others)} ändringar'} till"
    return wording.clean_line(subject)
