"""`compose_digest(digest, …)` -> an EmailMessage in text and HTML, ready for any mail server.

The words are decided in `digest`, the look in `templates/mail/`. Nothing here knows the database or the network.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from calagg.clock import local
from calagg.config import Config
from calagg.model import Kind
from calagg.model.masking import mask_entry
from calagg.remind import wording
from calagg.remind.chosen import Chosen
from calagg.remind.digest import Digest, Line, write_digest
from calagg.remind.troubles import PAUSED, Trouble
from calagg.resources import templates

COLUMNS = 68
_UNENCODED = ("Message-ID", "List-Unsubscribe")
_OUR_OWN = (*_UNENCODED, "Subject")
_COLOURS = {
    Kind.EVENT: "#1B5AA6",
    Kind.DEADLINE: "#9C3D00",
    Kind.WINDOW: "#0F6647",
    Kind.MILESTONE: "#6A3799",
}


class _MailPolicy(EmailPolicy):
    """Python's rules for SMTP, but for two kinds of headers.

    Addresses are folded between, never encoded, since the programs that read List-Unsubscribe take it as it stands
    (RFC 8058; RFC 2369, 2). A subject with Swedish letters is encoded as a whole, since Python drops or doubles the
    space where it goes from plain to encoded words at the end of a line."""

    def fold(self, name: str, value: Any) -> str:
        if name in _UNENCODED:
            return f"{name}: {str(value).replace(', ', f',{self.linesep} ')}{self.linesep}"
        if name == "Subject" and not str(value).isascii():
            encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
            return f"{name}: {encoded}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        folded: bytes = super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii") if name in _OUR_OWN else folded


MAIL = _MailPolicy(linesep="\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a mail is, whatever it says: to whom, its fixed Message-ID and instant, and the secret of its links."""

    address: str
    message_id: str
    created_at: datetime
    token: str


def compose_digest(
    envelope: Envelope,
    lines: Sequence[Line],
    chosen: Sequence[Chosen],
    config: Config,
    *,
    now: datetime,
) -> EmailMessage:
    """The day's mail to one address, its dates counted from the local day of `now`. `lines` has at least one.

    Personal identity numbers in what the minutes say are masked.
    """
    masked = [replace(line, entry=mask_entry(line.entry)) for line in lines]
    digest = write_digest(masked, local(now, config.zone).date())
    own = f"{_link(config, 'prenumeration')}/{envelope.token}"
    end = f"{own}/avsluta"
    message = _message("digest", envelope, config, digest=digest, chosen=chosen, own=own, end=end)
    domain = Address(addr_spec=config.mail.sender_address).domain
    message["List-Id"] = f"Påminnelser <paminnelser.{domain}>"
    read = config.mail.bounce_address if config.bounces.host else ""  # nobody but a person reads the sender's
    mailto = f"mailto:{quote(read or config.mail.sender_address, safe='@')}?subject=avsluta%20{envelope.token}"
    message["List-Unsubscribe"] = f"<{end}>, <{mailto}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def compose_confirmation(envelope: Envelope, chosen: Chosen, config: Config) -> EmailMessage:
    """The mail that asks whether a subscription is meant; its link shows a form, and only that form confirms."""
    confirm = f"{_link(config, 'prenumeration')}/{envelope.token}/bekrafta"
    return _message("confirm", envelope, config, chosen=chosen, confirm=confirm)


def compose_alarm(envelope: Envelope, troubles: Sequence[Trouble], config: Config, *, now: datetime) -> EmailMessage:
    """The mail to the administrator; `troubles` has at least one."""
    here = local(now, config.zone)
    count = len(troubles)
    heading = f"{wording.capital(wording.number_word(count))} saker behöver din uppmärksamhet"
    day = f"{wording.capital(wording.full_day(here.date()))} {wording.clock_range(here.time(), None)}"
    return _message(
        "alarm",
        envelope,
        config,
        troubles=troubles,
        heading="En sak behöver din uppmärksamhet" if count == 1 else heading,
        day=day,
        paused=PAUSED,
        operations=_link(config, "drift"),
    )


def _message(
    name: str,
    envelope: Envelope,
    config: Config,
    **words: Digest | Sequence[Chosen] | Chosen | Sequence[Trouble] | str,
) -> EmailMessage:
    sender = Address(wording.clean_line(config.mail.sender_name), addr_spec=config.mail.sender_address)
    values = words | {"base": config.web.address, "sender": sender}
    message = EmailMessage(policy=MAIL)
    message["Date"] = format_datetime(local(envelope.created_at, config.zone))
    message["Message-ID"] = envelope.message_id
    message["From"] = sender
    message["Reply-To"] = sender
    message["To"] = Address(addr_spec=envelope.address)
    message["Subject"] = wording.clean_line(_environment().get_template(f"{name}.subject.txt").render(values))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_environment().get_template(f"{name}.txt").render(values), cte="quoted-printable")
    message.add_alternative(
        _environment().get_template(f"{name}.html").render(values),
        subtype="html",
        cte="quoted-printable",
    )
    boundary = f"=_{envelope.message_id.strip('<>').partition('@')[0]}"
    message.set_boundary(boundary)  # the same bytes at every attempt
    return message


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(templates() / "mail"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=select_autoescape(["html"]),
        keep_trailing_newline=True,
    )
    made.filters["wrapped"] = _wrapped
    made.filters["colour"] = lambda kind: _COLOURS[Kind(kind)]
    return made


def _wrapped(text: str, indent: int = 0) -> str:
    """The text in lines of at most 68 columns; a word that is longer stands on a line of its own."""
    space = " " * indent
    return textwrap.fill(
        text,
        COLUMNS,
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _link(config: Config, path: str) -> str:
    return f"{config.web.address}/{path}"
