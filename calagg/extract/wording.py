"""`"**Digital** [Temadag om Iran](#)"` -> "Digital Temadag om Iran": text without the marks of its format."""

import re
from functools import lru_cache

LINK = re.compile(r"\[(?P<text>[^\]\n]{0,300})\]\((?:[^()\n]|\([^()\n]{0,100}\)){0,500}\)")
TAG = re.compile(r"<br\s*/?>|</?[a-z]{1,10}>", re.IGNORECASE)
MARKS = re.compile(r"(\*\*|__|`|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_]))")
BARE_URL = re.compile(r"\(?<?https?://[^\s)>]{1,500}[)>]?|(?:mailto:\s?)?[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,20}")


@lru_cache(maxsize=2048)
def unmarked(text: str) -> str:
    """The text as a reader hears it: links as their words, no emphasis marks, no tags."""
    if "](" in text:
        text = LINK.sub(lambda m: m["text"], text)
    if "<" in text:
        text = TAG.sub(" ", text)
    if "*" in text or "_" in text or "`" in text:
        text = MARKS.sub("", text)
    return text.strip("#> ")


def without_addresses(text: str) -> str:
    """The text without web and mail addresses."""
    return BARE_URL.sub(" ", text) if "://" in text or "@" in text else text
