"""`read_notice(raw)` -> Notice(kind=BOUNCE, marks=["3f0c…"], failures=…): what one message in the mailbox says.

Anybody can write to the mailbox, so nothing is believed but what is unguessable: which mail came back is told by the
mark in the address that the message was sent to, or by the Message-ID that it names. Pure; nothing is looked up here.
Source: RFC 3464 (delivery status), RFC 3834 (automatic answers), RFC 6533 (global-delivery-status).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from enum import StrEnum
from typing import Any

from calagg.remind.bounces.address import marks_in
from calagg.remind.bounces.status import find_status, is_hard, more_exact

MOST_BYTES = 256 * 1024  # the report stands before the returned mail; what is behind this is not read
_MOST_TYPES = 100  # as deep as parts can lie in each other
_MOST_LETTERS = 2_000  # of a header
_MOST_FOUND = 20
_SENT_TO = ("Delivered-To", "X-Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
_REPORTS = ("message/delivery-status", "message/global-delivery-status")
_TYPE = re.compile(rb"^content-type\s*:", re.IGNORECASE | re.MULTILINE)
_MESSAGE_ID = re.compile(rb"^(?:message-id|in-reply-to)\s*:\s*(<[^<>\s]{1,190}>)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"[^\s<>\"'(),;:@]{1,64}@[^\s<>\"'(),;:@]{1,190}")
_FIELD = re.compile(r"^([A-Za-z-]{1,40}):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_DAEMON = re.compile(r"\b(?:mailer-daemon|postmaster|mail delivery (?:sub)?system)\b", re.IGNORECASE)
_STILL_TRIED = re.compile(
    r"\bdelayed\b|still being retried|will (?:be retried|keep trying|retry)|^warning:", re.I | re.M
)
_ENDS = re.compile(r"avsluta\s+([A-Za-z0-9_-]{20,60})", re.IGNORECASE)
_COPY = re.compile(r"^--.{0,80}?\b(?:copy|original|returned)\b|^Original message follows", re.I | re.M)


class Kind(StrEnum):
    """A mail that came back, another message that a program wrote, or one from a person."""

    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Failure:
    """That one recipient does not get the mail; `recipients` has what the address was called on the way."""

    recipients: frozenset[str]
    status: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A message as far as it concerns calagg: `marks` of the addresses that it was sent to, the Message-IDs that it
    names, of a bounce who does not get the mail, and of a reader's "avsluta" the secret of the mail's links."""

    kind: Kind
    marks: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    ends: str = ""

    def failure_of(self, address: str) -> Failure:
        """The gravest failure that names the address, else the gravest of all: where an address forwards to another,
        the report may name only that one."""
        named = [f for f in self.failures if address in f.recipients]
        return max(named or self.failures, key=lambda f: f.hard)

    def names(self, address: str) -> bool:
        """Whether the address is told to be one that does not get the mail."""
        return any(address in f.recipients for f in self.failures)


