"""What a mail of the outbox is for, as its row keeps it: the day's digest, what can't wait for it, a confirmation, an
alarm to the administrator."""

DIGEST, NOTICE, CONFIRM, ALARM = "digest", "notice", "confirm", "alarm"
