"""Parts of a tar, hashed and counted as they pass."""

from __future__ import annotations

import hashlib
import io
import tarfile
from typing import IO

from station_app.core.progress import Progress


class Hashing:
    """A file that is read once: SHA-256 of what was read, and how far it is."""

    def __init__(self, file: IO[bytes], progress: Progress) -> None:
        self._file, self._progress = file, progress
        self.sha = hashlib.sha256()

    def read(self, size: int) -> bytes:
        chunk = self._file.read(size)
        self.sha.update(chunk)
        self._progress.on(len(chunk))
        return chunk


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))
