"""`"kl. "`, `"klockan ca "` before a figure: the words that make a bare number an hour and never a day."""

from calagg.grammar.rule import compiled
from calagg.grammar.sv.lexicon import SPACE

CLOCK_WORD = compiled(
    rf"(?<!\w)(?:kl(?:ockan|\.|:)?|klock\.){SPACE}:?{SPACE}"
    rf"(?:(?:ca|cirka|c:a|omkring|mellan|från)\.?{SPACE})?\Z"
)
