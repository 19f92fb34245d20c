"""The same Swedish text in each encoding gives the same text."""

import codecs

import pytest

from calagg.errors import ReadError
from calagg.read import read_bytes
from calagg.read.encoding import decode

MINUTES = "Årsmöte för Storåkers byalag\n\nSista dag att anmäla sig är den 3 mars. Öppet hus 5 maj på Ängsgården.\n"
TYPOGRAPHIC = MINUTES + "Kafé kl. 9–12, ”välkomna” – det är §§ 4 och 5 …\n"

ENCODED = {
    "utf-8": MINUTES.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + MINUTES.encode(),
    "utf-16 little-endian with mark": codecs.BOM_UTF16_LE + MINUTES.encode("utf-16-le"),
    "utf-16 big-endian with mark": codecs.BOM_UTF16_BE + MINUTES.encode("utf-16-be"),
    "utf-16 little-endian": MINUTES.encode("utf-16-le"),
    "utf-16 big-endian": MINUTES.encode("utf-16-be"),
    "utf-32": MINUTES.encode("utf-32"),
    "windows-1252": MINUTES.encode("cp1252"),
    "latin-1": MINUTES.encode("latin-1"),
    "mac roman": MINUTES.encode("mac-roman"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    document = read_bytes(data, "protokoll.txt")
    assert (document.text, document.title) == (MINUTES, "Årsmöte för Storåkers byalag")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252", "mac-roman"])
def test_typographic_characters_survive(codec: str) -> None:
    assert read_bytes(TYPOGRAPHIC.encode(codec), "protokoll.txt").text == TYPOGRAPHIC


def test_one_swedish_letter_is_enough_to_tell_windows_from_mac() -> None:
    assert decode("den 3 mars på torget".encode("cp1252")) == ("den 3 mars på torget", "cp1252")
    assert decode("den 3 mars på torget".encode("mac-roman")) == ("den 3 mars på torget", "mac_roman")


def test_a_damaged_character_does_not_change_the_rest() -> None:
    data = ("åäö " * 20).encode() + b"\xc3 3 mars"
    assert decode(data) == ("åäö " * 20 + "\ufffd 3 mars", "utf_8")


def test_broken_characters_are_read_as_they_are() -> None:
    assert read_bytes("�rsm�te den 3 mars".encode(), "a.txt").text == "�rsm�te den 3 mars"


def test_a_language_unknown_here_is_read_or_named() -> None:
    try:
        document = read_bytes("Встреча в понедельник".encode("cp1251") * 20, "a.txt")
    except ReadError as error:
        assert error.outcome == "unsupported"
    else:
        assert document.text
