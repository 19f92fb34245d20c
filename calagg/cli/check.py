"""`calagg check` -> the configuration in plain words, and whether what it names is there; with --feed: `cli.doctor`."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.cli.doctor import check_feed
from calagg.collect.folders import files_of, others_of
from calagg.config import Config, Source, password_variable
from calagg.coverage import Coverage, State, find_coverage
from calagg.errors import CalaggError, ConfigError, UsageError
from calagg.keep.retention import kept_days
from calagg.model.secret_urls import mask_secret_urls
from calagg.pipeline import MINUTES, SAMPLES, sources_of
from calagg.publish.named import feed_names
from calagg.store import open_store


@click.command()
@click.option(
    "--feed",
    metavar="FILE|URL",
    help="Check this calendar feed, anybody's, instead of the configuration; - is standard input.",
)
@click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    help="The language of what --feed finds; without it en where LC_ALL or LANG begins with en, else sv.",
)
@takes_config
def check(config: Config, feed: str | None, language: str | None) -> None:
    """Check the configuration and say what calagg would do. Exit code 78 where something is wrong.

    With --feed, check a calendar feed as the calendar programs would read it. Each line is one finding: where, how bad,
    what to do, and the standard or the program that says so. An error is against a standard, or loses or moves events
    somewhere; a warning shows badly somewhere; advice makes it better. A URL (http, https or webcal) is asked about
    eight times, as calendar programs ask.

    \b
    Exit codes with --feed:
      0   no error; there may be warnings and advice
      65  at least one error, or larger than 20 MB
      66  the file is not there
      69  the URL does not answer

    \b
    Examples:
      calagg check --config /etc/calagg.toml
      calagg check --feed feeds/all.ics
      calagg check --feed webcal://kalender.example.se/feeds/all.ics --language en
      curl -s https://kalender.example.se/feeds/all.ics | calagg check --feed -
    """
    start_log()
    if feed is not None:
        check_feed(feed, language)
        return
    if language is not None:
        raise UsageError("--language goes with --feed; leave it out or name a feed")
    click.echo(f"Configuration: {config.path or 'none; the defaults hold'}.")
    problems = 0
    for line, is_problem in _findings(config):
        problems += is_problem
        click.echo(f"{'PROBLEM: ' if is_problem else ''}{line}")
    if problems:
        raise ConfigError(f"{problems} {'problem' if problems == 1 else 'problems'} found, see above")
    click.echo("Nothing is wrong.")


def _findings(config: Config) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is a problem."""
    for source in sources_of(config):
        yield from _source(source)
    if not sources_of(config):
        yield f"Sources: none and no folder {MINUTES}/; sample minutes are laid out in {SAMPLES}/.", False
    yield from _database(config)
    yield (
        (
            f"Calendars: {', '.join(f'{name}.ics' for name in feed_names(config))} in {config.publish.directory}/, "
            f"from {config.publish.days_back} days back to {config.publish.days_ahead} days ahead."
        ),
        False,
    )
    folder = Path(config.publish.directory)
    if folder.exists() and not folder.is_dir():
        yield f"Calendars: {folder} is a file; remove it or set [publish] directory to a folder.", True
    yield f"Web: {config.web.address}/, listening on {config.web.host} port {config.web.port}.", False
    if config.oidc.issuer:
        yield _oidc(config)
    yield _mail(config)
    yield _bounces(config)
    yield f"Alarms: {_told(config)}.", False
    leads = ", ".join(map(str, config.remind.leads))
    yield (
        (
            f"Reminders: {leads} days ahead, on working days {config.remind.from_:%H:%M}-{config.remind.until:%H:%M} "
            f"({config.zone.key})."
        ),
        False,
    )
    yield f"Ticks: every {config.schedule.tick_seconds} seconds.", False
    kept = ", ".join(f"{name} {days or 'for ever'}" for name, days in kept_days(config).items())
    yield f"Kept, in days: {kept}; `calagg retention --dry-run` says what would go.", False


