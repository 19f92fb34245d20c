"""A mailbox folder -> its mails that are not marked yet, each as an .eml, marked once what it says is stored.

The mark is the keyword `calagg`, which mail programs do not show; a server that keeps no keywords gets \\Seen instead,
and there a mail that a person has opened first is not read. Nothing is removed or moved, and nothing else is marked.

Source: RFC 3501, 2.3.2 for keywords, 7.1 for PERMANENTFLAGS.
"""

import contextlib
import email
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from calagg.clock import local
from calagg.collect.collected import Collected, Missed
from calagg.collect.faults import CollectError
from calagg.collect.imap import ImapError, Login, add_flag, fetch_bytes, has_flag, open_folder
from calagg.config import Source

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

KEYWORD, SEEN = "calagg", r"\Seen"
MOST_MAILS = 50
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_NO_NAME = re.compile(r"[^\w.@+-]+")
_LONGEST_NAME = 80


@dataclass(kw_only=True)
class MailRound:
    """At most 50 mails of an open folder, the oldest first; after it `unfinished` says whether there are more."""

    source: Source
    box: "BaseMailBox"
    max_bytes: int
    today: date
    shown: int | None = None
    unfinished: bool = False

    def __post_init__(self) -> None:
        self._mark = KEYWORD if _keeps_keywords(self.box) else SEEN

    def contents(self) -> Iterator[Collected | Missed]:
        """The mails; one that is too large is missed, one that somebody removes in the meantime is left out."""
        asked = f"UNDELETED UNKEYWORD {KEYWORD}" if self._mark == KEYWORD else "UNDELETED UNSEEN"
        uids = self.box.uids(asked, charset=None)
        self.unfinished = len(uids) > MOST_MAILS
        folder = self.box.folder.get() or self.source.folder
        number = self.box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"]
        told: set[str] = set()
        for uid in uids[:MOST_MAILS]:
            head = fetch_bytes(self.box, uid, "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID DATE)]")
            if head is None:
                continue
            id_, sent_on = _read_head(head)
            if not id_ or id_ in told:
                id_ = f"{number}-{uid}"
            told.add(id_)
            name, origin = f"{id_}.eml", f"mailbox:{self.source.name}/{id_}"
            size = self._size(uid)
            if size > self.max_bytes:
                detail = f"{name}: has {size} bytes, more than {self.max_bytes}; raise [read] max_bytes to read it"
                yield Missed(name=name, origin=origin, detail=detail, outcome="too-large", key=uid)
                continue
            raw = fetch_bytes(self.box, uid, "BODY.PEEK[]")
            if raw is not None:
                yield Collected(data=raw, name=name, origin=origin, changed_on=sent_on or self.today, key=uid)

    def settle(self, item: Collected | Missed) -> None:
        """Marks the mail as read by calagg. Raises CollectError where the server does not let it."""
        if not (add_flag(self.box, item.key, self._mark) and has_flag(self.box, item.key, self._mark)):
            raise CollectError(
                f"mailbox {self.source.host}:{self.source.port}: mails can't be marked; "
                f"give {self.source.user} the right to write flags in {self.source.folder}"
            )

    def _size(self, uid: str) -> int:
        _, answer = self.box.client.uid("FETCH", uid, "(RFC822.SIZE)")
        found = next((m for part in answer if isinstance(part, bytes) and (m := _SIZE.search(part))), None)
        return int(found[1]) if found else 0


@contextlib.contextmanager
def open_mails(
    source: Source, *, max_bytes: int, today: date, trust: ssl.SSLContext | None = None
) -> Iterator[MailRound]:
    """The round of the source's mailbox. Raises CollectError, also for what goes wrong inside the block."""
    login = Login(
        section=f"[[source]] {source.name}",
        host=source.host,
        port=source.port,
        security=source.security,
        user=source.user,
        password=source.password,
        folder=source.folder,
        timeout=source.timeout,
    )
    try:
        with open_folder(login, trust=trust) as box:
            yield MailRound(source=source, box=box, max_bytes=max_bytes, today=today)
    except ImapError as error:
        raise CollectError(str(error)) from error


def _keeps_keywords(box: "BaseMailBox") -> bool:
    _, told = box.client.response("PERMANENTFLAGS")
    flags = b" ".join(part for part in told or () if isinstance(part, bytes)).strip(b"()").lower().split()
    return b"\\*" in flags or KEYWORD.encode() in flags


def _read_head(head: bytes) -> tuple[str, date | None]:
    """The Message-ID as a name, "" where there is none, and the local day of the mail."""
    message = email.message_from_bytes(head, policy=compat32)
    id_ = _NO_NAME.sub("", str(message.get("Message-ID", "")))[:_LONGEST_NAME].strip(".")
    try:
        sent_at = parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError):
        return id_, None
    return id_, local(sent_at).date() if sent_at.tzinfo else sent_at.date()
