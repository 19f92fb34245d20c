"""`calagg ingest minutes/` -> exit code 0, or one line on standard error and the code of its error class.

Each command is a file of its own, loaded when it is called: `calagg extract` needs neither database nor web. A bug
keeps its traceback.
"""

import sys
from importlib import import_module
from keyword import iskeyword

import click

from calagg.errors import CalaggError

COMMANDS = (
    *("up", "ingest", "extract", "explain", "publish", "serve", "work", "tick", "check", "feeds", "merge"),
    *("review", "sources", "subscribers", "users", "backup", "restore", "export", "import", "retention"),
)


class Calagg(click.Group):
    """The group of commands; turns a CalaggError into its line and its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"calagg.cli.{name}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CalaggError as error:
            click.echo(f"calagg: {error}", err=True)
            sys.exit(error.exit_code)


@click.group(cls=Calagg, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="calagg", message="calagg %(version)s")
def main() -> None:
    """Minutes in, calendar out: finds the dates in Swedish meeting minutes and publishes them.

    \b
    The shortest way: put minutes in the folder `minutes` (or nothing at all, for a first look) and run
      calagg up
    which reads them, serves the web list and the calendars, and sends the reminders.
    """
