"""The headers of one answer -> what calendar programs stumble on: type, length, tag, date, keeping.

What shows only when two answers are compared is in `answers`. Source: RFC 9110 and 9111.
"""

from email.message import Message
from email.utils import parsedate_to_datetime

from calagg.publish.doctor import rules
from calagg.publish.doctor.fetching import Answer
from calagg.publish.doctor.finding import Report


def check_headers(answer: Answer, report: Report) -> None:
    """Adds what is wrong with the headers of a 200 whose body is not compressed."""
    _check_type(answer, report)
    _check_length(answer, report)
    _check_tag(answer, report)
    modified = answer.header("last-modified")
    if not modified:
        report.add(rules.NO_LAST_MODIFIED)
    elif not _is_date(modified):
        report.add(rules.BAD_LAST_MODIFIED, value=modified)
    keeping = answer.header("cache-control")
    if not keeping:
        report.add(rules.NO_CACHE_CONTROL)
    elif "no-store" in keeping.lower():
        report.add(rules.NO_STORE, value=keeping)
    if answer.header("set-cookie"):
        report.add(rules.COOKIE)
    if answer.header("content-disposition").lower().startswith("attachment"):
        report.add(rules.ATTACHMENT)


def is_compressed(answer: Answer) -> bool:
    """Whether the body is not the feed's own bytes."""
    return answer.header("content-encoding").lower() not in ("", "identity")


def _check_type(answer: Answer, report: Report) -> None:
    message = Message()
    message["content-type"] = " ".join(answer.header("content-type").split())
    if not answer.header("content-type") or message.get_content_type() != "text/calendar":
        report.add(rules.CONTENT_TYPE, value=answer.header("content-type") or "-")
    elif (message.get_content_charset() or "") not in ("utf-8", "utf8"):
        report.add(rules.NO_CHARSET, value=answer.header("content-type"))


def _check_length(answer: Answer, report: Report) -> None:
    stated = answer.header("content-length")
    if answer.cut or (stated and stated != str(len(answer.body))):
        report.add(rules.WRONG_LENGTH, stated=stated or "-", real=len(answer.body))
    elif not stated:
        report.add(rules.NO_LENGTH)


def _check_tag(answer: Answer, report: Report) -> None:
    tag = answer.header("etag")
    if not tag:
        report.add(rules.NO_ETAG)
    elif not (len(tag) > 2 and tag.startswith('"') and tag.endswith('"')):
        report.add(rules.WEAK_ETAG, value=tag)


def _is_date(text: str) -> bool:
    try:
        parsedate_to_datetime(text)
    except ValueError:
        return False
    return text.endswith("GMT")
