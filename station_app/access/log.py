"""Services on the audit log: prove it, sign how far it is, hand it over, ask who looked."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import DECLARED, service
from station_app.access.titles import TITLES
from station_app.core.errors import Refused
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.texts import Shown, Text, _
from station_app.storage import audit, audit_proof, checkpoints, references, settings
from station_app.storage.audit_proof import Fault, Held
from station_app.storage.checkpoints import CUT, Checkpoint
from station_app.storage.tables import AuditHead

WAS_CUT = _("审计日志曾被截短或换成旧的：请审计员核对日志；所领导打印日志校验单后不再提示")
FAULTS: dict[str, Text] = {  # what of a fault → in words
    "chain": _("条目被改动、删除、插入或调换"),
    "checkpoint": _("与数据库中的校验点不符，或缺少校验点"),
    "signature": _("校验点不是本所签名的"),
    "keys": _("设备签名公钥与日志所载不符"),
    "file": _("与数据库外的校验点文件不符"),
    "memory": _("与本机记住的日志位置不符：日志曾被截短、改写或换成旧的"),
    "anchor": _("与所给的校验点不符：此后日志被改写或截短"),
    "reads": _("与查阅人记录不符"),
    "looks": _("与自主查询清单不符"),
    "county": _("与县局会签或留存的不符"),
    "tree": _("县局的校验树前后不符，或不再用登记时的密钥签名"),
    "clock": _("时钟曾被拨回"),
}
EVENTS: dict[str, Text] = {  # where the right alone does not say it
    "read": _("查看"),
    "read history": _("查看变更记录"),
    "read links": _("查看关联"),
    "read names": _("查看姓名"),
    "searched": _("查询"),
    "household shown": _("查看全户"),
    "dwelling shown": _("查看住户"),
    "previewed": _("打印前查看"),
    "printed": _("打印"),
}


def event_title(name: str) -> Shown:
    """What an entry of the log tells, in the words of the right it was done by."""
    if name in EVENTS:
        return EVENTS[name]
    rights = (declared.right for declared in DECLARED.values() if declared.audit == name)
    return TITLES.get(next(rights, ""), name)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody saw a record, or one merged with it."""

    at: datetime
    officer: str
    role: str
    event: str
    purpose: str
    reference: str
    explanation: str
    free: bool  # no work in hand had brought the purpose
    records: int  # seen in the same look
    number: int  # of the entry in its log


@service(right="settle-search", audit="searched")
def settle_search(act: Act, term: str, count: int) -> None:
    """A look-up that has settled: the term as an HMAC, and how many were shown."""
    act.searched = True
    act.notes |= {"term": act.term(term), "hits": count}


@service(right="note-copy", audit="copied")
def note_copy(act: Act, text: str, register: str = "", id: UUID | None = None) -> None:
    """Something was copied out of the window: an HMAC of it, and the record that was open.

    The same HMAC as of a search, so that it can be asked whether a number was taken along.
    """
    act.notes |= {"term": act.term(text), "length": len(text)}
    if id is not None:
        act.touch(register, id)


@service(right="back-up", audit="backed up")
def back_up(act: Act, file: str) -> None:
    """The event of a backup; the copy is made by who holds the key, checkpoint and all."""
    act.notes |= {"file": file}
    act.signed = True


@service(right="verify-audit", audit="log verified")
def verify_audit(act: Act, tell: Tell = unheard, anchors: Sequence[Checkpoint] = ()) -> list[Fault]:
    """The first fault of each kind in every device's chain; `clock` alone breaks none."""
    return proof(act, Progress(audit.size(act.session), tell), anchors)


def proof(act: Act, progress: Progress, anchors: Sequence[Checkpoint] = ()) -> list[Fault]:
    file = act.witness.checkpoints() if act.witness else None
    device = act.device if act.witness else ""
    memory = checkpoints.contradicted(act.session, device) if device else ""
    held = Held(device=device, file=file, anchors=anchors, memory=memory)
    return audit_proof.faults(act.session, progress, act.registers, held)


