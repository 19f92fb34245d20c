"""What servers say goes to the log and to a page: never an address in it."""

import pytest

from calagg.remind.transport import without_addresses


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("5.1.1 <anna@example.se>: no such user", "5.1.1 <(adress)>: no such user"),
        ("anna@example.se", "(adress)"),
        ("user anna+x@a.example.se,\r\n bo@example.se unknown", "user (adress), (adress) unknown"),
        ("no mailbox", "no mailbox"),
        ("x" * 500, "x" * 200),
    ],
)
def test_addresses_are_taken_out(said: str, kept: str) -> None:
    assert without_addresses(said) == kept
