"""CollectError("https://…: answers 404 Not Found; check the address"): why a source gave nothing, in one line."""

from datetime import timedelta

from calagg.errors import UnavailableError


class CollectError(UnavailableError):
    """A source, or one address of it, gave nothing. `retry_after` is how long its server wants to be left alone;
    `status` is that of its answer, 0 where there was none; `outcome` that of the document, "" where it may come yet."""

    def __init__(
        self, message: str, *, retry_after: timedelta | None = None, status: int = 0, outcome: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.outcome = outcome
