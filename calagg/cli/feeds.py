"""`calagg feeds add-secret "Styrgruppen" --kind deadline` -> an address that nobody can guess; `list` and `revoke`."""

from pathlib import Path

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.config import KINDS, Config
from calagg.errors import UsageError
from calagg.model import Selection
from calagg.publish.manifest import read_manifest
from calagg.publish.named import list_feeds
from calagg.store import open_store
from calagg.store.fetches import fetches_of
from calagg.store.secret_feeds import add_secret_feed, list_secret_feeds, revoke_secret_feed


@click.group()
def feeds() -> None:
    """List the calendars, and make or close secret ones.

    \b
    Examples:
      calagg feeds list
      calagg feeds add-secret "Styrgruppen" --kind deadline
    """


@feeds.command("list")
@takes_config
def list_(config: Config) -> None:
    """Show every calendar: its address, how many entries stand in it and how often it was fetched.

    \b
    Example:
      calagg feeds list
    """
    start_log()
    facts = read_manifest(Path(config.publish.directory))
    with open_store(config.database.url) as store, store.read() as session:
        for feed in list_feeds(session, config):
            entries = f"{facts[feed.name].entries} entries" if feed.name in facts else "not published yet"
            fetched = sum(seen.count for seen in fetches_of(session, feed.name).values())
            click.echo(f"{config.web.address}/feeds/{feed.name}.ics\t{feed.title}\t{entries}\t{fetched} fetches")
        for secret in list_secret_feeds(session):
            state = f"revoked {secret.revoked_at:%Y-%m-%d}" if secret.revoked_at else "open"
            fetched = sum(seen.count for seen in fetches_of(session, secret.counted_as).values())
            click.echo(f"secret {secret.id}\t{secret.title}\t{state}\t{fetched} fetches")


@feeds.command("add-secret")
@click.argument("title")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only entries of this kind.")
@click.option("--organiser", "organisers", multiple=True, metavar="TEXT", help="Only of organisers with this text.")
@click.option("--word", "words", multiple=True, metavar="TEXT", help="Only with this text in title, quote or place.")
@click.option("--place", "places", multiple=True, metavar="TEXT", help="Only at places with this text.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only from this [[source]].")
@takes_config
def add_secret(config: Config, title: str, **conditions: tuple[str, ...]) -> None:
    """Make a calendar called TITLE at a secret address, which is shown this once.

    An option may be given several times; one of its values is enough, but every option must hold. Whoever has the
    address can read the calendar; close it with `calagg feeds revoke`.

    \b
    Example:
      calagg feeds add-secret "Styrgruppen" --kind deadline --organiser Länsstyrelsen
    """
    start_log()
    with open_store(config.database.url) as store, store.write() as session:
        made, secret = add_secret_feed(session, title, Selection(**conditions), now=clock.now())
    click.echo(f"{config.web.address}/feeds/secret/{secret}.ics")
    click.echo(f"This address is shown once; close it with: calagg feeds revoke {made.id}", err=True)


@feeds.command()
@click.argument("number", type=int)
@takes_config
def revoke(config: Config, number: int) -> None:
    """Close the secret calendar of this NUMBER for ever: its address answers 410 Gone.

    \b
    Example:
      calagg feeds revoke 1
    """
    start_log()
    with open_store(config.database.url) as store, store.write() as session:
        closed = revoke_secret_feed(session, number, now=clock.now())
    if not closed:
        raise UsageError(f"there is no open secret calendar {number}; `calagg feeds list` shows them")
    click.echo(f"secret {number}: revoked")
