"""`packaged_config()` -> …/calagg/config.toml: the files that an installed calagg carries.

In a checkout `templates/` and `config.toml` stand at the top, for the people who edit them; in a wheel the same
files lie inside the package.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _carried(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


def packaged_config() -> Path:
    """The file with the default configuration, every key explained."""
    return _carried("config.toml")


def templates() -> Path:
    """The folder that holds `web/` and `mail/`."""
    return _carried("templates")


def sample_minutes() -> Path:
    """The folder with the sample minutes, their dates still written as distances from the day of laying out."""
    return _PACKAGE / "samples"
