"""A mail as Outlook saves it (.msg), for the tests: a compound file, written by hand because no library writes one.

Source: [MS-CFB] for the container, [MS-OXMSG] for the properties in it.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, SMALL, SMALL_BELOW = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NOBODY = 0xFFFFFFFF
TEXT, BINARY, TIME, NUMBER = 0x001F, 0x0102, 0x0040, 0x0003
CLASS, SUBJECT, BODY, HTML, SENT_AT, CODE_PAGE = 0x001A, 0x0037, 0x1000, 0x1013, 0x0039, 0x3FDE
FILE_NAME, FILE_BYTES, METHOD = 0x3707, 0x3701, 0x3705
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass
class Folder:
    """A storage: its streams by name, its storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, "Folder"] = field(default_factory=dict)


def as_msg(
    subject: str,
    *,
    text: str = "",
    html: str = "",
    sent_at: datetime | None = None,
    attached: Mapping[str, bytes] | None = None,
    message_class: str = "IPM.Note",
) -> bytes:
    """The bytes of a .msg."""
    values: list[tuple[int, int, object]] = [(CLASS, TEXT, message_class), (SUBJECT, TEXT, subject)]
    if text:
        values.append((BODY, TEXT, text))
    if html:
        values += [(HTML, BINARY, html.encode()), (CODE_PAGE, NUMBER, 65001)]
    if sent_at:
        values.append((SENT_AT, TIME, sent_at))
    root = _properties(values, header=struct.pack("<8x4I8x", 0, len(attached or {}), 0, len(attached or {})))
    for number, (name, data) in enumerate((attached or {}).items()):
        held: list[tuple[int, int, object]] = [(FILE_NAME, TEXT, name), (FILE_BYTES, BINARY, data), (METHOD, NUMBER, 1)]
        root.folders[f"__attach_version1.0_#{number:08X}"] = _properties(held, header=bytes(8))
    return compound_file(root)


def _properties(values: Sequence[tuple[int, int, object]], header: bytes) -> Folder:
    folder, table = Folder(), header
    for pid, kind, value in values:
        if isinstance(value, datetime):
            ticks = int((value - EPOCH).total_seconds()) * 10_000_000
            table += struct.pack("<HHIQ", kind, pid, 6, ticks)
        elif isinstance(value, int):
            table += struct.pack("<HHIII", kind, pid, 6, value, 0)
        else:
            data = value.encode("utf_16_le") if isinstance(value, str) else bytes(value)  # type: ignore[call-overload]
            folder.streams[f"__substg1.0_{pid:04X}{kind:04X}"] = data
            table += struct.pack("<HHIII", kind, pid, 6, len(data) + (2 if kind == TEXT else 0), 0)
    folder.streams["__properties_version1.0"] = table
    return folder


def compound_file(root: Folder) -> bytes:
    """The container's bytes: header, sectors, and at the end the table of what follows what."""
    entries: list[bytes] = [b""]
    sectors, small = bytearray(), bytearray()
    follows: list[int] = []
    small_follows: list[int] = []

    def chain(data: bytes, into: bytearray, after: list[int], size: int) -> int:
        """Where the data begins, after it has been laid in one piece."""
        count = -(-len(data) // size)
        first = len(after)
        into += data.ljust(count * size, b"\0")
        after.extend([*range(first + 1, first + count), END][:count])
        return first if count else END

    def entry(name: str, kind: int, child: int, chained: tuple[int, int], sibling: int) -> bytes:
        letters = name.encode("utf_16_le") + b"\0\0"
        return struct.pack("<64sHBBIII16xI8x8xIQ", letters, len(letters), kind, 1, NOBODY, sibling, child, 0, *chained)

    def lay(folder: Folder) -> int:
        """The number of the folder's first entry; each has the next as its right neighbour."""
        names = sorted([*folder.streams, *folder.folders], key=lambda n: (len(n), n.upper()))
        numbers = range(len(entries), len(entries) + len(names))
        entries.extend([b""] * len(names))
        for number, name in zip(numbers, names, strict=True):
            sibling = number + 1 if number + 1 < numbers.stop else NOBODY
            if name in folder.folders:
                entries[number] = entry(name, 1, lay(folder.folders[name]), (0, 0), sibling)
                continue
            data = folder.streams[name]
            is_small = len(data) < SMALL_BELOW
            place = (small, small_follows, SMALL) if is_small else (sectors, follows, SECTOR)
            entries[number] = entry(name, 2, NOBODY, (chain(data, *place), len(data)), sibling)
        return numbers.start if names else NOBODY

    child = lay(root)
    small_at = chain(bytes(small), sectors, follows, SECTOR)
    entries[0] = entry("Root Entry", 5, child, (small_at, len(small)), NOBODY)
    table_at = chain(struct.pack(f"<{len(small_follows)}I", *small_follows), sectors, follows, SECTOR)
    directory_at = chain(b"".join(entries), sectors, follows, SECTOR)
    fats = 1
    while fats * SECTOR // 4 < len(follows) + fats:
        fats += 1
    first_fat = len(follows)
    follows += [FAT] * fats
    fat = struct.pack(f"<{len(follows)}I", *follows).ljust(fats * SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, fats, directory_at, 0, SMALL_BELOW, table_at, -(-len(small_follows) * 4 // SECTOR), END, 0),
    )
    header += struct.pack("<109I", *range(first_fat, first_fat + fats), *[FREE] * (109 - fats))
    return header + bytes(sectors) + fat
