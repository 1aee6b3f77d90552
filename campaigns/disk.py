"""What a disk may hold after the power failed, worked out from what a program did to its files.

Only what was synced is sure. Of the rest every sector of 512 bytes may be there or not, in any
state it had since, and names in a folder are sure only once the folder was synced. That is
more than ext4 or NTFS would do to anybody: a program that survives it survives them.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

Mode = Literal["all", "none", "random", "torn"]
MODES: tuple[Mode, ...] = ("none", "random", "torn", "all")
SECTOR = 512
HEAD = struct.Struct("<ciqI")  # kind, descriptor, offset, length: as recorder.c writes it


@dataclass(frozen=True, slots=True)
class Call:
    kind: str
    descriptor: int
    offset: int
    data: bytes

    @property
    def names(self) -> bool:
        """Whether `data` is a path, or two."""
        return self.kind in "OCTmur"

    @property
    def path(self) -> str:
        return self.data.decode()


def calls(log: Path) -> Iterator[Call]:
    raw, at = log.read_bytes(), 0
    while at < len(raw):
        kind, descriptor, offset, length = HEAD.unpack_from(raw, at)
        at += HEAD.size + length
        yield Call(kind.decode(), descriptor, offset, raw[at - length : at])


@dataclass(slots=True, eq=False)
class File:
    synced: bytearray
    size: int = 0  # as the program sees it
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut off there

    def write(self, offset: int, data: bytes) -> None:
        self.waiting.append((offset, data))
        self.size = max(self.size, offset + len(data))

    def cut(self, size: int) -> None:
        self.waiting.append((size, None))
        self.size = size

    def sync(self) -> None:
        for offset, data in self.waiting:
            _put(self.synced, offset, data)
        self.waiting.clear()

    def content(self, mode: Mode, chance: random.Random) -> bytearray:
        found = bytearray(self.synced)
        if mode == "none" or not self.waiting:
            return found
        cuts = any(data is None for _offset, data in self.waiting)
        if mode == "random" and not cuts:
            self._scatter(found, chance)
        else:
            last = len(self.waiting) if mode == "all" else chance.randrange(len(self.waiting))
            for offset, data in self.waiting[:last]:
                _put(found, offset, data)
            if last < len(self.waiting) and (data := self.waiting[last][1]) is not None:
                for offset, piece in _sectors(self.waiting[last][0], data):
                    if chance.random() < 0.5:
                        _put(found, offset, piece)
        if mode == "random" and len(found) < self.size and chance.random() < 0.5:
            found.extend(bytes(self.size - len(found)))  # the length was kept, what is in it not
        return found

    def _scatter(self, found: bytearray, chance: random.Random) -> None:
        """Each sector as it was at some moment since the last sync."""
        states: dict[int, list[tuple[int, bytes]]] = {}
        for offset, data in self.waiting:
            for at, piece in _sectors(offset, data or b""):
                states.setdefault(at // SECTOR, []).append((at, piece))
        for since in states.values():
            for at, piece in since[: chance.randint(0, len(since))]:
                _put(found, at, piece)


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        n = SECTOR - (offset + at) % SECTOR
        yield offset + at, data[at : at + n]
        at += n


def _put(content: bytearray, offset: int, data: bytes | None) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data) if data is not None else None] = data or b""


Names = dict[str, "File | None"]  # path → its file, None for a folder


@dataclass(slots=True)
class Disk:
    """Files below one folder, from their state at the start."""

    folder: Path
    seen: Names = field(default_factory=dict)  # by the program
    sure: Names = field(default_factory=dict)
    waiting: dict[str, list[Names]] = field(default_factory=dict)  # folder → changes; a removal
    _open: dict[int, File | str] = field(default_factory=dict)  # a folder by its path

    @classmethod
    def of(cls, folder: Path) -> Disk:
        found: Names = {str(folder): None}
        for path in sorted(folder.rglob("*")):
            whole = bytearray(path.read_bytes()) if path.is_file() else None
            found[str(path)] = None if whole is None else File(whole, len(whole))
        return cls(folder, dict(found), dict(found))

    def replay(self, call: Call) -> None:
        match call.kind:
            case "O" | "C" | "T":
                self._opened(call)
            case "c":
                self._open.pop(call.descriptor, None)
            case "m":
                self._named(call.path, None)
            case "u":
                self._named(call.path, _GONE)
            case "r":
                old, new = call.path.split("\0")
                self._named(new, self.seen[old])
                self._named(old, _GONE)
            case kind:
                self._on_file(kind, call)

    def _opened(self, call: Call) -> None:
        if call.path in self.seen and (file := self.seen[call.path]) is None:
            self._open[call.descriptor] = call.path
            return
        if call.path not in self.seen:
            self._named(call.path, File(bytearray()))
        file = self.seen[call.path]
        assert file is not None
        self._open[call.descriptor] = file
        if call.kind == "T" and file.size:
            file.cut(0)

    def _on_file(self, kind: str, call: Call) -> None:
        file = self._open[call.descriptor]
        if isinstance(file, str):
            for change in self.waiting.pop(file, []):
                _apply(self.sure, change)
        elif kind == "s":
            file.sync()
        elif kind == "t":
            file.cut(call.offset)
        else:
            file.write(call.offset, call.data)

    def _named(self, path: str, file: File | None) -> None:
        _apply(self.seen, {path: file})
        self.waiting.setdefault(str(PurePosixPath(path).parent), []).append({path: file})

    @property
    def unsure(self) -> bool:
        """Whether anything could be missing if the power failed now."""
        held = [*self.seen.values(), *self.sure.values()]
        return any(self.waiting.values()) or any(f.waiting for f in held if f is not None)

    def image(self, mode: Mode, chance: random.Random, target: Path) -> None:
        """Writes what the disk holds then into an empty folder."""
        names = dict(self.sure)
        for changes in self.waiting.values():
            n = len(changes)
            kept = {"all": n, "none": 0}.get(mode, chance.randint(0, n))
            for change in changes[:kept]:
                _apply(names, change)
        for path, file in sorted(names.items()):
            place = target / PurePosixPath(path).relative_to(self.folder)
            if not place.parent.is_dir():
                continue  # in a folder whose own name was lost
            if file is None:
                place.mkdir(exist_ok=True)
            else:
                place.write_bytes(file.content(mode, chance))


_GONE = File(bytearray())


def _apply(names: Names, change: Names) -> None:
    for path, file in change.items():
        if file is _GONE:
            names.pop(path, None)
        else:
            names[path] = file
