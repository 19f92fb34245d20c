"""A saved mailbox (.mbox) -> its mails, each of them the bytes of a document of its own.

Nothing is made of the mails here: `mail.py` reads each by itself.

Source: RFC 4155; the standard library's `mailbox` finds where one mail ends and the next begins.
"""

import mailbox
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from calagg.read.parts import Attachment, Parts

_NO_NAME = re.compile(r"[^\w.@+-]+")
_LONGEST_NAME = 80


def read_mailbox(data: bytes, _name: str) -> Parts:
    """The mails in the order of the box, each named by its Message-ID, else by its number in the box."""
    found: dict[str, Attachment] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mbox"
        path.write_bytes(data.replace(b"\r\n", b"\n"))
        box = mailbox.mbox(path, create=False)
        try:
            for number, key in enumerate(box.keys(), start=1):
                mail = box.get_bytes(key)
                told = _NO_NAME.sub("", str(box[key].get("Message-ID", "")).strip("<> \n"))[:_LONGEST_NAME]
                shown = f"{told}.eml" if told and f"{told}.eml" not in found else f"{number}.eml"
                found[shown] = Attachment(shown, mail)
        finally:
            box.close()
    return Parts("", None, attachments=tuple(found.values()))
