"""What is understood of each form of message: who does not get the mail, for good or for now, and which mail it was."""

import pytest

from calagg.remind.bounces.notice import Kind, read_notice
from calagg.remind.bounces.status import find_status, is_hard
from tests.remind.bounces.forms import ANNA, BOUNCES, MAIL, MARK, OTHERS, Form, plain, report


def understood(raw: bytes) -> str:
    """ "hard 5.1.1" of a bounce, "automatic", or nothing."""
    notice = read_notice(raw)
    if notice.kind is Kind.BOUNCE:
        failure = notice.failure_of(ANNA)
        return f"{'hard' if failure.hard else 'soft'} {failure.status}"
    return "automatic" if notice.kind is Kind.AUTOMATIC else ""


@pytest.mark.parametrize("form", [*BOUNCES.values(), *OTHERS.values()], ids=[*BOUNCES, *OTHERS])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_a_form(form: Form, line_end: bytes) -> None:
    assert understood(form.raw.replace(b"\n", line_end)) == form.said


@pytest.mark.parametrize("form", BOUNCES.values(), ids=BOUNCES)
def test_the_mail_is_told_by_the_address_and_no_other(form: Form) -> None:
    notice = read_notice(form.raw)
    assert notice.marks == (MARK,)
    assert set(notice.message_ids) <= {MAIL}


@pytest.mark.parametrize(
    "name", ["postfix, unknown user", "exchange, unknown user", "exim, older, in words", "gmail, full", "qmail"]
)
def test_the_mail_is_told_by_its_message_id_too(name: str) -> None:
    notice = read_notice(BOUNCES[name].raw)
    assert notice.message_ids == (MAIL,)
    assert notice.names(ANNA)
    assert not notice.names("bo@norrvik.example")


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"])
def test_where_the_message_was_sent_to(header: str) -> None:
    form = BOUNCES["qmail"].raw.replace(b"\nTo:", f"\n{header}:".encode())
    assert read_notice(form).marks == (MARK,)


def test_what_the_returned_mail_says_of_its_addresses_is_not_where_the_message_was_sent_to() -> None:
    inside = report("Action: failed\nStatus: 5.1.1", head="From: postmaster@a.example\nTo: studs@example.se", human="")
    inside_it = inside.raw.replace(b"Subject: Paminnelser", f"Delivered-To: a+{MARK}@a.example".encode())
    assert MARK.encode() in inside_it
    assert read_notice(inside_it).marks == ()


def test_the_gravest_failure_of_the_address_counts_before_those_of_others() -> None:
    groups = (
        f"Final-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 4.2.2\n\n"
        "Final-Recipient: rfc822; bo@norrvik.example\nAction: failed\nStatus: 5.1.1"
    )
    notice = read_notice(report(groups, head="From: x@a.example", human="").raw)
    assert (notice.failure_of(ANNA).status, notice.failure_of("bo@norrvik.example").status) == ("4.2.2", "5.1.1")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("550 5.1.1 unknown", "5.1.1"),
        ("(#5.1.2)", "5.1.2"),
        ("fails with 5.1.1.", "5.1.1"),
        ("smtp;550-5.7.26 no", "5.7.26"),
        ("550 No such user", "5.0.0"),
        ("450 later", "4.0.0"),
        ("552 full", "5.2.2"),
        ("host [5.1.1.9] said no", None),
        ("Exim 4.94.2", None),
        ("sedan 4.12.2026", None),
        ("version 15.1.1", None),
        ("ring 08-550 45 67", None),
        ("1,550 kr", None),
        ("550", None),
        ("1550 deltagare", None),
        ("250 OK", None),
        ("", None),
    ],
)
def test_codes_in_a_text(text: str, status: str | None) -> None:
    assert find_status(text) == status


@pytest.mark.parametrize(
    ("status", "said", "hard"),
    [
        ("5.1.1", "", True),
        ("5.1.10", "", True),
        ("5.0.0", "", True),
        ("5.2.1", "", True),
        ("5.4.4", "", True),
        ("5.2.2", "", False),
        ("5.2.3", "", False),
        ("5.3.4", "", False),
        ("5.6.0", "", False),
        ("5.7.1", "", False),
        ("5.1.1", "user is over quota", False),
        ("4.4.7", "", False),
        ("4.1.1", "", False),
    ],
)
def test_hard_or_soft(status: str, said: str, hard: bool) -> None:
    assert is_hard(status, said) == hard


def test_a_persons_mail_with_a_mark_stays_a_persons() -> None:
    notice = read_notice(plain(f"From: bo@example.se\nTo: studs+{MARK}@example.se", "550 5.1.1").raw)
    assert (notice.kind, notice.marks, notice.failures) == (Kind.OTHER, (MARK,), ())
