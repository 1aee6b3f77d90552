"""Everything of a station in one sealed archive of open formats, for two persons together.

A tar under the first code: `schema.json`, `records/…` and `history/…` as JSON lines,
`sheets/…` as .xlsx, `files/…` (photographs), `form-only.sealed` (what only a statutory form
prints, 民族, under a second code) and `manifest.json` with the SHA-256 of each. What is sealed
for custodians is left out, with its history: whoever reads the archive cannot tell that it is.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.service import service
from station_app.core.errors import Damaged, Refused
from station_app.core.kinds import FormOnly, Picture
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.core.show import show
from station_app.core.texts import _, render
from station_app.core.wire import canonical, to_plain
from station_app.exchange.archive import Opening, Sealing
from station_app.exchange.writing import Taken, sheet_bytes
from station_app.storage import log
from station_app.storage.durable import private, put_in_place, sync_folder
from station_app.storage.keyslot import REAL_WORK, TRAINING_WORK, new_code
from station_app.storage.tables import AuditHead, Operation
from station_app.storage.tar_parts import add
from station_app.workflows.walk import in_parts

FORMAT = 1
CHUNK = 2000  # records in one part
FORM_ONLY = "form-only.sealed"


@dataclass(frozen=True, slots=True)
class Exported:
    rows: int
    code: str  # opens the archive; said once, kept nowhere
    second_code: str  # opens what only forms print; for the second person


@service(right="second-export-all", audit="seconded the export of everything")
def second(act: Act, chief: str, reason: str) -> None:
    """The second person agrees, with a password of their own."""
    act.notes |= {"with": chief, "reason": reason}


def export_all(
    desk: Desk,
    path: Path,
    *,
    reason: str,
    seconded: Desk,
    purpose: Purpose | None = None,
    tell: Tell = unheard,
) -> Exported:
    """`seconded` is the desk of who proved another password. Nobody waits while it is written.

    The archive appears when its event stands in the log; until then no code opens what is there.
    """
    if not reason.strip():
        raise Refused(_("请写明导出的用途"))
    if path.exists():
        raise Refused(_("{file} 已存在，请换一个文件名", file=str(path)))
    if seconded.officer == desk.officer:
        raise Refused(_("全部导出须由两人办理，第二人不能是本人"))
    with seconded.act("second-export-all") as act:
        second(act, desk.officer, reason.strip())
    part = path.with_name(f".{path.name}.part")
    codes = new_code(), new_code()
    try:
        with desk.survey("export-all", purpose=purpose) as act:
            taken = Taken(desk.officer, desk.now(), reason.strip(), str(act.stamp.act_id))
            rows = write_all(act, part, codes, taken, seconded.officer, tell)
        put_in_place(part, path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Exported(rows, *codes)


@service(right="export-all", audit="exported everything")
def write_all(
    act: Act, path: Path, codes: tuple[str, str], taken: Taken, seconded: str, tell: Tell
) -> int:
    """Rows of all registers, of one moment."""
    work = TRAINING_WORK if act.training else REAL_WORK
    with open(path, "wb", opener=private) as out:
        sealing = Sealing(out, codes[0], work)
        with tarfile.open(fileobj=sealing, mode="w|") as tar:  # type: ignore[call-overload]
            archive = _Archive(act, tar, taken, Progress(_size(act), tell))
            counts = {r.name: archive.register(r) for r in act.registers.values()}
            form_only = io.BytesIO()
            inner = Sealing(form_only, codes[1], work)
            inner.write(_lines(archive.form_only))
            inner.close()
            archive.put(FORM_ONLY, form_only.getvalue())
            archive.close(counts, seconded)
        sealing.close()
    act.notes |= {"reason": taken.reason, "rows": sum(counts.values()), "second": seconded}
    return sum(counts.values())


class _Archive:
    def __init__(self, act: Act, tar: tarfile.TarFile, taken: Taken, progress: Progress) -> None:
        self.act, self.tar, self.taken, self.progress = act, tar, taken, progress
        self.form_only: list[dict[str, Any]] = []
        self.hashes: dict[str, str] = {}
        self.put("schema.json", _json({name: _schema(r) for name, r in act.registers.items()}))

    def put(self, name: str, content: bytes) -> None:
        self.hashes[name] = hashlib.sha256(content).hexdigest()
        add(self.tar, name, content)

    def register(self, register: Register) -> int:
        """In parts of some thousand records: each is made in memory and sealed at once."""
        count = 0
        for at, records in enumerate(in_parts(self.act, register, CHUNK), start=1):
            part = f"{register.name}-{at:04}"
            self.put(f"records/{part}.jsonl", _lines([self._open(register, r) for r in records]))
            self.put(f"history/{part}.jsonl", _lines(self._history(register, records)))
            self.put(f"sheets/{part}.xlsx", self._sheet(register, records))
            self._files(register, records)
            for record in records:
                self.act.show(register.name, record.id)
            count += len(records)
            self.progress.on(len(records))
        return count

    def _open(self, register: Register, record: Record) -> dict[str, Any]:
        values = to_plain(register, {f.name: getattr(record, f.name) for f in register.fields})
        told = {"id": str(record.id), "scope": record.scope, "revision": record.revision}
        withdrawn = record.withdrawn_at and record.withdrawn_at.isoformat()
        return told | {"withdrawn": withdrawn, "fields": self._apart(register, record.id, values)}

    def _history(self, register: Register, records: Sequence[Record]) -> list[dict[str, Any]]:
        mine = Operation.record_id.in_([record.id for record in records])
        return [
            {
                "id": str(op.record_id),
                "operation": str(op.op_id),
                "kind": op.kind,
                "at": op.at.isoformat(),
                "officer": op.actor,
                "act": str(op.act_id),
                "set": self._apart(register, op.record_id, body, op.op_id),
            }
            for op, body in log.operations(self.act.session, mine)
        ]

    def _apart(
        self, register: Register, id: UUID, values: dict[str, Any], op: UUID | None = None
    ) -> dict[str, Any]:
        """Without what only a form prints, which goes under the second code."""
        forms = {f.name for f in register.fields if isinstance(f.kind, FormOnly)}
        if held := {n: v for n, v in values.items() if n in forms and v}:
            told = {"register": register.name, "id": str(id), "operation": op and str(op)}
            self.form_only.append(told | {"set": held})
        return {name: value for name, value in values.items() if name not in forms}

    def _sheet(self, register: Register, records: Sequence[Record]) -> bytes:
        fields = [f for f in register.fields if not isinstance(f.kind, FormOnly | Picture)]
        rows = ((str(r.id), *(show(f.kind, getattr(r, f.name)) for f in fields)) for r in records)
        headings = (_("编号"), *(field.label for field in fields))
        return sheet_bytes(register.title, headings, rows, self.taken)

    def _files(self, register: Register, records: Sequence[Record]) -> None:
        fields = [f.name for f in register.fields if isinstance(f.kind, Picture)]
        for sha in {getattr(r, name) for r in records for name in fields} - {None, ""}:
            if (name := f"files/{sha}.jpg") not in self.hashes:
                with suppress(Damaged):  # `station check` tells it; the manifest has no such file
                    self.put(name, self.act.blobs.get(sha))

    def close(self, counts: dict[str, int], seconded: str) -> None:
        heads = {h.log_id: [h.number, h.hash] for h in self.act.all(select(AuditHead))}
        told = {
            "format": FORMAT,
            "station": self.act.station,
            "organisation": self.act.stamp.scope,
            "at": self.taken.at.isoformat(),
            "officer": self.taken.officer,
            "second": seconded,
            "reason": self.taken.reason,
            "act": self.taken.log_id,
            "counts": counts,
            "log": heads,
            "files": self.hashes,
        }
        add(self.tar, "manifest.json", _json(told))


def unpack(file: Path, folder: Path, code: str, second_code: str = "") -> int:
    """What is in an archive, in plain, into an empty folder; answers the number of files.

    Every file is proved by the manifest. Raises Locked, Damaged, Refused; then nothing is left.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(_("{folder} 不是空文件夹", folder=str(folder)))
    found, part = dict[str, str](), folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    try:
        with file.open("rb") as source:
            opening = Opening(source, code)
            _extract(opening, part, found)
            opening.read()  # to the end: what was cut off is found
        manifest = json.loads((part / "manifest.json").read_bytes())
        if {**manifest["files"], "manifest.json": found["manifest.json"]} != found:
            raise Damaged(_("归档文件与其清单不符"))
        if second_code:
            inner = Opening(io.BytesIO((part / FORM_ONLY).read_bytes()), second_code)
            (part / "form-only.jsonl").write_bytes(inner.read())
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return len(found)


def _extract(opening: Opening, folder: Path, found: dict[str, str]) -> None:
    try:
        with tarfile.open(fileobj=opening, mode="r|") as tar:  # type: ignore[call-overload]
            for member in tar:
                content = tar.extractfile(member)
                path = (folder / member.name).resolve()
                if content is None or not path.is_relative_to(folder.resolve()):
                    raise Damaged(_("归档文件与其清单不符"))
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                raw = content.read()
                with open(path, "xb", opener=private) as out:
                    out.write(raw)
                found[member.name] = hashlib.sha256(raw).hexdigest()
    except tarfile.TarError:
        raise Damaged(_("归档文件与其清单不符")) from None


def _size(act: Act) -> int:
    counts = (select(func.count()).select_from(r.record) for r in act.registers.values())
    return sum(act.session.scalar(count) or 0 for count in counts)


def _schema(register: Register) -> dict[str, Any]:
    fields = [
        {"name": f.name, "title": render(f.label), "kind": type(f.kind).__name__}
        for f in register.fields
    ]
    return {"title": render(register.title), "fields": fields}


def _lines(bodies: Sequence[dict[str, Any]]) -> bytes:
    return "".join(f"{canonical(body)}\n" for body in bodies).encode()


def _json(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, indent=1).encode()
