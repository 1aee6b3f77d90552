"""数据不一致待处理: what two wrote of one record, until a person decides (docs/exchange.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.access.records import Seen, refuse_pointed_at, show
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.kinds import Ref
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.core.show import mask, moment, show_plain
from station_app.core.sound import said
from station_app.core.texts import Shown, Text, _
from station_app.core.wire import plain
from station_app.storage import log, pages
from station_app.storage.exchange_tables import ConflictCase
from station_app.storage.outbox import PULLED
from station_app.storage.rebasing import EMPTY
from station_app.storage.resolving import KEPT, WITHDRAWN
from station_app.storage.tables import Operation

OWN_CASE = _("这一项有您填写的，须由未填写过的所领导或登记人处理")
NOT_YOURS = _("数据不一致由所领导或登记这条记录的民警处理")
CLOSED = _("这项数据不一致已由他人处理")
NAMES: Mapping[str, Text] = {WITHDRAWN: _("是否作废"), KEPT: _("是否合并")}


@dataclass(frozen=True, slots=True)
class Open:
    """A record that waits for a decision, as a list shows it."""

    register: str
    id: UUID
    called: str  # masked
    fields: tuple[Text, ...]
    by: tuple[str, ...]  # scope/account of those who wrote
    at: datetime  # of the oldest
    yours: bool  # whether who asks may decide all of it


@dataclass(frozen=True, slots=True)
class Side:
    shown: Shown
    by: str  # scope/account
    at: datetime | None  # when it was written, where that is known here
    here: bool  # it was typed in this database


@dataclass(frozen=True, slots=True)
class Case:
    id: UUID
    name: str  # field
    label: Text
    base: Shown
    kept: Side  # reached the county first, and stood there
    refused: Side  # came after it
    since: Shown | None  # what stands now, where it was written over both
    barred: Text | None  # why who asks may not decide


@dataclass(frozen=True, slots=True)
class Differing:
    seen: Seen
    cases: Sequence[Case]


def label(register: Register, name: str) -> Text:
    field = register.by_name.get(name)
    return field.label if field else NAMES.get(name, Text(name))


def _open(view: View, *where: Any) -> Sequence[ConflictCase]:
    asked = select(ConflictCase).where(ConflictCase.closed_at.is_(None), *where)
    return view.all(asked.order_by(ConflictCase.at, ConflictCase.field))


@service(right="conflicts", audit=None)
def open_cases(view: View) -> list[Open]:
    """Of the registers this role may see, the oldest first; masked, and nothing secret."""
    return _told(view, _open(view))


def _told(view: View, found: Iterable[ConflictCase]) -> list[Open]:
    of = defaultdict[str, dict[UUID, list[ConflictCase]]](lambda: defaultdict(list))
    for case in found:
        if case.register in view.registers and view.may(f"list:{case.register}"):
            of[case.register][case.record_id].append(case)
    told = list[Open]()
    for name, records in of.items():
        register = view.registers[name]
        closed = secrecy.shut(view, register, records)
        names = pages.titles(view.session, view.registers, register, records)
        told += [
            _of_record(view, register, id, cases, names.get(id, "…"))
            for id, cases in records.items()
            if id not in closed
        ]
    return sorted(told, key=lambda one: one.at)


def _of_record(
    view: View, register: Register, id: UUID, cases: Sequence[ConflictCase], called: str
) -> Open:
    fields = tuple(dict.fromkeys(label(register, case.field) for case in cases))
    by = tuple(dict.fromkeys(who for case in cases for who in (case.refused_by, case.kept_by)))
    yours = _is_responsible(view, id) and not any(_wrote(view, case) for case in cases)
    return Open(register.name, id, called, fields, by, cases[0].at, yours)


def _wrote(view: View, case: ConflictCase) -> bool:
    return f"{view.stamp.scope}/{view.stamp.officer}" in (case.kept_by, case.refused_by)


def _is_responsible(view: View, id: UUID) -> bool:
    """The chief, and who filed the record: the county knows no other (docs/exchange.md)."""
    if view.role == "chief":
        return True
    filed = Operation.record_id == id, Operation.kind == "file"
    by = view.all(select(Operation.actor).where(*filed).order_by(Operation.n).limit(1))
    return view.may("resolve-conflict") and list(by) == [view.stamp.officer]


@service(right="show", purpose=True, audit="read")
def differing(act: Act, register: Register, id: UUID) -> Differing:
    """One record with its open cases, masked as this purpose shows it. Raises Refused, Absent."""
    seen = show(act, register, id)
    found = _open(act, ConflictCase.record_id == id)
    telling = _Telling(
        act,
        register,
        seen,
        log.operations(act.session, Operation.record_id == id),
        _pointed(act, register, seen.record, found),
        _is_responsible(act, id),
    )
    return Differing(seen, [telling.case(case) for case in found])


@dataclass(frozen=True, slots=True)
class _Telling:
    act: Act
    register: Register
    seen: Seen
    operations: Sequence[tuple[Operation, Mapping[str, Any]]]
    names: Mapping[str, str]  # of what values point at, by id
    ours: bool  # who asks is responsible for the record

    def case(self, case: ConflictCase) -> Case:
        name = case.field
        kept = self.side(name, case.kept, case.kept_by)
        refused = self.side(name, case.refused, case.refused_by)
        return Case(
            case.id,
            name,
            label(self.register, name),
            self.shown(name, case.base),
            kept,
            replace(refused, at=case.at),
            self.since(case),
            OWN_CASE if _wrote(self.act, case) else None if self.ours else NOT_YOURS,
        )

    def side(self, name: str, value: Any, by: str) -> Side:
        here = [
            op.at
            for op, body in self.operations
            if op.kind != PULLED
            and f"{self.act.stamp.scope}/{op.actor}" == by
            and name in body
            and body[name] == value
        ]
        return Side(self.shown(name, value), by, here[-1] if here else None, bool(here))

    def since(self, case: ConflictCase) -> Shown | None:
        if case.field not in self.register.by_name:
            return None
        now = plain(self.register[case.field].kind, getattr(self.seen.record, case.field))
        stands = now == case.kept or (now in EMPTY and case.kept in EMPTY)
        return None if stands else self.shown(case.field, now)

    def shown(self, name: str, value: Any) -> Shown:
        return _shown(self.register, name, value, self.names, hidden=name in self.seen.masked)


def _pointed(
    act: Act, register: Register, record: Record, found: Iterable[ConflictCase]
) -> dict[str, str]:
    """What the values point at, masked, by id."""
    wanted = defaultdict[str, set[UUID]](set)
    for case in found:
        field = register.by_name.get(case.field)
        to = field.kind.register if field and isinstance(field.kind, Ref) else ""
        if to or case.field == KEPT:
            now = getattr(record, case.field) if to else None
            ids = filter(None, (case.base, case.kept, case.refused, now))
            wanted[to or register.name] |= {UUID(str(id)) for id in ids}
    return {
        str(id): called
        for name, ids in wanted.items()
        for id, called in pages.titles(act.session, act.registers, act.registers[name], ids).items()
    }


def _shown(
    register: Register, name: str, value: Any, names: Mapping[str, str], *, hidden: bool
) -> Shown:
    field = register.by_name.get(name)
    if name == WITHDRAWN:
        at = moment(datetime.fromisoformat(value)) if value else ""
        return _("{at} 作废", at=at) if at else _("不作废")
    if name == KEPT:
        return _("合并到：{whom}", whom=names.get(value, "…")) if value else _("不合并")
    if field is None:
        return str("" if value is None else value)
    if isinstance(field.kind, Ref):
        return names.get(value, "…") if value else ""
    return mask(field.kind, value) if hidden else show_plain(field.kind, value)


@service(right="resolve-conflict", audit="conflict resolved")
def resolve(act: Act, id: UUID, taken: Mapping[UUID, bool], *, reason: str) -> Record:
    """Case → whether what was refused is to stand. All open cases of these fields are closed.

    Raises Refused: no reason, not yours, your own, two values for one field; Absent: closed.
    """
    if not reason.strip():
        raise Refused(_("请写明采用的理由，将留在变更记录中"))
    cases = {case.id: case for case in _open(act, ConflictCase.record_id == id)}
    if not taken or taken.keys() - cases.keys():
        raise Absent(CLOSED)
    register = act.registers[next(iter(cases.values())).register]
    secrecy.refuse(act, register, id)
    if not _is_responsible(act, id):
        raise Refused(NOT_YOURS)
    chosen = _chosen([(cases[one], refused) for one, refused in taken.items()])
    closing = [case for case in cases.values() if case.field in chosen]
    if any(_wrote(act, case) for case in closing):
        raise Refused(OWN_CASE)
    for case in closing:
        case.closed_by = f"{act.stamp.scope}/{act.stamp.officer}"
        case.closed_at, case.reason = act.stamp.now, said(reason)
    record = act.resolve(register, id, chosen, reason=said(reason))
    if record.withdrawn_at is not None:
        refuse_pointed_at(act, [id])
    return record


def _chosen(taken: Iterable[tuple[ConflictCase, bool]]) -> dict[str, Any]:
    """Field → plain value that is to stand; one refused value at the most."""
    chosen, refused = dict[str, Any](), set[str]()
    for case, other in taken:
        if other and case.field in refused:
            raise Refused(_("同一项只能采用一个值"))
        if other:
            refused.add(case.field)
            chosen[case.field] = case.refused
        elif case.field not in refused:
            chosen[case.field] = case.kept
    return chosen
