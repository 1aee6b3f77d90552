"""Free look-ups (自主查询): those that no work in hand had brought with it.

Each is an event of the log; here stands which, so that a quota is a count and the chief's list
a week of them. `station audit verify` holds this against the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from station_app.core.records import Table
from station_app.storage.tables import NO_ROWID, AuditEvent


class FreeLook(Table, kw_only=True, eq=False):
    __tablename__ = "free_look"

    officer: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    log_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    full: Mapped[bool]  # somebody was shown unmasked: what quotas count

    __table_args__ = (NO_ROWID,)


class QuotaLift(Table, kw_only=True, eq=False):
    """The chief lets an officer go on: counting begins anew at that moment."""

    __tablename__ = "quota_lift"

    officer: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    by: Mapped[str]
    reason: Mapped[str]


class LookReview(Table, kw_only=True, eq=False):
    """The chief has gone through the free look-ups of a week; the log keeps who and when."""

    __tablename__ = "look_review"

    week: Mapped[date] = mapped_column(primary_key=True)  # its Monday
    at: Mapped[datetime] = mapped_column(primary_key=True)
    by: Mapped[str]
    looks: Mapped[int]
    remarks: Mapped[str]


def count(session: Session, officer: str, since: datetime) -> int:
    """Full views since then, or since the quota was lifted."""
    lifted = session.scalar(select(func.max(QuotaLift.at)).where(QuotaLift.officer == officer))
    asked = select(func.count()).where(
        FreeLook.officer == officer,
        FreeLook.at > max(filter(None, (since, lifted))),
        FreeLook.full.is_(True),
    )
    return session.scalar(asked) or 0


def total(session: Session, officer: str) -> int:
    """Of all time: one in so many asks for a sentence."""
    asked = select(func.count()).where(FreeLook.officer == officer, FreeLook.full.is_(True))
    return session.scalar(asked) or 0


def between(session: Session, since: datetime, until: datetime) -> Sequence[AuditEvent]:
    """Their events, the oldest first."""
    query = (
        select(AuditEvent)
        .join(
            FreeLook,
            (FreeLook.log_id == AuditEvent.log_id) & (FreeLook.number == AuditEvent.number),
        )
        .where(FreeLook.at >= since, FreeLook.at < until)
    )
    return session.scalars(query.order_by(FreeLook.at, FreeLook.number)).all()


def daily(session: Session, since: datetime, until: datetime) -> Sequence[tuple[str, datetime]]:
    """Officer and instant of each full view."""
    asked = select(FreeLook.officer, FreeLook.at).where(
        FreeLook.full.is_(True), FreeLook.at >= since, FreeLook.at < until
    )
    return [(officer, at) for officer, at in session.execute(asked)]


def reviews(session: Session, week: date) -> Sequence[LookReview]:
    query = select(LookReview).where(LookReview.week == week)
    return session.scalars(query.order_by(LookReview.at)).all()
