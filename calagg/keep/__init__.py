"""Keeping: the database as a file that can be put back, on the same kind of database or the other.

`files` writes and opens such a file, `backup` makes one and proves it, `restore` puts one back. How the rows stand in
it is in `calagg.store.portable`.
"""

from calagg.keep.backup import Backup, back_up, export_to
from calagg.keep.restore import Restored, import_from, look_into, restore

__all__ = ["Backup", "back_up", "export_to", "Restored", "import_from", "look_into", "restore"]
