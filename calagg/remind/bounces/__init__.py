"""Mails that came back: `read_bounces(store, config, now)` reads the mailbox that they return to and pauses readers.

`address` makes the address that a mail returns to, `mailbox` fetches, `notice` reads one message, `status` its codes,
`reading` brings them together; what is kept is in `calagg.store.bounces`.
"""

from calagg.remind.bounces.reading import Heard, read_bounces

__all__ = ["read_bounces", "Heard"]
