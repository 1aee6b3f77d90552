"""到期销毁: due by rule, proposed by the chief, decided by another or the security officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.clocks.rule import Rule
from station_app.core.days import day_of
from station_app.core.errors import Absent, Conflict, Refused
from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.retention.records import Purge
from station_app.retention.register import PURGES
from station_app.retention.rules import ERASURE, KEPT, MOST, WITHDRAWN, Kept, digest
from station_app.storage import seals
from station_app.storage.tables import Alias, Reference

NONE_DUE = _("没有到期的记录")
CHANGED = _("提出之后名单已变，请重新提出")


@dataclass(frozen=True, slots=True)
class Due:
    """What one rule says of one register today; no record is named."""

    kept: Kept
    rule: Rule
    register: Text
    count: int
    oldest: date | None


@service(right="retention-due", audit=None)
def due(view: View) -> list[Due]:
    """Every rule, those with nothing due too."""
    today, lines = view.stamp.today, list[Due]()
    for kept in KEPT:
        register, rule = view.registers[kept.register], _rule(view, kept)
        found = _due(view, kept, today)
        oldest = min((day for _id, day in found), default=None)
        lines.append(Due(kept, rule, register.title, len(found), oldest))
    return lines


@service(right="purges", audit=None)
def purges(view: View) -> list[Purge]:
    """What waits for the second signature first, then the latest."""
    found = view.all(select(Purge).where(Purge.withdrawn_at.is_(None)).order_by(Purge.row.desc()))
    return sorted(found, key=lambda one: one.approved is not None)


@service(right="propose-purge", audit="purge proposed")
def propose(act: Act, kept: Kept, reason: str) -> Purge:
    """Of the oldest at most `MOST`. Raises Refused where nothing is due."""
    ids = [id for id, _day in _due(act, kept, act.stamp.today)][:MOST]
    if not ids:
        raise Refused(NONE_DUE)
    return _propose(act, kept.rule, kept.register, ids, reason)


@service(right="propose-erasure", audit="erasure proposed")
def propose_erasure(act: Act, id: UUID, reason: str) -> Purge:
    """Of all that one's own approved request `id` reads, while it lasts. Raises Refused."""
    ids = _lent(act, id, act.stamp.officer)
    if not ids:
        raise Refused(_("删除封存记录，须先有批准的、在时限内的查阅申请"))
    return _propose(act, ERASURE, "sealed_requests", ids, reason, request_id=str(id))


def _propose(
    act: Act, rule: str, register: str, ids: list[UUID], reason: str, **more: str
) -> Purge:
    if not reason.strip():
        raise Refused(_("请写明销毁的理由和依据"))
    values = {
        "number": act.next_number("X"),
        "rule": rule,
        "subject_register": register,
        "as_of": act.stamp.today,
        "count": len(ids),
        "digest": digest(ids),
        "proposed_by": act.stamp.officer,
        "proposed_at": act.stamp.now,
        "reason": reason.strip(),
    }
    filed = act.file(PURGES, values | more)
    assert isinstance(filed, Purge)  # noqa: S101  what the register makes
    return filed


@service(right="approve-purge", audit="purged", not_by="reason")
def approve(act: Act, id: UUID) -> int:
    """The second signature destroys; how many records. Conflict where the list has changed."""
    one = _waiting(act, id)
    if one.rule == ERASURE:
        ids = _lent(act, UUID(one.request_id), one.proposed_by)
    else:
        kept = next(k for k in KEPT if (k.rule, k.register) == (one.rule, one.subject_register))
        ids = [id for id, _day in _due(act, kept, one.as_of)][: one.count]
    if digest(ids) != one.digest:
        raise Conflict(CHANGED)
    if one.rule == ERASURE:
        removed = act.erase_sealed(ids)
    else:
        register = act.registers[one.subject_register]
        removed = sum(act.purge(register, id) for id in ids)
    _decide(act, one, True, removed=removed)
    act.notes |= {"rule": one.rule, "digest": one.digest, "removed": removed}
    return removed


@service(right="refuse-purge", audit="purge refused", not_by="reason")
def refuse(act: Act, id: UUID, why: str) -> None:
    if not why.strip():
        raise Refused(_("请写明不批准的理由"))
    _decide(act, _waiting(act, id), False, refusal=why.strip())


def _lent(act: Act, request: UUID, reader: str) -> list[UUID]:
    return seals.lent_to(act.session, request, reader, act.stamp.now)


def _waiting(act: Act, id: UUID) -> Purge:
    found = act.all(select(Purge).where(Purge.id == id, Purge.withdrawn_at.is_(None)))
    if not found:
        raise Absent(_("没有这条记录，或已作废"))
    if found[0].approved is not None:
        raise Conflict(_("这次销毁已经审批"))
    return found[0]


def _decide(act: Act, one: Purge, approved: bool, **more: Any) -> None:
    said = {"approved": approved, "decided_by": act.stamp.officer, "decided_at": act.stamp.now}
    act.set_state(PURGES, one.id, before={"approved": None}, after=said | more)


def _rule(view: View, kept: Kept) -> Rule:
    found = view.stamp.terms.find(kept.rule, view.stamp.today)
    if found is None:
        raise LookupError(kept.rule)
    return found


def _due(view: View, kept: Kept, on: date) -> list[tuple[UUID, date]]:
    """Id and day the term ran out, the longest ago first; none that others stand on."""
    register = view.registers[kept.register]
    record, since = register.record, getattr(register.record, kept.since)
    query = select(record.id, since).where(
        since.is_not(None),
        record.id.not_in(select(Alias.gone_id)),
        record.id.not_in(_held(view, register)),
    )
    if kept.since != WITHDRAWN:
        query = query.where(record.withdrawn_at.is_(None))
    found = []
    ran_out = dict[date, date]()
    for id, moment in view.rows(query):
        day = day_of(moment) if isinstance(moment, datetime) else moment
        if day not in ran_out:
            ran_out[day] = view.stamp.terms.due(kept.rule, day).due_on
        if ran_out[day] < on:
            found.append((id, ran_out[day]))
    return sorted(found, key=lambda one: (one[1], one[0].bytes))


def _held(view: View, register: Register) -> Any:
    """Ids that records of other registers point at; inner ones go along."""
    outer = [r.name for r in view.registers.values() if not r.inner]
    return select(Reference.to_id).where(
        Reference.to_register == register.name, Reference.from_register.in_(outer)
    )
