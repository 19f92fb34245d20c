"""From the store to `.ics` files, the only place that knows icalendar: `publish_feeds(store, config, today)`."""

from calagg.publish.feeds import Published, publish_feeds

__all__ = ["publish_feeds", "Published"]
