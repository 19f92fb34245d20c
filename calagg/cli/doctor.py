"""`calagg check --feed feeds/all.ics` -> a line for each finding, and exit code 65 where one is an error.

What is found is `calagg.publish.doctor`'s; here is where the bytes come from and where the lines go.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from calagg.errors import MissingInputError, ReadError
from calagg.publish.doctor import Language, Severity, examine_address, examine_feed, tell
from calagg.publish.doctor.fetching import MOST_READ

STANDARD_INPUT = "-"


def check_feed(feed: str, language: str | None) -> None:
    """Prints what is to be said of the feed; leaves with exit code 65 where something is an error.

    Raises MissingInputError, ReadError, UsageError and UnavailableError where there is nothing to check.
    """
    report = examine_address(feed) if "://" in feed else examine_feed(_read(feed))
    for line in tell(report, feed, Language(language) if language else language_of(os.environ)):
        click.echo(_writable(line))
    if report.count(Severity.ERROR):
        click.get_current_context().exit(ReadError.exit_code)


def language_of(environ: Mapping[str, str]) -> Language:
    """The language of the first locale that is set."""
    return Language.of_locale(environ.get("LC_ALL") or environ.get("LANG") or "")


def _read(feed: str) -> bytes:
    try:
        if feed == STANDARD_INPUT:
            data = sys.stdin.buffer.read(MOST_READ + 1)
        else:
            with Path(feed).open("rb") as file:
                data = file.read(MOST_READ + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise MissingInputError(f"--feed {feed}: can't be read ({reason}); name a file, an address or -") from None
    if len(data) > MOST_READ:
        raise ReadError(
            f"--feed {feed}: larger than {MOST_READ} bytes; no calendar program reads that", outcome="too-large"
        )
    return data


def _writable(line: str) -> str:
    """The line with what the terminal's encoding lacks written as escapes."""
    encoding = sys.stdout.encoding or "utf-8"
    return line.encode(encoding, "backslashreplace").decode(encoding)
