"""`find_troubles(session, config, now, …)` -> what an administrator must see to, each in words that name no reader.

The page of operations shows them all; those that are `mailed` also go out as an alarm, which `alarm` plans.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from calagg.clock import local
from calagg.config import Config
from calagg.coverage import find_coverage
from calagg.remind.missing import REMEDY, missing_minutes
from calagg.remind.reasons import count_reasons
from calagg.remind.wording import capital, moment, number_word, row_day
from calagg.store import Session
from calagg.store.alarms import EndedMail, ended_mails, find_backlog
from calagg.store.bounces import count_paused, is_any_paused
from calagg.store.heartbeat import BOUNCES, OUTBOX, TICK, Heartbeat, last_beats
from calagg.store.reminders import State
from calagg.store.sources import StoredSource, list_sources

DAY = timedelta(days=1)
PAUSED, READERS_PAUSED = "outbox-paused", "readers-paused"
WAITS_LONG = timedelta(hours=1)
READ_AGAIN_WITHIN = DAY
SILENCE_AGAIN_DAYS = 7
ONCE_DAYS = 100_000
_STAGES = {
    "sources": "källorna kunde inte läsas",
    "feeds": "kalenderfilerna kunde inte skrivas",
    "alarms": "larmen kunde inte planeras",
    "reminders": "påminnelserna kunde inte skickas",
    "bounces": "studsarna kunde inte läsas",
    "remote": "källorna på nätet kunde inte läsas",
}

Since = Callable[[str], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """`what` is wrong and since when, in a sentence; `remedy` says what to do; `detail` has the exact words of a fault,
    for the administrator alone. It is told again after `again_days`, while it lasts."""

    key: str
    what: str
    remedy: str
    detail: str = ""
    mailed: bool = True
    again_days: int = 1


def find_troubles(
    session: Session, config: Config, now: datetime, *, since: Since | None = None, until: datetime | None = None
) -> list[Trouble]:
    """All that is wrong at `now`, the gravest first.

    Mails that failed count from `since(key)`, without it the last day, to before `until`, without it `now`.
    """
    ended_since = since or (lambda key: now - DAY)
    here = local(now, config.zone)

    def ended(state: State, key: str, *, alarms: bool = False) -> list[EndedMail]:
        return ended_mails(session, state, since=ended_since(key), until=until or now, alarms=alarms)

    beats = last_beats(session)
    return [
        *_stopped(beats.get(OUTBOX), here),
        *_waiting(session, beats.get(OUTBOX), now, here),
        *_failed(ended(State.FAILED, "mail-failed"), here),
        *_uncertain(ended(State.UNCERTAIN, "mail-uncertain"), here),
        *_undelivered(ended(State.FAILED, "alarm-failed", alarms=True), here),
        *_unheard(beats.get(BOUNCES) if config.bounces.host else None, here),
        *_bounced(session, since=ended_since(READERS_PAUSED), until=until or now),
        *_incomplete(beats.get(TICK)),
        *(t for s in list_sources(session) if s.name in config.source_names for t in _of_source(s, config, here)),
        *_missing(session, config, here),
    ]


def days_silent(source: StoredSource, config: Config, now: datetime) -> int:
    """For how many local days the source has given nothing new; 0 while that is fewer than `[schedule] silent_days`."""
    if source.changed_at is None:
        return 0
    days = (local(now, config.zone).date() - local(source.changed_at, config.zone).date()).days
    return days if days >= config.schedule.silent_days else 0


def _stopped(outbox: Heartbeat | None, here: datetime) -> Iterator[Trouble]:
    if outbox and outbox.paused_until:
        yield Trouble(
            key=PAUSED,
            what=f"Inga mejl har kunnat skickas sedan {_when(outbox.at, here)}.",
            remedy="Rätta inställningarna under [mail] i config.toml och starta om. Mejlen ligger kvar och skickas då.",
            detail=outbox.detail,
        )


def _waiting(session: Session, outbox: Heartbeat | None, now: datetime, here: datetime) -> Iterator[Trouble]:
    """A server that does not answer; no alarm, since that would wait with the others."""
    backlog = find_backlog(session, before=now - WAITS_LONG)
    if backlog and not (outbox and outbox.paused_until):
        verb = "har väntat på att skickas sedan"
        yield Trouble(
            key="mail-waiting",
            what=f"{_mails(backlog.count)} {verb} {_when(backlog.since, here)}.",
            remedy="Svarar mejlservern? Stämmer [mail] host och port i config.toml? Loggen säger vad som hände.",
            mailed=False,
        )


def _failed(mails: Sequence[EndedMail], here: datetime) -> Iterator[Trouble]:
    if mails:
        yield Trouble(
            key="mail-failed",
            what=_ended("har misslyckats för gott", mails, here),
            remedy="De skickas inte igen. Se efter med calagg subscribers list om en adress är fel eller har upphört.",
        )


def _uncertain(mails: Sequence[EndedMail], here: datetime) -> Iterator[Trouble]:
    if mails:
        yield Trouble(
            key="mail-uncertain",
            what=_ended("är osäkra" if len(mails) > 1 else "är osäkert", mails, here),
            remedy="Förbindelsen bröts två gånger just när mejlet lämnades över. Mejlserverns logg säger om det kom "
            "fram; det skickas inte igen.",
        )


def _undelivered(mails: Sequence[EndedMail], here: datetime) -> Iterator[Trouble]:
    if mails:
        yield Trouble(
            key="alarm-failed",
            what=f"Larmet till administratören kom inte fram {_when(mails[-1].ended_at, here)}.",
            remedy="Stämmer [mail] admin_address i config.toml?",
            mailed=False,
        )


def _unheard(bounces: Heartbeat | None, here: datetime) -> Iterator[Trouble]:
    if bounces and bounces.paused_until:
        yield Trouble(
            key="bounces-unread",
            what=f"Brevlådan för studsar har inte kunnat läsas sedan {_when(bounces.at, here)}.",
            remedy="Stämmer inställningarna under [bounces] i config.toml? Mejlen går som vanligt, också till adresser "
            "som inte längre finns.",
            detail=bounces.detail,
        )


def _bounced(session: Session, *, since: datetime, until: datetime) -> Iterator[Trouble]:
    """Told when somebody has been paused lately; that they still are is no news."""
    if is_any_paused(session, since=since, until=until):
        yield Trouble(
            key=READERS_PAUSED,
            what=f"{describe_paused(count_paused(session))}.",
            remedy="Se vilka med calagg subscribers list. De får mejl igen när de prenumererar på nytt och bekräftar. "
            "Den som har slutat tar du bort med calagg subscribers remove.",
        )


def describe_paused(count: int) -> str:
    """ "Två mottagare får inga mejl, eftersom mejl till dem studsar"; empty for none."""
    if not count:
        return ""
    number = "En" if count == 1 else capital(number_word(count))
    whom = "mottagaren" if count == 1 else "dem"
    return f"{number} mottagare får inga mejl, eftersom mejl till {whom} studsar"


def _incomplete(tick: Heartbeat | None) -> Iterator[Trouble]:
    failed = [_STAGES[name] for name in tick.detail.split(", ") if name in _STAGES] if tick else []
    if failed:
        yield Trouble(
            key="tick-failed",
            what=f"Den senaste körningen lyckades inte helt: {', '.join(failed)}.",
            remedy="Loggen säger vad som hände. Nästa körning försöker igen.",
            mailed=False,
        )


def _of_source(source: StoredSource, config: Config, here: datetime) -> Iterator[Trouble]:
    if source.error:
        told = "har aldrig kunnat läsas"
        if source.read_at:
            told = f"har inte kunnat läsas sedan {_when(source.read_at, here)}"
        yield Trouble(
            key=f"source-failing:{source.name}",
            what=f"Källan ”{source.name}” {told}.",
            remedy="Finns det som källan pekar på, och får calagg läsa det? Rätta det eller [[source]] i config.toml.",
            detail=source.error,
            mailed=source.read_at is None or here - source.read_at >= READ_AGAIN_WITHIN,
        )
    elif source.emptied_at:
        before = "ett dokument" if source.shown == 1 else f"{number_word(source.shown or 0)} dokument"
        yield Trouble(
            key=f"source-empty:{source.name}",
            what=f"Källan ”{source.name}” är tom sedan {_when(source.emptied_at, here)}; före det gav den {before}.",
            remedy="Har innehållet flyttats, eller har sidan gjorts om? Inget ställs in för att en källa blir tom.",
            again_days=SILENCE_AGAIN_DAYS,
        )
    elif source.changed_at and (days := days_silent(source, config, here)):
        last = row_day(local(source.changed_at, config.zone).date(), here.date())
        length = f"{days} {'dag' if days == 1 else 'dagar'}"
        yield Trouble(
            key=f"source-silent:{source.name}",
            what=f"Källan ”{source.name}” har inte gett något nytt på {length}, sedan {last}.",
            remedy="Kommer det fortfarande anteckningar dit? Annars kan [[source]] tas bort ur config.toml. Inget "
            "ställs in för att en källa tystnar.",
            again_days=SILENCE_AGAIN_DAYS,
        )


def _missing(session: Session, config: Config, here: datetime) -> Iterator[Trouble]:
    """Each gap is told once: a body that has stopped meeting would else be told of for ever."""
    today = here.date()
    for key, what in missing_minutes(find_coverage(session, config, today), today):
        yield Trouble(key=key, what=what, remedy=REMEDY, again_days=ONCE_DAYS)


def _ended(what: str, mails: Sequence[EndedMail], here: datetime) -> str:
    reasons = count_reasons(mail.error for mail in mails)
    when = "" if len(mails) == 1 else "sedan "
    told = f"{_mails(len(mails))} {what} {when}{_when(mails[0].ended_at, here)}"
    return f"{told}: {reasons}." if reasons else f"{told}."


def _mails(count: int) -> str:
    return f"{capital(number_word(count))} mejl"


def _when(at: datetime, here: datetime) -> str:
    return moment(at.astimezone(here.tzinfo), here)
