"""From the store to `.ics` files, the only place that knows icalendar: `publish_feeds(store, config, today)`."""

from calagg.publish.feeds import Published, calendar_bytes, entry_bytes, publish_feeds

__all__ = ["publish_feeds", "Published", "calendar_bytes", "entry_bytes"]
