"""`{"form": "docx", …}\\n<bytes>` on standard input -> the parts as JSON on standard output: the child of `isolate.py`.

It limits itself and leaves the network before it looks at the first byte of the file, and says every failure that it
survives as an outcome.
"""

import json
import logging
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from calagg.errors import ReadError
from calagg.model import Outcome
from calagg.read.answer import answer_of
from calagg.read.docx import read_docx
from calagg.read.libraries import load_library
from calagg.read.limits import Limits, keep_within
from calagg.read.mail import read_attachments, read_mail
from calagg.read.mailbox import read_mailbox
from calagg.read.msg import read_msg, read_msg_attachments
from calagg.read.odt import read_odt
from calagg.read.offline import close_network
from calagg.read.parts import Parts
from calagg.read.pdf import read_pdf
from calagg.read.rtf import read_rtf

log = logging.getLogger(__name__)

READERS: dict[str, Callable[[bytes, str], Parts]] = {
    "docx": read_docx,
    "odt": read_odt,
    "pdf": read_pdf,
    "rtf": read_rtf,
    "mail": read_mail,
    "msg": read_msg,
    "mail attachments": read_attachments,
    "msg attachments": read_msg_attachments,
    "mbox": read_mailbox,
}


def load(form: str) -> None:
    """Loads what takes longest to load of what the format is read with."""
    if form == "ics":
        _calendar_reader(date.min)
    else:
        load_library(form)


def main() -> None:
    """Reads one file and answers."""
    asked = json.loads(sys.stdin.buffer.readline())
    keep_within(Limits(**asked["limits"]))
    close_network()
    changed_on = date.fromisoformat(asked["changed_on"])
    read = _calendar_reader(changed_on) if asked["form"] == "ics" else READERS[asked["form"]]
    answer = answer_to(read, sys.stdin.buffer.read(), asked["name"])
    json.dump(answer, sys.stdout, ensure_ascii=True)


def _calendar_reader(changed_on: date) -> Callable[[bytes, str], Parts]:
    from calagg.read.ics import read_ics  # noqa: PLC0415 - icalendar takes longer to start than most files to read

    return partial(read_ics, changed_on=changed_on)


def answer_to(read: Callable[[bytes, str], Parts], data: bytes, name: str) -> dict[str, Any]:
    """The parts, or the outcome and its message."""
    try:
        parts = read(data, name)
    except ReadError as error:
        return {"outcome": error.outcome, "message": str(error)}
    except MemoryError:
        return {
            "outcome": Outcome.TOO_LARGE,
            "message": f"{name}: takes more memory than a document may; split it or save it as plain text",
        }
    except Exception as error:  # a file that its reader can't take must not be more than a file that can't be read
        log.exception("%s", name)  # to standard error: the parent has the log
        return {
            "outcome": Outcome.BROKEN,
            "message": f"{name}: can't be read ({type(error).__name__}); open it in its program and save it anew",
        }
    return answer_of(parts)


if __name__ == "__main__":
    main()
