"""`extract(document)` -> Extraction: from a document to its entries, pure and safe to call from many processes."""

from calagg.extract.explain import Explained, explain
from calagg.extract.extraction import extract

# raised whenever the same text may give other entries than before, so that documents are read again
ENGINE = "3"

__all__ = ["ENGINE", "Explained", "explain", "extract"]
