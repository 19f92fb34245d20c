"""`calagg users add karin` -> karin may sign in; `list`, `password`, `disable`, `enable` and `remove`."""

import sys

import click

from calagg import clock
from calagg.cli.configured import start_log, takes_config
from calagg.config import Config
from calagg.errors import UsageError
from calagg.model.user import Role
from calagg.store import open_store
from calagg.store import users as stored


@click.group()
def users() -> None:
    """Say who may sign in on the web: reviewers judge entries, administrators see the operations as well.

    The first user that is added closes /drift to all but administrators. Passwords are asked for, or read from
    standard input when that is no terminal; they are never an argument, which others could see.

    \b
    Examples:
      calagg users add karin --role administrator
      calagg users list
    """


@users.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.REVIEWER.value,
    show_default=True,
    help="What the user may do.",
)
@takes_config
def add(config: Config, name: str, *, role: str) -> None:
    """Let NAME sign in with a password that is asked for.

    \b
    Example:
      calagg users add karin --role administrator
    """
    start_log()
    password = _ask_password()
    with open_store(config.database.url) as store, store.write() as session:
        added = stored.add_user(session, name, password, Role(role), at=clock.now())
    click.echo(f"{added.name}: {added.role}, signs in at {config.web.address}/logga-in")


@users.command("list")
@takes_config
def list_(config: Config) -> None:
    """Show who may sign in, and as what.

    \b
    Example:
      calagg users list
    """
    start_log()
    with open_store(config.database.url) as store, store.read() as session:
        for user in stored.list_users(session):
            state = f"disabled since {clock.local(user.disabled_at, config.zone):%Y-%m-%d}" if user.disabled_at else ""
            click.echo("\t".join(part for part in (user.name, user.role.value, state) if part))


@users.command()
@click.argument("name")
@takes_config
def password(config: Config, name: str) -> None:
    """Give NAME another password; whoever is signed in with the old one is signed out.

    \b
    Example:
      calagg users password karin
    """
    start_log()
    typed = _ask_password()
    with open_store(config.database.url) as store, store.write() as session:
        stored.change_password(session, name, typed)
    click.echo(f"{name}: the password is changed")


@users.command()
@click.argument("name")
@takes_config
def disable(config: Config, name: str) -> None:
    """Keep NAME from signing in, and sign NAME out; what NAME has done stays.

    \b
    Example:
      calagg users disable karin
    """
    start_log()
    with open_store(config.database.url) as store, store.write() as session:
        stored.disable_user(session, name, at=clock.now())
    click.echo(f"{name}: can't sign in any more; calagg users enable {name} takes it back")


@users.command()
@click.argument("name")
@takes_config
def enable(config: Config, name: str) -> None:
    """Let NAME sign in again.

    \b
    Example:
      calagg users enable karin
    """
    start_log()
    with open_store(config.database.url) as store, store.write() as session:
        stored.disable_user(session, name, at=None)
    click.echo(f"{name}: may sign in again")


@users.command()
@click.argument("name")
@takes_config
def remove(config: Config, name: str) -> None:
    """Forget NAME.

    \b
    Example:
      calagg users remove karin
    """
    start_log()
    with open_store(config.database.url) as store, store.write() as session:
        stored.remove_user(session, name)
    click.echo(f"{name}: is forgotten")


def _ask_password() -> str:
    """What is typed twice at the terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    if line := sys.stdin.readline().rstrip("\r\n"):
        return line
    raise UsageError("no password on standard input; type it at the terminal, or pipe it in")
