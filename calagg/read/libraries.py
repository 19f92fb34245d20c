"""require_library("docx", name) -> None, or ReadError 'unsupported' with what to install: what reads which format.

The libraries are extras, and slow to load: only the process that reads a file loads them.
"""

import importlib
import importlib.util

from calagg.errors import ReadError
from calagg.model import Outcome

_LIBRARIES = {
    "docx": "mammoth",
    "pdf": "pypdfium2",
    "rtf": "striprtf",
    "msg": "oxmsg",
    "msg attachments": "oxmsg",
}
_WHAT = {
    "mammoth": "a Word file (.docx)",
    "pypdfium2": "a PDF file",
    "striprtf": "a rich-text file (.rtf)",
    "oxmsg": "a mail that Outlook saved (.msg)",
}


def require_library(form: str, name: str) -> None:
    """Raises ReadError, outcome 'unsupported', where the library that the format needs is not installed."""
    library = _LIBRARIES.get(form)
    if library and importlib.util.find_spec(library) is None:
        raise ReadError(
            f"{name}: is {_WHAT[library]}, and the library {library} that reads it is missing; "
            "install it with pip install 'calagg[formats]'",
            outcome=Outcome.UNSUPPORTED,
            form=form,
        )


def load_library(form: str) -> None:
    """Loads the library that the format needs, if any."""
    if library := _LIBRARIES.get(form):
        importlib.import_module(library)
