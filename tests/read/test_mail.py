"""Saved mails: which text is read, its day, and what is left out because another mail said it."""

from datetime import date
from email.message import EmailMessage

import pytest

from calagg.errors import ReadError
from calagg.model import Evidence
from calagg.read import read_bytes


def mail(text: str = "", *, html: str = "", subject: str = "Kallelse", **header: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Ada <ada@example.se>", "bo@example.se"
    message["Subject"], message["Message-ID"] = subject, "<1@example.se>"
    for name, value in header.items():
        message[name] = value
    if text or not html:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message.as_bytes()


QUOTED = {
    "a signature": "-- \nAda, mobil 3/12",
    "a plain reply": "Den mån 2 nov. 2026 kl 10:12 skrev Bo <bo@example.se>:\n> Vi ses 4 december.",
    "a reply whose first line is broken": "Den mån 2 nov. 2026 kl 10 skrev\nBo <bo@example.se>:\n\n> Vi ses 4 dec.",
    "an English reply": "On Mon, 2 Nov 2026 at 10:12, Bo wrote:\n> Vi ses 4 december.",
    "Outlook": "Från: Bo <bo@example.se>\nSkickat: den 2 november 2026 10:12\nTill: Ada\n\nVi ses 4 december.",
    "Outlook before 2010": "-----Ursprungligt meddelande-----\nVi ses 4 december.",
    "a telephone": "Skickat från min telefon",
    "a Swedish disclaimer": "Detta mejl kan innehålla konfidentiell information. Radera det senast den 4 december.",
    "an English disclaimer": "This e-mail and its attachments are confidential. Delete it by 4 dec 2026.",
    "how data are kept": "När du mejlar till oss behandlar vi dina personuppgifter till den 4 december.",
    "lines that are quoted": "> Vi ses 4 december.\n>> eller 5 december",
}


@pytest.mark.parametrize("quoted", QUOTED.values(), ids=QUOTED)
def test_what_is_quoted_or_signed_is_left_out(quoted: str) -> None:
    document = read_bytes(
        mail(f"Mötet är den 3 december.\n\nHälsningar\n\n{quoted}\n", subject="SV: Kallelse"), "a.eml"
    )
    assert (document.format, document.title) == ("mail", "Kallelse")
    assert document.text == "Mötet är den 3 december.\n\nHälsningar"


def test_an_answer_between_the_lines_is_kept() -> None:
    text = "> Kan ni den 3 december?\nNej, den 5 december.\n> Och 6 december?\n# Jo\n"
    document = read_bytes(mail(text), "a.eml")
    assert document.text == "Nej, den 5 december.\n# Jo"
    assert [(a.offset, a.label) for a in document.anchors] == [(21, "Jo")]


@pytest.mark.parametrize(("subject", "own"), [("VB: Kallelse", "Se nedan.\n\n"), ("Kallelse", "")])
def test_what_is_passed_on_is_kept(subject: str, own: str) -> None:
    text = f"{own}Från: Bo <bo@example.se>\nSkickat: den 2 november 2026\n\nVi ses 4 december.\n"
    assert read_bytes(mail(text, subject=subject), "a.eml").text.endswith("Vi ses 4 december.\n")


def test_words_that_look_like_a_reply_are_not_one() -> None:
    text = "Den 3 december 2026 har vi möte.\n\nFrån: Norrvik kl 9\n\nDetta mejl gäller alla. "
    text += "Alva skrev protokollet:\n\nDen 5 december.\n"
    assert read_bytes(mail(text), "a.eml").text.strip() == text.strip()


def test_plain_text_before_html() -> None:
    assert read_bytes(mail("Vi ses 3 december.", html="<p>Annat"), "a.eml").text.strip() == "Vi ses 3 december."
    page = read_bytes(mail(html="<h1>Program</h1><p>Vi ses 3 december.</p><p>-- <br>Ada"), "a.eml")
    assert page.text == "Program\n\nVi ses 3 december."
    assert [a.label for a in page.anchors] == ["Program"]


def test_flowed_text_is_joined_and_a_wrong_encoding_found_out() -> None:
    flowed = (
        b"Message-ID: <1@example.se>\nFrom: a@example.se\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed"
    )
    assert read_bytes(flowed + b"\n\nVi ses den \n3 december.\n", "a.eml").text == "Vi ses den 3 december."
    wrong = (
        b"From: a@example.se\nSubject: Hej\nContent-Type: text/plain; charset=utf-8\n\nF\xf6rsta m\xf6tet 3 december"
    )
    assert read_bytes(wrong, "a.eml").text == "Första mötet 3 december"


def test_the_day_is_evidence_in_swedish_time() -> None:
    sent = mail("Vi ses 3 december.", Date="Mon, 2 Nov 2026 23:30:00 +0000")
    assert read_bytes(sent, "a.eml").evidence == (Evidence(date(2026, 11, 3), "mail"),)
    assert read_bytes(mail("Vi ses 3 december.", Date="snart"), "a.eml").evidence == ()


def test_a_mail_without_text_and_an_encrypted_one() -> None:
    with pytest.raises(ReadError, match="is a mail without a text of its own; what is attached") as refused:
        read_bytes(mail(""), "a.eml")
    assert refused.value.outcome == "ok-no-text"
    closed = b"From: a@example.se\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime\n\nMIIB"
    with pytest.raises(ReadError, match=r"a\.eml: is encrypted") as refused:
        read_bytes(closed, "a.eml")
    assert refused.value.outcome == "encrypted"