def read_anchors(content: bytes) -> list[Checkpoint]:
    """Of what was kept: the text of a QR, the file of checkpoints, or an exported log.

    A text that was typed may be parted by blanks. Raises NotACheckpoint.
    """
    with suppress(checkpoints.NotACheckpoint):
        return [checkpoints.read(b"".join(content.split()).decode("ascii", "replace"))]
    if found := list(checkpoints.readable(content)):
        return found
    last: dict[str, Checkpoint] = {}
    try:
        for line in content.decode("utf-8").splitlines():
            told = json.loads(line)
            at = datetime.fromisoformat(told["event"]["at"])
            one = Checkpoint("", told["log"], told["number"], told["hash"], at)
            last[one.log_id] = one
    except (ValueError, KeyError, TypeError):
        raise checkpoints.NotACheckpoint from None
    if not last:
        raise checkpoints.NotACheckpoint
    return list(last.values())


def anchors_of(file: Path) -> list[Checkpoint]:
    """Of a file that was kept: one of these, or a backup. Raises NotACheckpoint, OSError."""
    if not tarfile.is_tarfile(file):
        return read_anchors(file.read_bytes())
    with tarfile.open(file, "r:") as tar:
        names = [name for name in tar.getnames() if name == checkpoints.FILE]
        parts = [part for name in names if (part := tar.extractfile(name))]
        return read_anchors(b"".join(part.read() for part in parts))


@service(right="seal-log", audit="log signed")
def sign_log(act: Act) -> None:
    """The event that its own checkpoint follows; see `signed_log`.

    Where the log was found cut it says so, and officers are told of it no more.
    """
    act.signed = True
    if cut := settings.get(act.session, CUT):
        act.notes |= {"cut_before": cut}
        settings.put(act.session, CUT, "")


@service(right="verify-audit", audit=None)
def was_cut(view: View) -> bool:
    """Whether this is still to be told to whoever signs in."""
    return bool(settings.get(view.session, CUT))


@service(right="seal-log", audit=None)
def last_checkpoint(view: View) -> Checkpoint:
    row = checkpoints.newest(view.session, view.device)
    if row is None:
        raise Refused(_("日志还没有校验点"))
    return checkpoints.read(row.text)


def length(view: View) -> int:
    """Entries of this device's own log so far."""
    head = view.session.get(AuditHead, view.device)
    return head.number if head else 0


def checkpoint_after(view: View, log_id: str, number: int) -> Checkpoint | None:
    """The first that was signed when that log had more than `number` entries."""
    row = next(checkpoints.after(view.session, log_id, number), None)
    return checkpoints.read(row.text) if row else None


def signed_log(desk: Desk) -> Checkpoint:
    """The log as it is now, signed: to be printed, and kept by somebody else."""
    with desk.act("seal-log") as act:
        sign_log(act)
    with desk.view("seal-log") as view:
        return last_checkpoint(view)


@service(right="export-audit", audit="log handed over")
def export_audit(act: Act) -> list[dict[str, Any]]:
    """Every event with its place in the chain."""
    act.signed = True
    return [
        {"log": e.log_id, "number": e.number, "hash": e.hash, "event": json.loads(e.body)}
        for e in audit.events(act.session)
    ]


@service(right="who-looked", audit="who looked")
def who_looked(act: Act, record_id: UUID) -> list[Look]:
    """Everybody who saw this record or one merged with it, the newest first."""
    found = audit.who(act.session, references.family(act.session, record_id))
    looks = [_look(json.loads(event.body), event.number) for event in found]
    return sorted(looks, key=lambda look: (look.at, look.number), reverse=True)


def _look(told: dict[str, Any], number: int) -> Look:
    code, reference = told["purpose"] or ("", "")
    return Look(
        datetime.fromisoformat(told["at"]),
        told["officer"],
        told["role"],
        told["event"],
        code,
        reference,
        told.get("explanation", ""),
        told.get("free", False),
        len(told.get("shown", ())),
        number,
    )
