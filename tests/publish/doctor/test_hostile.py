"""Any bytes are examined, in time that grows no faster than they do, and a terminal never obeys what stands in them."""

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calagg.publish.doctor import Language, Report, examine_feed, rules, tell
from calagg.publish.doctor.lines import MOST_LINES
from tests.publish.doctor.feed import GOOD, broken, on_the_wire

HEAD, TAIL = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"
EVENT, END_EVENT = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"
WIRE = on_the_wire(GOOD)
SLOWEST = 4.0  # times as long for four times as much, beside what a shared machine adds
PATIENCE = 120  # seconds for ten megabytes on a busy machine; some take ten


def told(report: Report) -> list[str]:
    """The report in Swedish; every message must find its values."""
    return tell(report, "feed.ics", Language.SV) + tell(report, "feed.ics", Language.EN)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xef\xbb\xbf")
@example(b"\r")
def test_any_bytes(data: bytes) -> None:
    assert told(examine_feed(data))
    assert told(examine_feed(HEAD + data + TAIL))
    assert told(examine_feed(HEAD + EVENT + data + END_EVENT + TAIL))


LINES = [line for line in WIRE.split(b"\r\n") if line]
NAMES = sorted({line.partition(b":")[0] for line in LINES} | {b"RRULE", b"DURATION", b"RDATE", b"RECURRENCE-ID"})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES) | st.builds(lambda n, v: n + b":" + v, st.sampled_from(NAMES), st.binary())))
def test_any_order_of_lines(lines: list[bytes]) -> None:
    assert told(examine_feed(HEAD + b"\r\n".join([*lines, TAIL])))


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, len(WIRE)), length=st.integers(0, 9), new=st.binary(max_size=6))
def test_any_wound(at: int, length: int, new: bytes) -> None:
    assert told(examine_feed(WIRE[:at] + new + WIRE[at + length :]))


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/New_York", "Pacific/Kiritimati"])
def test_the_ends_of_time(year: str, zone: str) -> None:
    moved = WIRE.replace(b"2027", year.encode()).replace(b"19700329", f"{year}0329".encode())
    assert told(examine_feed(moved.replace(b"Europe/Stockholm", zone.encode())))
    until = WIRE.replace(b"BYDAY=-1SU", f"BYDAY=-1SU;UNTIL={year}1231T235959Z".encode())
    assert told(examine_feed(until))


