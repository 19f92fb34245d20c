"""`add_subscription(session, "anna@example.se", "all", (7, 1), at=…)` -> one that waits for its confirmation.

Double opt-in: nothing is sent before `confirm_subscription` has seen the token of the confirmation mail. The tokens of
the links are drawn for each mail and kept, hashed, with it (`outbox`); no token can be made from what is stored.
"""

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from calagg.errors import UsageError
from calagg.model import Kind
from calagg.store.insertion import insert_missing
from calagg.store.mail_kinds import CONFIRM
from calagg.store.schema import MailRow, SubscriptionRow

CONFIRM_WITHIN = timedelta(hours=48)
# Source: RFC 5321, 4.1.2 (Dot-string) and 4.5.3.1; a name in quotes, which hardly anyone has, is refused
_NAME = r"(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_ADDRESS = re.compile(_NAME + r"@[^@\s\"<>,;:()\[\]\\]{1,190}")
_DOMAIN = re.compile(r"(?=.{1,190}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One address, which entries, which lead times in days, longest first.

    `selection` is the text of an `EntryChoice`; `kind_leads` holds the kinds that have lead times of their own, or none
    at all. A `weekly` one gets the mails of a week together on its first working day. `paused_until` is the last day
    without mails, inclusive, that its reader wishes; since `bounced_at` it has none, because mails to the address came
    back. `asked_at` is the latest request for it.
    """

    id: str
    address: str
    selection: str
    leads: tuple[int, ...]
    kind_leads: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    weekly: bool = False
    paused_until: date | None = None
    asked_at: datetime
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None
    bounced_at: datetime | None = None

    @property
    def active(self) -> bool:
        """Confirmed by its reader, not ended, and mails to it do not come back."""
        return self.confirmed_at is not None and self.ended_at is None and self.bounced_at is None

    @property
    def longest_lead(self) -> int:
        """In days; 0 where it has none."""
        return max((lead for leads in (self.leads, *self.kind_leads.values()) for lead in leads), default=0)

    def leads_for(self, kind: Kind) -> tuple[int, ...]:
        """The lead times for entries of that kind, longest first."""
        return self.kind_leads.get(kind.value, self.leads)

    def paused_on(self, day: date) -> bool:
        """Whether its reader wants no mails on that day."""
        return self.paused_until is not None and day <= self.paused_until


def hash_token(token: str) -> str:
    """What is stored of a token: the SHA-256 of its characters, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def clean_address(text: str) -> str:
    """One mail address in lower case, its domain in ASCII: "Anna@Norrvik.se" -> "anna@norrvik.se".

    Raises UsageError for none, for several (`"a@x, v@x"` is two recipients to a mail server).
    """
    address = text.strip()
    if not _ADDRESS.fullmatch(address):
        raise UsageError("the address is no single mail address; write one, such as namn@example.com")
    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode().lower()
    except UnicodeError:
        ascii_domain = ""
    if not _DOMAIN.fullmatch(ascii_domain):
        raise UsageError("the address has no valid domain; write one, such as namn@example.com")
    return f"{local.lower()}@{ascii_domain}"


def add_subscription(
    session: Session,
    address: str,
    selection: str,
    leads: Iterable[int],
    *,
    kind_leads: Mapping[str, Iterable[int]] | None = None,
    weekly: bool = False,
    at: datetime,
) -> Subscription:
    """The subscription of that address to that selection, new, asked for again, or the active one as it is.

    Asking again within 48 hours for one that waits changes its lead times but sends no second confirmation mail. One
    whose mails came back waits for a confirmation, which proves that they arrive again.
    Raises UsageError for an address that is none.
    """
    address = clean_address(address)
    common, by_kind = longest_first(leads), longest_first_by_kind(kind_leads or {})
    insert_missing(
        session,
        SubscriptionRow,
        [
            {
                "id": str(uuid.uuid4()),
                "address": address,
                "selection": selection,
                "leads": common,
                "kind_leads": by_kind,
                "weekly": weekly,
                "created_at": at,
            }
        ],
    )
    row = session.scalars(
        select(SubscriptionRow).filter_by(address=address, selection=selection).with_for_update()
    ).one()
    paused = row.bounced_at is not None and row.confirmed_at is not None
    if row.confirmed_at is None or row.ended_at is not None or paused:
        if row.ended_at is not None or row.created_at + CONFIRM_WITHIN <= at or paused:
            row.created_at = at
        row.leads, row.kind_leads, row.weekly = common, by_kind, weekly
        row.confirmed_at, row.ended_at, row.paused_until = None, None, None
    session.flush()
    return subscription_of(row)


def confirm_subscription(session: Session, token: str, *, at: datetime) -> Subscription | None:
    """Confirms the subscription whose confirmation mail carries `token`; None when it is unknown, ended or too old.

    Confirming twice changes nothing the second time.
    """
    row = _asked(session, token, at, lock=True)
    if row is None:
        return None
    row.confirmed_at = row.confirmed_at or at
    _lift_pause(session, row)
    return subscription_of(row)


def find_asked(session: Session, token: str, *, at: datetime) -> Subscription | None:
    """What `confirm_subscription` would confirm, or has confirmed; changes nothing."""
    row = _asked(session, token, at)
    return subscription_of(row) if row else None


def is_known(session: Session, token: str) -> bool:
    """Whether a mail was sent with that token, whatever has become of its subscriptions."""
    return mail_with(session, token) is not None


def vouch_for(session: Session, subscription_id: str, *, at: datetime) -> None:
    """Confirms one whose reader has agreed elsewhere, on an administrator's word; nothing is mailed."""
    row = session.get_one(SubscriptionRow, subscription_id, with_for_update=True)
    row.confirmed_at = row.confirmed_at or at
    _lift_pause(session, row)


def find_subscriptions(session: Session, token: str) -> list[Subscription]:
    """What the links of a mail may show and end, by its token: of a digest all that its reader has, of a confirmation
    mail the one that it asks about. Ended ones are left out; none for an unknown token."""
    mail = mail_with(session, token)
    if mail is None:
        return []
    listed = list_of_reader(session, mail.address)
    return listed if mail.kind != CONFIRM else [s for s in listed if s.id == confirmed_id(mail.key)]


def list_of_reader(session: Session, address: str) -> list[Subscription]:
    """Those of an address that are not ended, the oldest first."""
    chosen = select(SubscriptionRow).filter_by(address=address, ended_at=None)
    listed = session.scalars(chosen.order_by(SubscriptionRow.created_at, SubscriptionRow.id))
    return [subscription_of(row) for row in listed]


def list_subscriptions(session: Session, *, active: bool = True) -> list[Subscription]:
    """Those that are confirmed and not ended, paused ones too, or with `active=False` all, the oldest first."""
    chosen = select(SubscriptionRow).order_by(SubscriptionRow.created_at, SubscriptionRow.address, SubscriptionRow.id)
    if active:
        chosen = chosen.where(SubscriptionRow.confirmed_at.is_not(None), SubscriptionRow.ended_at.is_(None))
    return [subscription_of(row) for row in session.scalars(chosen)]


def list_unconfirmed(session: Session) -> list[Subscription]:
    """Those that were asked for and neither confirmed nor ended, the oldest first."""
    chosen = (
        select(SubscriptionRow)
        .filter_by(confirmed_at=None, ended_at=None)
        .order_by(SubscriptionRow.created_at, SubscriptionRow.address)
    )
    return [subscription_of(row) for row in session.scalars(chosen)]


def end_subscription(session: Session, subscription_id: str, *, at: datetime) -> bool:
    """Ends one; True when it was not ended before. Its planned reminders are superseded at the next tick."""
    row = session.get(SubscriptionRow, subscription_id, with_for_update=True)
    if row is None or row.ended_at is not None:
        return False
    row.ended_at = at
    return True


def end_by_token(session: Session, token: str, *, at: datetime) -> int:
    """Ends everything that the mail with that token was sent for (RFC 8058, one click); how many that were."""
    return sum(end_subscription(session, s.id, at=at) for s in find_subscriptions(session, token))


def confirmation_key(subscription: Subscription) -> str:
    """The outbox key of the confirmation mail: one for each request."""
    return f"{subscription.id}:{subscription.asked_at:%Y%m%dT%H%M%S}"


def confirmed_id(key: str) -> str:
    """The subscription that a confirmation mail's outbox key names."""
    return key.partition(":")[0]


def longest_first(leads: Iterable[int]) -> list[int]:
    """Lead times in the order that they are stored in, each once."""
    return sorted(set(leads), reverse=True)


def longest_first_by_kind(kind_leads: Mapping[str, Iterable[int]]) -> dict[str, list[int]]:
    """The same of those that kinds have of their own."""
    return {kind: longest_first(leads) for kind, leads in kind_leads.items()}


def find_subscription(session: Session, subscription_id: str) -> Subscription | None:
    """One subscription, also an ended one."""
    row = session.get(SubscriptionRow, subscription_id)
    return subscription_of(row) if row else None


def _lift_pause(session: Session, row: SubscriptionRow) -> None:
    """Ends the pause by bounces of all that the address has: mails reach it again."""
    for one in session.scalars(select(SubscriptionRow).filter_by(address=row.address)):
        one.bounced_at = None


def _asked(session: Session, token: str, at: datetime, *, lock: bool = False) -> SubscriptionRow | None:
    """The row that a confirmation mail asks about: not ended, and confirmed or still to be confirmed at `at`. A mail
    from before the pause proves nothing about what arrives now, so it asks about nothing any more."""
    mail = mail_with(session, token)
    if mail is None or mail.kind != CONFIRM:
        return None
    row = session.get(SubscriptionRow, confirmed_id(mail.key), with_for_update=lock)
    if row is None or row.ended_at is not None or (row.bounced_at is not None and mail.created_at <= row.bounced_at):
        return None
    return row if row.confirmed_at or at < mail.created_at + CONFIRM_WITHIN else None


def mail_with(session: Session, token: str) -> MailRow | None:
    """The mail whose links hold that token; None where there is none."""
    hashed = hash_token(token)
    return session.scalar(
        select(MailRow).where(or_(MailRow.token_hash == hashed, MailRow.earlier_token_hash == hashed))
    )


def subscription_of(row: SubscriptionRow) -> Subscription:
    """The row as a value."""
    return Subscription(
        id=row.id,
        address=row.address,
        selection=row.selection,
        leads=tuple(row.leads),
        kind_leads={kind: tuple(leads) for kind, leads in sorted(row.kind_leads.items())},
        weekly=row.weekly,
        paused_until=row.paused_until,
        asked_at=row.created_at,
        confirmed_at=row.confirmed_at,
        ended_at=row.ended_at,
        bounced_at=row.bounced_at,
    )
