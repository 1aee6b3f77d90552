"""Proves that everything worked out in acts still says what the records say.

Search keys, references, duties and tallies are computed again; operations are folded;
the audit chains are walked; blobs are read. Findings name ids, never people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, tuple_

from station_app.access import log
from station_app.access.act import Act
from station_app.access.service import service
from station_app.core import reports
from station_app.core.kinds import Picture, Ref
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.core.wire import to_plain
from station_app.printing import steps
from station_app.storage import (
    act_check,
    audit,
    audit_proof,
    duties,
    parts,
    references,
    seal_check,
    search,
    tallies,
)
from station_app.storage.backup_series import FOLDER as BACKUPS
from station_app.storage.backup_series import Series
from station_app.storage.blobs import damaged
from station_app.storage.checkpoints import FILE as CHECKPOINTS
from station_app.storage.keys import Key
from station_app.storage.tables import (
    DigitKey,
    DutyRow,
    OpBody,
    Operation,
    Reference,
    SearchKey,
    Tally,
)
from station_app.workflows import check_replica, left_over
from station_app.workflows.walk import in_parts

CHUNK = 500  # records read at a time
PROBES = 250  # keys looked up in one statement

UNCOUNTED = {"merge", "unmerge", "distinct", "undistinct"}  # they change no field

FROM_BACKUP = _("请停止录入，用最近一次备份恢复，并把本结果交系统管理员")
RECOMPUTE = _("记录本身没有丢失：请系统管理员运行 station rebuild 重新算出，再检查一次")
FIND_FILE = _("请从备份中找回附件；找回前不要清理备份")
ASK_AUDITOR = _(
    "{what}。恢复备份不能解决；请保留 {file}，由审计员用打印的日志校验单核对日志",
    what=log.FAULTS["file"],
    file=CHECKPOINTS,
)
TAKE_BACK = _("请打开这份打印件，核对登记的签字、送达和回传，把登记有误的一次作废")
BACK_UP_AGAIN = _("这份备份不能用来恢复：请立即再备份一次，检查这块盘，再删去这个文件")


@dataclass(frozen=True, slots=True)
class Finding:
    what: str  # keys, references, duties, operations, tallies, seals, aliases, actors, audit, …
    where: str  # register/id, log and number, or the engine's own words
    mend: Text


def of_file(home: Path, faults: Sequence[str], now: datetime) -> list[Finding]:
    """What the engine says of its file: the first line, and all of them in a report."""
    said = (line.strip() for fault in faults for line in fault.splitlines())
    if not (lines := [line for line in said if line and not line.startswith("***")]):
        return []
    file = reports.keep(home, "".join(f"{line}\n" for line in lines), now)
    mend = _(
        "数据库文件有 {n} 处损坏，全部写在 {file}；请停止录入，用最近一次备份恢复，"
        "并把这份报告交系统管理员",
        n=len(lines),
        file=str(file or "—"),
    )
    return [Finding("file", lines[0], mend)]


def of_backups(home: Path, dek: Key) -> list[Finding]:
    """Backups of the home's own series that could not be restored; all are read back."""
    damaged = Series(home / BACKUPS, dek).damaged()
    return [Finding("backup", path.name, BACK_UP_AGAIN) for path in damaged]


@service(right="check", audit="checked")
def check(act: Act, tell: Tell = unheard) -> list[Finding]:
    """Empty when everything holds. Reads the whole station: asked in a survey, nobody waits."""
    found: list[Finding] = []
    progress = Progress(_size(act), tell)
    keys = left_over.kept_keys(act)
    for register in act.registers.values():
        counted = Counter[tallies.Cell]()
        expected = Counter[str]()
        for records in in_parts(act, register, CHUNK):
            found += _keys(act, register, records, expected)
            found += _references(act, register, records)
            found += _duties(act, register, records)
            found += _operations(act, register, records)
            found += _blobs(act, register, records)
            progress.on(len(records))
            for record in records:
                if record.scope != act.stamp.scope:
                    found.append(Finding("scope", f"{register.name}/{record.id}", FROM_BACKUP))
                withdrawn = record.withdrawn_at is not None
                counted.update(
                    tallies.cells(register, _values(register, record), withdrawn=withdrawn)
                )
        found += [
            Finding("keys", f"{register.name} +{n}", RECOMPUTE)
            for n in left_over.superfluous(register, keys, expected)
        ]
        found += _tallies(act, register, counted)
    found += [
        Finding(what, where, FROM_BACKUP if what == "operations" else RECOMPUTE)
        for what, where in left_over.orphans(act)
    ]
    found += [
        Finding("audit", f"{f.log_id}/{f.number}", ASK_AUDITOR if f.what == "file" else FROM_BACKUP)
        for f in audit_proof.broken(log.proof(act, progress))
    ]
    found += _past_acts(act)
    found += [Finding("papers", str(id), TAKE_BACK) for id in steps.faults(act)]
    act.notes |= {"findings": len(found)}
    return found


def _past_acts(act: Act) -> Iterator[Finding]:
    """What only an act may write, written otherwise."""
    found = {
        "seals": seal_check.faults(act.session, act.registers),
        "aliases": act_check.aliases(act.session),
        "actors": act_check.actors(act.session),
        "county": check_replica.faults(act),
    }
    for what, places in found.items():
        yield from (Finding(what, where, FROM_BACKUP) for where in places)


def _size(act: Act) -> int:
    """Records and events there are."""
    counts = [
        act.session.scalar(select(func.count()).select_from(register.record)) or 0
        for register in act.registers.values()
    ]
    return sum(counts) + audit.size(act.session)


