"""The directory of an OLE file (MS-CFB 2.6): names only, nothing is opened."""

from __future__ import annotations

import struct

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENTRY = 128  # bytes of one directory entry
END = 0xFFFFFFFA  # sector numbers from here on are marks


class Broken(ValueError):
    """The sector chains lead nowhere."""


def names(data: bytes) -> frozenset[str]:
    """Names of all storages and streams. Raises Broken."""
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        if size not in (512, 4096):
            raise Broken
        (first,) = struct.unpack_from("<I", data, 48)
        fat = _fat(data, size)
        return frozenset(_names(data, size, fat, first))
    except (struct.error, IndexError):
        raise Broken from None


def _sector(data: bytes, size: int, number: int) -> bytes:
    start = (number + 1) * size
    sector = data[start : start + size]
    if not sector:
        raise Broken
    return sector


def _words(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _fat(data: bytes, size: int) -> list[int]:
    """The allocation table, itself listed in the header and, beyond 109 sectors, in a chain."""
    listed = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    seen: set[int] = set()
    while more < END and more not in seen:
        seen.add(more)
        *part, more = _words(_sector(data, size, more))
        listed += part
    return [
        word for number in listed if number < END for word in _words(_sector(data, size, number))
    ]


def _names(data: bytes, size: int, fat: list[int], number: int) -> list[str]:
    found: list[str] = []
    seen: set[int] = set()
    while number < END:
        if number in seen:
            raise Broken
        seen.add(number)
        sector = _sector(data, size, number)
        for start in range(0, len(sector) - ENTRY + 1, ENTRY):
            (length,) = struct.unpack_from("<H", sector, start + 64)
            if 2 <= length <= 64:
                found.append(sector[start : start + length - 2].decode("utf-16-le", "replace"))
        number = fat[number]
    return found
