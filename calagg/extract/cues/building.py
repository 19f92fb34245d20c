"""`words("senast", "deadline")` -> a pattern of whole words, blind to case: how the families of cue words are built."""

import re

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it


def words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", I)


TAIL = r"[\s*_:(|>–-]*(?:(?:den|dag|kl\.?|klockan)[\s*_>]*)?\Z"