@pytest.mark.parametrize("name", ["../../etc/passwd", "Europe", "/Europe/Stockholm", "", "Å", "posixrules", "\ud800"])
def test_a_zone_by_any_name(name: str) -> None:
    data = WIRE.replace(b"Europe/Stockholm", name.encode("utf-8", "surrogatepass"))
    assert told(examine_feed(data))


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "one long value": lambda n: WIRE.replace(b"Workshop", b"a" * n),
    "backslashes": lambda n: WIRE.replace(b"Workshop", b"\\" * n),
    "open tags": lambda n: WIRE.replace(b"Workshop", b"<b " * (n // 3)),
    "open comments": lambda n: WIRE.replace(b"Workshop", b"<a" * (n // 2)),
    "a fold at each letter": lambda n: WIRE.replace(b"Workshop", b"\r\n a" * (n // 4)),
    "not UTF-8 at the last fold": lambda n: WIRE.replace(b"Workshop", b"\r\n a" * (n // 4) + b"\xff"),
    "quotes": lambda n: WIRE.replace(b"SUMMARY:", b'SUMMARY;A="' + b'","' * (n // 3) + b":"),
    "semicolons": lambda n: WIRE.replace(b"SUMMARY:", b"SUMMARY" + b";a" * (n // 2) + b":"),
    "open quotes": lambda n: WIRE.replace(b"SUMMARY:", b"SUMMARY" + b';A="' * (n // 4) + b":"),
    "commas": lambda n: WIRE.replace(b"SUMMARY:", b"SUMMARY;A=" + b"," * n + b":"),
    "empty lines": lambda n: HEAD + b"\n" * n + TAIL,
    "lone CR": lambda n: HEAD + b"X:" + b"\r" * n + b"\r\n" + TAIL,
    "only CR": lambda n: b"BEGIN:VCALENDAR\r" + b"\r" * n,
    "continuations of nothing": lambda n: HEAD + b"\r\n" + b" \r\n" * (n // 3),
    "begun and never ended": lambda n: HEAD + b"BEGIN:A\r\n" * (n // 9),
    "ended and never begun": lambda n: HEAD + b"BEGIN:B\r\n" * (n // 16) + b"END:A\r\n" * (n // 16),
    "begun in a wrong order": lambda n: HEAD + b"BEGIN:A\r\nBEGIN:B\r\nEND:A\r\n" * (n // 25) + TAIL,
    "events of nothing": lambda n: HEAD + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (n // 26) + TAIL,
    "one UID": lambda n: HEAD + b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n" * (n // 33) + TAIL,
    "one property": lambda n: HEAD + EVENT + b"UID:1\r\n" * (n // 7) + END_EVENT + TAIL,
    "many zones in use": lambda n: (
        HEAD + EVENT + b"".join(b"DTSTART;TZID=%d:1\r\n" % k for k in range(n // 22)) + END_EVENT + TAIL
    ),
    "many zones": lambda n: (
        HEAD + b"".join(b"BEGIN:VTIMEZONE\r\nTZID:%d\r\nEND:VTIMEZONE\r\n" % k for k in range(n // 45)) + TAIL
    ),
    "a list of dates": lambda n: WIRE.replace(b"TZNAME:CEST", b"RDATE:" + b"20270328T020000," * (n // 16)),
    "a list of weekdays": lambda n: WIRE.replace(b"BYDAY=-1SU", b"BYDAY=" + b"-1SU," * (n // 5)),
    "a list of days": lambda n: WIRE.replace(b"BYDAY=-1SU", b"BYMONTHDAY=" + b"1," * (n // 2)),
    "digits": lambda n: WIRE.replace(b"SEQUENCE:0", b"SEQUENCE:" + b"9" * n),
    "digits of a length": lambda n: WIRE.replace(b"DURATION:PT1H", b"DURATION:P" + b"9" * n + b"D"),
    "days left out": lambda n: WIRE.replace(b"SEQUENCE:0", b"EXDATE:" + b"20270116T090000," * (n // 16)),
    "parts of a rule": lambda n: WIRE.replace(b"SEQUENCE:0", b"RRULE:FREQ=DAILY" + b";A=1" * (n // 4)),
    "garbled letters": lambda n: WIRE.replace(b"Workshop", b"\xc3\x83" * (n // 2)),
}


def seconds_of(data: bytes) -> float:
    """The processor's seconds; without the garbage collector, whose visits come in leaps."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        examine_feed(data)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_in_step_with_the_bytes(make: Callable[[int], bytes]) -> None:
    small, large = make(50_000), make(200_000)
    seconds = min(seconds_of(small) for _ in range(3))
    assert min(seconds_of(large) for _ in range(3)) < 2 * SLOWEST * seconds + 0.05


@pytest.mark.parametrize("name", ["one property", "begun and never ended", "open quotes", "a fold at each letter"])
def test_ten_megabytes(name: str) -> None:
    assert seconds_of(HOSTILE[name](10_000_000)) < PATIENCE


def test_what_has_too_many_lines_is_read_in_part() -> None:
    data = broken("BEGIN:VTIMEZONE\n", "X-A:1\n" * MOST_LINES + "BEGIN:VTIMEZONE\n")
    report = examine_feed(data)
    assert {rule.name for rule in report.times} == {"size.lines", "size.bytes"}


def test_what_is_broken_often_is_told_ten_times_and_counted() -> None:
    data = broken("COLOR:steelblue\n", "COLOR:steelblue\n" + "\n" * 1000)
    report = examine_feed(data)
    assert report.times == {rules.EMPTY_LINE: 1000}
    lines = tell(report, "feed.ics", Language.EN)
    assert lines[:10] == [
        f"feed.ics:{number}: warning: the line is empty; remove it  (RFC 5545, 3.1)" for number in range(15, 25)
    ]
    assert lines[10:] == ["feed.ics: warning: and 990 more of the same kind (line.empty)", "1000 warnings."]


def test_a_terminal_obeys_nothing() -> None:
    data = broken("STATUS:CONFIRMED", "STATUS:\x1b]0;x\x07\x1b[2J\u202e\ud7ff" + "S" * 20)
    lines = tell(examine_feed(data), "f\x1b\n.ics", Language.EN)
    assert all(line.isprintable() for line in lines)
    assert "f\\x1b\\n.ics:44: error: STATUS is \\x1b]0;x\\x07\\x1b[2J\\u202e\\ud7ffSSS" in "\n".join(lines)
