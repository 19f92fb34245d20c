"""CollectError("https://…: answers 404 Not Found; check the address"): why a source gave nothing, in one line."""

from datetime import timedelta

from calagg.errors import UnavailableError
from calagg.model.secret_urls import mask_secret_urls


class CollectError(UnavailableError):
    """A source, or one address of it, gave nothing. `retry_after` is how long its server wants to be left alone;
    `status` is that of its answer, 0 where there was none; `outcome` that of the document, "" where it may come yet.
    Addresses in the message are shown without their keys."""

    def __init__(
        self, message: str, *, retry_after: timedelta | None = None, status: int = 0, outcome: str = ""
    ) -> None:
        super().__init__(mask_secret_urls(message))
        self.status = status
        self.retry_after = retry_after
        self.outcome = outcome
