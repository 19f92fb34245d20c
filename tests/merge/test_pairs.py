"""How many of the pairs that a coordinator would join are joined, and how many that are joined are one occasion."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from calagg.merge.identity import same_occasion
from calagg.model import Entry, Grain, Kind, Moment

PAIRS = Path(__file__).parent / "pairs"
KNOWN = ("studied", "held", "wider")
NAMES = (*KNOWN, "unseen")
TOLD = re.compile(
    r"(?P<start>[\d-]+(?:T[\d:]+)?)(?:\.\.(?P<end>[\dT:-]+))? (?P<kind>[a-z]+) (?P<title>.+?)"
    r"(?: \((?P<place>[^()]+)\))?(?: \[(?P<organiser>[^\]]+)\])?"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings, the line they stand on, and whether they are one occasion."""

    line: str
    same: bool
    one: Entry
    other: Entry


def entry(text: str) -> Entry:
    """The told entry that the text describes. Raises ValueError for a text of another form."""
    found = TOLD.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no told entry; write START[..END] kind Title (place) [organiser]")
    start = Moment.parse(found["start"])
    end = found["end"] and (found["end"] if "-" in found["end"] else f"{start.day}T{found['end']}")
    return Entry(
        title=found["title"],
        kind=Kind(found["kind"]),
        start=start,
        end=Moment.parse(end) if end else None,
        grain=Grain.MINUTE if start.clock else Grain.DAY,
        location=found["place"],
        organiser=found["organiser"],
    )


def pairs(name: str) -> list[Pair]:
    """The pairs of a file, in its order."""
    made = []
    for line in (PAIRS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            mark, one, other = line.split(" | ")
            made.append(Pair(line, {"=": True, "!": False}[mark], entry(one), entry(other)))
    return made


def measured(*names: str) -> tuple[float, float, list[str]]:
    """Precision and recall on the pairs of the files, and the lines that are judged wrongly."""
    judged = [(pair, same_occasion(pair.one, pair.other)) for name in names for pair in pairs(name)]
    right = sum(pair.same and said for pair, said in judged)
    wrong = [pair.line for pair, said in judged if pair.same is not said]
    precision, recall = right / sum(said for _, said in judged), right / sum(pair.same for pair, _ in judged)
    print(f"\n{', '.join(names)}: {len(judged)} pairs, precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201 - the figures are what this test is run for
    return precision, recall, wrong


def test_there_are_enough_pairs_and_about_half_are_one() -> None:
    every = [pair for name in NAMES for pair in pairs(name)]
    assert len(every) >= 300
    assert len({pair.line for pair in every}) == len(every)
    assert 0.45 < sum(pair.same for pair in every) / len(every) < 0.55


@pytest.mark.parametrize("name", NAMES)
def test_it_does_not_matter_which_is_told_first(name: str) -> None:
    assert [p.line for p in pairs(name) if same_occasion(p.one, p.other) is not same_occasion(p.other, p.one)] == []


def test_pairs_that_rules_have_not_seen() -> None:
    precision, recall, wrong = measured("held")
    assert (precision >= 0.98, recall >= 0.9) == (True, True), "\n".join(wrong)


def test_pairs_that_rules_were_made_with() -> None:
    precision, recall, wrong = measured("studied")
    assert (precision >= 0.98, recall >= 0.95) == (True, True), "\n".join(wrong)


def test_pairs_of_another_hand() -> None:
    precision, recall, wrong = measured("wider")
    assert (precision >= 0.98, recall >= 0.9) == (True, True), "\n".join(wrong)


def test_pairs_of_another_hand_that_rules_have_not_seen() -> None:
    precision, recall, wrong = measured("unseen")
    assert (precision >= 0.98, recall >= 0.4) == (True, True), "\n".join(wrong)


def test_all_pairs_but_the_unseen() -> None:
    precision, recall, wrong = measured(*KNOWN)
    assert (precision >= 0.98, recall >= 0.95) == (True, True), "\n".join(wrong)