def _source(source: Source) -> Iterator[tuple[str, bool]]:
    if source.kind == "mailbox":
        yield _mails(source)
        return
    if source.kind != "folder":
        what = {"url": "fetches", "page": "follows the links on", "calendar": "fetches the calendar"}[source.kind]
        own = ", which may lie in your own network" if source.allow_private else ""
        yield f"Source {source.name}: {what} {mask_secret_urls(source.url)} ({source.cadence_words}){own}.", False
        return
    folder = Path(source.path)
    if not folder.is_dir():
        yield f"Source {source.name}: {folder} is no folder; make it or correct [[source]] path.", True
        return
    files = len(list(files_of(source)))
    others = list(others_of(source))
    left_out = f"; {len(others)} others are left out by patterns, such as {others[0].name}" if others else ""
    yield f"Source {source.name}: {files} {'file' if files == 1 else 'files'} in {folder}/{left_out}.", False


def _mails(source: Source) -> tuple[str, bool]:
    line = f"Source {source.name}: reads {source.where}"
    if find_spec("imap_tools") is None:
        return f'{line}, but imap-tools is not installed; pip install "calagg[mail]".', True
    if not source.password:
        return f"{line}, but has no password; set {password_variable(source.name)}.", True
    return f"{line} ({source.security}, {source.cadence_words}).", False


def _database(config: Config) -> Iterator[tuple[str, bool]]:
    today = clock.local(clock.now(), config.zone).date()
    try:
        with open_store(config.database.url) as store, store.read() as session:
            coverage = find_coverage(session, config, today)
    except CalaggError as error:
        yield f"Database: {error}.", True
        return
    yield f"Database: {store.url} answers.", False
    yield f"Minutes: of {_organisers(len(coverage))}, awaited for {config.coverage.grace_days} days.", False
    for one in coverage:
        if one.state is State.MISSING:
            yield f"Minutes: {_missing(one)}", False


def _organisers(count: int) -> str:
    return "1 organiser" if count == 1 else f"{count} organisers"


def _missing(one: Coverage) -> str:
    why = f"there was to be a meeting on {one.meeting_on}" if one.meeting_on else f"usually every {one.usual_days} days"
    return f"none of {one.organiser} since {one.last_on}; {why}."


def _told(config: Config) -> str:
    if not config.mail.admin_address:
        return "nobody is told when something is wrong; name somebody in [mail] admin_address"
    return f"{config.mail.admin_address}, also of sources that are silent for {config.schedule.silent_days} days"


def _bounces(config: Config) -> tuple[str, bool]:
    bounces = config.bounces
    if not bounces.host:
        return "Returned mails: not read; name their mailbox in [bounces] host.", False
    line = f"Returned mails: read from {bounces.folder} of {bounces.user} at {bounces.host} port {bounces.port}"
    if find_spec("imap_tools") is None:
        return f'{line}, but imap-tools is not installed; pip install "calagg[mail]".', True
    return f"{line} ({bounces.security}).", False


def _oidc(config: Config) -> tuple[str, bool]:
    line = f"Signing in: by passwords and by {config.oidc.issuer}"
    if find_spec("authlib") is None:
        return f'{line}, but Authlib is not installed; pip install "calagg[oidc]".', True
    return f"{line}, which must know the address {config.web.address}/logga-in/svar.", False


def _mail(config: Config) -> tuple[str, bool]:
    mail = config.mail
    if mail.transport == "maildir":
        return f"Mail: no server is configured; mails are laid in {mail.outbox}/ for you to send.", False
    local = config.web.base_url == ""
    line = f"Mail: sent by {mail.host} port {mail.port} ({mail.security}) as {mail.sender_address}"
    if local:
        return f"{line}, but [web] base_url is empty, so the links in the mails lead nowhere; set it.", True
    return f"{line}.", False
