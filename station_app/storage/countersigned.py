"""What the county has countersigned of this station's logs, and the county's tree as last seen.

The county signs (log, number, hash, time) of events it holds itself and makes each a leaf of one
tree over all stations; a station keeps the newest head of that tree, and what does not fit it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, delete, func, select
from sqlalchemy import Text as SqlText
from sqlalchemy.orm import Mapped, Session, mapped_column

from station_app.core.records import Table
from station_app.storage import checkpoints, settings
from station_app.storage.audit import START, hash_of
from station_app.storage.device_signing import is_signed
from station_app.storage.tables import AuditEvent, AuditHead

FIRST_LINE = "station-desk countersigned 1"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
PINNED = "county audit key"  # Ed25519, hexadecimal; since the enrolment
WALKED = "audit walked "  # and a log: up to which event it was walked again
WALK = 5_000  # events of a log that are walked again with each exchange; a short log whole
BYTES = 512 << 10  # of bodies in a part, unless one event alone has more
TREE_CODES = ("tree", "hidden", "unsigned")  # alarms that tell of the county, not of a log
REPLACED = "replaced"  # told, but no fault: the county was put back from a backup


class AuditCountersigned(Table, kw_only=True, eq=False):
    __tablename__ = "audit_countersigned"

    log_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[str]
    at: Mapped[datetime]  # the county's time, whole seconds
    signature: Mapped[str]  # hexadecimal
    leaf: Mapped[int] = mapped_column(BigInteger)  # in the county's tree


class CountyHead(Table, kw_only=True, eq=False):
    """The newest head of the county's tree, of each incarnation of the county."""

    __tablename__ = "county_head"

    generation: Mapped[UUID] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(SqlText)
    at: Mapped[datetime]  # when it was seen
    refused: Mapped[str] = mapped_column(SqlText, default="")  # the one that does not fit it


class AuditAlarm(Table, kw_only=True, eq=False):
    """The county and a log, or the county and its own tree, contradict each other."""

    __tablename__ = "audit_alarm"

    log_id: Mapped[str] = mapped_column(primary_key=True)  # empty: the tree
    code: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Part:
    """Of a log, as it is sent."""

    after: int
    before: str  # the hash of event `after`
    last: int  # the newest event there is
    events: list[tuple[str, str]]  # hash, body
    checkpoint: str  # the newest up to their end; may be empty


def text_of(log_id: str, number: int, hash: str, at: datetime) -> str:
    """What the county signs, and the data of its leaf."""
    return "\n".join((FIRST_LINE, log_id, str(number), hash, f"{at.astimezone(UTC):{MOMENT}}", ""))


def fits(row: AuditCountersigned, public: str) -> bool:
    text = text_of(row.log_id, row.number, row.hash, row.at)
    return bool(public) and is_signed(bytes.fromhex(public), bytes.fromhex(row.signature), text)


def pinned(session: Session) -> str:
    return settings.get(session, PINNED)


def pin(session: Session, public: str) -> None:
    """Another county than before begins with nothing countersigned."""
    if pinned(session) not in ("", public):
        for table in (AuditCountersigned, CountyHead, AuditAlarm):
            session.execute(delete(table))
    settings.put(session, PINNED, public)


def logs(session: Session) -> list[str]:
    """Also one that is gone, of which the county has countersigned something."""
    columns = AuditEvent.log_id, AuditHead.log_id, AuditCountersigned.log_id
    return sorted({id for column in columns for id in session.scalars(select(column).distinct())})


def of_log(session: Session, log_id: str) -> Sequence[AuditCountersigned]:
    mine = select(AuditCountersigned).where(AuditCountersigned.log_id == log_id)
    return session.scalars(mine.order_by(AuditCountersigned.number)).all()


def newest(session: Session, log_id: str) -> AuditCountersigned | None:
    mine = select(AuditCountersigned).where(AuditCountersigned.log_id == log_id)
    return session.scalar(mine.order_by(AuditCountersigned.number.desc()).limit(1))


def head(session: Session) -> CountyHead | None:
    return session.scalar(select(CountyHead).order_by(CountyHead.at.desc()).limit(1))


def size(session: Session) -> int:
    """Leaves of the county's tree as seen last."""
    found = head(session)
    return found.size if found else 0


def alarms(session: Session) -> Sequence[AuditAlarm]:
    return session.scalars(select(AuditAlarm).order_by(AuditAlarm.log_id, AuditAlarm.code)).all()


def contradicted(
    session: Session,
    log_id: str,
    rows: Sequence[AuditCountersigned],
    hashes: Mapping[int, str],  # of the log as it is now
) -> Iterator[int]:
    """Not what was countersigned, not by this county, or what the county said itself."""
    key = pinned(session)
    for row in rows:
        if hashes.get(row.number) != row.hash or not fits(row, key):
            yield row.number
    yield from (one.number for one in alarms(session) if one.log_id == log_id)


def tree_contradicted(session: Session) -> list[int]:
    """The size at which the county's tree first did not fit."""
    return [one.number for one in alarms(session) if one.code in TREE_CODES][:1]


def last_of(session: Session, log_id: str) -> int:
    return session.scalar(select(func.max(AuditEvent.number)).where(_in(log_id))) or 0


def part(session: Session, log_id: str, after: int, most: int) -> Part:
    last = last_of(session, log_id)
    rows = session.execute(
        select(AuditEvent.hash, AuditEvent.body)
        .where(_in(log_id), AuditEvent.number > after)
        .order_by(AuditEvent.number)
        .limit(most)
    )
    events, size = list[tuple[str, str]](), 0
    for link, body in rows:
        size += len(body.encode())
        if events and size > BYTES:
            break
        events.append((link, body))
    signed = select(checkpoints.AuditCheckpoint.text).where(
        checkpoints.AuditCheckpoint.log_id == log_id,
        checkpoints.AuditCheckpoint.number <= after + len(events),
    )
    by_number = signed.order_by(checkpoints.AuditCheckpoint.number.desc()).limit(1)
    found = session.scalar(by_number) or ""
    return Part(after, hash_at(session, log_id, after), last, events, found)


def hash_at(session: Session, log_id: str, number: int) -> str:
    """Empty where there is no such event."""
    if number == 0:
        return START
    found = select(AuditEvent.hash).where(_in(log_id), AuditEvent.number == number)
    return session.scalar(found) or ""


def walk(session: Session, log_id: str) -> tuple[int | None, int]:
    """The first event found altered, and up to where this was asked."""
    begin = int(settings.get(session, WALKED + log_id, "0"))
    if begin >= (last := last_of(session, log_id)) or last <= WALK:
        begin = 0
    link, number = hash_at(session, log_id, begin), begin
    rows = session.execute(
        select(AuditEvent.number, AuditEvent.hash, AuditEvent.body)
        .where(_in(log_id), AuditEvent.number > begin)
        .order_by(AuditEvent.number)
        .limit(WALK)
    )
    for at, held, body in rows:
        number += 1
        link = hash_of(link, body) if link else ""
        if (at, held) != (number, link):
            return number, number
    return None, number


def _in(log_id: str) -> ColumnElement[bool]:
    return AuditEvent.log_id == log_id
