"""`"Närvarande: …"` tells of a meeting that was held, `"Härmed kallas till …"` calls to one: which a text is."""

import re

from calagg.extract.context import Page
from calagg.extract.cues import Cue

HEAD = 400  # characters
RECORD = Cue(r"(?<!\w)(?:\w*protokoll|\w*anteckningar)(?!\w)")
CALLED = Cue(r"(?<!\w)(?:inbjudan|kallelse|underrättelse)(?!\w)")
ANNOUNCES = Cue(
    r"(?<!\w)(?:inbjudan|kallelse|välkommen|välkomna|kallas|inbjuds|bjuds\s+in|inbjuder|bjuder\s+in|kallar)(?!\w)"
)
ATTENDED = re.compile(
    r"^\s*(?:ej\s+|icke\s+)?(?:närv(?:arande|aro)?|deltagare|deltog|deltagande|frånvarande|förhinder|beslutande|med|där|"
    r"dom som var där)"
    r"\s*[:.]",
    re.IGNORECASE | re.MULTILINE,
)


def is_record(page: Page) -> bool:
    """Whether the text says that it is the minutes of a meeting that was held, and calls to none: "anteckningar",
    "Närvarande: …"."""
    head = page.text[:HEAD]
    told = RECORD.search(head) is not None or ATTENDED.search(page.text, 0, 2 * HEAD) is not None
    return told and CALLED.search(head) is None and ANNOUNCES.search(head) is None
