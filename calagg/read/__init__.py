"""`read_document("protokoll.html")` -> Document: bytes in, cleaned text with anchors out, whatever the format."""

from calagg.read.document import MAX_BYTES, hash_bytes, hash_file, origin_of, read_bytes, read_document

__all__ = ["MAX_BYTES", "hash_bytes", "hash_file", "origin_of", "read_bytes", "read_document"]
