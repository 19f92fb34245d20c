"""Messages that are made to hurt: each is read in time that grows with its length, and says nothing that it may not."""

import time

import pytest

from calagg.remind.bounces.notice import MOST_BYTES, Kind, read_notice
from tests.remind.bounces.forms import ANNA, BOUNCES, MARK, POSTFIX, Form, report

GONE = BOUNCES["postfix, unknown user"].raw
LINE = b"From: mailer-daemon@a.example\nTo: studs+" + MARK.encode() + b"@example.se\n"
GROWTH = 3.5  # of the time of reading when the message is twice as long; a square gives 4
LEAST_SECONDS = 0.2  # below this the machine's other work decides


def nested(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return LINE + head.encode() + b"\n550 5.1.1\n"


def nested_mails(depth: int) -> bytes:
    return LINE + b"Content-Type: message/rfc822\n\n" * depth + b"\n550 5.1.1\n"


LONG = {
    "semicolons in a type": lambda n: LINE + b"Content-Type: multipart/report" + b";" * n + b"\n\n550 5.1.1",
    "quotes in a type": lambda n: LINE + b'Content-Type: multipart/report; boundary="' + b'\\"' * (n // 2) + b"\n\nx",
    "a header of many lines": lambda n: LINE + b"Subject: a" + b"\n a" * (n // 3) + b"\n\n550 5.1.1",
    "many headers": lambda n: LINE + b"Delivered-To: a\n" * (n // 16) + b"\n550 5.1.1",
    "parts": lambda n: LINE + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * (n // 7),
    "parts of a report": lambda n: LINE + b"Content-Type: message/delivery-status\n\n" + b"Action: x\n\n" * (n // 11),
    "fields of a report": lambda n: LINE + b"Content-Type: message/delivery-status\n\n" + b"Status: x\n" * (n // 10),
    "dashes": lambda n: LINE + b"\n" + b"-" * n,
    "lines of dashes": lambda n: LINE + b"\n" + b"-- \n" * (n // 4),
    "empty lines": lambda n: LINE + b"\n" * n,
    "blanks": lambda n: LINE + b"\n\n" + b" " * n + b"x",
    "codes": lambda n: LINE + b"\n" + b"5.1.1." * (n // 6),
    "addresses": lambda n: LINE + b"\n550 5.1.1 " + b"a@b.example " * (n // 12),
    "no addresses": lambda n: LINE + b"\n550 5.1.1 " + b"a" * n,
    "Message-IDs": lambda n: LINE + b"\n550 5.1.1\n" + b"Message-ID: <a@b>\n" * (n // 18),
    "plus signs": lambda n: LINE + b"To: " + b"+0123456789abcdef" * (n // 17) + b"\n\n550 5.1.1",
    "one line without an end": lambda n: b"x" * n,
}


@pytest.mark.parametrize("make", LONG.values(), ids=LONG)
def test_time_grows_with_the_length(make) -> None:  # type: ignore[no-untyped-def]  # lambdas of one kind
    def seconds(length: int) -> float:
        raw, best = make(length), 1e9
        for _ in range(3):
            begun = time.process_time()
            read_notice(raw)
            best = min(best, time.process_time() - begun)
        return best

    half, whole = seconds(MOST_BYTES // 2), seconds(MOST_BYTES)
    assert whole <= max(half * GROWTH, LEAST_SECONDS)


@pytest.mark.parametrize("make", [nested, nested_mails])
@pytest.mark.parametrize("depth", [50, 99, 101, 5_000])
def test_parts_in_parts(make, depth: int) -> None:  # type: ignore[no-untyped-def]  # as above
    assert read_notice(make(depth)).kind in (Kind.BOUNCE, Kind.OTHER)


def test_a_huge_message_is_read_as_far_as_its_report() -> None:
    returned = "Subject: Paminnelser\n\n" + "A" * 78 + ("\n" + "A" * 78) * 200_000
    huge = report(
        f"Final-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 5.1.1", head=POSTFIX, human="", returned=returned
    )
    assert len(huge.raw) > 10_000_000
    assert read_notice(huge.raw).failure_of(ANNA).status == "5.1.1"


BROKEN = {
    "nothing": b"",
    "no headers": b"\n\n",
    "zeros": b"\x00" * 1000,
    "all bytes": bytes(range(256)) * 100,
    "a lone header": b"From",
    "no boundary": GONE.replace(b'\n boundary="=_grans"', b""),
    "another boundary": GONE.replace(b'boundary="=_grans"', b'boundary="annan"'),
    "an empty boundary": GONE.replace(b'boundary="=_grans"', b'boundary=""'),
    "an encoded boundary": GONE.replace(b'boundary="=_grans"', b"boundary*0*=utf-8''%FF%FE; boundary*x=1"),
    "an unknown charset": GONE.replace(b"us-ascii", b"x-finns-inte"),
    "a charset of two bytes": GONE.replace(b"us-ascii", b"utf-16"),
    "base64 that is none": GONE.replace(b"charset=us-ascii", b"charset=us-ascii\nContent-Transfer-Encoding: base64"),
    "an unknown encoding": GONE.replace(b"charset=us-ascii", b"charset=us-ascii\nContent-Transfer-Encoding: x-rot13"),
    "uuencode": GONE.replace(b"charset=us-ascii", b"charset=us-ascii\nContent-Transfer-Encoding: x-uuencode"),
    "latin-1 in headers": GONE.replace(b"Mail Delivery System", "Brevbäraren åäö".encode("latin-1")),
    "a type without a slash": GONE.replace(b"multipart/report", b"multipart"),
    "lone CR": GONE.replace(b"\n", b"\r"),
    "a report in a report": GONE.replace(b"message/rfc822", b"message/delivery-status"),
    "an endless encoded word": b"To: =?utf-8?q?" + b"=C3" * 5000 + b"?=\nFrom: =?x?b?mailer-daemon?=\n\n550 5.1.1",
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_read_as_far_as_it_goes(raw: bytes) -> None:
    notice = read_notice(raw)
    assert set(notice.marks) <= {MARK}
    assert {failure.status for failure in notice.failures} <= {"5.1.1"}


@pytest.mark.parametrize(
    "raw",
    [BROKEN[name] for name in ("no boundary", "another boundary", "an unknown charset", "latin-1 in headers")],
)
def test_what_is_broken_is_still_understood(raw: bytes) -> None:
    notice = read_notice(raw)
    assert (notice.kind, notice.marks, notice.failure_of(ANNA).hard) == (Kind.BOUNCE, (MARK,), True)


def test_every_beginning_of_a_message_is_read() -> None:
    """A message that is cut anywhere says the same or nothing."""
    for end in range(0, len(GONE), 7):
        assert {f.status for f in read_notice(GONE[:end]).failures} <= {"5.1.1", "5.0.0", "5.1.0"}, end


def test_headers_that_are_smuggled_into_a_field_are_none() -> None:
    forged = "a" * 32
    smuggled: Form = report(
        f"Final-Recipient: rfc822; {ANNA}\n To: studs+{forged}@example.se\nAction: failed\nStatus: 5.1.1",
        head=POSTFIX.replace("Subject: ", f"Subject: x\r To: studs+{forged}@example.se\r "),
        human=f"To: studs+{forged}@example.se",
    )
    assert read_notice(smuggled.raw).marks == (MARK,)
