"""Parts <-> the JSON in which the child process answers: what `child.py` writes and `isolate.py` takes.

JSON and no pickle: a file that takes the child over must not be able to run anything in its parent.
"""

from base64 import b64decode, b64encode
from dataclasses import asdict, astuple
from datetime import date
from typing import Any

from calagg.model import Anchor, Evidence, Moment, Span, StatedEvent, StatedTime
from calagg.read.parts import Attachment, Parts


def answer_of(parts: Parts) -> dict[str, Any]:
    """The parts as JSON; `parts_of` gives them back unchanged."""
    return {
        "text": parts.text,
        "title": parts.title,
        "anchors": [astuple(anchor) for anchor in parts.anchors],
        "evidence": [(one.day.isoformat(), one.what) for one in parts.evidence],
        "attachments": [(one.name, b64encode(one.data).decode()) for one in parts.attachments],
        "stated": [
            asdict(one)
            | {
                "span": astuple(one.span),
                "start": str(one.start),
                "end": str(one.end) if one.end else None,
            }
            for one in parts.stated
        ],
        "times": [(*astuple(one.span), one.value, one.own) for one in parts.times],
    }


def parts_of(answer: dict[str, Any]) -> Parts:
    """The parts that `answer_of` wrote."""
    return Parts(
        text=answer["text"],
        title=answer["title"],
        anchors=tuple(Anchor(*anchor) for anchor in answer["anchors"]),
        evidence=tuple(Evidence(date.fromisoformat(day), what) for day, what in answer["evidence"]),
        attachments=tuple(Attachment(name, b64decode(data)) for name, data in answer["attachments"]),
        stated=tuple(_event(one) for one in answer["stated"]),
        times=tuple(
            StatedTime(span=Span(start, end), value=value, own=own) for start, end, value, own in answer["times"]
        ),
    )


def _event(one: dict[str, Any]) -> StatedEvent:
    moments = {"start": Moment.parse(one["start"]), "end": Moment.parse(one["end"]) if one["end"] else None}
    return StatedEvent(**one | moments | {"span": Span(*one["span"])})
