"""The base URL -> the foot of every printed page, "calagg · kalender.example.se", which no file of ours can know."""

from calagg.config import Config


def paper_rules(config: Config) -> str:
    """The rule that ends the style sheet for paper."""
    shown = config.web.address.partition("://")[2]
    quoted = "".join(letter if letter.isalnum() or letter in ".:/-" else f"\\{ord(letter):x} " for letter in shown)
    return f'@page {{ @bottom-left {{ content: "calagg · {quoted}"; font: 8pt Arial, sans-serif; }} }}\n'
