"""How far a long run is, in words."""

import pytest

from calagg.cli.progress import standing


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (1200, 10_000, 150.0, "1200 of 10000 documents, 8.0 a second, 18 minutes left"),
        (90, 100, 30.0, "90 of 100 documents, 3.0 a second, 3 seconds left"),
    ],
)
def test_what_is_left_is_told(done: int, total: int, seconds: float, said: str) -> None:
    assert standing(done, total, seconds) == said
