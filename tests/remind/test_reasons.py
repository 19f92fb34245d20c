"""Why a mail did not go, in words that name nobody."""

import pytest

from calagg.remind.reasons import count_reasons, reason_in_words

SERVER = "mail server mail.example.se:587"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (f"{SERVER} said 550 5.1.1 <(adress)>: no such user anna", "adressen finns inte"),
        (f"{SERVER} said 550-5.1.1 The email account that you tried to reach", "adressen finns inte"),
        (f"{SERVER} said 550 5.1.10 null MX", "adressens domän tar inte emot mejl"),
        (f"{SERVER} said 552 5.2.2 anna is over quota", "brevlådan är full"),
        (f"{SERVER} said 550 5.7.1 spam", "mottagarens server släpper inte in mejl från avsändaren"),
        (f"{SERVER} said 550 no such user anna", "mejlservern tog inte emot mejlet (kod 550)"),
        (f"{SERVER} said 554 5.9.9 anna", "mejlservern tog inte emot mejlet (kod 554)"),
        (f"{SERVER} closed the connection after the final dot", "förbindelsen med mejlservern bröts"),
        (f"{SERVER} does not answer (timed out)", "mejlservern svarade inte"),
        ("mejlet kunde inte skrivas (ValueError)", "mejlet kunde inte skrivas"),
        ("posten kom 2026-11-01, efter dagen för påminnelsen", "posten kom efter dagen för påminnelsen"),
        (
            "prenumerationen kom 2026-11-01, efter dagen för påminnelsen",
            "prenumerationen kom efter dagen för påminnelsen",
        ),
        ("för sent", "för sent"),
    ],
)
def test_a_reason_in_words(reason: str, words: str) -> None:
    assert reason_in_words(reason) == words


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ([], ""),
        (["", ""], ""),
        (["för sent"], "för sent"),
        (
            [f"{SERVER} said 552 5.2.2 anna", "för sent", f"{SERVER} said 550 5.1.1 a", f"{SERVER} said 550 5.1.1 b"],
            "adressen finns inte (2), brevlådan är full, för sent",
        ),
    ],
)
def test_like_reasons_count_as_one(reasons: list[str], told: str) -> None:
    assert count_reasons(reasons) == told
