"""Work on a whole home in a process of its own: export, backup, check, the log."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from station_app import app
from station_app.access import log
from station_app.access.purposes import Purpose
from station_app.access.upkeep import Backup
from station_app.core.errors import Explained, Refused
from station_app.core.progress import Tell
from station_app.core.texts import _
from station_app.storage.audit_proof import Fault
from station_app.storage.checkpoints import Checkpoint
from station_app.storage.durable import write_durably
from station_app.storage.pages import Query
from station_app.workflows import check as checking
from station_app.workflows.check import Finding
from station_app.workflows.export import export_list
from ui.kit.processes import Cancelled, Child
from ui.pages.import_job import desk_of

KIB = 1024


def export(
    child: Child,
    home: Path,
    officer: str,
    register: str,
    query: Query,
    path: Path,
    reason: str,
    purpose: Purpose | None,
    rows: int,
) -> int:
    """Rows written; `rows` are expected. Half of the work is reading, half is writing."""
    told = teller(child)

    def tell(done: int) -> None:
        told(done // 2, max(0, rows - done // 2))

    with desk_of(child, home, officer) as desk, _explained(path):
        return export_list(
            desk,
            desk.registers[register],
            query,
            path,
            reason=reason,
            purpose=purpose,
            tell=tell,
        )


def teller(child: Child, unit: int = 1) -> Tell:
    """Tells the window how far it is, in units, and ends the work where Cancel was pressed."""

    def tell(done: int, left: int) -> None:
        if child.stopped:
            raise Cancelled
        child.tell((done // unit, left // unit))

    return tell


def back_up(child: Child, home: Path, officer: str, path: Path) -> Path:
    station = app.open_home(home, bytearray(child.key))
    try:
        with _explained(path):
            app.backup(station, station.desk(officer), path, teller(child, KIB))
    finally:
        station.close()
    return path


def keep_copy(child: Child, home: Path, officer: str, if_due: bool) -> Backup:
    """One more of the backups in the home and in their second place; `if_due`: or none."""
    station = app.open_home(home, bytearray(child.key))
    try:
        with _explained(home):
            return app.keep_copy(station, station.desk(officer), teller(child, KIB), if_due=if_due)
    finally:
        station.close()


def check(child: Child, home: Path, officer: str) -> list[Finding]:
    """What the engine says of its file; of the records only where the file can be read."""
    with desk_of(child, home, officer) as desk:
        if found := checking.of_file(home, desk.engine_faults(), desk.now()):
            return found
        with desk.survey("check") as act:
            return checking.check(act, teller(child))


def verify_log(
    child: Child, home: Path, officer: str, anchors: Sequence[Checkpoint] = ()
) -> list[Fault]:
    with desk_of(child, home, officer) as desk, desk.survey("verify-audit") as act:
        return log.verify_audit(act, teller(child), anchors)


def hand_over_log(child: Child, home: Path, officer: str, path: Path) -> int:
    """Events written, one a line. The event of it stands before the file does."""
    with desk_of(child, home, officer) as desk, _explained(path):
        if path.exists():
            raise Refused(_("{file} 已存在，请换一个文件名", file=str(path)))
        with desk.survey("export-audit") as act:
            events = log.export_audit(act)
        lines = [json.dumps(event, ensure_ascii=False) + "\n" for event in events]
        write_durably(path, "".join(lines).encode())
    return len(lines)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError:
        raise Explained(_("写不了“{name}”，请检查磁盘空间和文件夹权限", name=path.name)) from None
