"""`calagg subscribers add anna@example.se` -> a subscription that waits for its confirmation; `list`, `import`, …"""

import sys
from pathlib import Path

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.cli.subscriber_table import read_leads, read_table, state_of, write_table
from calagg.config import KINDS, Config
from calagg.errors import MissingInputError, OutputError, UsageError
from calagg.model import EntryChoice, Selection
from calagg.model.choice import read_choice
from calagg.publish.named import feed_names
from calagg.store import open_store, readers
from calagg.store import subscriptions as stored


@click.group()
def subscribers() -> None:
    """Add, list, import, export or remove those who get reminders by mail.

    \b
    Examples:
      calagg subscribers list
      calagg subscribers add anna@example.se --feed deadlines
    """


@subscribers.command()
@click.argument("address")
@click.option("--feed", metavar="NAME", help="Which entries: all (the default), deadlines or the name of a [[feed]].")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only entries of this kind.")
@click.option("--organiser", "organisers", multiple=True, metavar="TEXT", help="Only of organisers with this text.")
@click.option("--word", "words", multiple=True, metavar="TEXT", help="Only with this text in title, quote or place.")
@click.option("--leads", metavar="DAYS", help="Days ahead, such as 14,7,1; without it those of [remind].")
@click.option("--weekly", is_flag=True, help="One mail a week, on its first working day.")
@click.option("--confirmed", is_flag=True, help="The reader has agreed already: send no confirmation mail.")
@takes_config
def add(
    config: Config,
    address: str,
    *,
    feed: str | None,
    leads: str | None,
    weekly: bool,
    confirmed: bool,
    **conditions: tuple[str, ...],
) -> None:
    """Let ADDRESS get reminders: of a feed's entries, or of those that the options take.

    \b
    Example:
      calagg subscribers add anna@example.se --kind deadline --organiser Länsstyrelsen --leads 14,1
    """
    start_log()
    selection = Selection(**conditions)
    if feed and selection != Selection():
        raise UsageError("--feed can't be combined with --kind, --organiser or --word; name one of them")
    choice = EntryChoice(feed=feed or "", selection=selection)
    _check_choice(choice, config, "--feed")
    days = read_leads(leads) if leads else config.remind.leads
    now = clock.now()
    with open_store(config.database.url) as store, store.write() as session:
        added = stored.add_subscription(session, address, str(choice), days, weekly=weekly, at=now)
        if confirmed:
            stored.vouch_for(session, added.id, at=now)
    state = "confirmed" if confirmed or added.active else "waits for its confirmation mail, sent at the next tick"
    click.echo(f"{added.address}: {choice}, {state}")


@subscribers.command("list")
@takes_config
def list_(config: Config) -> None:
    """Show the addresses, what they subscribe to and their lead times; ended ones are left out.

    \b
    Example:
      calagg subscribers list
    """
    start_log()
    with open_store(config.database.url) as store, store.read() as session:
        today = clock.local(clock.now(), config.zone).date()
        for one in stored.list_subscriptions(session, active=False):
            if one.ended_at is not None:
                continue
            paused = f", paused until {one.paused_until}" if one.paused_on(today) else ""
            weekly = ", weekly" if one.weekly else ""
            days = f"{', '.join(map(str, one.leads))} days{weekly}"
            state = state_of(one)
            if one.bounced_at:
                state = f"paused since {clock.local(one.bounced_at, config.zone):%Y-%m-%d}, mails come back"
            click.echo(f"{one.address}\t{one.selection}\t{days}\t{state}{paused}")


@subscribers.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--confirmed", is_flag=True, help="The readers have agreed already: send no confirmation mails.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@takes_config
def import_(config: Config, file: Path, *, confirmed: bool, dry_run: bool) -> None:
    """Add the subscribers in FILE, a table saved as CSV; one that is there already stays as it is.

    The first line names the columns: address (or e-post), and where they are wanted feed, leads (14 7 1) and weekly
    (yes or no). With a line that can't be read nothing is imported.

    \b
    Example:
      calagg subscribers import lasare.csv --dry-run
    """
    start_log()
    try:
        wanted = read_table(file.read_bytes(), str(file))
    except OSError as error:
        raise MissingInputError(f"{file}: can't be read ({error.strerror}); name a CSV file") from error
    for one in wanted:
        _check_choice(read_choice(one.selection), config, f"{file}: line {one.line}: feed")
    now, new, known = clock.now(), 0, 0
    with open_store(config.database.url) as store, store.write() as session:
        for one in wanted:
            there = any(s.selection == one.selection for s in stored.list_of_reader(session, one.address))
            new, known = new + (not there), known + there
            if there or dry_run:
                continue
            added = stored.add_subscription(
                session,
                one.address,
                one.selection,
                one.leads or config.remind.leads,
                kind_leads=one.kind_leads,
                weekly=one.weekly,
                at=now,
            )
            if confirmed:
                stored.vouch_for(session, added.id, at=now)
    would = "would be " if dry_run else ""
    waits = "" if confirmed or not new else "; each gets a confirmation mail at the next tick"
    click.echo(f"{new} {would}added, {known} were there already{waits}")


@subscribers.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@takes_config
def export(config: Config, file: Path | None) -> None:
    """Write all subscribers as CSV, ended ones too, to FILE or standard output; `import` reads it.

    \b
    Example:
      calagg subscribers export lasare.csv
    """
    start_log()
    with open_store(config.database.url) as store, store.read() as session:
        listed = stored.list_subscriptions(session, active=False)
    data = write_table(listed).encode("utf-8-sig" if file else "utf-8")  # Excel knows UTF-8 by its mark
    if file is None:
        sys.stdout.buffer.write(data)
        return
    try:
        file.write_bytes(data)
    except OSError as error:
        raise OutputError(f"{file}: can't be written ({error.strerror}); name another file") from error
    click.echo(f"{len(listed)} subscriptions in {file}", err=True)


@subscribers.command()
@click.argument("address")
@click.option("--feed", metavar="NAME", help="Only this subscription of the address, as `list` names it.")
@click.option("--erase", is_flag=True, help="Erase all that is kept of the address; can't be undone.")
@takes_config
def remove(config: Config, address: str, *, feed: str | None, erase: bool) -> None:
    """End the reminders of ADDRESS. Without --erase it stays known as ended, and can be added again.

    \b
    Example:
      calagg subscribers remove anna@example.se
    """
    start_log()
    if feed and erase:
        raise UsageError("--erase takes all that is kept of the address; leave out --feed")
    address = stored.clean_address(address)
    with open_store(config.database.url) as store, store.write() as session:
        if erase:
            if not readers.is_kept(session, address):
                raise UsageError("nothing is kept of that address; `calagg subscribers list` shows those that are")
            readers.erase_reader(session, address)
            click.echo(f"{address}: erased")
            return
        listed = [s for s in stored.list_of_reader(session, address) if feed in (None, s.selection)]
        if not listed:
            raise UsageError("there is no such subscription; `calagg subscribers list` shows them")
        for one in listed:
            stored.end_subscription(session, one.id, at=clock.now())
    click.echo(f"{address}: {len(listed)} ended")


def _check_choice(choice: EntryChoice, config: Config, what: str) -> None:
    """Refuses the name of a feed that is none."""
    names = feed_names(config)
    if choice.feed and choice.feed not in names:
        raise UsageError(f"{what} {choice.feed!r} is no feed; use {', '.join(names)}")
