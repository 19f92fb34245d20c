"""`Source(kind="url", url="https://…")` -> Collected(data=b"…", name="protokoll.pdf"): what a configured source holds.

`folders` finds files and `watching` waits for them to change; `visit` fetches from the web, only from `addresses` that
are public, as `robots` allows it, and `pages` finds the `links` on a page; `mailbox` reads mails. Nothing here knows
the store or makes anything of the bytes: that is `calagg.intake`, whose turn it is in `calagg.sources`.
"""

from calagg.collect.collected import Collected, Missed, Remembered
from calagg.collect.faults import CollectError
from calagg.collect.visit import Visitor, fetch_url

__all__ = ["Collected", "Missed", "Remembered", "CollectError", "Visitor", "fetch_url"]
