"""`--config FILE` -> the command's first argument, a Config: what every command takes, and how it logs."""

import functools
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from calagg.config import Config, load_config

R = TypeVar("R")


def takes_config(command: Callable[..., R]) -> Callable[..., R]:
    """Gives the command the configuration from --config, ./config.toml or the packaged defaults, and CALAGG_…."""

    @click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The configuration; without it ./config.toml, else the defaults that calagg carries.",
    )
    @functools.wraps(command)
    def with_config(*args: Any, config_file: Path | None, **kwargs: Any) -> R:
        above = click.get_current_context().parent  # a group that takes a configuration hands it on
        given = config_file or (above.params.get("config_file") if above else None)
        return command(load_config(given, os.environ), *args, **kwargs)

    return with_config


def takes_address(command: Callable[..., R]) -> Callable[..., R]:
    """Gives the command --host and --port."""
    host = click.option("--host", metavar="ADDRESS", help="Listen on this address instead of [web] host.")
    port = click.option("--port", type=click.IntRange(1, 65535), help="Listen on this port instead of [web] port.")
    return host(port(command))


def with_address(config: Config, host: str | None, port: int | None) -> Config:
    """The configuration with what --host and --port say."""
    web = replace(config.web, host=host or config.web.host, port=port or config.web.port)
    return replace(config, web=web)


def start_log(*, running: bool = False) -> None:
    """Log lines go to standard error: plain for a command, with the time for a process that keeps `running`."""
    form = "%(asctime)s %(levelname)s %(message)s" if running else "calagg: %(message)s"
    logging.basicConfig(stream=sys.stderr, format=form, level=logging.WARNING, force=True)
    logging.getLogger("calagg").setLevel(logging.INFO)