def _values(register: Register, record: Record) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in register.fields}


def _keys(
    act: Act, register: Register, records: Sequence[Record], expected: Counter[str]
) -> Iterator[Finding]:
    for record in records:
        gone = record.withdrawn_at is not None
        keys = search.keys_of(register, _values(register, record), withdrawn=gone)
        text = search.rows_of(register, record.row, keys.text)
        digits = search.rows_of(register, record.row, keys.digits)
        expected["text"] += len(text)
        expected["digits"] += len(digits)
        there = _there(act, (SearchKey.lane, SearchKey.key, SearchKey.row), text)
        there += _there(act, (DigitKey.register, DigitKey.window, DigitKey.row), digits)
        if there != len(text) + len(digits):
            yield Finding("keys", f"{register.name}/{record.id}", RECOMPUTE)


def _there(act: Act, columns: tuple[Any, ...], keys: Sequence[Any]) -> int:
    n = 0
    for at in range(0, len(keys), PROBES):
        asked = select(func.count()).where(tuple_(*columns).in_(keys[at : at + PROBES]))
        n += act.session.scalar(asked) or 0
    return n


def _references(act: Act, register: Register, records: Sequence[Record]) -> Iterator[Finding]:
    if not any(isinstance(field.kind, Ref) for field in register.fields):
        return
    held = select(Reference).where(Reference.from_id.in_([r.id for r in records]))
    stored = {(r.from_id, r.field): (r.to_id, r.role, r.since, r.until) for r in act.all(held)}
    for record in records:
        for row in references.of(register, record):
            mirrored = stored.pop((record.id, row["field"]), None)
            if mirrored != tuple(row[name] for name in ("to_id", "role", "since", "until")):
                yield Finding("references", f"{register.name}/{record.id}", RECOMPUTE)
    for from_id, _field in stored:
        yield Finding("references", f"{register.name}/{from_id}", RECOMPUTE)


def _duties(act: Act, register: Register, records: Sequence[Record]) -> Iterator[Finding]:
    held = select(DutyRow).where(DutyRow.record_id.in_([r.id for r in records]))
    rows = act.all(held)
    stored = {(r.record_id, r.rule, r.since): _due(r) for r in rows}
    owners = {(r.record_id, r.owner) for r in rows}
    for record in records:
        for row in duties.of(act.stamp, register, record, ""):
            owners.discard((record.id, row["owner"]))  # whom the record itself names
            key = (record.id, row["rule"], row["since"])
            if stored.pop(key, None) != _due(DutyRow(**row)):
                yield Finding("duties", f"{register.name}/{record.id}", RECOMPUTE)
    for record_id, _rule, _since in stored:
        yield Finding("duties", f"{register.name}/{record_id}", RECOMPUTE)
    yield from _owners(act, register, owners)


def _due(row: DutyRow) -> tuple[Any, ...]:
    return row.register, row.due_on, row.due_at, row.action, row.course


def _owners(act: Act, register: Register, owners: set[tuple[Any, str]]) -> Iterator[Finding]:
    """A duty is owed by somebody who wrote its record."""
    ids = {id for id, _owner in owners}
    wrote = select(Operation.record_id, Operation.actor).where(Operation.record_id.in_(ids))
    by = {(id, actor) for id, actor in act.rows(wrote)}
    for id in sorted({id for id, owner in owners - by}):
        yield Finding("duties", f"{register.name}/{id}", RECOMPUTE)


def _operations(act: Act, register: Register, records: Sequence[Record]) -> Iterator[Finding]:
    """A record is its operations, folded; its revision is their number.

    Of who moved away and came back those before have no bodies any more: they count for nothing.
    """
    log = (
        select(Operation.record_id, Operation.kind, OpBody.body)
        .outerjoin(OpBody, OpBody.op_id == Operation.op_id)
        .where(Operation.record_id.in_([r.id for r in records]))
        .order_by(Operation.n)
    )
    folded: dict[Any, dict[str, Any]] = {}
    revisions = Counter[Any]()
    for id, kind, body in act.rows(log):
        known = folded.setdefault(id, {})
        known |= {n: v for n, v in (body or {}).items() if n in register.by_name}
        revisions[id] += kind not in UNCOUNTED and body is not None
    for record in records:
        plain = to_plain(register, _values(register, record))
        now = {name: value for name, value in plain.items() if value not in (None, "", [])}
        then = {n: v for n, v in folded.get(record.id, {}).items() if v not in (None, "", [])}
        if now != then or revisions[record.id] != record.revision:
            yield Finding("operations", f"{register.name}/{record.id}", FROM_BACKUP)


def _blobs(act: Act, register: Register, records: Sequence[Record]) -> Iterator[Finding]:
    for field in register.fields:
        if isinstance(field.kind, Picture):
            named = {getattr(r, field.name): r.id for r in records if getattr(r, field.name)}
            lost = list(damaged(act.blobs, named))
            coming = parts.awaited(act.session, lost)
            for sha in (sha for sha in lost if sha not in coming):
                yield Finding("blobs", f"{register.name}/{named[sha]}", FIND_FILE)


def _tallies(act: Act, register: Register, counted: Counter[tallies.Cell]) -> Iterator[Finding]:
    stored = Counter[tallies.Cell]()
    for row in act.all(select(Tally).where(Tally.register == register.name)):
        stored[row.register, row.name, row.period, row.a, row.b, row.c] = row.n
    counted = counted + tallies.gone(act.session, register)
    for cell in sorted(set(stored) | set(counted)):
        if stored[cell] != counted[cell]:
            yield Finding("tallies", "/".join(filter(None, cell)), RECOMPUTE)