class _CutHeaders(Compat32):
    """Headers as they stand, but none of them long: the standard library takes time by the square of their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, Any]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MOST_LETTERS]


def read_notice(raw: bytes) -> Notice:
    """What the message says, whatever it holds; only its first 256 KiB are looked at."""
    raw = raw[:MOST_BYTES].replace(b"\r\n", b"\n")
    if len(_TYPE.findall(raw)) > _MOST_TYPES:
        return Notice(Kind.OTHER)
    message = message_from_bytes(raw, policy=_CutHeaders())
    groups = [g for part in message.walk() if part.get_content_type() in _REPORTS for g in _groups(part)]
    failures = tuple(_reported(groups) if groups else _told_in_text(message))
    automatic = Kind.AUTOMATIC if groups or _is_automatic(message) else Kind.OTHER
    sent_to = [value for name in _SENT_TO for value in _headers(message, name)]
    ids = dict.fromkeys(found.decode("latin-1") for found in _MESSAGE_ID.findall(raw))
    return Notice(
        Kind.BOUNCE if failures else automatic,
        marks=tuple(dict.fromkeys(marks_in("\n".join(sent_to))))[:_MOST_FOUND],
        message_ids=tuple(ids)[:_MOST_FOUND],
        failures=failures,
        ends="" if failures else _asked_to_end(message),
    )


def _asked_to_end(message: Message) -> str:
    """The secret in the subject that a mail program writes for the mailto address of List-Unsubscribe (RFC 2369)."""
    found = [match[1] for subject in _headers(message, "Subject") if (match := _ENDS.fullmatch(subject.strip()))]
    return found[0] if found else ""


def _reported(groups: list[dict[str, str]]) -> Iterator[Failure]:
    """The recipients that a report says have failed for good; those that are still tried are none."""
    for fields in groups:
        status = find_status(fields.get("status", ""))
        said = fields.get("diagnostic-code", "")
        action = fields.get("action", "").partition("(")[0].strip().lower()
        if action == "failed" or (not action and status and status.startswith("5")):
            status = more_exact(status or "5.0.0", said)
            named = f"{fields.get('final-recipient', '')} {fields.get('original-recipient', '')}"
            yield Failure(_addresses(named), status, is_hard(status, said))


def _groups(report: Message) -> Iterator[dict[str, str]]:
    """The fields of a report for each recipient (RFC 3464, 2.1), names in small letters."""
    for group in re.split(r"\n\s*\n", _text(report)):
        fields = {name.lower(): value.strip() for name, value in _FIELD.findall(group)[:_MOST_FOUND]}
        if "action" in fields or "status" in fields:
            yield fields


def _told_in_text(message: Message) -> Iterator[Failure]:
    """The failure that a mail server's message tells of in words: qmail, older Exim, and reports that are broken."""
    failed = _headers(message, "X-Failed-Recipients")
    if not failed and not any(_DAEMON.search(value) for value in _headers(message, "From")):
        return
    told = next((p for p in message.walk() if p.get_content_maintype() in ("text", "multipart") and _text(p)), message)
    text = _COPY.split(_text(told), maxsplit=1)[0]
    status = find_status(text) or ("5.0.0" if failed else None)
    subject = " ".join(_headers(message, "Subject"))
    if status is None or _STILL_TRIED.search(f"{subject}\n{text}"):
        return
    yield Failure(_addresses(f"{' '.join(failed)} {text}"), status, is_hard(status, text))


def _is_automatic(message: Message) -> bool:
    """Whether a program wrote it: a receipt, an answer while its reader is away, a challenge (RFC 3834, 2 and 5)."""
    if message.get_content_type() == "multipart/report":
        return True
    submitted = " ".join(_headers(message, "Auto-Submitted")).strip().lower()
    if submitted and not submitted.startswith("no"):
        return True
    precedence = " ".join(_headers(message, "Precedence")).strip().lower()
    returned = [value.strip() for value in _headers(message, "Return-Path")]
    named = any(_headers(message, name) for name in ("X-Autoreply", "X-Autorespond"))
    return named or precedence == "auto_reply" or "<>" in returned


def _headers(message: Message, name: str) -> list[str]:
    return [str(value) for value in message.get_all(name, [])[:_MOST_FOUND]]


def _text(part: Message) -> str:
    """What the part holds as text; a report, which the standard library takes apart, as it stood."""
    payload = part.get_payload()
    if isinstance(payload, list):
        if part.get_content_maintype() == "multipart":
            return ""
        return "\n\n".join(f"{_head(one)}\n\n{_text(one)}" for one in payload if isinstance(one, Message))
    decoded = part.get_payload(decode=True)
    if not isinstance(decoded, bytes):
        return ""
    return decoded.decode("utf-8", "replace")


def _head(part: Message) -> str:
    return "\n".join(f"{name}: {value}" for name, value in part.items())


def _addresses(text: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _ADDRESS.findall(text)[:_MOST_FOUND])
