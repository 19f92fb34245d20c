"""`https://…/ical/anna/private-3f0c/basic.ics` -> `https://…/ical/anna/private-…/basic.ics`: addresses that are keys.

Whoever has the address of a private calendar can read it, so it stands in no log, table or mail. What is asked for by
it is as it was told; only what is said of it is masked.
"""

import re

_URL = re.compile(r"(?i)\b(?:https?|webcals?)://[^\s\"'<>]*[^\s\"'<>:;,.)]")
_LOGIN = re.compile(r"(?<=://)[^/?#@]+(?=@)")
_PRIVATE = re.compile(r"(?i)(?<=/private-)[^/?#]+")
_LONG = re.compile(r"(?<![^/=&])(?=[A-Za-z_]*\d)[A-Za-z0-9_]{32,}(?![\w-])")  # 128 random bits or more, as hex digits
_NAMED = re.compile(
    r"(?i)(?<=[?&;])([\w.-]*(?:token|key|sig|secret|auth|pass|pwd|code|private|ticket|session)[\w.-]*)=[^&#;]+"
)


def mask_secret_urls(text: str) -> str:
    """The text with an ellipsis for logins, tokens and other keys in the web addresses in it."""
    return _URL.sub(lambda found: _mask(found[0]), text)


def _mask(url: str) -> str:
    masked = _PRIVATE.sub("…", _LOGIN.sub("…", url))
    return _LONG.sub("…", _NAMED.sub(r"\1=…", masked))
