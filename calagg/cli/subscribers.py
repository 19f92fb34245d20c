"""`calagg subscribers add anna@example.se` -> a subscription that waits for its confirmation."""

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.errors import UsageError
from calagg.publish.named import feed_names
from calagg.store import open_store, subscriptions


@click.group()
def subscribers() -> None:
    """Add or list those who get reminders by mail."""


@subscribers.command()
@click.argument("address")
@click.option(
    "--feed",
    default="all",
    show_default=True,
    metavar="NAME",
    help="Which entries: all, deadlines or the name of a [[feed]].",
)
@click.option("--confirmed", is_flag=True, help="The reader has agreed already: send no confirmation mail.")
@takes_config
def add(config: Config, address: str, feed: str, confirmed: bool) -> None:
    """Let ADDRESS get reminders of a feed's entries, [remind] leads days ahead.

    \b
    Example:
      calagg subscribers add anna@example.se --feed deadlines
    """
    start_log()
    names = feed_names(config)
    if feed not in names:
        raise UsageError(f"--feed {feed!r} is no feed; use {', '.join(names)}")
    now = clock.now()
    with open_store(config.database.url) as store, store.write() as session:
        added = subscriptions.add_subscription(session, address, feed, config.remind.leads, at=now)
        if confirmed:
            subscriptions.vouch_for(session, added.id, at=now)
    state = "confirmed" if confirmed or added.active else "waits for its confirmation mail, sent at the next tick"
    click.echo(f"{added.address}: {feed}, {state}")


@subscribers.command("list")
@takes_config
def list_(config: Config) -> None:
    """Show the addresses, their feeds and lead times; ended ones are left out."""
    start_log()
    with open_store(config.database.url) as store, store.read() as session:
        for one in subscriptions.list_subscriptions(session, active=False):
            if one.ended_at is None:
                state = "confirmed" if one.confirmed_at else "unconfirmed"
                if one.bounced_at:
                    state = f"paused since {clock.local(one.bounced_at, config.zone):%Y-%m-%d}, mails come back"
                click.echo(f"{one.address}\t{one.selection}\t{', '.join(map(str, one.leads))} days\t{state}")
