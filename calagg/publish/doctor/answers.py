"""https://kalender.example.se/feeds/all.ics -> the feed's bytes, and what is wrong with how the server hands them out.

Seven requests or so, as calendar programs send them: twice the same, HEAD, with a tag, with a date that is none, with a
login. One request is made in `fetching`, the headers of one answer are looked at in `headers`.
"""

from urllib.parse import urljoin

from calagg.errors import UnavailableError, UsageError
from calagg.publish.doctor import rules
from calagg.publish.doctor.examine import examine_feed
from calagg.publish.doctor.fetching import Answer, ask, web_address
from calagg.publish.doctor.finding import Report
from calagg.publish.doctor.headers import check_headers, is_compressed

MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_NO_LOGIN = "Basic Og=="  # an empty user and an empty password, as classic Outlook sends to open feeds


def examine_address(url: str) -> Report:
    """What is to be said of the feed at the address, its server included.

    Raises UsageError for what is no address, UnavailableError where nothing answers, ReadError for what is too large.
    """
    report = Report()
    found = _follow(web_address(url), report)
    if found is None:
        return report
    address, answer = found
    if answer.status != 200:
        report.add(rules.STATUS, status=answer.status)
        return report
    if is_compressed(answer):
        report.add(rules.COMPRESSED, value=answer.header("content-encoding"))
        answer = ask(address)
        if is_compressed(answer):
            report.add(rules.ALWAYS_COMPRESSED, value=answer.header("content-encoding"))
            return report
    check_headers(answer, report)
    if not answer.cut:
        try:
            _compare(address, answer, report)
        except UnavailableError as error:
            report.add(rules.NOT_AGAIN, value=error)
    return examine_feed(answer.body, report)


def _follow(address: str, report: Report) -> tuple[str, Answer] | None:
    """Where the redirects end, and the answer there; None where they end nowhere."""
    for _ in range(MOST_REDIRECTS + 1):
        answer = ask(address, headers={"Accept-Encoding": "gzip"})
        if answer.status not in _REDIRECTS:
            return address, answer
        location = answer.header("location")
        try:
            onward = web_address(urljoin(address, location)) if location else ""
        except (UsageError, ValueError):
            onward = ""
        if not onward:
            report.add(rules.REDIRECTS_NOWHERE, value=location or "-", most=MOST_REDIRECTS)
            return None
        report.add(rules.REDIRECT, status=answer.status, value=onward)
        address = onward
    report.add(rules.REDIRECTS_NOWHERE, value=address, most=MOST_REDIRECTS)
    return None


def _compare(address: str, first: Answer, report: Report) -> None:
    """Adds what shows only beside the first answer."""
    again = ask(address)
    if again.status != 200:
        report.add(rules.SECOND_CALL, status=again.status)
        return
    if again.body != first.body:
        report.add(rules.UNSTABLE, _first_difference(first.body, again.body))
    else:
        asked = ask(address, headers={"Authorization": _NO_LOGIN})
        if asked.status != 200 or asked.body != first.body:
            report.add(rules.AUTHORIZATION, status=asked.status)
    head = ask(address, "HEAD")
    if head.status != 200 or head.header("content-length") != first.header("content-length"):
        report.add(rules.HEAD_DIFFERS, status=head.status, length=head.header("content-length") or "-")
    tag = again.header("etag")
    if tag:
        bare = tag.removeprefix("W/")
        for sent in (tag, f'"x", W/{bare}'):
            status = ask(address, headers={"If-None-Match": sent}).status
            if status != 304:
                report.add(rules.NOT_CONDITIONAL, status=status, value=sent)
                break
    if again.header("last-modified"):
        status = ask(address, headers={"If-Modified-Since": "yesterday"}).status
        if status != 200:
            report.add(rules.BAD_SINCE, status=status)


def _first_difference(one: bytes, other: bytes) -> int:
    """The number of the first line that differs."""
    lines, others = one.splitlines(), other.splitlines()
    pairs = zip(lines, others, strict=False)
    return next((n for n, (a, b) in enumerate(pairs, 1) if a != b), min(len(lines), len(others)) + 1)
