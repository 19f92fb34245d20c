"""`read_document("protokoll.html")` -> Document: bytes in, cleaned text with anchors out, whatever the format."""

from calagg.read.document import (
    MAX_BYTES,
    Content,
    attachments_of,
    hash_bytes,
    is_mailbox,
    open_content,
    origin_of,
    read_bytes,
    read_content,
    read_document,
)

__all__ = [
    "read_document",
    "read_bytes",
    "open_content",
    "attachments_of",
    "is_mailbox",
    "read_content",
    "Content",
    "hash_bytes",
    "origin_of",
    "MAX_BYTES",
]
