"""Whether a path lies on another machine: there SQLite's locks do not hold, and pages are lost."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from pathlib import Path

NETWORK_FILES = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs"),
        *("ceph", "glusterfs", "lustre", "fuse.glusterfs", "fuse.davfs2", "fuse.sshfs"),
        *("fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.curlftpfs"),
    }
)
MOUNTS = Path("/proc/mounts")
REMOTE = 4  # what Windows says of a drive letter that stands for a share
_ESCAPED = re.compile(r"\\([0-7]{3})")  # blanks in the name of a folder


def on_a_share(path: Path, kinds: Collection[str] = NETWORK_FILES) -> bool:
    """Links are followed, to files that are not there yet too."""
    place = path.resolve()
    if is_network_name(str(path)) or is_network_name(str(place)):
        return True
    if sys.platform == "win32":
        return _is_remote_drive(place.anchor)
    mounts = MOUNTS.read_text("utf-8", "surrogateescape") if MOUNTS.exists() else ""
    return kind_of(place, mounts) in kinds


def is_network_name(path: str) -> bool:
    r"""`\\server\share`, `//server/share`, `\\?\UNC\server\share`; `\\?\C:\` is this machine."""
    name = path.replace("/", "\\")
    if name.startswith(("\\\\?\\", "\\\\.\\")):
        return name[4:8].upper() == "UNC\\"
    return name.startswith("\\\\")


def kind_of(place: Path, mounts: str) -> str:
    """The file system a resolved path lies on, as /proc/mounts tells it; empty: not known."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        point, found = line.split(" ")[1:3]
        point = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), point)
        if place.is_relative_to(point) and len(point) >= longest:  # the last one lies on top
            longest, kind = len(point), found
    return kind


def _is_remote_drive(anchor: str) -> bool:
    import ctypes

    kernel: object = getattr(ctypes, "windll").kernel32  # noqa: B009  known on Windows alone
    return bool(kernel.GetDriveTypeW(anchor) == REMOTE)  # type: ignore[attr-defined]
