"""Hostile text and what it must become."""

import time

import pytest

from calagg.read.clean import clean

CASES = {
    "decomposed letters are composed": ("a\u030arsmo\u0308te", "årsmöte"),
    "CRLF and lone CR are line breaks": ("ett\r\ntvå\rtre", "ett\ntvå\ntre"),
    "vertical tab and form feed are line breaks": ("ett\vtvå\ftre", "ett\ntvå\ntre"),
    "Unicode line breaks are line breaks": ("ett\u2028två\u2029tre\u0085fyra", "ett\ntvå\ntre\nfyra"),
    "NUL and other controls go": ("a\x00b\x07c\x1bd\x7fe\x9bf", "abcdef"),
    "a lone surrogate is shown as a broken character": ("den \udce4 maj", "den \ufffd maj"),
    "a broken character stays": ("m\ufffdte", "m\ufffdte"),
    "bidi overrides go": ("3 \u202emaj\u202c \u2066kl 9\u2069", "3 maj kl 9"),
    "zero width characters go": ("15\u200b \u200dmaj\ufeff \u2060kl", "15 maj kl"),
    "a soft hyphen goes": ("sam\u00adverkan", "samverkan"),
    "a word split by a soft hyphen is joined": ("sam\u00ad\r\n  verkan", "samverkan"),
    "hard spaces become spaces": ("10\u00a0000\u202fkr\u2003nu", "10 000 kr nu"),
    "tabs and dashes stay": ("kl\t9\u201312 \u2013 \u2019", "kl\t9–12 – ’"),
    "noncharacters and tags go": ("a\ufffe\uffff\U000e0041b", "ab"),
    "plain text is unchanged": ("Sista dag 3 april\n\tkl 9", "Sista dag 3 april\n\tkl 9"),
}


@pytest.mark.parametrize(("given", "wanted"), CASES.values(), ids=CASES)
def test_clean(given: str, wanted: str) -> None:
    assert clean(given) == wanted
    assert clean(wanted) == wanted


def test_a_long_run_of_combining_marks_is_cut_and_takes_no_time() -> None:
    began = time.perf_counter()
    assert len(clean("a" + "\u0301" * 200_000 + "\u0316" * 200_000)) <= 31
    assert time.perf_counter() - began < 2
