"""Services on what the county countersigns of the logs, and on its tree: for `sync.witness`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.texts import Text, _
from station_app.storage import countersigned, settings
from station_app.storage.countersigned import AuditAlarm, AuditCountersigned, CountyHead, Part

SEND, DOUBT = "send-audit", "doubt-audit"  # rights
DOUBTS: Mapping[str, Text] = {  # code of an alarm → in words
    "rewritten": _("本所审计日志与县局留存的不符：县局已收的条目被改写，或另起一支"),
    "chain": _("本所报送的审计日志条目不相连，县局未收"),
    "short": _("本所审计日志比县局留存的短：已报送的条目不见了"),
    "signature": _("本所审计日志的校验点不是本机密钥签名的，县局未收"),
    "owner": _("县局登记此审计日志属于另一单位"),
    "altered": _("本所审计日志的条目与其校验值不符"),
    "tree": _("县局的校验树前后不符：有单位已会签的校验点被改写或隐去"),
    "hidden": _("县局不再出示校验树"),
    "unsigned": _("县局的会签或校验树不是用登记时的密钥签名的"),
    "replaced": _("县局由备份恢复，校验树已重新开始"),
}


@dataclass(frozen=True, slots=True)
class Log:
    id: str
    own: bool  # of this desk
    acknowledged: int  # the last event countersigned, as far as there are events


@dataclass(frozen=True, slots=True)
class Doubt:
    log_id: str  # empty: the county's tree
    code: str
    number: int
    at: datetime

    @property
    def text(self) -> Text:
        return DOUBTS.get(self.code, DOUBTS["rewritten"])


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest head of the county's tree."""

    generation: UUID
    size: int
    note: str


@service(right=SEND, audit=None)
def key(view: View) -> str:
    """Of the county, hexadecimal; empty before the enrolment."""
    return countersigned.pinned(view.session)


@service(right=SEND, audit=None)
def logs(view: View) -> list[Log]:
    found = []
    for id in countersigned.logs(view.session):
        row = countersigned.newest(view.session, id)
        last = countersigned.last_of(view.session, id)
        found.append(Log(id, id == view.device, min(row.number if row else 0, last)))
    return found


@service(right=SEND, audit=None)
def epoch(view: View) -> str:
    return settings.get(view.session, "epoch")


@service(right=SEND, audit=None)
def part(view: View, log_id: str, after: int, most: int) -> Part:
    return countersigned.part(view.session, log_id, after, most)


@service(right=SEND, audit=None)
def walk(view: View, log_id: str) -> int | None:
    """Some of a log once more, from where the last walk ended: the first event found altered."""
    altered, upto = countersigned.walk(view.session, log_id)
    settings.put(view.session, countersigned.WALKED + log_id, str(upto))
    return altered


@service(right=SEND, audit=None)
def keep(view: View, row: AuditCountersigned) -> None:
    view.session.merge(row)


@service(right=SEND, audit=None)
def seen(view: View) -> Seen | None:
    row = countersigned.head(view.session)
    return Seen(row.generation, row.size, row.note) if row else None


@service(right=SEND, audit=None)
def keep_head(view: View, head: Seen) -> None:
    generation, size, note = head.generation, head.size, head.note
    row = CountyHead(generation=generation, size=size, note=note, at=view.stamp.now)
    if (held := view.session.get(CountyHead, generation)) is not None:
        row.refused = held.refused
    view.session.merge(row)


@service(right=SEND, audit=None)
def doubts(view: View) -> list[Doubt]:
    """What was found wrong between the county and a log, or in the county's tree."""
    return [Doubt(a.log_id, a.code, a.number, a.at) for a in countersigned.alarms(view.session)]


@service(right=DOUBT, audit="log or county in doubt")
def doubt(act: Act, log_id: str, code: str, number: int, note: str = "") -> None:
    """Kept until another county is enrolled with; `note`: the head that does not fit."""
    act.notes |= {"log": log_id, "code": code, "number": number}
    act.signed = True
    act.session.merge(AuditAlarm(log_id=log_id, code=code, number=number, at=act.stamp.now))
    if note and (row := countersigned.head(act.session)) is not None:
        row.refused = note


@service(right=SEND, audit=None)
def acknowledged(view: View) -> list[AuditCountersigned]:
    """The last countersigned event of each log."""
    ids = countersigned.logs(view.session)
    return [row for id in ids if (row := countersigned.newest(view.session, id)) is not None]
