"""GET /paper.css -> the foot of every printed page, "calagg · kalender.example.se", which no static file can know."""

from flask import Blueprint, Response

from calagg.config import Config


def paper_blueprint(config: Config) -> Blueprint:
    """The route of the style sheet that is loaded for print after `print.css`."""
    blueprint = Blueprint("paper", __name__)
    shown = config.web.address.partition("://")[2]
    quoted = "".join(letter if letter.isalnum() or letter in ".:/-" else f"\\{ord(letter):x} " for letter in shown)
    rule = f'@page {{ @bottom-left {{ content: "calagg · {quoted}"; font: 8pt Arial, sans-serif; }} }}\n'

    @blueprint.get("/paper.css")
    def paper() -> Response:
        return Response(rule, content_type="text/css; charset=utf-8")

    return blueprint
